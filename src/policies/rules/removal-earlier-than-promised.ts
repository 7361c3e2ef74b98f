import type { Rule } from '../rule.ts';

/**
 * A release removes something before the day, or the version, that readers were promised. Any day that
 * was promised once is kept to: a removal that was moved away and came at its first day all the same
 * surprises nobody who read only the first announcement. Prereleases show what is to come.
 */
export const removalEarlierThanPromised: Rule = {
  code: 'removal-earlier-than-promised',
  severity: 'error',
  finds: 'A release removes something before the day or the version that its deprecation promises.',
  mend: 'Correct the change, or move the removal in its deprecation and list it under `moved`.',
  *check({ changes, deprecation, compare }) {
    for (const { entry, release, product } of changes) {
      const { type, deprecation: id } = entry.data;
      const promise = id === undefined || type !== 'removal' ? null : deprecation(id);
      if (promise === null || release === null || release.isPrerelease) continue;
      const { state } = release.entry.data;
      if (state === 'cancelled' || state === 'withdrawn' || state === 'rolled-back') continue;
      const { removalDate, removedIn, moved } = promise.data;
      const days = [removalDate, ...moved.flatMap(({ from, to }) => [from, to])];
      const first = days.filter((day) => day !== 'tba').reduce((a, b) => (a < b ? a : b), '9999');
      const claim = {
        at: entry,
        path: ['deprecation'],
        fix: `Correct the change, or move the removal in ${promise.file} and list it under moved.`,
      };
      const last = release.lastDay;
      if (last !== null && first !== '9999' && last < first) {
        yield {
          ...claim,
          message: `${release.version} removes it on ${last}, before the day that readers were promised.`,
          expected: `${first} or later`,
          found: last,
        };
      } else if (
        removedIn !== undefined &&
        promise.data.product === product.id &&
        (compare(release.version, removedIn, product.id) ?? 0) < 0
      ) {
        yield {
          ...claim,
          message: `${release.version} removes it, before the version that readers were promised.`,
          expected: `${removedIn} or later`,
          found: release.version,
        };
      }
    }
  },
};
