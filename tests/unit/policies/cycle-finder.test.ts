import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleOf } from '../../../src/model/version.ts';
import { cycleFinder } from '../../../src/policies/cycle-finder.ts';

describe('the cycle of a version', () => {
  it('is the one that the rest of the house finds', () => {
    const number = fc.integer({ min: 0, max: 3 });
    const parts = fc.array(number, { minLength: 1, maxLength: 3 }).map((list) => list.join('.'));
    const cycle = fc.oneof(
      { weight: 8, arbitrary: parts },
      { weight: 1, arbitrary: parts.map((text) => `${text}.x`) },
      { weight: 1, arbitrary: fc.constantFrom('lts', 'trixie') },
    );
    const version = fc
      .tuple(number, number, number, fc.constantFrom('', '-rc.1', '+b5'))
      .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`);
    fc.assert(
      fc.property(
        fc.uniqueArray(cycle, { maxLength: 6, selector: (text) => text.replace(/\.x$/, '') }),
        version,
        fc.constantFrom('semver' as const, 'calver' as const, 'natural' as const),
        (names, text, versioning) => {
          const cycles = names.map((name) => ({ cycle: name }));
          expect(cycleFinder(cycles, versioning)(text)?.cycle ?? null).toBe(
            cycleOf(text, { versioning, cycles }),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
