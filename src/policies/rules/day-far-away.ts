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
      const isNear = (day: string): boolean => {
        const year = Number(day.slice(0, 4));
        return year >= first && year <= last;
      };
      for (const { path, day } of daysIn(entry.data, isNear)) {
        const year = Number(day.slice(0, 4));
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

/**
 * Every day of an entry's fields that is not near, and of moments in them. Changes in a list are entries
 * of their own.
 */
function daysIn(data: object, isNear: (day: string) => boolean): { path: Path; day: string }[] {
  const found: { path: Path; day: string }[] = [];
  /** Where `look` is just now. */
  const path: (string | number)[] = [];
  const look = (value: unknown, name: string | number): void => {
    path.push(name);
    if (typeof value === 'string') {
      if (shape.test(value) && isDay(value.slice(0, 10)) && !isNear(value)) {
        found.push({ path: [...path], day: value });
      }
    } else if (Array.isArray(value)) {
      value.forEach(look);
    } else if (typeof value === 'object' && value !== null) {
      for (const field in value) look((value as Record<string, unknown>)[field], field);
    }
    path.pop();
  };
  for (const [name, value] of Object.entries(data)) {
    if (name !== 'changes' && !mayBeFar.has(name)) look(value, name);
  }
  return found;
}

const shape = /^\d{4}-\d\d-\d\d(?:$|[T ]\d)/;
