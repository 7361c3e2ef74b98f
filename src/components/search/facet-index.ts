import type { FacetsFile } from '../../outputs/search/facets.ts';
import type { IndexPart } from './indexes.ts';
import { facetNames } from './strings.ts';
import type { FacetName } from './strings.ts';

const DAY = 86_400_000;

/** The pages of an edition with what they are narrowed and sorted by; a page is its place, newest first. */
export class FacetIndex {
  readonly #file: FacetsFile;
  /** By index, and by the number of the page or part there. */
  readonly #places: Map<number, number>[];
  readonly #days: string[] = [];

  constructor(file: FacetsFile) {
    this.#file = file;
    this.#places = file.indexes.map(() => new Map<number, number>());
    file.ids.forEach((ids, place) => {
      const homes = [file.homes[place] ?? []].flat();
      [ids].flat().forEach((own, at) => {
        this.#places[homes[at] ?? 0]?.set(own, place);
      });
    });
    let day = 0;
    file.days.forEach((step, at) => {
      day = at === 0 ? step : day - step;
      this.#days.push(new Date(day * DAY).toISOString().slice(0, 10));
    });
  }

  /** How many indexes there are. */
  get indexes(): number {
    return this.#file.indexes.length;
  }

  /** How many pages, or parts of pages, each index has. */
  get sizes(): readonly number[] {
    return this.#places.map(({ size }) => size);
  }

  /** The page of which this is a part. */
  placeOf({ index, id }: Pick<IndexPart, 'index' | 'id'>): number | undefined {
    return this.#places[index]?.get(Number(id));
  }

  /** The calendar day of a page. */
  dayOf(place: number): string | undefined {
    return this.#days[place];
  }

  /** Every value of a facet. */
  valuesOf(name: FacetName): readonly string[] {
    return this.#file.facets[name]?.values ?? [];
  }

  /** The places of values in `valuesOf`. */
  select(name: FacetName, wanted: (value: string) => boolean): Set<number> {
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
   * @param passes whether a page is let through by what is chosen in all facets but one; all are, when not given
   */
  counts(
    pages: readonly number[],
    passes?: (page: number, without: FacetName) => boolean,
  ): Map<FacetName, Map<string, number>> {
    const counts = new Map<FacetName, Map<string, number>>();
    for (const name of facetNames) {
      const column = this.#file.facets[name];
      const sums: number[] = [];
      const add = (value: number): void => {
        sums[value] = (sums[value] ?? 0) + 1;
      };
      for (const page of pages) {
        if (passes && !passes(page, name)) continue;
        const own = column?.pages[page] ?? [];
        if (typeof own === 'number') add(own);
        else own.forEach(add);
      }
      const values = new Map<string, number>();
      sums.forEach((sum, at) => values.set(column?.values[at] ?? '', sum));
      counts.set(name, values);
    }
    return counts;
  }
}
