import type { $brand } from 'zod';

/** A calendar day, `YYYY-MM-DD` (ISO 8601, proleptic Gregorian). It has no time and no time zone. */
export type Day = string & $brand<'Day'>;

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** True for a string of the form `YYYY-MM-DD` that names a day which exists. */
export function isDay(value: unknown): value is Day {
  return typeof value === 'string' && whyNotDay(value) === null;
}

/** The day itself. Throws a RangeError, with the reason, for anything that is not a day. */
export function day(value: string): Day {
  const reason = whyNotDay(value);
  if (reason !== null) throw new RangeError(reason);
  return value as Day;
}

/** Why a string is not a day, as a sentence for its writer; null when it is one. */
export function whyNotDay(value: string): string | null {
  const match = shape.exec(value);
  if (match === null) return `${value} is not a day: write YYYY-MM-DD`;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const name = monthNames[month - 1];
  if (name === undefined) return `${value} is not a day: there are 12 months`;
  const days = daysInMonth(year, month);
  if (date < 1 || date > days) {
    return `${value} is not a day: ${name} ${match[1] ?? ''} has ${days} days`;
  }
  return null;
}

/** Compares two days: negative when `a` is earlier. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The day `count` days later (earlier when negative). Throws a RangeError outside years 0–9999. */
export function addDays(from: Day, count: number): Day {
  return fromNumber(toNumber(from) + count);
}

/** Whole days from `from` to `to`: positive when `to` is later. */
export function daysBetween(from: Day, to: Day): number {
  return toNumber(to) - toNumber(from);
}

/** The year of a day, as a number. */
export function yearOf(value: Day): number {
  return Number(value.slice(0, 4));
}

/** The month of a day, 1 to 12. */
export function monthOf(value: Day): number {
  return Number(value.slice(5, 7));
}

/** The date in its month, 1 to 31. */
export function dateOf(value: Day): number {
  return Number(value.slice(8, 10));
}

/** Days in a month (1 to 12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days since 1 March of year 0: counting from March puts the leap day last. */
function toNumber(value: Day): number {
  const month = monthOf(value);
  const year = month > 2 ? yearOf(value) : yearOf(value) - 1;
  const shifted = (month + 9) % 12;
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + Math.floor((shifted * 153 + 2) / 5) + dateOf(value) - 1;
}

function fromNumber(count: number): Day {
  let year = Math.floor(count / 365.2425) + 1;
  while (startOfYear(year) > count) year -= 1;
  let rest = count - startOfYear(year);
  let shifted = 0;
  while (shifted < 11 && Math.floor(((shifted + 1) * 153 + 2) / 5) <= rest) shifted += 1;
  rest -= Math.floor((shifted * 153 + 2) / 5);
  const month = ((shifted + 2) % 12) + 1;
  const calendarYear = month <= 2 ? year + 1 : year;
  if (calendarYear < 0 || calendarYear > 9999) throw new RangeError('the day is out of range');
  return `${pad(calendarYear, 4)}-${pad(month, 2)}-${pad(rest + 1, 2)}` as Day;
}

function startOfYear(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
