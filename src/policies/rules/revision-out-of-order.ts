import type { Rule } from '../rule.ts';

/**
 * Revisions are what happened to a note after it was published, oldest first. Feeds take their days
 * for the order of the news.
 */
export const revisionOutOfOrder: Rule = {
  code: 'revision-out-of-order',
  severity: 'warning',
  finds: 'A revision is dated before the note was published, or before the revision above it.',
  mend: 'Correct its day, or list the oldest first.',
  *check({ entries }) {
    for (const entry of entries) {
      const { revisions, publishedAt } = entry.data;
      for (const [index, { date }] of revisions.entries()) {
        const above = revisions[index - 1]?.date;
        const isEarly = publishedAt !== undefined && date < publishedAt;
        const least = isEarly ? publishedAt : above;
        if (least === undefined || date >= least) continue;
        yield {
          at: entry,
          path: ['revisions', index, 'date'],
          message: isEarly
            ? 'It was revised before it was published.'
            : 'This revision is older than the one above it.',
          expected: `${least}${isEarly ? ' (publishedAt)' : ''} or later`,
          found: date,
          fix: isEarly ? 'Correct one of the two days.' : 'List the oldest first.',
        };
      }
    }
  },
};
