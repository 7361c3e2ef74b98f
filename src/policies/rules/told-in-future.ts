import type { Path } from '../../catalog/draft.ts';
import type { Claim, Rule } from '../rule.ts';

/** A revision, or a move of a removal, tells what has happened: it can't be dated after today. */
export const toldInFuture: Rule = {
  code: 'told-in-future',
  severity: 'warning',
  finds: 'A revision, or the move of a removal, is dated on a day that is still to come.',
  mend: 'Correct its day, or add it when it has happened.',
  *check({ catalog, entries }, { today }) {
    const later = (at: Claim['at'], path: Path, what: string, day: string): Claim => ({
      at,
      path,
      message: `${what} is dated on a day that is still to come.`,
      expected: `${today} or earlier`,
      found: day,
      fix: 'Correct the day, or add it when it has happened.',
    });
    for (const entry of entries) {
      for (const [index, { date }] of entry.data.revisions.entries()) {
        if (date > today) yield later(entry, ['revisions', index, 'date'], 'This revision', date);
      }
    }
    for (const entry of catalog.entries.deprecation) {
      for (const [index, { on }] of entry.data.moved.entries()) {
        if (on > today) yield later(entry, ['moved', index, 'on'], 'This move', on);
      }
    }
  },
};
