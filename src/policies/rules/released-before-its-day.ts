import type { ReleaseState } from '../../model/release.ts';
import { earliestDay } from '../catalog-index.ts';
import type { Rule } from '../rule.ts';

const arrived: readonly ReleaseState[] = ['rolling-out', 'partial', 'released', 'rolled-back'];

/**
 * Readers are told that they have what they don't have yet: the state was written ahead of the day,
 * or the day was moved and the state was not.
 */
export const releasedBeforeItsDay: Rule = {
  code: 'released-before-its-day',
  severity: 'warning',
  finds: 'The state of a release says that it is out, and its day is still to come.',
  mend: 'Write `state: scheduled` until its day, or correct the day.',
  *check({ releases }, { today }) {
    for (const release of releases) {
      const { state } = release.entry.data;
      const day = earliestDay(release);
      if (day === null || day <= today || !arrived.includes(state)) continue;
      yield {
        at: release.entry,
        path: ['date'],
        message: `Its state is ${state}, and its day is still to come.`,
        expected: `${today} or earlier`,
        found: release.day ?? day,
        fix: 'Write state: scheduled until then, or correct the day.',
      };
    }
  },
};
