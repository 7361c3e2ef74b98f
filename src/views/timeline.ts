import type { Edition, EditionEntry } from '../catalog/edition.ts';
import { sectionAddress } from '../model/address.ts';
import { numberedAddress } from '../model/list-address.ts';
import type { ViewContext } from './context.ts';
import { deprecationState } from './deprecation-state.ts';
import { oncePer } from './once-per.ts';
import { PAGE_SIZE, pagerOf, type Pager } from './pager.ts';
import { rulerOf, type Ruler } from './ruler.ts';
import type { Facet } from './facets.ts';
import { asOfStages, type Stage } from './stage.ts';
import { timelineFacets } from './timeline-facets.ts';
import { barDays, timelineRow, type TimelineRow } from './timeline-row.ts';

/**
 * Deprecations as bars on a ruler of years, and the same as a table. Rows come in three parts: what
 * will be removed, soonest first; what has no day yet; what is gone, latest first.
 */
export interface TimelineView {
  ruler: Ruler;
  coming: TimelineGroup[];
  undated: TimelineGroup[];
  removed: TimelineGroup[];
  /** The rows of this page in the order of the table. */
  rows: TimelineRow[];
  /** How many stand on the pages before. */
  offset: number;
  /** How many the edition has, on all pages. */
  total: number;
  counts: { coming: number; undated: number; removed: number };
  /** What the heading of what is coming says once the day of the first has passed. */
  comingLater: Stage[];
  facets: Facet[];
  pager: Pager | null;
  /** The other pages, from which a script takes the rows that a filter is to look through. */
  otherPages: string[];
}

/** Rows of one product. */
export interface TimelineGroup {
  product: { id: string; title: string; href: string };
  rows: TimelineRow[];
}

/** Deprecations on one page of the timeline: a bar is small, so a page holds many. */
export const TIMELINE_PAGE_SIZE = 100;

/** How many pages the timeline of an edition has; one when there is nothing. */
export function timelinePageCount(edition: Edition): number {
  return Math.max(1, Math.ceil(edition.deprecations.length / TIMELINE_PAGE_SIZE));
}

type Part = 'coming' | 'undated' | 'removed';
const partOrder: readonly Part[] = ['coming', 'undated', 'removed'];

function partOf(edition: Edition, entry: EditionEntry<'deprecation'>): Part {
  if (deprecationState(edition, entry) === 'removed') return 'removed';
  return entry.data.removalDate === 'tba' ? 'undated' : 'coming';
}

/** An edition's deprecations in the order of the timeline, with the part that each stands in. */
export const deprecationsInOrder = oncePer(
  'timeline/deprecationsInOrder',
  (edition: Edition): readonly { entry: EditionEntry<'deprecation'>; part: Part }[] => {
    const dated = edition.deprecations.map((entry) => ({ entry, part: partOf(edition, entry) }));
    return dated.sort((a, b) => {
      if (a.part !== b.part) return partOrder.indexOf(a.part) - partOrder.indexOf(b.part);
      const [left, right] = [sortDay(a.entry), sortDay(b.entry)];
      if (left !== right) return (left < right ? -1 : 1) * (a.part === 'removed' ? -1 : 1);
      return a.entry.id < b.entry.id ? -1 : 1;
    });
  },
);

/** What has no day of removal goes by the day on which it was announced. */
function sortDay({ data }: EditionEntry<'deprecation'>): string {
  return data.removalDate === 'tba' ? data.announcedOn : data.removalDate;
}

/** One ruler for all pages, so that a bar stands at the same place whatever page it is on. */
const rulerOfEdition = oncePer('timeline/rulerOfEdition', (edition: Edition) =>
  rulerOf(edition.deprecations.flatMap(barDays), edition.clock.today),
);

/** Page `page` (from 1) of an edition's deprecations. */
export function timelineView(context: ViewContext, page = 1): TimelineView {
  const { edition } = context;
  const ruler = rulerOfEdition(edition);
  const all = deprecationsInOrder(edition);
  const shown = all
    .slice((page - 1) * TIMELINE_PAGE_SIZE, page * TIMELINE_PAGE_SIZE)
    .map(({ entry, part }) => ({ part, row: timelineRow(context, ruler, entry) }));
  const groups = (part: Part): TimelineGroup[] =>
    byProduct(
      edition,
      shown.filter((each) => each.part === part).map(({ row }) => row),
    );
  const count = (part: Part): number => all.filter((each) => each.part === part).length;
  const pages = timelinePageCount(edition);
  const address = sectionAddress(edition, 'deprecations');
  const pager = pagerOf(context, pages * PAGE_SIZE, page, address);
  return {
    ruler,
    coming: groups('coming'),
    undated: groups('undated'),
    removed: groups('removed'),
    rows: shown.map(({ row }) => row),
    offset: (page - 1) * TIMELINE_PAGE_SIZE,
    total: all.length,
    counts: { coming: count('coming'), undated: count('undated'), removed: count('removed') },
    comingLater: asOfStages(context, context.t('lifecycle.timeline.coming'), firstToCome(edition)),
    facets: timelineFacets(context),
    pager,
    otherPages: otherPages(context, pages, page, address),
  };
}

/** The soonest day on which something will be removed; null when nothing has a day to come. */
const firstToCome = oncePer('timeline/firstToCome', (edition: Edition): string | null => {
  const days = edition.deprecations.flatMap(({ data }) =>
    data.removalDate !== 'tba' && data.removalDate > edition.clock.today ? [data.removalDate] : [],
  );
  return days.sort()[0] ?? null;
});

function byProduct(edition: Edition, rows: readonly TimelineRow[]): TimelineGroup[] {
  const groups = new Map<string, TimelineGroup>();
  for (const row of rows) {
    const known = groups.get(row.product.id);
    if (known) known.rows.push(row);
    else groups.set(row.product.id, { product: row.product, rows: [row] });
  }
  const place = new Map(edition.products.map(({ id }, index) => [id, index]));
  return [...groups.values()].sort(
    (a, b) => (place.get(a.product.id) ?? 0) - (place.get(b.product.id) ?? 0),
  );
}

function otherPages(context: ViewContext, pages: number, page: number, address: string): string[] {
  return Array.from({ length: pages }, (_, index) => index + 1)
    .filter((number) => number !== page)
    .map((number) => context.url(numberedAddress(address, number)));
}
