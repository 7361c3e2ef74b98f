import type { EditionRelease } from '../catalog/edition.ts';
import { changeTypes } from '../model/change.ts';
import { releaseDataAddress, releaseYearAddress } from '../model/list-address.ts';
import type { ViewContext } from './context.ts';
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
export function releasesByDay(releases: readonly EditionRelease[]): EditionRelease[] {
  return [...releases].sort((a, b) => {
    if (a.day === b.day) return 0;
    if (a.day === null || b.day === null) return a.day === null ? -1 : 1;
    return a.day < b.day ? 1 : -1;
  });
}

/** Years that have releases, newest first. */
export function releaseYears(releases: readonly EditionRelease[]): string[] {
  const years = releases.flatMap((release) => release.day?.slice(0, 4) ?? []);
  return [...new Set(years)].sort().reverse();
}

/** Page `page` of the list of all releases, or of one year. */
export function releaseListView(
  context: ViewContext,
  page: number,
  year: string | null = null,
): ReleaseListView {
  const { edition, t } = context;
  const all = releasesByDay(edition.releases);
  const listed = year === null ? all : all.filter((release) => release.day?.startsWith(year));
  const address =
    year === null ? sectionAddress(edition, 'releases') : releaseYearAddress(edition, year);
  return {
    items: pageSlice(listed, page).map((release) => releaseLine(context, release)),
    total: listed.length,
    pager: pagerOf(context, listed.length, page, address),
    dataHref: context.url(releaseDataAddress(edition)),
    year,
    filters: {
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
          count: all.filter(({ changes }) => changes.some(({ data }) => data.type === type)).length,
        }))
        .filter(({ count }) => count > 0),
      modules: edition.products.flatMap((product) =>
        product.data.modules.map((module) => ({
          value: `${product.id}/${module.id}`,
          label: module.title,
          product: product.title,
          count: product.releases.filter((release) => touches(release, module.id)).length,
        })),
      ),
      years: releaseYears(all).map((value) => ({
        value,
        label: value,
        count: all.filter((release) => release.day?.startsWith(value)).length,
        href: context.url(releaseYearAddress(edition, value)),
      })),
      actionCount: all.filter((release) => release.changes.some(asksForAction)).length,
    },
    feeds: feedLinks(context, 'all'),
  };
}

function touches(release: EditionRelease, module: string): boolean {
  return (
    release.data.modules.includes(module) ||
    release.changes.some((change) => change.data.modules.includes(module))
  );
}
