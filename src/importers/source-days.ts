import { isDay } from '../model/day.ts';
import type { Day } from '../model/day.ts';

/** A day read from a source, and what stood behind it (time and zone) when anything did. */
export interface SourceDay {
  readonly day: Day;
  readonly rest: string;
}

/**
 * Reads the day of `2022-04-19`, `2022-04-19T15:56:25.848Z`, `2022-04-19 15:56 +0900` and `2022/4/19`
 * as it is written: no clock and no time zone moves it. Null when it names no day that exists.
 */
export function readSourceDay(value: unknown): SourceDay | null {
  if (typeof value !== 'string') return null;
  const match = /^\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/su.exec(value);
  if (match === null) return null;
  const [, year = '', , month = '', date = '', rest = ''] = match;
  if (rest.trim() !== '' && !/^[T\s]\s*\d{1,2}:\d{2}/u.test(rest)) return null;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? { day, rest: rest.trim() } : null;
}
