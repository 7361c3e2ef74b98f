import type { EditionEntry, EditionProduct, EditionRelease } from '../catalog/edition.ts';
import { pageAddress, productAddress, releaseAddress } from '../model/address.ts';
import type { AnnouncementKind } from '../model/announcement.ts';
import { compareText } from '../model/finding.ts';
import { readMoment } from '../model/moment.ts';
import type { ProductCycle } from '../model/product.ts';
import type { ReleaseDate } from '../model/release.ts';
import type { ViewContext } from './context.ts';
import { deprecationDay } from './deprecation-state.ts';
import { entryLink } from './entry-link.ts';
import { oncePer } from './once-per.ts';
import type { StateTone } from './release-line.ts';
import { toneOf } from './tone.ts';
import { windowText, type WindowText } from './window-text.ts';

/** What a calendar tells apart, in the order in which one day's events stand. */
export const eventKinds = [
  'freeze',
  'removal',
  'support-end',
  'release',
  'deprecation',
  'announcement',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Something of a calendar day, or of several. */
export interface CalendarEvent {
  /** Unique in the edition, and the same in every build. */
  id: string;
  kind: EventKind;
  /** The first day, as written: a calendar day, which no time zone shifts. */
  day: string;
  /** The last day, when it is another one. */
  endDay: string | null;
  /** A deployment window: its times as written, with their zone. */
  window: WindowText | null;
  titleHtml: string;
  /** What happens: `Release`, `Removed`, `Security fixes end`. */
  what: string;
  /** The state of a release that is not simply released. */
  stateLabel: string | null;
  tone: StateTone;
  /** Null where there is no page about it. */
  href: string | null;
  /** Ids of the products that it concerns; all of them when empty. */
  products: string[];
  productLabel: string;
  /** Version number, where the event is of one. */
  version: string | null;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** All events of an edition: by day, then by kind, product and id. Nothing without a day is in it. */
export const calendarEvents = oncePer(
  'calendar-event/calendarEvents',
  (context: ViewContext): readonly CalendarEvent[] => {
    const events = [
      ...releaseEvents(context),
      ...context.edition.products.flatMap((product) => cycleEvents(context, product)),
      ...context.edition.deprecations.flatMap((entry) => deprecationEvents(context, entry)),
      ...freezeAndAnnouncementEvents(context),
    ];
    return events.sort(
      (a, b) =>
        compareText(a.day, b.day) ||
        eventKinds.indexOf(a.kind) - eventKinds.indexOf(b.kind) ||
        compareText(a.id, b.id),
    );
  },
);

type Base = Omit<CalendarEvent, 'lang' | 'dir'> & { lang?: string; dir?: 'ltr' | 'rtl' };

function event(context: ViewContext, base: Base): CalendarEvent {
  const { locale } = context.edition;
  return { ...base, lang: base.lang ?? locale.code, dir: base.dir ?? locale.dir };
}

const plain = { endDay: null, window: null, stateLabel: null, version: null } as const;

function releaseEvents(context: ViewContext): CalendarEvent[] {
  const { edition, t } = context;
  return edition.releases.flatMap((release) => {
    if (release.day === null) return [];
    const { state, date } = release.data;
    const product = edition.byKey('product', release.product)?.title ?? release.product;
    const last = typeof date === 'string' ? undefined : date.end?.slice(0, 10);
    return [
      event(context, {
        ...plain,
        id: `release-${release.id}`,
        kind: 'release',
        day: release.day,
        endDay: last !== undefined && last > release.day ? last : null,
        window: windowOf(context, date),
        titleHtml: context.inline(release.data.title),
        what: t('lifecycle.event.release'),
        stateLabel: state === 'released' ? null : t(`words.state.${state}`),
        tone: toneOf(state),
        href: context.url(releaseAddress(edition, release.product, release.version)),
        products: [release.product],
        productLabel: product,
        version: release.version,
        lang: release.lang,
        dir: release.dir,
      }),
    ];
  });
}

/** A window with times; null for one that is given in whole days. */
function windowOf(context: ViewContext, date: ReleaseDate): CalendarEvent['window'] {
  if (typeof date === 'string' || readMoment(date.start)?.time === '') return null;
  return windowText(context, date, false);
}

const PHASES = [
  ['active', 'eoasFrom'],
  ['security', 'eolFrom'],
  ['extended', 'eoesFrom'],
] as const;

/** The ends of a cycle's support; and its beginning, while no release of it is in the calendar. */
function cycleEvents(context: ViewContext, product: EditionProduct): CalendarEvent[] {
  const { edition, t } = context;
  const href = context.url(`${productAddress(edition, product.id)}#_cycles`);
  return product.data.cycles.flatMap((cycle) => {
    const common = {
      ...plain,
      href,
      products: [product.id],
      productLabel: product.title,
      version: cycle.cycle,
      titleHtml: context.inline(cycle.codename),
    };
    const ends = PHASES.flatMap(([phase, field]) => {
      const day = cycle[field];
      if (typeof day !== 'string') return [];
      return [
        event(context, {
          ...common,
          id: `cycle-${product.id}/${cycle.cycle}-${phase}`,
          kind: 'support-end',
          day,
          what: t(`words.ends.${phase}`),
          tone: phase === 'active' ? 'care' : 'bad',
        }),
      ];
    });
    const begins = cycle.releaseDate;
    const { today } = edition.clock;
    if (begins === undefined || !isUpcoming(cycle, product.releases, today)) return ends;
    const start = event(context, {
      ...common,
      id: `cycle-${product.id}/${cycle.cycle}-begins`,
      kind: 'release',
      day: begins,
      what: t('lifecycle.event.release'),
      stateLabel: t('words.cycle.upcoming'),
      tone: 'soon',
    });
    return [start, ...ends];
  });
}

/** Whether a cycle is yet to begin, and no release of it says when. */
export function isUpcoming(
  cycle: ProductCycle,
  releases: readonly EditionRelease[],
  today: string,
): boolean {
  return (
    cycle.releaseDate !== undefined &&
    cycle.releaseDate > today &&
    !releases.some((release) => release.cycle === cycle.cycle)
  );
}

function deprecationEvents(
  context: ViewContext,
  entry: EditionEntry<'deprecation'>,
): CalendarEvent[] {
  const { edition, t } = context;
  const { data } = entry;
  const of = (kind: EventKind, what: string, day: string, tone: StateTone): CalendarEvent =>
    event(context, {
      ...plain,
      id: `deprecation-${entry.id}-${kind}`,
      kind,
      day,
      titleHtml: context.inline(entry.title),
      what: t(`lifecycle.event.${what}`),
      tone,
      href: entryLink(context, entry).href,
      products: [data.product],
      productLabel: edition.byKey('product', data.product)?.title ?? data.product,
      lang: entry.lang,
      dir: entry.dir,
    });
  const removal = deprecationDay(entry);
  return [
    of('deprecation', 'deprecated', data.announcedOn, 'soon'),
    ...(data.endOfSupport === undefined
      ? []
      : [of('support-end', 'supportEnds', data.endOfSupport, 'care')]),
    ...(removal === null ? [] : [of('removal', 'removed', removal, 'bad')]),
  ];
}

/** Freezes of the portal and announcements. A freeze that an announcement tells of stands once. */
function freezeAndAnnouncementEvents(context: ViewContext): CalendarEvent[] {
  const { edition, t } = context;
  const announcements = edition.announcements.map((entry) => {
    const { kind, start, end, from, products } = entry.data;
    const day = start ?? from;
    return event(context, {
      ...plain,
      id: `announcement-${entry.id}`,
      kind: kind === 'freeze' ? 'freeze' : 'announcement',
      day,
      endDay: end !== undefined && end > day ? end : null,
      titleHtml: context.inline(entry.title),
      what: t(`words.announcement.${kind}`),
      tone: ANNOUNCEMENT_TONE[kind],
      href: entryLink(context, entry).href,
      products: [...products],
      productLabel: productLabel(context, products),
      lang: entry.lang,
      dir: entry.dir,
    });
  });
  const freezes = edition.portal.freezes
    .filter(
      ({ from, to }) =>
        !announcements.some(
          ({ kind, day, endDay }) => kind === 'freeze' && day === from && (endDay ?? day) === to,
        ),
    )
    .map(({ title, from, to, products }) =>
      event(context, {
        ...plain,
        id: `freeze-${from}-${to}-${products.join('+')}`,
        kind: 'freeze',
        day: from,
        endDay: to > from ? to : null,
        titleHtml: context.inline(title),
        what: t('words.announcement.freeze'),
        tone: 'care',
        href: null,
        products: [...products],
        productLabel: productLabel(context, products),
      }),
    );
  return [...announcements, ...freezes];
}

function productLabel(context: ViewContext, products: readonly string[]): string {
  const { edition, format } = context;
  const titles = edition.products.filter(({ id }) => products.includes(id));
  return format.list(titles.map(({ title }) => title));
}

const ANNOUNCEMENT_TONE: Readonly<Record<AnnouncementKind, StateTone>> = {
  maintenance: 'care',
  freeze: 'care',
  beta: 'soon',
  incident: 'bad',
  general: 'soon',
};

/** The calendar, or one year of it, in an edition. */
export function calendarAddress(
  place: Parameters<typeof pageAddress>[0],
  year: string | null,
): string {
  return pageAddress(place, year === null ? '/calendar/' : `/calendar/${year}/`);
}
