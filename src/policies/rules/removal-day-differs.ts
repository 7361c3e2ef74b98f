import { isOut } from '../catalog-index.ts';
import type { IndexedRelease } from '../catalog-index.ts';
import type { Rule } from '../rule.ts';

/**
 * A deprecation names a release and a day, and the release has another day: readers who plan by one
 * of the two are wrong. A roll-out lasts from the first day of the release to its last region.
 */
export const removalDayDiffers: Rule = {
  code: 'removal-day-differs',
  severity: 'warning',
  finds:
    'The day of a removal is not that of the release that removes it, or that release was cancelled.',
  mend: 'Bring `removalDate`, `removedIn` and the `date` of the release together.',
  *check({ catalog, product }) {
    for (const entry of catalog.entries.deprecation) {
      const { removedIn, removalDate } = entry.data;
      const release =
        removedIn === undefined ? null : product(entry.data.product).release(removedIn);
      if (removedIn === undefined || release?.day == null) continue;
      const { state } = release.entry.data;
      if (state === 'cancelled') {
        yield {
          at: entry,
          path: ['removedIn'],
          message: `It is removed in ${removedIn}, which was cancelled.`,
          expected: 'a release that comes',
          found: removedIn,
          fix: 'Name the release that removes it now.',
        };
        continue;
      }
      const last = lastDay(release);
      const isWithin = removalDate >= release.day && removalDate <= last;
      if (isWithin) continue;
      const has = isOut(release) ? 'went out on' : 'is planned for';
      yield {
        at: entry,
        path: ['removalDate'],
        message: `It is removed in ${removedIn}, which ${has} another day.`,
        expected: last === release.day ? release.day : `${release.day} to ${last}`,
        found: removalDate,
        fix: `Write the day of ${removedIn}, and the move under moved if readers were told another.`,
      };
    }
  },
};

function lastDay({ entry, day, lastDay: last }: IndexedRelease): string {
  const days = entry.data.rollout.map(({ date, actualDate }) => actualDate ?? date);
  return [day ?? '', last ?? '', ...days].reduce((a, b) => (a > b ? a : b));
}
