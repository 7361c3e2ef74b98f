import type { IndexFile, IndexStart } from '../../outputs/search/index-file.ts';

/** The files that a search begins with. */
export interface IndexFiles {
  readonly module: EngineModule;
  readonly index: IndexFile;
}

/** What the dialog uses of `pagefind.js`, as `outputs/search/engine-module.ts` makes it. */
interface EngineModule {
  readonly keep: (index: string, start: IndexStart) => void;
  readonly PagefindInstance: new (options: Readonly<Record<string, unknown>>) => PagefindIndex;
}
interface PagefindIndex {
  init(language: string, options: { load_wasm: boolean }): Promise<void>;
  preload(term: string): Promise<void>;
  search(term: string | null): Promise<{ results: Omit<IndexPart, 'index' | 'key'>[] }>;
}

/** A page that matches, or what one index has of it. */
export interface IndexPart {
  /** Its index, by the place in the index file. */
  readonly index: number;
  /** Its number there; another index may have another page of that number. */
  readonly id: string;
  /** Its own in all indexes. */
  readonly key: string;
  readonly score: number;
  readonly data: () => Promise<PagefindPage>;
}
export interface PagefindPage {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  sub_results: { title: string; url: string; excerpt: string; anchor?: { id: string } }[];
}

/** The indexes of an edition, each asked for the same. */
export interface Indexes {
  /** Fetches what a search for these words will look at. */
  preload(text: string): Promise<void>;
  /** What matches in any index, the best first; everything for ''. */
  search(text: string): Promise<IndexPart[]>;
}

/**
 * Opens every index, without fetching anything more. Pagefind's own way to search several indexes waits for
 * the first in steps of 50 ms, and doesn't say from which one a result is.
 *
 * @param folder address of the index, with a slash at its end
 * @param home address of the edition's front page: addresses in an index begin there, for several may share it
 */
export async function openIndexes(
  { module: { keep, PagefindInstance }, index }: IndexFiles,
  { folder, home, lang }: { folder: string; home: string; lang: string },
): Promise<Indexes> {
  const opened = index.indexes.map((name, at) => {
    const start = index.starts[at];
    if (start) keep(name, start);
    return new PagefindInstance({
      basePath: `${folder}${name}/`,
      baseUrl: home,
      // In words, which are short where they are not parted by spaces.
      excerptLength: /^(?:ja|zh|th)\b/.test(lang) ? 48 : 24,
    });
  });
  // They share the engine, which the first one starts.
  const [first, ...others] = opened;
  const language = lang.toLowerCase();
  await first?.init(language, { load_wasm: true });
  await Promise.all(others.map((index) => index.init(language, { load_wasm: false })));
  return {
    async preload(text) {
      await Promise.all(opened.map((index) => index.preload(text)));
    },
    async search(text) {
      const found = await Promise.all(
        opened.map(async (one, index) => {
          const { results } = await one.search(text === '' ? null : text);
          return results.map(({ id, score, data }): IndexPart => ({
            index,
            id,
            key: `${index}/${id}`,
            score,
            data,
          }));
        }),
      );
      return found.flat().sort((a, b) => b.score - a.score);
    },
  };
}
