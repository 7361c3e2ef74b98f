import type { Rule } from '../rule.ts';

/** What was never public can't be withdrawn: scanners that follow the days would never drop it. */
export const withdrawnBeforePublished: Rule = {
  code: 'withdrawn-before-published',
  severity: 'error',
  finds: 'An advisory was withdrawn before it was published.',
  mend: 'Correct one of the two days.',
  *check({ catalog }) {
    for (const entry of catalog.entries.advisory) {
      const { withdrawn, publishedAt } = entry.data;
      if (withdrawn === undefined || publishedAt === undefined || withdrawn >= publishedAt)
        continue;
      yield {
        at: entry,
        path: ['withdrawn'],
        message: 'It was withdrawn before it was published.',
        expected: `${publishedAt} (publishedAt) or later`,
        found: withdrawn,
        fix: 'Correct one of the two days.',
      };
    }
  },
};
