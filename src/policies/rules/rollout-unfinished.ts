import {
  failedEverywhere,
  hasFailed,
  standingStages,
  type RolloutStage,
} from '../../model/rollout.ts';
import type { Rule } from '../rule.ts';

/**
 * "Released" means that it has arrived everywhere: a region that waits, or that went back and was not
 * tried again, makes the headline untrue.
 */
export const rolloutUnfinished: Rule = {
  code: 'rollout-unfinished',
  severity: 'warning',
  finds:
    'A release says `released`, and part of its roll-out waits, or failed or went back and was not done later; or it says `rolling-out` or `partial`, and nobody has it or is to get it.',
  mend: 'Write `state: rolling-out`, `partial` or `rolled-back`, or bring the outcomes up to date.',
  *check({ releases }) {
    for (const { entry } of releases) {
      const { state, rollout } = entry.data;
      const isStuck = (state === 'rolling-out' || state === 'partial') && isLost(rollout);
      if (isStuck) {
        yield {
          at: entry,
          path: ['state'],
          message: `Its state is ${state}, and all of its roll-out failed or was rolled back.`,
          expected: 'rolled-back, or a part of the roll-out that goes on',
          found: state,
          fix: 'Write state: rolled-back, or add to the roll-out what is to come.',
        };
      }
      if (state !== 'released') continue;
      const failed = new Set(
        standingStages(rollout)
          .filter(({ stage }) => hasFailed(stage))
          .map(({ index }) => index),
      );
      for (const [index, { outcome }] of rollout.entries()) {
        const waits = outcome === 'pending' || outcome === 'in-progress' || outcome === 'paused';
        if (!waits && !failed.has(index)) continue;
        yield {
          at: entry,
          path: ['rollout', index],
          message: waits
            ? `The release says that it has arrived, and this part of it is ${outcome}.`
            : `The release says that it has arrived, and this part of it ${outcome === 'failed' ? 'failed' : 'was rolled back'}.`,
          expected: waits ? 'an outcome that is final' : 'a later line for it that succeeded',
          found: outcome,
          fix: waits
            ? 'Write state: rolling-out or partial, or bring the outcome up to date.'
            : 'Write state: partial or rolled-back, or add how it went when it was tried again.',
        };
      }
    }
  },
};

/** Whether a roll-out failed wherever it went, and nothing of it is to come. */
function isLost(rollout: readonly RolloutStage[]): boolean {
  return failedEverywhere(rollout) && !rollout.some(({ outcome }) => outcome === 'pending');
}
