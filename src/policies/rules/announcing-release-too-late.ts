import { daysBetween } from '../../model/day.ts';
import type { Rule } from '../rule.ts';

/** Notes are written some time before the release that they are for; not so long. */
const DAYS_AHEAD = 31;

/**
 * The release that announces a deprecation comes after what it announces: its readers learn of an end
 * of support, or of a removal, that is already over. Or it comes long after the day that is given for
 * the announcement: then the notice that readers had is overstated, unless the portal told them itself.
 */
export const announcingReleaseTooLate: Rule = {
  code: 'announcing-release-too-late',
  severity: 'warning',
  finds:
    'The release that announces a deprecation is dated after the removal, after the end of support, or more than a month after `announcedOn`.',
  mend: 'Correct `announcedIn`, or the day of the announcement, of the removal, of the end of support or of the release.',
  *check({ catalog, product }) {
    for (const entry of catalog.entries.deprecation) {
      const { announcedIn, announcedOn, publishedAt, endOfSupport, removalDate } = entry.data;
      if (announcedIn === undefined) continue;
      const day = product(entry.data.product).release(announcedIn)?.day ?? null;
      if (day === null) continue;
      const wasTold = publishedAt !== undefined && publishedAt <= announcedOn;
      if (!wasTold && daysBetween(announcedOn, day) > DAYS_AHEAD) {
        yield {
          at: entry,
          path: ['announcedOn'],
          message: `It is announced long before ${announcedIn} announces it, which is dated ${day}: readers had less notice than it says.`,
          expected: `about ${day}`,
          found: announcedOn,
          fix: 'Write the day of the release, or publishedAt when this portal told of it before.',
        };
      }
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
