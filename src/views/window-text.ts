import type { ReleaseWindow } from '../model/release.ts';
import { offsetName, readMoment } from '../model/moment.ts';
import type { ViewContext } from './context.ts';

/** A deployment window as pages show it. */
export interface WindowText {
  /** As written. */
  start: string;
  /** As written; empty for a window without an end. */
  end: string;
  /** What decides times without an offset (IANA). */
  zone: string;
  /** With its days where `startDay` says so, and with whose time it is: `22:00 – 23:00 Europe/Berlin`. */
  text: string;
}

/**
 * A window in words: its times as written, each followed by what it is the time of. That is the offset
 * where one is written, since it then says more than the zone; said once where both have the same.
 */
export function windowText(
  { format }: ViewContext,
  { start, end = '', zone = 'UTC' }: ReleaseWindow,
  startDay: boolean,
): WindowText {
  const [from, to] = [readMoment(start), readMoment(end)];
  const ofStart = from?.offset == null ? zone : offsetName(from.offset);
  const ofEnd = to?.offset == null ? zone : offsetName(to.offset);
  const words = (moment: typeof from, withDay: boolean): string =>
    moment === null
      ? ''
      : [withDay ? format.day(moment.day) : '', moment.time].filter(Boolean).join(' ');
  const first = words(from, startDay);
  const last = words(to, from?.day !== to?.day);
  const text =
    last === ''
      ? `${first} ${ofStart}`
      : `${first}${ofStart === ofEnd ? '' : ` ${ofStart}`} – ${last} ${ofEnd}`;
  return { start, end, zone, text };
}
