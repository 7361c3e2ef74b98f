import type { CatalogEntry } from '../../catalog/catalog.ts';
import type { Rule } from '../rule.ts';

/**
 * An embargo with a day for some audiences, and none for those whom the note is for: they may read it on
 * the last of these days. Whoever writes only the day of the administrators means to tell them first,
 * and tells everybody.
 */
export const embargoMissesAudience: Rule = {
  code: 'embargo-misses-audience',
  severity: 'warning',
  finds: 'An embargo has days for some audiences, and none for an audience whom the note is for.',
  mend: 'Write the day of each of them under `embargoUntil`, or one day for all.',
  *check({ catalog, entries }) {
    for (const entry of entries) {
      const { embargoUntil } = entry.data;
      if (embargoUntil === undefined || typeof embargoUntil === 'string') continue;
      const missed = audiencesOf(entry).filter((id) => !Object.hasOwn(embargoUntil, id));
      if (missed.length === 0) continue;
      const days = Object.entries(embargoUntil).map(([id, day]) => `${id}: ${day}`);
      const last = Object.values(embargoUntil).reduce((a, b) => (a > b ? a : b));
      yield {
        at: entry,
        path: ['embargoUntil'],
        message: `It names no day for ${missed.join(', ')}, who may read it on ${last} like the last of those named.`,
        expected: `a day for ${missed.join(', ')}`,
        found: days.join(', '),
        fix: 'Write a day for each audience of the note, or one day for all.',
      };
    }

    /** Whom an entry is for, by its own words; a change in a list is for those of its release. */
    function audiencesOf({ data, parent }: CatalogEntry): readonly string[] {
      const release = catalog.entries.release.find(({ id }) => id === parent);
      return data.audience ?? release?.data.audience ?? [catalog.audiences.root];
    }
  },
};
