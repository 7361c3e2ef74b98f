import type { Rule } from '../rule.ts';

/** "Fixed" without a version leaves readers where they were: they can't tell whether they have it. */
export const fixedWithoutVersion: Rule = {
  code: 'fixed-without-version',
  severity: 'warning',
  finds: 'A known issue is fixed, and no `fixedIn` says in which version.',
  mend: 'Write `fixedIn`.',
  *check({ catalog }) {
    for (const entry of catalog.entries['known-issue']) {
      if (entry.data.state !== 'fixed' || entry.data.fixedIn !== undefined) continue;
      yield {
        at: entry,
        path: ['state'],
        message: 'It is fixed, and nothing says in which version.',
        expected: 'fixedIn: and the version',
        found: 'nothing',
        fix: 'Add fixedIn: and the version, quoted.',
      };
    }
  },
};
