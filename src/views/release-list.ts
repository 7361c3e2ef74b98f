import type { Edition, EditionRelease } from '../catalog/edition.ts';
import { changeTypes, type ChangeType } from '../model/change.ts';
import { releaseDataAddress, releaseYearAddress } from '../model/list-address.ts';
import type { ViewContext } from './context.ts';
import { oncePer } from './once-per.ts';
import type { Link } from './page.ts';
import { pagerOf, pageSlice, type Pager } from './pager.ts';
import { feedLinks } from './product.ts';
import { asksForAction, releaseLine, type ReleaseLine } from './release-line.ts';
import { productAddress, sectionAddress } from '../model/address.ts';

/**
 * All releases, newest first, 25 a page. Filters live in the address (`?product=&type=&module=&
 * year=&action=`): a script reads `dataHref` and narrows; without it `years` and `products` lead to
 * plain lists.
 */
export interface ReleaseListView {
  items: ReleaseLine[];
  total: number;
  pager: Pager | null;
  /** Compact JSON of every release of this edition, for the filters. */
  dataHref: string;
  filters: {
    products: { value: string; label: string; count: number; href: string }[];
    types: { value: string; label: string; count: number }[];
    modules: { value: string; label: string; product: string; count: number }[];
    years: { value: string; label: string; count: number; href: string }[];
    /** Releases that ask something of their readers. */
    actionCount: number;
  };
  /** Set on a page that holds one year. */
  year: string | null;
  feeds: Link[];
}

/** Releases of all products, newest day first; those without a day lead, as they are still to come. */
export const releasesByDay = oncePer(
  'release-list/releasesByDay',
  (edition: Edition): readonly EditionRelease[] =>
    [...edition.releases].sort((a, b) => {
      if (a.day === b.day) return 0;
      if (a.day === null || b.day === null) return a.day === null ? -1 : 1;
      return a.day < b.day ? 1 : -1;
    }),
);

/** Releases by year, newest year first. */
export const releaseYears = oncePer(
  'release-list/releaseYears',
  (edition: Edition): readonly { year: string; releases: readonly EditionRelease[] }[] => {
    const years = new Map<string, EditionRelease[]>();
    for (const release of releasesByDay(edition)) {
      const year = release.day?.slice(0, 4);
      if (year === undefined) continue;
      const known = years.get(year);
      if (known) known.push(release);
      else years.set(year, [release]);
    }
    return [...years].map(([year, releases]) => ({ year, releases }));
  },
);

/** So many years are listed beside a page. */
const RECENT_YEARS = 8;

/** The last years with releases, newest first. */
export const recentYears = oncePer('release-list/recentYears', (edition: Edition): string[] =>
  releaseYears(edition)
    .slice(0, RECENT_YEARS)
    .map(({ year }) => year),
);

/** Page `page` of the list of all releases, or of one year. */
export function releaseListView(
  context: ViewContext,
  page: number,
  year: string | null = null,
): ReleaseListView {
  const { edition } = context;
  const listed =
    year === null
      ? releasesByDay(edition)
      : (releaseYears(edition).find((each) => each.year === year)?.releases ?? []);
  const address =
    year === null ? sectionAddress(edition, 'releases') : releaseYearAddress(edition, year);
  return {
    items: pageSlice(listed, page).map((release) => releaseLine(context, release)),
    total: listed.length,
    pager: pagerOf(context, listed.length, page, address),
    dataHref: context.url(releaseDataAddress(edition)),
    year,
    filters: filtersOf(context),
    feeds: feedLinks(context, 'all'),
  };
}

const filtersOf = oncePer(
  'release-list/filtersOf',
  (context: ViewContext): ReleaseListView['filters'] => {
    const { edition, t } = context;
    // Of all releases: each is looked at once.
    const marks = new Map(edition.releases.map((release) => [release, marksOf(release)]));
    const countOf = (
      releases: readonly EditionRelease[],
      counts: (marks: Marks) => boolean,
    ): number =>
      releases.filter((release) => counts(marks.get(release) ?? marksOf(release))).length;
    return {
      products: edition.products.map((product) => ({
        value: product.id,
        label: product.title,
        count: product.releases.length,
        href: context.url(productAddress(edition, product.id)),
      })),
      types: changeTypes
        .map((type) => ({
          value: type,
          label: t(`words.type.${type}`),
          count: countOf(edition.releases, ({ types }) => types.has(type)),
        }))
        .filter(({ count }) => count > 0),
      modules: edition.products.flatMap((product) =>
        product.data.modules.map((module) => ({
          value: `${product.id}/${module.id}`,
          label: module.title,
          product: product.title,
          count: countOf(product.releases, ({ modules }) => modules.has(module.id)),
        })),
      ),
      years: releaseYears(edition).map(({ year, releases }) => ({
        value: year,
        label: year,
        count: releases.length,
        href: context.url(releaseYearAddress(edition, year)),
      })),
      actionCount: countOf(edition.releases, ({ asks }) => asks),
    };
  },
);

/** What the filters count of a release. */
interface Marks {
  readonly types: ReadonlySet<ChangeType>;
  readonly modules: ReadonlySet<string>;
  readonly asks: boolean;
}

function marksOf({ data, changes }: EditionRelease): Marks {
  const types = new Set<ChangeType>();
  const modules = new Set(data.modules);
  let asks = false;
  for (const change of changes) {
    types.add(change.data.type);
    for (const module of change.data.modules) modules.add(module);
    asks ||= asksForAction(change);
  }
  return { types, modules, asks };
}
