import type { Rule } from '../rule.ts';

/**
 * Support for what is deprecated ends between the announcement and the removal: readers can't have
 * lost support for it before they were told, nor keep support for what is gone.
 */
export const supportEndOutOfOrder: Rule = {
  code: 'support-end-out-of-order',
  severity: 'warning',
  finds: 'Support for something deprecated ends before it is announced, or after it is removed.',
  mend: 'Correct `endOfSupport`, or the day of the announcement or removal.',
  *check({ catalog }) {
    for (const entry of catalog.entries.deprecation) {
      const { announcedOn, endOfSupport, removalDate } = entry.data;
      if (endOfSupport === undefined) continue;
      const isEarly = endOfSupport < announcedOn;
      if (!isEarly && (removalDate === 'tba' || endOfSupport <= removalDate)) continue;
      yield {
        at: entry,
        path: ['endOfSupport'],
        message: isEarly
          ? 'Support for it ends before it is announced.'
          : 'Support for it ends after it is removed.',
        expected: isEarly
          ? `${announcedOn} (announcedOn) or later`
          : `${removalDate} (removalDate) or earlier`,
        found: endOfSupport,
        fix: 'Correct one of the two days.',
      };
    }
  },
};
