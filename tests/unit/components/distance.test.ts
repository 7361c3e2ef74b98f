import { describe, expect, it } from 'vitest';
import { distanceOf } from '../../../src/components/client/distance.ts';

describe('how far off a day is', () => {
  it.each([
    [0, 0, 'day'],
    [52, 52, 'day'],
    [91, 91, 'day'],
    [92, 3, 'month'],
    [108, 3, 'month'],
    [364, 11, 'month'],
    [730, 23, 'month'],
    [731, 2, 'year'],
    [1094, 2, 'year'],
    [-15, -15, 'day'],
    [-108, -3, 'month'],
  ])('%d days: %d %s', (days, value, unit) => {
    expect(distanceOf(days)).toEqual({ value, unit });
  });

  it('never says that there is more time than there is', () => {
    const least = { day: 1, month: 30.44, year: 365.25 };
    for (let days = 0; days < 2000; days += 1) {
      const { value, unit } = distanceOf(days);
      expect(value * least[unit], `${days} days`).toBeLessThanOrEqual(days);
    }
  });
});
