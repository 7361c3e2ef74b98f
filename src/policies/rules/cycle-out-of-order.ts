import type { Rule } from '../rule.ts';

/** For each day those that it may not lie before, the nearest phase first: one mistake is told once. */
const orders = [
  ['ltsFrom', [['releaseDate', 'long-term support begins before the cycle']]],
  ['eoasFrom', [['releaseDate', 'active support ends before the cycle begins']]],
  [
    'eolFrom',
    [
      ['eoasFrom', 'security support ends before active support'],
      ['ltsFrom', 'security support ends before long-term support begins'],
      ['releaseDate', 'security support ends before the cycle begins'],
    ],
  ],
  [
    'eoesFrom',
    [
      ['eolFrom', 'extended support ends before security support'],
      ['eoasFrom', 'extended support ends before active support'],
      ['ltsFrom', 'extended support ends before long-term support begins'],
      ['releaseDate', 'extended support ends before the cycle begins'],
    ],
  ],
] as const;

/**
 * The phases of a cycle follow one another. Bars, calendars and "support ends on" are drawn from
 * these days, and days out of order make all of them wrong.
 */
export const cycleOutOfOrder: Rule = {
  code: 'cycle-out-of-order',
  severity: 'error',
  finds:
    'The days of a cycle are out of order: a phase ends before it begins, or before the phase ahead of it.',
  mend: 'Correct one of the two days.',
  *check({ products }) {
    for (const { entry } of products) {
      if (entry === null) continue;
      for (const [index, cycle] of entry.data.cycles.entries()) {
        for (const [later, before] of orders) {
          const day = cycle[later];
          if (typeof day !== 'string') continue;
          const wrong = before.find(([earlier]) => isAfter(cycle[earlier], day));
          if (wrong === undefined) continue;
          const [earlier, what] = wrong;
          yield {
            at: entry,
            path: ['cycles', index, later],
            message: `In the cycle ${cycle.cycle}, ${what}.`,
            expected: `${String(cycle[earlier])} (${earlier}) or later`,
            found: day,
            fix: 'Correct one of the two days.',
          };
        }
      }
    }
  },
};

/** Whether a phase has a day, and it is after another. */
function isAfter(phase: string | boolean | undefined, day: string): boolean {
  return typeof phase === 'string' && phase > day;
}
