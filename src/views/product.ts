import type { EditionProduct } from '../catalog/edition.ts';
import { feedFormats } from '../model/list-address.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import { cycleStages, cycleStatus, type CycleState } from './cycle-status.ts';
import type { DayText } from './day-text.ts';
import { deprecationDay, deprecationStages, deprecationState } from './deprecation-state.ts';
import { latestOfCycle, latestRelease } from './latest.ts';
import type { Link } from './page.ts';
import { pagerOf, pageSlice, type Pager } from './pager.ts';
import { entryLink } from './entry-link.ts';
import type { Stage } from './stage.ts';
import { plannerLink } from './upgrade/planner-link.ts';
import { releaseLine, type ReleaseLine, type StateTone } from './release-line.ts';
import {
  changeAddress,
  feedAddress,
  latestAddress,
  productAddress,
  releaseAddress,
} from '../model/address.ts';

/** Product page: cycles with their support state, versions by year, what is promised to go. */
export interface ProductView {
  id: string;
  title: string;
  summaryHtml: string;
  latest: ReleaseLine | null;
  latestHref: string | null;
  /** To the upgrade planner; null when there is nothing to plan. */
  plan: Link | null;
  modules: { id: string; title: string; summaryHtml: string }[];
  cycles: {
    cycle: string;
    codename: string | null;
    status: CycleState;
    statusLabel: string;
    tone: StateTone;
    /** What its state is on days to come. */
    later: Stage[];
    released: DayText | null;
    ltsFrom: DayText | null;
    activeUntil: DayText | null;
    endsOn: DayText | null;
    extendedUntil: DayText | null;
    latest: { version: string; href: string } | null;
  }[];
  /** Newest page of the list; older ones on pages of their own. */
  releases: ReleaseLine[];
  pager: Pager | null;
  deprecations: {
    titleHtml: string;
    href: string;
    on: DayText | null;
    stateLabel: string;
    later: Stage[];
  }[];
  contacts: Link[];
  /** Changes with pages of their own that no release page tells of yet. */
  unreleased: {
    titleHtml: string;
    href: string;
    summaryHtml: string;
    lang: string;
    dir: 'ltr' | 'rtl';
  }[];
  identifiers: string[];
  feeds: Link[];
}

/** A product's page; `page` counts from 1 through its versions, newest first. */
export function productView(
  context: ViewContext,
  product: EditionProduct,
  page: number,
): ProductView {
  const { edition, t } = context;
  const latest = latestRelease(product, edition.clock.today);
  const address = productAddress(edition, product.id);
  return {
    id: product.id,
    title: product.title,
    summaryHtml: context.markdown(product.data.summary, product),
    latest: latest && releaseLine(context, latest),
    latestHref: latest && context.url(latestAddress(edition, product.id)),
    plan: plannerLink(context, product),
    modules: product.data.modules.map((module) => ({
      id: module.id,
      title: module.title,
      summaryHtml: context.markdown(module.summary, product),
    })),
    cycles: product.data.cycles.map((cycle) => {
      const status = cycleStatus(cycle, edition.clock.today);
      const newest = latestOfCycle(product, cycle.cycle, edition.clock.today);
      return {
        cycle: cycle.cycle,
        codename: cycle.codename ?? null,
        status: status.status,
        statusLabel: t(`words.cycle.${status.status}`),
        tone: status.tone,
        later: cycleStages(context, cycle),
        released: dayTextOf(context, cycle.releaseDate),
        ltsFrom: phaseDay(context, cycle.ltsFrom),
        activeUntil: phaseDay(context, cycle.eoasFrom),
        endsOn: phaseDay(context, cycle.eolFrom),
        extendedUntil: phaseDay(context, cycle.eoesFrom),
        latest: newest && {
          version: newest.version,
          href: context.url(releaseAddress(edition, product.id, newest.version)),
        },
      };
    }),
    releases: pageSlice(product.releases, page).map((release) => releaseLine(context, release)),
    pager: pagerOf(context, product.releases.length, page, address),
    deprecations: promisedOf(context, product.id),
    unreleased: edition.changes
      .filter((change) => change.product === product.id && change.hasFile)
      .filter(
        ({ release }) =>
          release === null || edition.byKey('release', `${product.id}/${release}`) === undefined,
      )
      .map((change) => ({
        titleHtml: context.inline(change.title),
        href: context.url(changeAddress(edition, change)),
        summaryHtml: context.inline(change.data.summary ?? ''),
        lang: change.lang,
        dir: change.dir,
      })),
    contacts: product.data.contacts.flatMap(({ title, url }) => {
      const href = context.address(url, product);
      return href === null ? [] : [{ label: title, href }];
    }),
    identifiers: product.data.identifiers.flatMap(({ purl, cpe, other }) =>
      [purl, cpe, other].filter((name) => name !== undefined),
    ),
    feeds: feedLinks(context, `product/${product.id}`),
  };
}

/** What is promised to go and is still there: soonest first, without a day last. */
function promisedOf(context: ViewContext, product: string): ProductView['deprecations'] {
  const { edition, t } = context;
  return edition.deprecations
    .filter(
      (entry) => entry.data.product === product && deprecationState(edition, entry) !== 'removed',
    )
    .map((entry) => ({ entry, day: deprecationDay(entry) ?? '9999' }))
    .sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1))
    .map(({ entry }) => ({
      titleHtml: context.inline(entry.title),
      href: entryLink(context, entry).href,
      on: dayTextOf(context, deprecationDay(entry)),
      stateLabel: t(`words.deprecation.${deprecationState(edition, entry)}`),
      later: deprecationStages(context, entry),
    }));
}

/** The three formats of one feed, as links. */
export function feedLinks(context: ViewContext, key: string): Link[] {
  return (['rss', 'atom', 'json'] as const).map((format) => ({
    label: context.t(`words.feed.${format}`),
    href: context.url(feedAddress(context.edition, key, feedFormats[format])),
  }));
}

function phaseDay(context: ViewContext, phase: string | boolean | undefined): DayText | null {
  return typeof phase === 'string' ? dayTextOf(context, phase) : null;
}
