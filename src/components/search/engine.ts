import { facetNames } from './strings.ts';
import type { FacetName } from './strings.ts';

/** What this dialog uses of `pagefind.js`. */
interface Pagefind {
  createInstance: (options: Record<string, unknown>) => PagefindInstance;
}
interface PagefindInstance {
  filters(): Promise<Record<string, Record<string, number>>>;
  preload(term: string | null): Promise<void>;
  search(term: string | null, options: Record<string, unknown>): Promise<PagefindResponse>;
}
interface PagefindResponse {
  results: PagefindResult[];
  filters: Record<string, Record<string, number>>;
}
interface PagefindResult {
  id: string;
  data(): Promise<PagefindPage>;
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

/** Loads the index in the folder `href`. Rejects when it is not there. */
export async function loadEngine(href: string, lang: string): Promise<Engine> {
  const folder = href.endsWith('/') ? href : `${href}/`;
  // Addresses in records have the site's base path already.
  const { createInstance } = (await import(/* @vite-ignore */ `${folder}pagefind.js`)) as Pagefind;
  const pagefind = createInstance({
    baseUrl: '/',
    // In words, which are short where they are not parted by spaces.
    excerptLength: /^(?:ja|zh|th)\b/.test(lang) ? 48 : 24,
  });
  // Pagefind counts a facet's values only once the facet is loaded.
  const { version: versions = {}, product: products = {} } = await pagefind.filters();

  const search = (
    { text, chosen, order, uses }: Question,
    without?: FacetName,
  ): Promise<PagefindResponse> => {
    const filters: Record<string, { any: string[] } | { none: string[] }> = {};
    const others = uses ? Object.keys(products).filter((product) => !uses(product)) : [];
    if (others.length > 0) filters['product'] = { none: others };
    for (const [name, values] of chosen) {
      if (name !== without && values.size > 0) filters[name] = { any: [...values] };
    }
    return pagefind.search(text === '' ? null : text, {
      filters,
      ...(order === 'date' || text === '' ? { sort: { date: 'desc' } } : {}),
    });
  };

  /**
   * Brings pages of the versions that the text names to the front. Pagefind reads `18.2.0` as `1820`,
   * and finds `18.20.4` a better match.
   */
  const namedFirst = async (
    question: Question,
    results: PagefindResult[],
  ): Promise<PagefindResult[]> => {
    const named = question.text
      .split(/\s+/)
      .flatMap((word) => [word, word.replace(/^v/i, '')])
      .filter((word) => Object.hasOwn(versions, word));
    const isChosen = (question.chosen.get('version')?.size ?? 0) > 0;
    if (named.length === 0 || isChosen || question.order === 'date') return results;
    const chosen = new Map(question.chosen).set('version', new Set(named));
    const first = new Set((await search({ ...question, chosen })).results.map(({ id }) => id));
    return [
      ...results.filter(({ id }) => first.has(id)),
      ...results.filter(({ id }) => !first.has(id)),
    ];
  };

  return {
    preload(text) {
      if (text !== '') void pagefind.preload(text).catch(() => undefined);
    },
    async ask(question) {
      const main = await search(question);
      const counts: Answer['counts'] = new Map();
      for (const name of facetNames) {
        const isChosen = (question.chosen.get(name)?.size ?? 0) > 0;
        const found = isChosen ? await search(question, name) : main;
        counts.set(name, new Map(Object.entries(found.filters[name] ?? {})));
      }
      return { pages: await namedFirst(question, main.results), counts };
    },
  };
}
