import type { Rule } from '../rule.ts';

/**
 * A version can't have a defect and mend it. Readers of that version would be told both to install it
 * and to leave it; scanners would never fall silent.
 */
export const fixIsAffected: Rule = {
  code: 'fix-is-affected',
  severity: 'error',
  finds: 'The version that mends a known issue or a weakness lies in a range that is affected.',
  mend: 'Let the range end before the fix: `<4.2.1` when 4.2.1 mends it.',
  *check({ catalog, range }) {
    const claim = { fix: 'Let the range end before it, or name the version that mends it.' };
    for (const entry of catalog.entries['known-issue']) {
      const { fixedIn, affects, product } = entry.data;
      if (fixedIn === undefined) continue;
      const hit = affects.find((text) => range(text, product)?.includes(fixedIn) === true);
      if (hit === undefined) continue;
      yield {
        ...claim,
        at: entry,
        path: ['fixedIn'],
        message: 'The version that mends it is among those that have it.',
        expected: `a version outside of ${hit}`,
        found: fixedIn,
      };
    }
    for (const entry of catalog.entries.advisory) {
      for (const [index, { product, range: text, fixedIn }] of entry.data.affected.entries()) {
        if (fixedIn === undefined || range(text, product)?.includes(fixedIn) !== true) continue;
        yield {
          ...claim,
          at: entry,
          path: ['affected', index, 'fixedIn'],
          message: `The version of ${product} that mends it is among those that are affected.`,
          expected: `a version outside of ${text}`,
          found: fixedIn,
        };
      }
    }
  },
};
