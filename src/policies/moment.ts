import { day, daysBetween } from '../model/day.ts';

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

function minutesOf(moment: string): Minutes {
  const days = daysBetween(epoch, day(moment.slice(0, 10)));
  const time = /[T ](\d\d):(\d\d)/.exec(moment);
  const zone = /(?:(Z)|([+-])(\d\d):(\d\d))$/.exec(moment.slice(10));
  const minutes = time === null ? 0 : Number(time[1]) * 60 + Number(time[2]);
  const offset =
    zone === null
      ? null
      : zone[1] === 'Z'
        ? 0
        : (zone[2] === '-' ? -1 : 1) * (Number(zone[3]) * 60 + Number(zone[4]));
  return { local: days * minutesOfDay + minutes, offset, isDay: time === null };
}
