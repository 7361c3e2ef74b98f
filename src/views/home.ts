import type { EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { addDays, day } from '../model/day.ts';
import { actionLine, type ActionLine } from './action-line.ts';
import { dayText, type ViewContext } from './context.ts';
import { cycleStatus } from './cycle-status.ts';
import type { DayText } from './day-text.ts';
import { deprecationDay } from './deprecation-state.ts';
import { indexGuides } from './guide-list.ts';
import { isTakenBack, latestRelease } from './latest.ts';
import type { Link } from './page.ts';
import { entryLink } from './entry-link.ts';
import { asksForAction, releaseLine, type ReleaseLine } from './release-line.ts';
import { asOfStages, type Stage } from './stage.ts';
import { docAddress, productAddress, sectionAddress } from '../model/address.ts';

/** Front page: what needs action, what is new for each product, what ends soon, what comes. */
export interface HomeView {
  /** Portal's description, rendered inline. */
  introHtml: string;
  announcements: {
    id: string;
    tone: 'note' | 'warning';
    titleHtml: string;
    bodyHtml: string;
    href: string;
  }[];
  /**
   * The first of `items` are for everybody; those after `shown` are there for readers who narrow the page
   * to the products that they run, so that none of these goes without what it asks.
   */
  actions: { items: ActionLine[]; shown: number; total: number; allHref: string };
  products: {
    id: string;
    title: string;
    href: string;
    summaryHtml: string;
    latest: ReleaseLine | null;
    /** Newest first, without `latest`; at most four. */
    recent: ReleaseLine[];
    modules: string[];
  }[];
  /** Soonest first; a relative time is added in the browser, so it is never stale. */
  endsSoon: {
    kind: 'cycle' | 'deprecation';
    titleHtml: string;
    what: string;
    /** What it says from the day after on. */
    later: Stage[];
    on: DayText;
    href: string;
  }[];
  /** What headings of what is to come say once some of it is past. */
  later: { endsSoon: Stage[]; coming: Stage[] };
  /** Scheduled releases and windows within the next 60 days. */
  coming: ReleaseLine[];
  guides: (Link & { summaryHtml: string })[];
  subscribe: Link[];
}

const SHOWN_ACTIONS = 6;
/** However many products there are, the front page stays light. */
const MOST_ACTIONS = 30;

/** The front page of an edition on the day of the build clock. */
export function homeView(context: ViewContext): HomeView {
  const { edition, t } = context;
  const actions = openActions(context);
  const [ends, comes] = [endsSoon(context), coming(context)];
  return {
    introHtml: context.inline(edition.portal.description),
    announcements: edition.announcements.filter(isShowing(edition.clock.today)).map((entry) => ({
      id: entry.id,
      tone: entry.data.kind === 'beta' || entry.data.kind === 'general' ? 'note' : 'warning',
      titleHtml: context.inline(entry.title),
      bodyHtml: context.markdown(entry.data.summary, entry),
      href: entryLink(context, entry).href,
    })),
    actions: {
      items: actionsToCarry(actions),
      shown: SHOWN_ACTIONS,
      total: actions.length,
      allHref: `${context.url(sectionAddress(edition, 'releases'))}?action=1`,
    },
    products: edition.products.map((product) => {
      const latest = latestRelease(product, edition.clock.today);
      return {
        id: product.id,
        title: product.title,
        href: context.url(productAddress(edition, product.id)),
        summaryHtml: context.inline(product.data.summary),
        latest: latest && releaseLine(context, latest),
        recent: recentBesides(product.releases, latest, edition.clock.today)
          .slice(0, edition.portal.home.recent)
          .map((release) => releaseLine(context, release)),
        modules: product.data.modules.map(({ title }) => title),
      };
    }),
    endsSoon: ends,
    coming: comes,
    later: {
      endsSoon: asOfStages(context, t('interface.home.endsSoon'), ends[0]?.on.day ?? null),
      coming: asOfStages(context, t('interface.home.coming'), comes[0]?.date?.day ?? null),
    },
    guides: indexGuides(context)
      .slice(0, 6)
      .map((doc) => ({
        label: doc.title,
        href: context.url(docAddress(edition, doc.id)),
        summaryHtml: context.inline(doc.data.summary),
      })),
    subscribe: [
      {
        label: context.t('words.nav.feeds'),
        href: context.url(sectionAddress(edition, 'feeds')),
      },
    ],
  };
}

/** What readers of released notes still must do: overdue first, then soonest, then without a day. */
function openActions(context: ViewContext): ActionLine[] {
  const { edition } = context;
  const current = edition.products.flatMap(({ releases }) => releases.slice(0, RECENT_FOR_ACTIONS));
  return current
    .filter((release) => !isTakenBack(release))
    .flatMap(({ changes }) => changes.filter(asksForAction))
    .flatMap((change) => actionLine(context, change) ?? [])
    .filter(({ by }) => by === null || by.day >= edition.clock.today)
    .sort((a, b) => compareDays(a.by, b.by));
}

/** What all readers see first, then as many of each product, in the same order. */
function actionsToCarry(actions: readonly ActionLine[]): ActionLine[] {
  const seen = new Map<string, number>();
  const rest = actions.filter(({ product }, index) => {
    const count = (seen.get(product.id) ?? 0) + 1;
    seen.set(product.id, count);
    return index >= SHOWN_ACTIONS && count <= SHOWN_ACTIONS;
  });
  return [...actions.slice(0, SHOWN_ACTIONS), ...rest].slice(0, MOST_ACTIONS);
}

// An action without a day would stay on the front page for ever: it goes with its release.
const RECENT_FOR_ACTIONS = 6;

function compareDays(a: DayText | null, b: DayText | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}

function isShowing(today: string): (entry: EditionEntry<'announcement'>) => boolean {
  return ({ data }) => data.from <= today && today <= data.until;
}

function recentBesides(
  releases: readonly EditionRelease[],
  latest: EditionRelease | null,
  today: string,
): EditionRelease[] {
  return releases
    .filter(({ key, day }) => key !== latest?.key && day !== null && day <= today)
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : (a.day ?? '') > (b.day ?? '') ? -1 : 0));
}

function endsSoon(context: ViewContext): HomeView['endsSoon'] {
  const { edition, t } = context;
  const { today } = edition.clock;
  const horizon = addDays(today, edition.portal.home.endsSoonDays);
  const within = (day: string | null): day is string =>
    day !== null && day >= today && day <= horizon;
  const cycles = edition.products.flatMap((product) =>
    product.data.cycles.flatMap((cycle) => {
      const status = cycleStatus(cycle, today);
      if (status.status === 'upcoming' || !within(status.endsOn)) return [];
      return [
        {
          kind: 'cycle' as const,
          titleHtml: context.inline(`${product.title} ${cycle.cycle}`),
          what: t(`words.ends.${status.status}`),
          later: endedStages(status.endsOn, t(`words.ended.${status.status}`)),
          on: dayText(context, status.endsOn),
          href: context.url(`${productAddress(edition, product.id)}#_cycles`),
        },
      ];
    }),
  );
  const deprecations = edition.deprecations.flatMap((entry) => {
    const removal = deprecationDay(entry);
    if (!within(removal)) return [];
    return [
      {
        kind: 'deprecation' as const,
        titleHtml: context.inline(entry.title),
        what: t('words.ends.removal'),
        later: endedStages(removal, t('words.ended.removal')),
        on: dayText(context, removal),
        href: entryLink(context, entry).href,
      },
    ];
  });
  return [...cycles, ...deprecations].sort((a, b) => compareDays(a.on, b.on));
}

function endedStages(on: string, label: string): Stage[] {
  return [{ from: addDays(day(on), 1), label }];
}

function coming(context: ViewContext): ReleaseLine[] {
  const { edition } = context;
  const horizon = addDays(edition.clock.today, edition.portal.home.comingDays);
  return edition.releases
    .filter(
      ({ day, data }) =>
        day !== null && day >= edition.clock.today && day <= horizon && data.state === 'scheduled',
    )
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1))
    .map((release) => releaseLine(context, release));
}
