import type { ProductView } from '../../views/product.ts';

type Cycle = ProductView['cycles'][number];

/** A stretch of a cycle's bar, in thousandths of the bar's length. */
export interface Stretch {
  phase: 'active' | 'security' | 'extended';
  x: number;
  width: number;
}

const DAY = 86_400_000;
const LENGTH = 1000;
/** Cycles that ended long ago must not squeeze those that a reader has. */
const YEARS_SHOWN = 5;

/**
 * The support phases of a product's cycles on one common scale.
 *
 * @param today the day of the build, `YYYY-MM-DD`
 * @returns with the scale, in days since 1970: a script moves the mark of today on it
 */
export function cycleBars(
  cycles: readonly Cycle[],
  today: string,
): { bars: Stretch[][]; today: number | null; from: number; to: number } {
  const now = dayNumber(today);
  const ends = cycles.map((cycle) => lastDay(cycle) ?? now);
  const starts = cycles.map(({ released }) => (released ? dayNumber(released.day) : now));
  const from = Math.max(Math.min(now, ...starts), now - YEARS_SHOWN * 365);
  const to = Math.max(now + 90, ...ends);
  const at = (day: number): number => placeOf(day, from, to);
  const bars = cycles.map((cycle) => {
    let begin = cycle.released ? dayNumber(cycle.released.day) : from;
    const stretches: Stretch[] = [];
    const phases = [
      ['active', cycle.activeUntil ?? cycle.endsOn],
      ['security', cycle.endsOn],
      ['extended', cycle.extendedUntil],
    ] as const;
    for (const [phase, until] of phases) {
      if (!until) continue;
      const end = dayNumber(until.day);
      const width = at(end) - at(begin);
      if (width > 0) stretches.push({ phase, x: at(begin), width });
      begin = Math.max(begin, end);
    }
    return stretches;
  });
  return { bars, today: cycles.length > 0 ? at(now) : null, from, to };
}

/** Where a day is on the scale from one day to another, in thousandths; at its ends outside of it. */
export function placeOf(day: number, from: number, to: number): number {
  return Math.round((LENGTH * (Math.min(Math.max(day, from), to) - from)) / (to - from));
}

function lastDay({ activeUntil, endsOn, extendedUntil }: Cycle): number | null {
  const last = extendedUntil ?? endsOn ?? activeUntil;
  return last ? dayNumber(last.day) : null;
}

function dayNumber(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY;
}
