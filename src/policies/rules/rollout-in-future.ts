import type { Rule } from '../rule.ts';

/** What really happened can't be dated after today: a plan was written where the fact belongs. */
export const rolloutInFuture: Rule = {
  code: 'rollout-in-future',
  severity: 'warning',
  finds: 'A roll-out has an `actualDate` that is still to come.',
  mend: 'Write the plan into `date`, and `actualDate` when it has happened.',
  *check({ releases }, { today }) {
    for (const { entry } of releases) {
      for (const [index, { actualDate }] of entry.data.rollout.entries()) {
        if (actualDate === undefined || actualDate <= today) continue;
        yield {
          at: entry,
          path: ['rollout', index, 'actualDate'],
          message: 'It says what really happened on a day that is still to come.',
          expected: `${today} or earlier`,
          found: actualDate,
          fix: 'Write the plan into date, and actualDate when it has happened.',
        };
      }
    }
  },
};
