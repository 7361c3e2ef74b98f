import type { Rule } from '../rule.ts';

/** "Released" means that it has arrived everywhere: a region that waits makes the headline untrue. */
export const rolloutUnfinished: Rule = {
  code: 'rollout-unfinished',
  severity: 'warning',
  finds: 'A release says `released`, and part of its roll-out is pending, in progress or paused.',
  mend: 'Write `state: rolling-out` or `partial`, or bring the outcomes up to date.',
  *check({ releases }) {
    for (const { entry } of releases) {
      if (entry.data.state !== 'released') continue;
      for (const [index, { outcome }] of entry.data.rollout.entries()) {
        if (outcome !== 'pending' && outcome !== 'in-progress' && outcome !== 'paused') continue;
        yield {
          at: entry,
          path: ['rollout', index],
          message: `The release says that it has arrived, and this part of it is ${outcome}.`,
          expected: 'an outcome that is final',
          found: outcome,
          fix: 'Write state: rolling-out or partial, or bring the outcome up to date.',
        };
      }
    }
  },
};
