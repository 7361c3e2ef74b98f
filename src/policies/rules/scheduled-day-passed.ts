import type { Rule } from '../rule.ts';

/**
 * A plan whose day has gone by says nothing: readers see it among what is coming, and nobody told
 * them whether it came, was delayed or was cancelled.
 */
export const scheduledDayPassed: Rule = {
  code: 'scheduled-day-passed',
  severity: 'warning',
  finds: 'A release is scheduled or delayed, and its day has passed.',
  mend: 'Write what has become of it: another `state`, another `date`, or `date: none`.',
  *check({ releases }, { today }) {
    for (const { entry, lastDay } of releases) {
      const { state } = entry.data;
      if (state !== 'scheduled' && state !== 'delayed') continue;
      if (lastDay === null || lastDay >= today) continue;
      yield {
        at: entry,
        path: ['date'],
        message: `Its state is ${state}, and its day has passed.`,
        expected: `${today} or later, or another state`,
        found: lastDay,
        fix: 'Write the state that it has now, or its new day, or date: none.',
      };
    }
  },
};
