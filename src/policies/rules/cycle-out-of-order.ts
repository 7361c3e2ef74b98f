import type { Rule } from '../rule.ts';

const orders = [
  ['ltsFrom', 'releaseDate', 'long-term support begins before the cycle'],
  ['eoasFrom', 'releaseDate', 'active support ends before the cycle begins'],
  ['eolFrom', 'releaseDate', 'security support ends before the cycle begins'],
  ['eolFrom', 'eoasFrom', 'security support ends before active support'],
  ['eoesFrom', 'eolFrom', 'extended support ends before security support'],
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
        for (const [later, earlier, what] of orders) {
          const [day, first] = [cycle[later], cycle[earlier]];
          if (typeof day !== 'string' || typeof first !== 'string' || day >= first) continue;
          yield {
            at: entry,
            path: ['cycles', index, later],
            message: `In the cycle ${cycle.cycle}, ${what}.`,
            expected: `${first} (${earlier}) or later`,
            found: day,
            fix: 'Correct one of the two days.',
          };
        }
      }
    }
  },
};
