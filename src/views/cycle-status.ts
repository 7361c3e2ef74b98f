import type { Day } from '../model/day.ts';
import type { ProductCycle } from '../model/product.ts';
import type { ViewContext } from './context.ts';
import type { StateTone } from './release-line.ts';
import type { Stage } from './stage.ts';

export type CycleState = 'upcoming' | 'active' | 'security' | 'extended' | 'ended' | 'unknown';

export interface CycleStatus {
  status: CycleState;
  tone: StateTone;
  /** The day on which the present status ends, where one is known. */
  endsOn: string | null;
}

/**
 * Support state of a cycle on a day, in the words of endoflife.date: active support until
 * `eoasFrom`, security support until `eolFrom`, extended support until `eoesFrom`.
 */
export function cycleStatus(cycle: ProductCycle, today: string): CycleStatus {
  if (cycle.releaseDate !== undefined && cycle.releaseDate > today) {
    return { status: 'upcoming', tone: 'soon', endsOn: cycle.releaseDate };
  }
  if (reached(cycle.eolFrom, today)) {
    return typeof cycle.eoesFrom === 'string' && !reached(cycle.eoesFrom, today)
      ? { status: 'extended', tone: 'care', endsOn: cycle.eoesFrom }
      : { status: 'ended', tone: 'bad', endsOn: null };
  }
  if (reached(cycle.eoasFrom, today)) {
    return { status: 'security', tone: 'care', endsOn: dayOf(cycle.eolFrom) };
  }
  if (cycle.eoasFrom === undefined && cycle.eolFrom === undefined) {
    return { status: 'unknown', tone: 'soon', endsOn: null };
  }
  return { status: 'active', tone: 'good', endsOn: dayOf(cycle.eoasFrom) ?? dayOf(cycle.eolFrom) };
}

/** What is to be said of a cycle on the days to come: the state that begins on each of them. */
export function cycleStages({ edition, t }: ViewContext, cycle: ProductCycle): Stage[] {
  const days = [cycle.releaseDate, cycle.eoasFrom, cycle.eolFrom, cycle.eoesFrom].filter(
    (day): day is Day => typeof day === 'string' && day > edition.clock.today,
  );
  return [...new Set(days)].sort().map((from) => {
    const { status, tone } = cycleStatus(cycle, from);
    return {
      from,
      label: t(`words.cycle.${status}`),
      // What is over is no alarm in a list.
      tone: status === 'ended' ? 'soon' : tone,
      state: status,
    };
  });
}

/** A phase has ended from its day on; `true` says so without a day. */
function reached(phase: string | boolean | undefined, today: string): boolean {
  return phase === true || (typeof phase === 'string' && phase <= today);
}

function dayOf(phase: string | boolean | undefined): string | null {
  return typeof phase === 'string' ? phase : null;
}
