import type { FacetsFile } from '../../outputs/search/facets.ts';
import { FacetIndex } from './facet-index.ts';
import type { FacetName } from './strings.ts';

/** What this dialog uses of `pagefind.js`. */
interface Pagefind {
  createInstance: (options: Record<string, unknown>) => PagefindInstance;
}
interface PagefindInstance {
  mergeIndex(folder: string, options: Record<string, unknown>): Promise<void>;
  preload(term: string | null): Promise<void>;
  search(term: string | null): Promise<{ results: PagefindResult[] }>;
}
interface PagefindResult {
  id: string;
  score: number;
  data: () => Promise<PagefindPage>;
}
export interface PagefindPage {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  sub_results: { title: string; url: string; excerpt: string; anchor?: { id: string } }[];
}

/** Chosen values by facet: any of a facet's values, and something of every facet. */
export type Chosen = ReadonlyMap<FacetName, ReadonlySet<string>>;
export type Order = 'match' | 'date';

export interface Question {
  /** Without spaces around it; '' asks for everything that the filters let through. */
  text: string;
  chosen: Chosen;
  order: Order;
  /** Whether the reader uses a product; pages of others are left out, those of none stay. */
  uses?: (product: string) => boolean;
}

export interface Answer {
  pages: { data(): Promise<PagefindPage> }[];
  /** How many pages each value would leave, were it chosen in its facet. */
  counts: Map<FacetName, Map<string, number>>;
}

export interface Engine {
  /** Fetches what a search will need, while the reader is still typing. */
  preload(text: string): void;
  ask(question: Question): Promise<Answer>;
}

/** A page that matches, by its place in the facets, with what of it matches: the best part first. */
interface Found {
  place: number;
  score: number;
  parts: PagefindResult[];
}

/** Loads the index in the folder `href`. Rejects when it is not there. */
export async function loadEngine(href: string, lang: string): Promise<Engine> {
  const folder = href.endsWith('/') ? href : `${href}/`;
  // Addresses in an index begin at the front page of the edition, for several may share it.
  const home = folder.replace(/[^/]+\/$/, '');
  const [{ createInstance }, file] = await Promise.all([
    import(/* @vite-ignore */ `${folder}pagefind.js`) as Promise<Pagefind>,
    load<FacetsFile>(`${folder}facets.json`),
  ]);
  const [first, ...others] = file.shards;
  const optionsOf = (shard: string | undefined): Record<string, unknown> => ({
    baseUrl: home,
    // In words, which are short where they are not parted by spaces.
    excerptLength: /^(?:ja|zh|th)\b/.test(lang) ? 48 : 24,
    // A shard's name stands for its content: what a browser has of it is right.
    metaCacheTag: shard,
  });
  const pagefind = createInstance({
    ...optionsOf(first),
    basePath: `${folder}${first}/`,
    // A worker is a second copy of the script to fetch, and an index is searched within milliseconds.
    noWorker: true,
  });
  // Asks for nothing, and returns once the first shard is open.
  await pagefind.preload('');
  await Promise.all(
    others.map((shard) => pagefind.mergeIndex(`${folder}${shard}/`, optionsOf(shard))),
  );
  const facets = new FacetIndex(file);

  let last: { text: string; found: Promise<Found[]> } | undefined;
  const search = (text: string): Promise<Found[]> => {
    if (last?.text !== text) last = { text, found: find(text) };
    return last.found;
  };

  const find = async (text: string): Promise<Found[]> => {
    const whole = await matching(text);
    const words = facets.inParts.size > 0 ? wordsOf(text, lang) : [];
    if (words.length < 2) return whole;
    // Pagefind finds what has every word. A page of which two shards have a part may have one in each.
    const known = new Set(whole.map(({ place }) => place));
    const [first = [], ...others] = await Promise.all(words.map(matching));
    const byPlace = others.map((list) => new Map(list.map((one) => [one.place, one])));
    const across = first.flatMap((one): Found[] => {
      if (known.has(one.place) || !facets.inParts.has(one.place)) return [];
      const all = [one, ...byPlace.flatMap((pages) => pages.get(one.place) ?? [])];
      if (all.length < words.length) return [];
      const parts = new Map(all.flatMap((page) => page.parts).map((part) => [part.id, part]));
      const score = all.reduce((sum, page) => sum + page.score, 0);
      return [{ place: one.place, score, parts: [...parts.values()] }];
    });
    return [...whole, ...across.sort((a, b) => b.score - a.score)];
  };

  /** The pages that match a text, best first. */
  const matching = async (text: string): Promise<Found[]> => {
    const { results } = await pagefind.search(text === '' ? null : text);
    const places = await Promise.all(
      results.map(({ id, data }) =>
        facets.placeOf(id, async () => `/${(await data()).url.slice(home.length)}`),
      ),
    );
    const found = new Map<number, Found>();
    results.forEach((part, at) => {
      const place = places[at];
      if (place === undefined) return;
      const known = found.get(place);
      if (known) known.parts.push(part);
      else found.set(place, { place, score: part.score, parts: [part] });
    });
    return [...found.values()];
  };

  /** What is shown of a page: the best part, and what matches in the others. */
  const pageOf = async ({ place, parts }: Found): Promise<PagefindPage> => {
    const [best, ...others] = await Promise.all(parts.map(({ data }) => data()));
    if (!best) throw new RangeError('a page without parts');
    const date = facets.dayOf(place);
    const meta = date === undefined ? best.meta : { ...best.meta, date };
    const sub_results = [best, ...others].flatMap((part, at) =>
      part.sub_results.filter(({ anchor }) => at === 0 || anchor),
    );
    return { ...best, meta, sub_results };
  };

  /**
   * Brings pages of the versions that the text names to the front. Pagefind reads `18.2.0` as `1820`,
   * and finds `18.20.4` a better match.
   */
  const namedFirst = ({ text, chosen, order }: Question, pages: readonly Found[]): Found[] => {
    const words = new Set(text.split(/\s+/).flatMap((word) => [word, word.replace(/^v/i, '')]));
    const versions = facets.placesOf('version', (version) => words.has(version));
    const isChosen = (chosen.get('version')?.size ?? 0) > 0;
    if (versions.size === 0 || isChosen || order === 'date') return [...pages];
    const isNamed = ({ place }: Found): boolean => facets.has(place, 'version', versions);
    return [...pages.filter(isNamed), ...pages.filter((page) => !isNamed(page))];
  };

  return {
    preload(text) {
      if (text !== '') void pagefind.preload(text).catch(() => undefined);
    },
    async ask(question) {
      const { text, chosen, order, uses } = question;
      const found = await search(text);
      const wanted = [...chosen]
        .filter(([, values]) => values.size > 0)
        .map(([name, values]) => ({
          name,
          values: facets.placesOf(name, (one) => values.has(one)),
        }));
      const others = facets.placesOf('product', (product) => uses?.(product) === false);
      const passes = (page: number, without?: FacetName): boolean =>
        !facets.has(page, 'product', others) &&
        wanted.every(({ name, values }) => name === without || facets.has(page, name, values));
      const pages = found.filter(({ place }) => passes(place));
      if (order === 'date' || text === '') pages.sort((a, b) => a.place - b.place);
      return {
        pages: namedFirst(question, pages).map((page) => ({ data: () => pageOf(page) })),
        counts: facets.counts(
          found.map(({ place }) => place),
          passes,
        ),
      };
    },
  };
}

/** The words of a search, apart; none of a phrase in quotation marks, which is found as it stands. */
function wordsOf(text: string, lang: string): string[] {
  if (/^".+"$/.test(text)) return [];
  const words = /^(?:ja|zh|th)\b/.test(lang)
    ? [...new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)].map(
        ({ segment }) => segment,
      )
    : text.split(/\s+/);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}

async function load<T>(href: string): Promise<T> {
  // Which shards there are changes with each release: what the browser has is looked at again.
  const response = await fetch(href, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} for ${href}`);
  return (await response.json()) as T;
}
