import { describe, expect, it } from 'vitest';
import { calendarEvents } from '../../../src/views/calendar-event.ts';
import { releaseView } from '../../../src/views/release.ts';
import { smallContext } from './lifecycle-edition.ts';

const windowsOf = (date: Record<string, string>) => {
  const context = smallContext({ releases: { 'atlas/1.0.0': { date } } });
  return {
    page: releaseView(context, context.edition.releases[0]!).window?.text,
    calendar: calendarEvents(context)[0]?.window?.text,
  };
};

describe('a window in words', () => {
  it('names the zone of its times, and UTC when there is none', () => {
    expect(windowsOf({ start: '2026-12-03T22:00', zone: 'Europe/Berlin' })).toEqual({
      page: 'Dec 3, 2026 22:00 Europe/Berlin',
      calendar: '22:00 Europe/Berlin',
    });
    expect(windowsOf({ start: '2026-12-03 22:00', end: '2026-12-04 02:00' })).toEqual({
      page: 'Dec 3, 2026 22:00 – Dec 4, 2026 02:00 UTC',
      calendar: '22:00 – Dec 4, 2026 02:00 UTC',
    });
  });

  it('names the offset that is written, which is not UTC', () => {
    expect(windowsOf({ start: '2026-12-03T22:00+02:00', end: '2026-12-03T23:30+02:00' })).toEqual({
      page: 'Dec 3, 2026 22:00 – 23:30 UTC+2',
      calendar: '22:00 – 23:30 UTC+2',
    });
    expect(windowsOf({ start: '2026-12-03T22:00+02:00', zone: 'Europe/Berlin' }).calendar).toBe(
      '22:00 UTC+2',
    );
  });

  it('names both where its ends have two', () => {
    expect(windowsOf({ start: '2026-10-25T01:00+02:00', end: '2026-10-25T03:00+01:00' }).page).toBe(
      'Oct 25, 2026 01:00 UTC+2 – 03:00 UTC+1',
    );
  });

  it('of whole days is days, and no time in the calendar', () => {
    expect(windowsOf({ start: '2026-12-03', end: '2026-12-05' })).toEqual({
      page: 'Dec 3, 2026 – Dec 5, 2026 UTC',
      calendar: undefined,
    });
  });
});
