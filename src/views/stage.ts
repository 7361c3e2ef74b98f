import { addDays, day } from '../model/day.ts';
import type { ViewContext } from './context.ts';
import type { StateTone } from './release-line.ts';

/**
 * What a label says from a day on that was still to come when the page was made. Pages are read days
 * later: a script then writes what holds by that day, so that no word on an old page is untrue.
 */
export interface Stage {
  from: string;
  label: string;
  tone?: StateTone;
  /** The state itself, where its icon differs from its tone's. */
  state?: string;
}

/**
 * A heading of what is still to come, once the first of it is past: it then says as of which day.
 *
 * @param first the soonest day below it; null for none
 */
export function asOfStages(
  { edition, t, format }: ViewContext,
  title: string,
  first: string | null,
): Stage[] {
  if (first === null) return [];
  const { today } = edition.clock;
  return [
    { from: addDays(day(first), 1), label: t('words.asOf', { title, date: format.day(today) }) },
  ];
}
