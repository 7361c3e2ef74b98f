import type { Rule } from '../rule.ts';

/**
 * Nobody can act on a change before it is there, and nobody should be told that there is time after
 * what they use has gone.
 */
export const actionOutOfTime: Rule = {
  code: 'action-out-of-time',
  severity: 'warning',
  finds:
    'The last day to act on a change is before the day of its release, or after the removal that it is about.',
  mend: 'Correct `by` under `action`.',
  *check({ changes, deprecation }) {
    for (const { entry, release } of changes) {
      const by = entry.data.action?.by;
      if (by === undefined) continue;
      const claim = {
        at: entry,
        path: ['action', 'by'],
        found: by,
        fix: 'Correct the day, or the day that it contradicts.',
      };
      const day = release?.day ?? null;
      const id = entry.data.deprecation;
      const removal = id === undefined ? undefined : deprecation(id)?.data.removalDate;
      if (day !== null && by < day) {
        yield {
          ...claim,
          message: 'The last day to act is before the release itself.',
          expected: `${day} or later`,
        };
      } else if (removal !== undefined && removal !== 'tba' && by > removal) {
        yield {
          ...claim,
          message: `The last day to act is after the removal that ${id ?? ''} promises.`,
          expected: `${removal} or earlier`,
        };
      }
    }
  },
};
