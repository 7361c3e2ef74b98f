import { describe, expect, it } from 'vitest';
import { instantOf, offsetName, readMoment } from '../../../src/model/moment.ts';

const iso = (text: string, zone: string): string | null => {
  const instant = instantOf(text, zone);
  return instant === null ? null : new Date(instant).toISOString().slice(0, 16);
};

describe('the moment of a local time', () => {
  it.each([
    // Europe/Berlin: 02:00 becomes 03:00 on 28 March 2027, 03:00 becomes 02:00 on 31 October.
    ['2027-03-27T23:59', 'Europe/Berlin', '2027-03-27T22:59'],
    ['2027-03-28T01:30', 'Europe/Berlin', '2027-03-28T00:30'],
    ['2027-03-28T03:00', 'Europe/Berlin', '2027-03-28T01:00'],
    ['2027-03-28T04:00', 'Europe/Berlin', '2027-03-28T02:00'],
    ['2027-10-31T01:59', 'Europe/Berlin', '2027-10-30T23:59'],
    ['2027-10-31T03:00', 'Europe/Berlin', '2027-10-31T02:00'],
    ['2027-10-31T04:00', 'Europe/Berlin', '2027-10-31T03:00'],
    // America/New_York: on 14 March and 7 November.
    ['2027-03-14T01:30', 'America/New_York', '2027-03-14T06:30'],
    ['2027-03-14T03:00', 'America/New_York', '2027-03-14T07:00'],
    ['2027-03-14T04:00', 'America/New_York', '2027-03-14T08:00'],
    ['2027-03-14T08:00', 'America/New_York', '2027-03-14T12:00'],
    ['2027-11-07T00:30', 'America/New_York', '2027-11-07T04:30'],
    ['2027-11-07T02:00', 'America/New_York', '2027-11-07T07:00'],
    ['2027-11-07T04:00', 'America/New_York', '2027-11-07T09:00'],
    // Pacific/Auckland: 02:00 becomes 03:00 on 26 September, 03:00 becomes 02:00 on 4 April.
    ['2027-09-26T01:30', 'Pacific/Auckland', '2027-09-25T13:30'],
    ['2027-09-26T03:30', 'Pacific/Auckland', '2027-09-25T14:30'],
    ['2027-09-26T12:00', 'Pacific/Auckland', '2027-09-25T23:00'],
    ['2027-04-04T01:30', 'Pacific/Auckland', '2027-04-03T12:30'],
    ['2027-04-04T03:00', 'Pacific/Auckland', '2027-04-03T15:00'],
    ['2027-04-04T12:00', 'Pacific/Auckland', '2027-04-04T00:00'],
  ])('%s in %s', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected);
  });

  it.each([
    // Clocks never show it: as much later as they were put forward.
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30'],
    ['2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30'],
    ['2027-09-26T02:30', 'Pacific/Auckland', '2027-09-25T14:30'],
    // Clocks show it twice: the first time.
    ['2027-10-31T02:30', 'Europe/Berlin', '2027-10-31T00:30'],
    ['2027-11-07T01:30', 'America/New_York', '2027-11-07T05:30'],
    ['2027-04-04T02:30', 'Pacific/Auckland', '2027-04-03T13:30'],
  ])('%s in %s, which is none or two', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected);
  });

  it.each([
    ['2027-04-14 04:00', 'Europe/Berlin', '2027-04-14T02:00'],
    ['2027-04-14T04:00:59', 'UTC', '2027-04-14T04:00'],
    ['2026-12-03T22:00+02:00', 'America/New_York', '2026-12-03T20:00'],
    ['2026-12-03 22:00-09:30', 'UTC', '2026-12-04T07:30'],
    ['2026-12-03T22:00Z', 'Europe/Berlin', '2026-12-03T22:00'],
    ['2026-12-03', 'Europe/Berlin', null],
    ['2026-12-03T22:00', 'Nowhere/Land', null],
    ['soon', 'UTC', null],
  ])('%s in %s, as the schema lets it be written', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected);
  });
});

describe('a moment as written', () => {
  it.each([
    ['2026-12-03', { day: '2026-12-03', time: '', offset: null }],
    ['2026-12-03 22:00', { day: '2026-12-03', time: '22:00', offset: null }],
    ['2026-12-03T22:00:30.5', { day: '2026-12-03', time: '22:00', offset: null }],
    ['2026-12-03T22:00Z', { day: '2026-12-03', time: '22:00', offset: 0 }],
    ['2026-12-03T22:00-09:30', { day: '2026-12-03', time: '22:00', offset: -570 }],
    ['2026-12-03T24:00', null],
    ['2026-12-03T22', null],
  ])('%s', (text, expected) => {
    expect(readMoment(text)).toEqual(expected);
  });

  it.each([
    [0, 'UTC'],
    [120, 'UTC+2'],
    [-570, 'UTC-9:30'],
    [345, 'UTC+5:45'],
  ])('%d minutes from UTC are %s', (offset, expected) => {
    expect(offsetName(offset).replace('\u2212', '-')).toBe(expected);
  });
});
