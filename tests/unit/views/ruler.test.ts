import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, day } from '../../../src/model/day.ts';
import { placeAfter, placeOn, rulerOf } from '../../../src/views/ruler.ts';

const anyDay = fc
  .integer({ min: 0, max: 73_000 })
  .map((count) => addDays(day('1900-01-01'), count));

describe('the ruler', () => {
  it('is whole years that hold every day and today', () => {
    const ruler = rulerOf([day('2024-02-29'), day('2026-12-31')], day('2025-06-01'));
    expect([ruler.from, ruler.to, ruler.days]).toEqual([
      '2024-01-01',
      '2026-12-31',
      366 + 365 + 365,
    ]);
    expect(ruler.years.map(({ year }) => year)).toEqual(['2024', '2025', '2026']);
    expect(rulerOf([], day('2028-02-29')).years).toHaveLength(1);
  });

  it('is not stretched by a mistyped year, which is at its end', () => {
    const ruler = rulerOf([day('2926-12-01'), day('1026-12-01')], day('2026-11-21'));
    expect([ruler.from, ruler.to]).toEqual(['1966-01-01', '2056-12-31']);
    expect(ruler.years).toHaveLength(91);
    expect([placeOn(ruler, day('2926-12-01')), placeOn(ruler, day('1026-12-01'))]).toEqual([1, 0]);
  });

  it('counts 29 February', () => {
    const leap = rulerOf([], day('2028-01-01'));
    expect(placeOn(leap, day('2028-03-01'))).toBeCloseTo(60 / 366, 5);
    expect(placeAfter(leap, day('2028-02-29'))).toBe(placeOn(leap, day('2028-03-01')));
    const common = rulerOf([], day('2027-01-01'));
    expect(placeOn(common, day('2027-03-01'))).toBeCloseTo(59 / 365, 5);
  });

  it('reaches to the last year that can be written', () => {
    const ruler = rulerOf([day('9999-12-31')], day('9999-01-01'));
    expect(ruler.years).toEqual([{ year: '9999', at: 0, width: 1 }]);
    expect(placeAfter(ruler, day('9999-12-31'))).toBe(1);
  });

  it('gives every day a place, in order, and none outside', () => {
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 9 }), anyDay, anyDay, (days, today, stray) => {
        const ruler = rulerOf(days, today);
        const sorted = [...days, today, stray].sort();
        const places = sorted.map((each) => placeOn(ruler, each));
        expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
        expect([...places].sort((a, b) => a - b)).toEqual(places);
        const widths = ruler.years.reduce((sum, { width }) => sum + width, 0);
        expect(widths).toBeCloseTo(1, 2);
      }),
      { numRuns: 60 },
    );
  });
});
