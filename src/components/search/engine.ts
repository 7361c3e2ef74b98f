import { FacetIndex } from './facet-index.ts';
import { searchMatches, type Match } from './matches.ts';
import { openIndexes, type IndexFiles, type PagefindPage } from './indexes.ts';
import type { FacetName } from './strings.ts';

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

/**
 * Opens the index in the folder `href`.
 *
 * @param files what it begins with
 */
export async function openEngine(files: IndexFiles, href: string, lang: string): Promise<Engine> {
  const folder = href.endsWith('/') ? href : `${href}/`;
  const home = folder.replace(/[^/]+\/$/, '');
  const indexes = await openIndexes(files, { folder, home, lang });
  const facets = new FacetIndex(files.index);
  const matches = searchMatches(indexes, facets, lang);

  let last: { text: string; found: Promise<Match[]> } | undefined;
  const search = (text: string): Promise<Match[]> => {
    if (last?.text !== text) last = { text, found: matches(text) };
    return last.found;
  };

  /** What is shown of a page: the best part, and what matches in the others. */
  const pageOf = async ({ place, parts }: Match): Promise<PagefindPage> => {
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
  const namedFirst = ({ text, chosen, order }: Question, pages: readonly Match[]): Match[] => {
    const words = new Set(text.split(/\s+/).flatMap((word) => [word, word.replace(/^v/i, '')]));
    const versions = facets.select('version', (version) => words.has(version));
    const isChosen = (chosen.get('version')?.size ?? 0) > 0;
    if (versions.size === 0 || isChosen || order === 'date') return [...pages];
    const isNamed = ({ place }: Match): boolean => facets.has(place, 'version', versions);
    return [...pages.filter(isNamed), ...pages.filter((page) => !isNamed(page))];
  };

  return {
    preload(text) {
      if (text !== '') void indexes.preload(text).catch(() => undefined);
    },
    async ask(question) {
      const { text, chosen, order, uses } = question;
      const found = await search(text);
      const wanted = [...chosen]
        .filter(([, values]) => values.size > 0)
        .map(([name, values]) => ({
          name,
          values: facets.select(name, (one) => values.has(one)),
        }));
      const others = facets.select('product', (product) => uses?.(product) === false);
      const passes = (page: number, without?: FacetName): boolean =>
        !facets.has(page, 'product', others) &&
        wanted.every(({ name, values }) => name === without || facets.has(page, name, values));
      const isFree = wanted.length === 0 && others.size === 0;
      const pages = isFree ? [...found] : found.filter(({ place }) => passes(place));
      if (order === 'date' || text === '') pages.sort((a, b) => a.place - b.place);
      return {
        pages: namedFirst(question, pages).map((page) => ({ data: () => pageOf(page) })),
        counts: facets.counts(
          found.map(({ place }) => place),
          isFree ? undefined : passes,
        ),
      };
    },
  };
}
