import type { Path } from '../../catalog/draft.ts';
import type { Rule } from '../rule.ts';

/**
 * The history of a moved removal is a chain: each move begins where the one before it ended, and the
 * last one ends where the deprecation stands. A chain with a gap hides a promise that was made.
 */
export const movesOutOfOrder: Rule = {
  code: 'moves-out-of-order',
  severity: 'error',
  finds:
    'The moves of a removal are no chain: out of order, with a gap between two, before the announcement, or not ending at `removalDate`.',
  mend: 'List every move, oldest first; the last `to` is `removalDate`.',
  *check({ catalog }) {
    for (const entry of catalog.entries.deprecation) {
      const { moved, announcedOn, removalDate } = entry.data;
      const claim = (path: Path, message: string, expected: string, found: string) => ({
        at: entry,
        path,
        message,
        expected,
        found,
        fix: 'List every move, oldest first; the last one ends at removalDate.',
      });
      for (const [index, { on, from, to }] of moved.entries()) {
        const before = moved[index - 1];
        const next = moved[index + 1];
        const since = before?.on ?? announcedOn;
        if (on < since) {
          const message =
            before === undefined
              ? 'The removal was moved before it was announced.'
              : 'This move was announced before the one above it.';
          yield claim(['moved', index, 'on'], message, `${since} or later`, on);
        }
        if (before !== undefined && from !== before.to) {
          const message = 'This move does not begin where the one above it ended.';
          yield claim(['moved', index, 'from'], message, before.to, from);
        }
        if (next === undefined && to !== removalDate) {
          const message = 'The last move does not end at the day of the removal.';
          yield claim(['moved', index, 'to'], message, `${removalDate} (removalDate)`, to);
        }
      }
    }
  },
};
