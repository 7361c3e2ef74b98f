import { addDays, day as dayOf, daysBetween, yearOf, type Day } from '../model/day.ts';

/** A stretch of whole years on which days have a place: 0 at its beginning, 1 at its end. */
export interface Ruler {
  /** 1 January of the first year. */
  from: Day;
  /** 31 December of the last year. */
  to: Day;
  /** How many days it has. */
  days: number;
  years: { year: string; at: number; width: number }[];
  /** Where the day of the build clock begins. */
  today: number;
}

/** A mistyped year must not squeeze all others: days further from today are at the ruler's ends. */
const MOST_YEARS = { back: 60, ahead: 30 };

/** The ruler of whole years that holds all of the days, and today. Days too far away do not stretch it. */
export function rulerOf(days: readonly Day[], today: Day): Ruler {
  let [first, last] = [today, today];
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const now = yearOf(today);
  const from = dayOf(`${written(Math.max(yearOf(first), now - MOST_YEARS.back))}-01-01`);
  const to = dayOf(`${written(Math.min(yearOf(last), now + MOST_YEARS.ahead))}-12-31`);
  const length = daysBetween(from, to) + 1;
  const ruler: Ruler = { from, to, days: length, years: [], today: 0 };
  ruler.today = placeOn(ruler, today);
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    const name = written(year);
    const at = placeOn(ruler, dayOf(`${name}-01-01`));
    // The year after the last may be 10000, which is no day.
    const end = placeAfter(ruler, dayOf(`${name}-12-31`));
    ruler.years.push({ year: name, at, width: round(end - at) });
  }
  return ruler;
}

/** Where a day begins, 0 to 1. A day outside the ruler is at its nearer end. */
export function placeOn(ruler: Ruler, day: Day): number {
  return round(Math.min(Math.max(daysBetween(ruler.from, day) / ruler.days, 0), 1));
}

/** Where a day is over, 0 to 1. */
export function placeAfter(ruler: Ruler, day: Day): number {
  return day >= ruler.to ? 1 : placeOn(ruler, addDays(day, 1));
}

/** A year as days have it. */
function written(year: number): string {
  return String(year).padStart(4, '0');
}

/** A hundred-thousandth is less than a day in 270 years. */
function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
