import type { Rule } from '../rule.ts';

/**
 * A deprecation is a promise to remove something later. A removal before its announcement, in days or
 * in versions, is no promise, and every notice that is counted from it is wrong.
 */
export const removedBeforeAnnounced: Rule = {
  code: 'removed-before-announced',
  severity: 'error',
  finds:
    'A deprecation is removed before it is announced: by its days, or in the same or an earlier version.',
  mend: 'Correct `removalDate` or `announcedOn`, `removedIn` or `announcedIn`.',
  *check({ catalog, compare }) {
    for (const entry of catalog.entries.deprecation) {
      const { announcedIn, announcedOn, removedIn, removalDate, product } = entry.data;
      if (removalDate !== 'tba' && removalDate < announcedOn) {
        yield {
          at: entry,
          path: ['removalDate'],
          message: 'It is removed before it is announced.',
          expected: `${announcedOn} (announcedOn) or later`,
          found: removalDate,
          fix: 'Correct one of the two days.',
        };
      }
      if (announcedIn === undefined || removedIn === undefined) continue;
      const order = compare(removedIn, announcedIn, product);
      if (order === null || order > 0) continue;
      yield {
        at: entry,
        path: ['removedIn'],
        message:
          order === 0
            ? 'It is removed in the version that announces it.'
            : 'It is removed in a version before the one that announces it.',
        expected: `a version above ${announcedIn} (announcedIn)`,
        found: removedIn,
        fix: 'Correct one of the two versions.',
      };
    }
  },
};
