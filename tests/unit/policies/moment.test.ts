import { describe, expect, it } from 'vitest';
import { endsBefore } from '../../../src/policies/moment.ts';

describe('a window that ends before it begins', () => {
  it.each([
    ['2026-11-03', '2026-11-02'],
    ['2026-11-03T22:00', '2026-11-03T21:59'],
    ['2024-03-01T00:00', '2024-02-29T23:59'],
    ['2026-11-03T22:00-05:00', '2026-11-04T02:59Z'],
    ['2026-11-03T22:00', '2026-11-02'],
    ['2026-11-05T00:00', '2026-11-03T23:59Z'],
  ])('%s, %s', (start, end) => {
    expect(endsBefore(start, end)).toBe(true);
  });

  it.each([
    ['2026-11-03', '2026-11-03'],
    ['2026-11-03T22:00', '2026-11-03'],
    ['2026-11-03T22:00', '2026-11-03T22:00'],
    ['2026-11-03T22:00-05:00', '2026-11-04T03:00Z'],
    ['2026-12-31T23:30', '2027-01-01T00:30'],
    // Only one of the two says where: a day of doubt.
    ['2026-11-04T10:00', '2026-11-03T23:00Z'],
  ])('not %s, %s', (start, end) => {
    expect(endsBefore(start, end)).toBe(false);
  });
});
