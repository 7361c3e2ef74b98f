import type { Rule } from '../rule.ts';

/**
 * A note says that it was published on a day on which no audience might read it. Its day in feeds and
 * lists would lie before anybody saw it, so feed readers would show it as old news, or not at all.
 */
export const embargoAfterPublication: Rule = {
  code: 'embargo-after-publication',
  severity: 'warning',
  finds: 'A note says that it was published before its first embargo ends.',
  mend: 'Write the first day of the embargo into `publishedAt`.',
  *check({ entries }) {
    for (const entry of entries) {
      const { publishedAt, embargoUntil } = entry.data;
      if (publishedAt === undefined || embargoUntil === undefined) continue;
      const days = typeof embargoUntil === 'string' ? [embargoUntil] : Object.values(embargoUntil);
      const first = days.reduce((a, b) => (a < b ? a : b));
      if (publishedAt >= first) continue;
      yield {
        at: entry,
        path: ['publishedAt'],
        message: 'It says that it was published before anybody may read it.',
        expected: `${first} (embargoUntil) or later`,
        found: publishedAt,
        fix: 'Write the day on which the first audience may read it.',
      };
    }
  },
};
