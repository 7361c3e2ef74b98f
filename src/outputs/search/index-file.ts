import type { FacetsFile } from './facets.ts';
import type { BundleFile } from './shard-bundle.ts';

/** What a browser reads of an edition's index before anybody has typed a word. */
export const INDEX = 'index.json';

/** `index.json`: how each shard begins, and what its pages are narrowed and sorted by. */
export interface IndexFile extends FacetsFile {
  /** As `shards`. */
  readonly starts: readonly ShardStart[];
}

/** What Pagefind has in two files of its own for each shard. */
export interface ShardStart {
  /** `pagefind-entry.json`: the version, the language, how many pages. */
  readonly entry: string;
  /** The `.pf_meta`, which says what word is in which file: gzip in base64. */
  readonly meta: string;
}

/** Parts a shard's files: how it begins, and what is fetched for a word. */
export function partShard(files: readonly BundleFile[]): {
  readonly start: ShardStart;
  readonly rest: readonly BundleFile[];
} {
  const entry = files.find(({ path }) => path === 'pagefind-entry.json');
  const meta = files.find(({ path }) => path.endsWith('.pf_meta'));
  if (!entry || !meta) throw new Error('A shard of the search has no beginning.');
  return {
    start: {
      entry: new TextDecoder().decode(entry.content),
      meta: Buffer.from(meta.content).toString('base64'),
    },
    rest: files.filter((file) => file !== entry && file !== meta),
  };
}
