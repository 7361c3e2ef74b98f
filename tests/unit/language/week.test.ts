import { describe, expect, it } from 'vitest';
import { createWeek, weekdayOf } from '../../../src/language/week.ts';

describe('the week of a locale', () => {
  it('begins where the locale begins it', () => {
    const order = (locale: string) => createWeek(locale).days.map(({ number }) => number);
    expect(order('de')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(order('en')).toEqual([7, 1, 2, 3, 4, 5, 6]);
    expect(order('ar')[0]).toBe(6);
  });

  it('names its days, in letters where short names are words', () => {
    expect(createWeek('de').days[0]).toEqual({
      number: 1,
      short: 'Mo',
      long: 'Montag',
      isWeekend: false,
    });
    const arabic = createWeek('ar').days;
    expect(arabic.every(({ short }) => short.length <= 4)).toBe(true);
    expect(new Set(arabic.map(({ long }) => long)).size).toBe(7);
  });

  it('knows the weekday of a day, leap days too', () => {
    expect(weekdayOf('2028-02-29')).toBe(2);
    expect(weekdayOf('2026-11-21')).toBe(6);
    expect(weekdayOf('2026-11-22')).toBe(7);
    expect(createWeek('en').weekday('2028-02-29')).toBe('Tue');
  });
});
