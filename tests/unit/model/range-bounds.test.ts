import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { isEmptyRange, rangeBounds } from '../../../src/model/range-bounds.ts';

describe('the bounds of a range', () => {
  it.each([
    ['>=3.7 <4', '3.7.0', '3.999999.999999'],
    ['4.2', '4.2.0', '4.2.999999'],
    ['4.2.1', '4.2.1', '4.2.1'],
    ['>4.2.1', '4.2.2', '999999.999999.999999'],
    ['<=2', '0.0.0', '2.999999.999999'],
    ['*', '0.0.0', '999999.999999.999999'],
    ['1.x || >=3 <3.5', '1.0.0', '3.4.999999'],
  ])('of SemVer %s', (text, lowest, highest) => {
    expect(rangeBounds(text, 'semver')).toEqual({ lowest, highest });
  });

  it.each([
    ['2026.10 - 2026.10.1', '2026.10', '2026.10.1.999999'],
    ['>=2026.4 <2026.10', '2026.4', '2026.9.999999'],
    ['>2026.10.1 <=2026.10.2', '2026.10.2', '2026.10.2.999999'],
  ])('of calendar versions %s', (text, lowest, highest) => {
    expect(rangeBounds(text, 'calver')).toEqual({ lowest, highest });
  });

  it('are none for a range without a version', () => {
    for (const text of ['>=4 <3', '>=2.0.0 <2.0.0', '>5 <=5', '2.0 - 1.5', '^4.1 <4']) {
      expect([rangeBounds(text, 'semver'), isEmptyRange(text, 'semver')], text).toEqual([
        null,
        true,
      ]);
    }
    for (const text of ['>=2026.10 <2026.4', '>2026.10 <2026.10.5']) {
      expect([rangeBounds(text, 'calver'), isEmptyRange(text, 'calver')], text).toEqual([
        null,
        true,
      ]);
    }
  });

  it('are not known for what is no range, and for natural order, which is not called empty', () => {
    expect([rangeBounds('soon', 'semver'), isEmptyRange('soon', 'semver')]).toEqual([null, false]);
    expect([rangeBounds('>=b <a', 'natural'), isEmptyRange('>=b <a', 'natural')]).toEqual([
      null,
      false,
    ]);
  });

  it('are none for exactly the ranges that SemVer finds empty', () => {
    const number = fc.integer({ min: 0, max: 2 });
    const version = fc
      .tuple(number, number, number, fc.constantFrom('', '', '-rc.1', '-beta'))
      .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`);
    const operand = fc.oneof(
      version,
      number.map(String),
      fc.tuple(number, number).map((parts) => parts.join('.')),
    );
    const comparator = fc
      .tuple(fc.constantFrom('>=', '>', '<', '<=', '=', '^', '~', ''), operand)
      .map((parts) => parts.join(''));
    const range = fc
      .array(fc.array(comparator, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })
      .map((sets) => sets.map((set) => set.join(' ')).join(' || '));
    // An oracle of its own: every version that the generator can tell apart.
    const numbers = [0, 1, 2, 3, 999];
    const grid = numbers.flatMap((a) =>
      numbers.flatMap((b) =>
        numbers.flatMap((c) =>
          ['', '-0', '-beta', '-beta.0', '-rc.0', '-rc.1', '-rc.1.0'].map(
            (pre) => new semver.SemVer(`${a}.${b}.${c}${pre}`),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(range, (text) => {
        const parsed = new semver.Range(text, { includePrerelease: true });
        const isEmpty = !grid.some((some) => parsed.test(some));
        const bounds = rangeBounds(text, 'semver');
        expect([bounds === null, isEmptyRange(text, 'semver')], text).toEqual([isEmpty, isEmpty]);
        if (bounds === null) return;
        expect(parsed.test(bounds.lowest)).toBe(true);
        expect(parsed.test(bounds.highest)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
