import type { Path } from '../../catalog/draft.ts';
import { isDay, yearOf } from '../../model/day.ts';
import type { Rule } from '../rule.ts';

/** Nobody promises more; and a day that stands for never is no day. */
const YEARS_AHEAD = 30;
/** As old as software is that still has notes. */
const YEARS_BACK = 60;
/** How long a note is to be kept may be very long. */
const mayBeFar: ReadonlySet<string> = new Set(['retention']);

/**
 * A year with a wrong digit is a day like any other: it sorts, counts and is drawn, and the notice of
 * nine hundred years is never too short. Days that far away are none that anybody meant.
 */
export const dayFarAway: Rule = {
  code: 'day-far-away',
  severity: 'warning',
  finds: 'A day lies more than 30 years ahead, or more than 60 back.',
  mend: 'Correct its year; leave out a day that is to mean never.',
  *check({ entries }, { today }) {
    const [first, last] = [yearOf(today) - YEARS_BACK, yearOf(today) + YEARS_AHEAD];
    for (const entry of entries) {
      for (const { path, day } of daysIn(entry.data, [])) {
        const year = Number(day.slice(0, 4));
        if (year >= first && year <= last) continue;
        yield {
          at: entry,
          path,
          message: `This day is ${Math.abs(year - yearOf(today))} years ${year > last ? 'ahead' : 'ago'}.`,
          expected: `a year from ${first} to ${last}`,
          found: day,
          fix: 'Correct the year, or leave the day out when it is to mean never.',
        };
      }
    }
  },
};

/** Every day of an entry's fields, and of moments in them. Changes in a list are entries of their own. */
function* daysIn(value: unknown, path: Path): Generator<{ path: Path; day: string }> {
  if (typeof value === 'string') {
    const isMoment = value.length === 10 || value[10] === 'T' || value[10] === ' ';
    if (isMoment && isDay(value.slice(0, 10))) yield { path, day: value };
  } else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const [name, item] of Object.entries(value)) {
      if (mayBeFar.has(name) || (name === 'changes' && path.length === 0)) continue;
      yield* daysIn(item, [...path, isList ? Number(name) : name]);
    }
  }
}
