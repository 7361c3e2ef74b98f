import { isDay, whyNotDay, type Day } from './day.ts';

/** A day, or a day with a time of day, as written in a window (ISO 8601, or with a space for the T). */
export interface Moment {
  readonly day: Day;
  /** `22:00`; empty for a day without a time. */
  readonly time: string;
  /** Minutes ahead of UTC; null where none is written, so that a zone decides. */
  readonly offset: number | null;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const shape =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?:(Z)|([+-])([01]\d|2[0-3]):([0-5]\d))?)?$/;

/** Reads `2026-11-03`, `2026-11-03T22:00` or `2026-11-03 22:00+02:00`; null for anything else. */
export function readMoment(text: string): Moment | null {
  const [, day = '', time = '', utc, sign = '', hours, minutes] = shape.exec(text) ?? [];
  if (!isDay(day)) return null;
  const offset = Number(`${sign}1`) * (60 * Number(hours) + Number(minutes));
  return { day, time, offset: utc !== undefined ? 0 : hours === undefined ? null : offset };
}

/** Why a text is not a moment, as a sentence for its writer; null when it is one. */
export function whyNotMoment(text: string): string | null {
  const match = shape.exec(text);
  return match === null
    ? `${text} is not a day or a time: write YYYY-MM-DD or YYYY-MM-DDTHH:MM`
    : whyNotDay(match[1] ?? '');
}

/**
 * A moment in milliseconds since 1970. A time without an offset is what clocks of `zone` (IANA) show; of
 * a time that they show twice it is the first, and one that they skip is as much later as they are put
 * forward (`compatible`, as Temporal calls it). Null for a day without a time and for unknown zones.
 */
export function instantOf(text: string, zone: string): number | null {
  const moment = readMoment(text);
  if (moment === null || moment.time === '') return null;
  const local = Date.parse(`${moment.day}T${moment.time}Z`);
  if (moment.offset !== null) return local - moment.offset * MINUTE;
  const clocks = clocksOf(zone);
  if (clocks === null) return null;
  // No zone changes its clocks twice within two days: one of these offsets is in force.
  const [before, after] = [clocks(local - DAY), clocks(local + DAY)];
  const shown = [local - before, local - after].filter((at) => at + clocks(at) === local);
  return shown.length === 0 ? local - before : Math.min(...shown);
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds; null for no zone. */
function clocksOf(zone: string): ((instant: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return (instant) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - instant;
  } catch {
    return null;
  }
}

/** An offset as readers know it: `UTC`, `UTC+2`, `UTC−9:30`. */
export function offsetName(offset: number): string {
  if (offset === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const rest = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `UTC${offset < 0 ? '\u2212' : '+'}${hours}${rest}`;
}
