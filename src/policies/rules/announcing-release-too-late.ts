import type { Rule } from '../rule.ts';

/**
 * The release that announces a deprecation comes after what it announces: its readers learn of an end
 * of support, or of a removal, that is already over.
 */
export const announcingReleaseTooLate: Rule = {
  code: 'announcing-release-too-late',
  severity: 'warning',
  finds:
    'The release that announces a deprecation is dated after the removal, or after the end of support.',
  mend: 'Correct `announcedIn`, or the day of the removal, of the end of support or of the release.',
  *check({ catalog, product }) {
    for (const entry of catalog.entries.deprecation) {
      const { announcedIn, endOfSupport, removalDate } = entry.data;
      if (announcedIn === undefined) continue;
      const day = product(entry.data.product).release(announcedIn)?.day ?? null;
      if (day === null) continue;
      for (const [field, end, what] of [
        ['removalDate', removalDate, 'It is removed'],
        ['endOfSupport', endOfSupport, 'Support for it ends'],
      ] as const) {
        if (end === undefined || end === 'tba' || end >= day) continue;
        yield {
          at: entry,
          path: [field],
          message: `${what} before ${announcedIn} announces it, which is dated ${day}.`,
          expected: `${day} or later`,
          found: end,
          fix: 'Correct this day, announcedIn, or the day of the release.',
        };
      }
    }
  },
};
