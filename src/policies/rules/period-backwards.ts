import type { Path } from '../../catalog/draft.ts';
import { endsBefore } from '../moment.ts';
import type { Claim, Rule } from '../rule.ts';

/**
 * A window, banner or freeze that ends before it begins is shown on no day, and a calendar can't
 * hold it. Two numbers were swapped, or one was mistyped.
 */
export const periodBackwards: Rule = {
  code: 'period-backwards',
  severity: 'error',
  finds: 'A window of a release, a banner, what it announces, or a freeze ends before it begins.',
  mend: 'Correct one of the two days or times.',
  *check({ catalog, releases }) {
    for (const { entry } of releases) {
      const { date } = entry.data;
      if (typeof date === 'string' || date.end === undefined) continue;
      yield* backwards(entry, ['date', 'end'], 'The window', date.start, date.end);
    }
    for (const entry of catalog.entries.announcement) {
      const { from, until, start, end } = entry.data;
      yield* backwards(entry, ['until'], 'The banner', from, until);
      if (end !== undefined) {
        yield* backwards(entry, ['end'], 'What is announced', start ?? from, end);
      }
    }
    for (const [index, { from, to }] of catalog.portal.calendar.freezes.entries()) {
      yield* backwards('portal', ['calendar', 'freezes', index, 'to'], 'The freeze', from, to);
    }
  },
};

function* backwards(
  at: Claim['at'],
  path: Path,
  what: string,
  start: string,
  end: string,
): Generator<Claim> {
  if (!endsBefore(start, end)) return;
  yield {
    at,
    path,
    message: `${what} ends before it begins.`,
    expected: `${start} or later`,
    found: end,
    fix: 'Correct one of the two.',
  };
}
