import { day } from './day.ts';
import type { Day } from './day.ts';

/**
 * The build clock: the one "now" of a build. Nothing else in `src` asks for the time. It is a day and
 * no more, so that all builds of a day are the same.
 */
export interface Clock {
  /** The day of the build, in UTC. */
  readonly today: Day;
}

/** What decides the clock: `--today`, and the environment for SOURCE_DATE_EPOCH. */
export interface ClockSource {
  readonly today?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds since 1970, for tests; the wall clock otherwise. */
  readonly wall?: (() => number) | undefined;
}

/**
 * Reads the clock once: `today` (its midnight in UTC), else SOURCE_DATE_EPOCH (seconds since 1970,
 * https://reproducible-builds.org/specs/source-date-epoch/), else the wall clock.
 * Throws a RangeError when `today` is not a day or SOURCE_DATE_EPOCH is not a whole number.
 */
export function readClock(source: ClockSource = {}): Clock {
  if (source.today !== undefined) {
    return { today: day(source.today) };
  }
  const epoch = source.env?.['SOURCE_DATE_EPOCH'];
  if (epoch !== undefined && epoch !== '') {
    if (!/^\d{1,12}$/.test(epoch)) {
      throw new RangeError(`SOURCE_DATE_EPOCH is ${epoch}: expected seconds since 1970`);
    }
    return fromMilliseconds(Number(epoch) * 1000);
  }
  return fromMilliseconds((source.wall ?? wallClock)());
}

function fromMilliseconds(milliseconds: number): Clock {
  return { today: day(new Date(milliseconds).toISOString().slice(0, 10)) };
}

/** The only place that reads the machine's time. */
function wallClock(): number {
  return Date.now();
}
