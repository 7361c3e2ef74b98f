import type { PlanWords } from '../../views/upgrade/outline.ts';

/**
 * Words whose values keep their own direction in a line from right to left (Unicode's isolates): a
 * version such as `4.3.0-beta.1` would be turned about otherwise. As they are in other languages.
 */
export function isolating(words: PlanWords): PlanWords {
  if (document.documentElement.dir !== 'rtl') return words;
  return {
    ...words,
    t: (key, values = {}) =>
      words.t(
        key,
        Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            typeof value === 'string' ? `\u2068${value}\u2069` : value,
          ]),
        ),
      ),
  };
}
