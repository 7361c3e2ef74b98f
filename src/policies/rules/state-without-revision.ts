import { earliestStateDay, isUndone, tellsOfState } from '../../model/state-day.ts';
import type { Rule } from '../rule.ts';

/**
 * Whoever read the note before must hear that it is no longer true. Only notes that say when they
 * were published are judged: of others nobody knows whether they were read with another state.
 */
export const stateWithoutRevision: Rule = {
  code: 'state-without-revision',
  severity: 'warning',
  finds:
    'A published release was delayed, rolled back, withdrawn or cancelled, and no material revision since tells readers.',
  mend: 'Add the day and the reason under `revisions`, with `material: true`.',
  *check({ releases }, { today }) {
    for (const { entry } of releases) {
      const { state, revisions, publishedAt, backfilled } = entry.data;
      if (publishedAt === undefined || publishedAt > today || backfilled) continue;
      if (!isUndone(state) || tellsOfState(entry.data)) continue;
      const since = earliestStateDay(entry.data);
      yield {
        at: entry,
        path: ['state'],
        message: `Its state is ${state}, and no revision tells those who read the note before.`,
        expected: 'a revision with material: true',
        found:
          revisions.length === 0
            ? 'no revisions'
            : `none${since === null ? '' : ` since ${since}`} that is material`,
        fix: 'Add revisions: with the day, what happened, and material: true.',
      };
    }
  },
};
