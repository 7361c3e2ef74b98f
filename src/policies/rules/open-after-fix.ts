import type { Rule } from '../rule.ts';

/** The release with the fix is out, and the issue still says that it is open: one of the two is old. */
export const openAfterFix: Rule = {
  code: 'open-after-fix',
  severity: 'warning',
  finds: 'A known issue is not fixed, and the release in its `fixedIn` is out.',
  mend: 'Write `state: fixed` and a revision, or correct `fixedIn`.',
  *check({ catalog, product }, { today }) {
    for (const entry of catalog.entries['known-issue']) {
      const { state, fixedIn } = entry.data;
      if (state === 'fixed' || fixedIn === undefined) continue;
      const release = product(entry.data.product).release(fixedIn);
      if (release?.entry.data.state !== 'released' || (release.day ?? today) > today) continue;
      yield {
        at: entry,
        path: ['state'],
        message: `Its fix is in ${fixedIn}, which is out, and its state is ${state}.`,
        expected: 'fixed',
        found: state,
        fix: 'Write state: fixed, and a revision that says so; or correct fixedIn.',
      };
    }
  },
};
