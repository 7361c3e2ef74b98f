import type { FacetsFile } from '../../outputs/search/facets.ts';
import { facetNames } from './strings.ts';
import type { FacetName } from './strings.ts';

const DAY = 86_400_000;

/** The pages of an edition with what they are narrowed and sorted by; a page is its place, newest first. */
export class FacetIndex {
  readonly #file: FacetsFile;
  readonly #places = new Map<string, number[]>();
  readonly #inParts = new Set<number>();
  readonly #days: string[] = [];

  constructor(file: FacetsFile) {
    this.#file = file;
    file.ids.forEach((ids, place) => {
      if (typeof ids !== 'string') this.#inParts.add(place);
      for (const id of [ids].flat()) {
        const key = file.prefix + id;
        const places = this.#places.get(key);
        if (places) places.push(place);
        else this.#places.set(key, [place]);
      }
    });
    let day = 0;
    file.days.forEach((step, at) => {
      day = at === 0 ? step : day - step;
      this.#days.push(new Date(day * DAY).toISOString().slice(0, 10));
    });
  }

  /**
   * The place of the page that Pagefind calls `id`. Shards don't know of each other, so two pages may have
   * one id: `path` tells which it is.
   */
  async placeOf(id: string, path: () => Promise<string>): Promise<number | undefined> {
    const places = this.#places.get(id) ?? [];
    if (places.length < 2) return places[0];
    const own = await path();
    return places.find((place) => this.#file.paths[place] === own);
  }

  /** Pages of which several shards have a part each. */
  get inParts(): ReadonlySet<number> {
    return this.#inParts;
  }

  /** The calendar day of a page. */
  dayOf(place: number): string | undefined {
    return this.#days[place];
  }

  /** Every value of a facet. */
  valuesOf(name: FacetName): readonly string[] {
    return this.#file.facets[name]?.values ?? [];
  }

  /** Places of values in `valuesOf`. */
  placesOf(name: FacetName, wanted: (value: string) => boolean): Set<number> {
    return new Set(this.valuesOf(name).flatMap((value, at) => (wanted(value) ? [at] : [])));
  }

  /** Whether a page has any of these values of a facet. */
  has(page: number, name: FacetName, values: ReadonlySet<number>): boolean {
    const own = this.#file.facets[name]?.pages[page];
    if (own === undefined) return false;
    return typeof own === 'number' ? values.has(own) : own.some((value) => values.has(value));
  }

  /**
   * How many of the pages each value would leave, were it chosen in its facet.
   *
   * @param passes whether a page is let through by what is chosen in all facets but one
   */
  counts(
    pages: readonly number[],
    passes: (page: number, without: FacetName) => boolean,
  ): Map<FacetName, Map<string, number>> {
    const counts = new Map<FacetName, Map<string, number>>();
    for (const name of facetNames) {
      const column = this.#file.facets[name];
      const sums = new Map<string, number>();
      for (const page of pages) {
        if (!passes(page, name)) continue;
        for (const place of [column?.pages[page] ?? []].flat()) {
          const value = column?.values[place];
          if (value !== undefined) sums.set(value, (sums.get(value) ?? 0) + 1);
        }
      }
      counts.set(name, sums);
    }
    return counts;
  }
}
