import { day, daysBetween } from '../model/day.ts';
import { readMoment } from '../model/moment.ts';

const epoch = day('2000-01-01');
const minutesOfDay = 24 * 60;

/** A moment as written in a window, in minutes: of its day, its time, and its offset from UTC. */
interface Minutes {
  /** As if it were UTC; of a day without a time, its first minute. */
  readonly local: number;
  /** Null when the moment names no offset, so that its zone decides. */
  readonly offset: number | null;
  readonly isDay: boolean;
}

/**
 * Whether a window surely ends before it begins. A moment without a time stands for its whole day;
 * of two moments of which only one names an offset, a day of doubt is left.
 */
export function endsBefore(start: string, end: string): boolean {
  const [from, to] = [minutesOf(start), minutesOf(end)];
  const last = to.isDay ? to.local + minutesOfDay - 1 : to.local;
  if (from.offset !== null && to.offset !== null) {
    return last - to.offset < from.local - from.offset;
  }
  const doubt = from.offset === null && to.offset === null ? 0 : minutesOfDay;
  return last + doubt < from.local;
}

function minutesOf(text: string): Minutes {
  const moment = readMoment(text);
  const days = daysBetween(epoch, moment?.day ?? epoch);
  const [hours = 0, minutes = 0] = (moment?.time ?? '').split(':').map(Number);
  return {
    local: days * minutesOfDay + hours * 60 + minutes,
    offset: moment?.offset ?? null,
    isDay: moment?.time === '',
  };
}
