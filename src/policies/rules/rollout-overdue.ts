import type { Rule } from '../rule.ts';

/**
 * A region whose planned day has gone by, and of which nobody said what became of it. Readers there
 * ask whether they have the release, and the table answers "planned".
 */
export const rolloutOverdue: Rule = {
  code: 'rollout-overdue',
  severity: 'warning',
  finds: 'The planned day of a region has passed, and its outcome is still pending.',
  mend: 'Write `actualDate` and `outcome`, or the new `date`.',
  *check({ releases }, { today }) {
    for (const { entry } of releases) {
      const { state, rollout } = entry.data;
      // Of one that says that it has arrived, another rule tells each part that has not.
      if (state === 'cancelled' || state === 'withdrawn' || state === 'released') continue;
      for (const [index, { date, actualDate, outcome }] of rollout.entries()) {
        if (outcome !== 'pending' || actualDate !== undefined || date >= today) continue;
        yield {
          at: entry,
          path: ['rollout', index, 'date'],
          message: 'The planned day has passed, and the outcome is still pending.',
          expected: `${today} or later, or an outcome`,
          found: date,
          fix: 'Write actualDate and outcome, or the new day.',
        };
      }
    }
  },
};
