import type { ReleaseState } from '../../model/release.ts';
import type { Rule } from '../rule.ts';

const toExplain: readonly ReleaseState[] = [
  'partial',
  'delayed',
  'rolled-back',
  'withdrawn',
  'cancelled',
];

/** Bad news without a reason makes readers call: they must learn why, and what to do now. */
export const stateWithoutNote: Rule = {
  code: 'state-without-note',
  severity: 'warning',
  finds:
    'A release is partial, delayed, rolled back, withdrawn or cancelled, and no `stateNote` says why.',
  mend: 'Write `stateNote`: first the cause, then what readers do now.',
  *check({ releases }) {
    for (const { entry } of releases) {
      const { state, stateNote, backfilled } = entry.data;
      if (stateNote !== undefined || backfilled || !toExplain.includes(state)) continue;
      yield {
        at: entry,
        path: ['state'],
        message: `Its state is ${state}, and nothing says why.`,
        expected: 'a stateNote with the cause, and what readers do now',
        found: 'nothing',
        fix: 'Add stateNote: and the reason.',
      };
    }
  },
};
