import type { FacetsFile } from '../../outputs/search/facets.ts';
import type { PagefindPart } from './engine.ts';
import { facetNames } from './strings.ts';
import type { FacetName } from './strings.ts';

const DAY = 86_400_000;

/** The pages of an edition with what they are narrowed and sorted by; a page is its place, newest first. */
export class FacetIndex {
  readonly #file: FacetsFile;
  readonly #places = new Map<string, number[]>();
  readonly #home: string;
  readonly #shards = new Map<string, number | undefined>();
  readonly #sizes: number[];
  readonly #days: string[] = [];

  /** @param home address of the edition's front page, with a slash at its end */
  constructor(file: FacetsFile, home: string) {
    this.#file = file;
    this.#home = home;
    this.#sizes = file.shards.map(() => 0);
    file.ids.forEach((ids, place) => {
      const homes = [file.homes[place] ?? []].flat();
      [ids].flat().forEach((own, at) => {
        const id = file.prefix + own;
        const shard = homes[at] ?? 0;
        this.#sizes[shard] = (this.#sizes[shard] ?? 0) + 1;
        this.#shards.set(id, this.#places.has(id) ? undefined : shard);
        this.#places.set(id, [...(this.#places.get(id) ?? []), place]);
      });
    });
    let day = 0;
    file.days.forEach((step, at) => {
      day = at === 0 ? step : day - step;
      this.#days.push(new Date(day * DAY).toISOString().slice(0, 10));
    });
  }

  /** How many shards there are. */
  get shards(): number {
    return this.#file.shards.length;
  }

  /** How many pages, or parts of pages, each shard has. */
  get sizes(): readonly number[] {
    return this.#sizes;
  }

  /** The shard of what Pagefind calls `id`; undefined where several have one id. */
  shardOf(id: string): number | undefined {
    return this.#shards.get(id);
  }

  /**
   * The places of the pages of which these are parts. Shards don't know of each other, so two pages may have
   * one id: then the address tells which it is.
   */
  async placesOf(
    parts: readonly Pick<PagefindPart, 'id' | 'data'>[],
  ): Promise<(number | undefined)[]> {
    const places = parts.map(({ id }) => this.#places.get(id) ?? []);
    const found = places.map((own) => (own.length === 1 ? own[0] : undefined));
    for (const [at, own] of places.entries()) {
      if (own.length < 2) continue;
      const page = await parts[at]?.data();
      const path = `/${page?.url.slice(this.#home.length)}`;
      found[at] = own.find((place) => this.#file.paths[place] === path);
    }
    return found;
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
