import { compareText } from '../../model/finding.ts';
import type { Named } from './record.ts';

/** What one record is narrowed and sorted by. */
export interface EditionFacets {
  readonly kind: Named;
  readonly product: Named | null;
  readonly version: string | null;
  readonly types: readonly Named[];
  readonly modules: readonly Named[];
  /** Calendar day `YYYY-MM-DD`. */
  readonly date: string | null;
}

/**
 * What stands in an edition's `index.json` of its pages: in which indexes they are, and what each is narrowed and sorted by.
 * Pagefind has filters of its own, but each would be a file for each index that a reader fetches before
 * the first result, and their words would differ between audiences that share an index. Columns instead
 * of rows, because they compress to half.
 */
export interface FacetsFile {
  /** Folders of the indexes beside this file. */
  readonly indexes: readonly string[];
  /**
   * Numbers of the pages in their index, newest page first and those without a day last: a list
   * where parts of a page are in several indexes.
   */
  readonly ids: readonly (number | readonly number[])[];
  /** The index of each number, by its place in `indexes`. */
  readonly homes: readonly (number | readonly number[])[];
  /** Days of the pages that have one: the first since 1970, each other as days before the one before it. */
  readonly days: readonly number[];
  /** For each facet its values, and for each page the places of its own among them. */
  readonly facets: Readonly<Record<string, FacetColumn>>;
}

export interface FacetColumn {
  readonly values: readonly string[];
  /** A number for a page with one value, a list for any other. */
  readonly pages: readonly (number | readonly number[])[];
}

/** A page for `facetsFile`: its facets, its address in the edition, and its parts: their numbers, by the index. */
export interface FacetPage {
  readonly path: string;
  readonly ids: ReadonlyMap<string, number>;
  readonly facets: EditionFacets;
}

/** The same pages and indexes give the same file, whatever their order. */
export function facetsFile(pages: readonly FacetPage[], indexes: readonly string[]): FacetsFile {
  const sorted = [...pages].sort(
    (a, b) => compareText(b.facets.date ?? '', a.facets.date ?? '') || compareText(a.path, b.path),
  );
  const parts = sorted.map(({ ids }) =>
    [...ids].map(([index, id]) => ({ id, home: indexes.indexOf(index) })).sort(byHome),
  );
  let before: number | null = null;
  const days = sorted.flatMap(({ facets: { date } }) => {
    if (date === null) return [];
    const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    const step = before === null ? day : before - day;
    before = day;
    return [step];
  });
  const named = (valuesOf: (facets: EditionFacets) => readonly Named[]): FacetColumn => {
    const lists = sorted.map(({ facets }) => valuesOf(facets));
    const labels = distinctLabels(lists.flat());
    return column(lists.map((list) => list.map(({ id, title }) => labels.get(id) ?? title)));
  };
  return {
    indexes,
    ids: parts.map((own) => single(own.map(({ id }) => id))),
    homes: parts.map((own) => single(own.map(({ home }) => home))),
    days,
    facets: {
      product: named(({ product }) => (product === null ? [] : [product])),
      version: column(sorted.map(({ facets: { version } }) => (version === null ? [] : [version]))),
      module: named(({ modules }) => modules),
      type: named(({ types }) => types),
      kind: named(({ kind }) => [kind]),
    },
  };
}

const byHome = (a: { home: number }, b: { home: number }): number => a.home - b.home;

/** A list of one as that one. */
function single<T>(list: readonly T[]): T | readonly T[] {
  const [first] = list;
  return list.length === 1 && first !== undefined ? first : list;
}

function column(lists: readonly (readonly string[])[]): FacetColumn {
  const values = [...new Set(lists.flat())].sort(compareText);
  const places = new Map(values.map((value, at) => [value, at]));
  return {
    values,
    pages: lists.map((list) => {
      const own = [...new Set(list.flatMap((value) => places.get(value) ?? []))];
      return single(own);
    }),
  };
}

/** The titles by id; the id is added where two ids have the same title, so that neither hides the other. */
export function distinctLabels(items: readonly Named[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const item of items) if (!titles.has(item.id)) titles.set(item.id, item.title);
  const uses = new Map<string, number>();
  for (const title of titles.values()) uses.set(title, (uses.get(title) ?? 0) + 1);
  const labels = new Map<string, string>();
  for (const [id, title] of titles) {
    labels.set(id, (uses.get(title) ?? 0) > 1 ? `${title} (${id})` : title);
  }
  return labels;
}
