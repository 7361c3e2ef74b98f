import { earliestDay } from '../catalog-index.ts';
import type { Rule } from '../rule.ts';

/**
 * No region can have a release before the release began. Rings may: staff and canaries get it first,
 * and the day of a release is that of its readers.
 */
export const rolloutBeforeRelease: Rule = {
  code: 'rollout-before-release',
  severity: 'warning',
  finds: 'A region has, or is to have, a release before the day of the release. Rings may.',
  mend: 'Correct the day of the region or of the release, or name the `ring`.',
  *check({ releases }) {
    for (const release of releases) {
      const first = earliestDay(release);
      if (first === null) continue;
      for (const [index, row] of release.entry.data.rollout.entries()) {
        if (row.ring !== undefined) continue;
        for (const field of ['date', 'actualDate'] as const) {
          const day = row[field];
          if (day === undefined || day >= first) continue;
          yield {
            at: release.entry,
            path: ['rollout', index, field],
            message: `${row.region ?? 'This part of the roll-out'} comes before the release itself.`,
            expected: `${release.day ?? first} or later`,
            found: day,
            fix: 'Correct one of the two days, or name the ring that gets it first.',
          };
        }
      }
    }
  },
};
