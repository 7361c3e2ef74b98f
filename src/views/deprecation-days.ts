import type { EditionEntry } from '../catalog/edition.ts';
import { daysBetween, type Day } from '../model/day.ts';
import { dayText, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';

export type DeprecationPhase = 'announced' | 'deprecated' | 'unsupported';

/** A phase from its first day up to, and without, the day on which the next begins. */
export interface PhaseDays {
  phase: DeprecationPhase;
  from: Day;
  /** Null while the removal has no day: the phase is open. */
  to: Day | null;
}

type Deprecation = EditionEntry<'deprecation'>;

/**
 * The phases of a deprecation in order, none of them empty and none after the removal: told of (from
 * publication, when that is before the day it is announced for), in force, without support. Data whose
 * days contradict one another has fewer phases, never one that runs backwards.
 */
export function deprecationPhases({ data }: Deprecation): PhaseDays[] {
  const end = data.removalDate === 'tba' ? null : data.removalDate;
  const told = toldBefore(data) ?? data.announcedOn;
  const starts: { phase: DeprecationPhase; from: Day }[] = [
    { phase: 'announced', from: told },
    { phase: 'deprecated', from: data.announcedOn },
  ];
  if (data.endOfSupport !== undefined) {
    const from = data.endOfSupport < data.announcedOn ? data.announcedOn : data.endOfSupport;
    starts.push({ phase: 'unsupported', from });
  }
  return starts.flatMap(({ phase, from }, index) => {
    const next = starts[index + 1]?.from ?? null;
    const to = earlier(next, end);
    return to !== null && to <= from ? [] : [{ phase, from, to }];
  });
}

/** The day from which readers knew, where that is before the day that it is announced for; else null. */
export function toldBefore({ publishedAt, announcedOn }: Deprecation['data']): Day | null {
  return publishedAt !== undefined && publishedAt < announcedOn ? publishedAt : null;
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Every day that a deprecation names for its removal, now and before it was moved. */
export function removalDays({ data }: Deprecation): Day[] {
  return [data.removalDate, ...data.moved.flatMap(({ from, to }) => [from, to])].filter(
    (day): day is Day => day !== 'tba',
  );
}

/** How long before a removal readers were told, against what the product promises. */
export interface Notice {
  /** Whole days from the announcement to the removal; 0 when it was removed before. */
  days: number;
  /** What the product promises; null when it promises nothing. */
  promised: number | null;
  isShort: boolean;
  /** In words: `203 days`. */
  text: string;
}

/** The notice that a deprecation gives; null while the removal has no day. */
export function noticeOf(context: ViewContext, entry: Deprecation): Notice | null {
  const { removalDate, announcedOn, product } = entry.data;
  if (removalDate === 'tba') return null;
  const days = Math.max(0, daysBetween(announcedOn, removalDate));
  const promised = context.edition.byKey('product', product)?.data.notice?.minDays ?? null;
  return {
    days,
    promised,
    isShort: promised !== null && days < promised,
    text: context.t('lifecycle.notice.days', { count: days }),
  };
}

/** One step in the history of a deprecation: its removal was moved, or its text revised. */
export interface Move {
  on: DayText;
  /** Set where the day of the removal was moved; a day of null is one to be announced. */
  moved: {
    from: DayText | null;
    to: DayText | null;
    days: number | null;
    /** In words: `Moved from 3 Nov 2026 to 1 Dec 2026`. */
    text: string;
  } | null;
  textHtml: string;
}

/** A move of a removal in words. */
export function moveText(
  { t, format }: ViewContext,
  { from, to }: Pick<Deprecation['data']['moved'][number], 'from' | 'to'>,
): string {
  const words = {
    from: from === 'tba' ? '' : format.day(from),
    to: to === 'tba' ? '' : format.day(to),
  };
  const key = from === 'tba' ? 'set' : to === 'tba' ? 'toTba' : 'to';
  return t(`lifecycle.moved.${key}`, words);
}

/**
 * How a deprecation came to say what it says, oldest first: its moved removals, and the material
 * revisions of other days (a revision of the day of a move tells of that move).
 */
export function historyOf(context: ViewContext, entry: Deprecation): Move[] {
  const { moved, revisions } = entry.data;
  const told = new Set<string>(moved.map(({ on }) => on));
  const dayOrNull = (day: Day | 'tba'): DayText | null =>
    day === 'tba' ? null : dayText(context, day);
  const moves = moved.map(({ on, from, to, reason }) => ({
    on: dayText(context, on),
    moved: {
      from: dayOrNull(from),
      to: dayOrNull(to),
      days: from === 'tba' || to === 'tba' ? null : daysBetween(from, to),
      text: moveText(context, { from, to }),
    },
    textHtml: context.markdown(reason ?? revisions.find(({ date }) => date === on)?.summary, entry),
  }));
  const revised = revisions
    .filter(({ date, material }) => material && !told.has(date))
    .map(({ date, summary }) => ({
      on: dayText(context, date),
      moved: null,
      textHtml: context.markdown(summary, entry),
    }));
  return [...moves, ...revised].sort((a, b) =>
    a.on.day < b.on.day ? -1 : a.on.day > b.on.day ? 1 : 0,
  );
}
