import { isUndone } from '../../model/state-day.ts';
import type { Rule } from '../rule.ts';

/**
 * A version that can't be skipped and can't be installed either: plans go past it, and what was to be
 * done there has no place of its own any more.
 */
export const stopNotUsable: Rule = {
  code: 'stop-not-usable',
  severity: 'warning',
  finds:
    'An upgrade must stop at a release that was delayed, rolled back, withdrawn or cancelled. Plans go past it.',
  mend: 'Write `stop: true` into the version that stands in for it, and take it away here.',
  *check({ releases }) {
    for (const { entry } of releases) {
      const { state, stop } = entry.data;
      if (!stop || !isUndone(state)) continue;
      yield {
        at: entry,
        path: ['stop'],
        message: `An upgrade must stop here, and its state is ${state}.`,
        expected: 'a stop at a version that readers can install',
        found: state,
        fix: 'Move stop: true to the version that stands in for this one.',
      };
    }
  },
};
