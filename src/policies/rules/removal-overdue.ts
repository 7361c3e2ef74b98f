import { isOut } from '../catalog-index.ts';
import type { Rule } from '../rule.ts';

/**
 * The day of a removal has passed, and no release carried it out: either it is gone and no note says
 * in which version, or it is still there and readers were told otherwise.
 */
export const removalOverdue: Rule = {
  code: 'removal-overdue',
  severity: 'warning',
  finds:
    'The day of a removal has passed, and no release that is out carries it out: neither `removedIn` nor a change of type `removal`.',
  mend: 'Write the change that removes it, or move the removal and list it under `moved`.',
  *check({ catalog, product, removals }, { today }) {
    for (const entry of catalog.entries.deprecation) {
      const { removedIn, removalDate } = entry.data;
      if (removalDate === 'tba' || removalDate >= today) continue;
      const named = removedIn === undefined ? null : product(entry.data.product).release(removedIn);
      const carriers = [named, ...removals(entry.id).map(({ release }) => release)];
      if (carriers.some((release) => release !== null && isOut(release))) continue;
      yield {
        at: entry,
        path: ['removalDate'],
        message: 'The day of the removal has passed, and no release carries it out.',
        expected:
          removedIn === undefined
            ? 'a change of type removal that names it, in a release that is out'
            : `${removedIn} released, or a day to come`,
        found: removalDate,
        fix: 'Add the change that removes it, or write the new day and list the move under moved.',
      };
    }
  },
};
