import type { Rule } from '../rule.ts';

/**
 * A known issue has no day but the one on which it was first told, and an advisory neither. Without it
 * feeds can only go by the days of releases: what was found late would come in as old news.
 */
export const toldWithoutDay: Rule = {
  code: 'told-without-day',
  severity: 'warning',
  finds: 'A known issue or an advisory does not say when it was first published.',
  mend: 'Write the day on which readers are first told into `publishedAt`.',
  *check({ catalog }) {
    for (const entry of [...catalog.entries['known-issue'], ...catalog.entries.advisory]) {
      if (entry.data.publishedAt !== undefined) continue;
      yield {
        at: entry,
        path: ['title'],
        message: 'It does not say when readers were first told of it.',
        expected: 'publishedAt: and the day',
        found: 'nothing',
        fix: 'Add publishedAt: and the day; under an embargo, the first day on which it may be read.',
      };
    }
  },
};
