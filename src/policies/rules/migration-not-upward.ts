import type { Rule } from '../rule.ts';

/** A guide leads to a newer version. One whose goal lies below its start is offered to nobody. */
export const migrationNotUpward: Rule = {
  code: 'migration-not-upward',
  severity: 'error',
  finds: 'A migration guide leads to no version above the lowest that it starts from.',
  mend: 'Correct `from` or `to`.',
  *check({ catalog, bounds, compare }) {
    for (const entry of catalog.entries.migration) {
      const { from, to, product } = entry.data;
      const [start, goal] = [bounds(from, product), bounds(to, product)];
      if (start === null || goal === null) continue;
      if ((compare(goal.highest, start.lowest, product) ?? 1) > 0) continue;
      yield {
        at: entry,
        path: ['to'],
        message: 'The guide leads to no version above those that it starts from.',
        expected: `a version above ${start.lowest}, where from begins`,
        found: to,
        fix: 'Correct from or to.',
      };
    }
  },
};
