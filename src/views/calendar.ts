import type { Edition } from '../catalog/edition.ts';
import { createWeek, weekdayOf, type Week } from '../language/week.ts';
import { addDays, day as dayOf, daysInMonth, monthOf, yearOf, type Day } from '../model/day.ts';
import {
  calendarAddress,
  calendarEvents,
  eventKinds,
  isUpcoming,
  type CalendarEvent,
  type EventKind,
} from './calendar-event.ts';
import { dayText, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { oncePer } from './once-per.ts';

/**
 * What happens when, over all products: months as grids, each with its agenda. The calendar itself runs
 * in whole months from 30 days before the build clock to a year after it; every year has a page of its
 * own besides.
 */
export interface CalendarView {
  /** Set on the page of a year. */
  year: string | null;
  months: CalendarMonth[];
  weekdays: Week['days'];
  years: { year: string; href: string; count: number; current: boolean }[];
  currentHref: string;
  /** The first and last day shown. */
  from: DayText;
  to: DayText;
  today: string;
  total: number;
  filters: {
    products: { value: string; label: string; count: number }[];
    kinds: { value: EventKind; label: string; count: number }[];
  };
}

export interface CalendarMonth {
  /** `2026-11` */
  month: string;
  label: string;
  /** Weeks of seven days; null for days of other months. */
  weeks: (CalendarDay | null)[][];
  /** Days on which something is, in order, with what begins on them. */
  agenda: { day: DayText; weekday: string; isPast: boolean; events: CalendarEvent[] }[];
}

/** A day in the grid of its month. */
export interface CalendarDay {
  day: string;
  date: number;
  isPast: boolean;
  /**
   * What is on that day, each kind and products once, its own before what began earlier. `begins` is the
   * day of the agenda that tells of it.
   */
  marks: { kind: EventKind; products: string[]; begins: string }[];
  /** What is on that day in words, for the name of its link. */
  words: string;
}

const DAYS_BEFORE = 30;
const DAYS_AFTER = 365;

/** Years in which something is, newest first. */
export const calendarYears = oncePer(
  'calendar/calendarYears',
  (context: ViewContext): readonly { year: string; count: number }[] => {
    const years = new Map<string, number>();
    for (const { day } of calendarEvents(context)) {
      const year = day.slice(0, 4);
      years.set(year, (years.get(year) ?? 0) + 1);
    }
    return [...years]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([year, count]) => ({ year, count }));
  },
);

/** The years that have a page, newest first; known without any words, so that pages can be planned. */
export const calendarPages = oncePer(
  'calendar/calendarPages',
  (edition: Edition): readonly string[] => {
    const { today } = edition.clock;
    const days: (string | boolean | null | undefined)[] = [
      ...edition.releases.map(({ day }) => day),
      ...edition.deprecations.flatMap(({ data }) => [
        data.announcedOn,
        data.endOfSupport,
        data.removalDate === 'tba' ? null : data.removalDate,
      ]),
      ...edition.announcements.map(({ data }) => data.start ?? data.from),
      ...edition.portal.freezes.map(({ from }) => from),
      ...edition.products.flatMap(({ data, releases }) =>
        data.cycles.flatMap((cycle) => [
          cycle.eoasFrom,
          cycle.eolFrom,
          cycle.eoesFrom,
          isUpcoming(cycle, releases, today) ? cycle.releaseDate : null,
        ]),
      ),
    ];
    const years = days.flatMap((day) => (typeof day === 'string' ? [day.slice(0, 4)] : []));
    return [...new Set(years)].sort().reverse();
  },
);

/** Id of a day of the agenda. */
export function agendaId(day: string): string {
  return `_${day}`;
}

/** The calendar around the build clock, or of one year. */
export function calendarView(context: ViewContext, year: string | null = null): CalendarView {
  const { edition } = context;
  const { today } = edition.clock;
  const from = year === null ? monthStart(shift(today, -DAYS_BEFORE)) : dayOf(`${year}-01-01`);
  const to = year === null ? monthEnd(shift(today, DAYS_AFTER)) : dayOf(`${year}-12-31`);
  const events = calendarEvents(context).filter(
    ({ day, endDay }) => day <= to && (endDay ?? day) >= from,
  );
  const week = createWeek(edition.locale.code);
  return {
    year,
    months: monthsBetween(from, to).map((month) =>
      monthOfEvents(context, month, events, from, week),
    ),
    weekdays: week.days,
    years: calendarYears(context).map((each) => ({
      ...each,
      href: context.url(calendarAddress(edition, each.year)),
      current: each.year === year,
    })),
    currentHref: context.url(calendarAddress(edition, null)),
    from: dayText(context, from),
    to: dayText(context, to),
    today,
    total: events.length,
    filters: filtersOf(context, events),
  };
}

/** Days stay within the years that can be written. */
function shift(from: Day, count: number): Day {
  try {
    return addDays(from, count);
  } catch {
    return count < 0 ? dayOf('0000-01-01') : dayOf('9999-12-31');
  }
}

function monthStart(day: Day): Day {
  return dayOf(`${day.slice(0, 7)}-01`);
}

function monthEnd(day: Day): Day {
  const last = daysInMonth(yearOf(day), monthOf(day));
  return dayOf(`${day.slice(0, 7)}-${String(last).padStart(2, '0')}`);
}

function monthsBetween(from: Day, to: Day): string[] {
  const months: string[] = [];
  let [year, month] = [yearOf(from), monthOf(from)];
  for (;;) {
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

function monthOfEvents(
  context: ViewContext,
  month: string,
  events: readonly CalendarEvent[],
  from: Day,
  week: Week,
): CalendarMonth {
  const { today } = context.edition.clock;
  const first = dayOf(`${month}-01`);
  const days = Array.from({ length: daysInMonth(yearOf(first), monthOf(first)) }, (_, index) =>
    dayOf(`${month}-${String(index + 1).padStart(2, '0')}`),
  );
  const last = days.at(-1) ?? first;
  const ofMonth = events.filter(({ day, endDay }) => day <= last && (endDay ?? day) >= first);
  const cells = days.map((day) => cellOf(context, day, ofMonth, from));
  const lead = week.days.findIndex(({ number }) => number === weekdayOf(first));
  const padded: (CalendarDay | null)[] = [...Array.from({ length: lead }, () => null), ...cells];
  while (padded.length % 7 !== 0) padded.push(null);
  return {
    month,
    label: context.format.month(first),
    weeks: Array.from({ length: padded.length / 7 }, (_, index) =>
      padded.slice(index * 7, index * 7 + 7),
    ),
    agenda: days.flatMap((day) => {
      const begin = ofMonth.filter((event) => shownOn(event, from) === day);
      if (begin.length === 0) return [];
      return [
        {
          day: dayText(context, day),
          weekday: week.weekday(day),
          isPast: day < today,
          events: begin,
        },
      ];
    }),
  };
}

/** The day of the agenda on which an event stands: its first, or the first shown of one that goes on. */
function shownOn({ day }: CalendarEvent, from: Day): string {
  return day < from ? from : day;
}

function cellOf(
  context: ViewContext,
  day: Day,
  events: readonly CalendarEvent[],
  from: Day,
): CalendarDay {
  const { t, format } = context;
  const { today } = context.edition.clock;
  const on = events.filter((event) => event.day <= day && (event.endDay ?? event.day) >= day);
  const begun = on.filter((event) => shownOn(event, from) === day);
  const marks = new Map<string, CalendarDay['marks'][number]>();
  for (const event of [...begun, ...on]) {
    const { kind, products } = event;
    const key = `${kind}\0${products.join('\0')}`;
    if (!marks.has(key)) marks.set(key, { kind, products, begins: shownOn(event, from) });
  }
  return {
    day,
    date: Number(day.slice(8)),
    isPast: day < today,
    marks: [...marks.values()],
    words:
      on.length === 0
        ? ''
        : `${format.longDay(day)}: ${t('lifecycle.calendar.events', { count: on.length })}`,
  };
}

function filtersOf(
  context: ViewContext,
  events: readonly CalendarEvent[],
): CalendarView['filters'] {
  const { edition, t } = context;
  return {
    products: edition.products
      .map(({ id, title }) => ({
        value: id,
        label: title,
        count: events.filter(({ products }) => products.length === 0 || products.includes(id))
          .length,
      }))
      .filter(({ count }) => count > 0),
    kinds: eventKinds
      .map((kind) => ({
        value: kind,
        label: t(`lifecycle.kind.${kind}`),
        count: events.filter((event) => event.kind === kind).length,
      }))
      .filter(({ count }) => count > 0),
  };
}
