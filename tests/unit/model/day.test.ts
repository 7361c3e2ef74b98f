import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  compareDays,
  dateOf,
  day,
  daysBetween,
  isDay,
  monthOf,
  whyNotDay,
  yearOf,
} from '../../../src/model/day.ts';

describe('days', () => {
  it('takes days that exist', () => {
    for (const value of ['2026-11-03', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
      expect(isDay(value)).toBe(true);
    }
  });

  it('refuses days that do not, and says why', () => {
    expect(whyNotDay('2026-02-30')).toBe('2026-02-30 is not a day: February 2026 has 28 days');
    expect(whyNotDay('2026-13-01')).toBe('2026-13-01 is not a day: there are 12 months');
    expect(whyNotDay('2026-04-31')).toBe('2026-04-31 is not a day: April 2026 has 30 days');
    expect(whyNotDay('1900-02-29')).toBe('1900-02-29 is not a day: February 1900 has 28 days');
    for (const value of [
      '2026-1-1',
      '2026-11-03T00:00:00Z',
      '03.11.2026',
      '',
      ' 2026-11-03',
      '2026-00-10',
      '2026-01-00',
    ]) {
      expect(isDay(value)).toBe(false);
    }
  });

  it('knows year, month and date', () => {
    const value = day('2026-11-03');
    expect([yearOf(value), monthOf(value), dateOf(value)]).toEqual([2026, 11, 3]);
  });

  it('counts across months, leap days and years', () => {
    expect(addDays(day('2026-02-28'), 1)).toBe('2026-03-01');
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
    expect(daysBetween(day('2026-11-21'), day('2026-12-21'))).toBe(30);
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => day('2026-02-30')).toThrow('February 2026 has 28 days');
  });

  it('agrees with the calendar of the engine over ten thousand years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9990, 0, 1) }),
        fc.integer({ min: -3000, max: 3000 }),
        (start, count) => {
          const of = (time: number): string => new Date(time).toISOString().slice(0, 10);
          fc.pre(start + count * 86_400_000 > Date.UTC(1, 0, 2));
          const from = day(of(start));
          const to = addDays(from, count);
          expect(to).toBe(of(start + count * 86_400_000));
          expect(daysBetween(from, to)).toBe(count);
          expect(Math.sign(compareDays(from, to))).toBe(-Math.sign(count) + 0);
        },
      ),
    );
  });
});
