import type { FacetsFile } from './facets.ts';

/** What a browser reads of an edition's index before anybody has typed a word. */
export const INDEX = 'index.json';

/** The folder with the words of all indexes: each file is named by what is in it. */
export const WORDS = 'words';

/** `index.json`: how each index begins, and what its pages are narrowed and sorted by. */
export interface IndexFile extends FacetsFile {
  /** As `indexes`. */
  readonly starts: readonly IndexStart[];
}

/** How an index begins that the browser opens: what Pagefind has in two files, and where texts are. */
export interface IndexStart {
  /** `pagefind-entry.json`: the version, the language, how many pages. */
  readonly entry: string;
  /** The `.pf_meta`, which says what word is in which file: gzip in base64. */
  readonly meta: string;
  /**
   * The shards in it, whose folders have the texts: of each the name, the number of its first page, and of
   * each file of texts the number of its first page in the shard.
   */
  readonly shards: readonly (readonly [key: string, first: number, packs: readonly number[]])[];
}
