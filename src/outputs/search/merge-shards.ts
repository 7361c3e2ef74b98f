import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compareText } from '../../model/finding.ts';
import { divideWords, type WordChunk } from './divide-words.ts';
import { WORDS, type IndexStart } from './index-file.ts';
import type { KeptIndex } from './kept-index.ts';
import { compareBytes, mergeWords, type ShardWords } from './merge-words.ts';
import { packedHead } from './packed-words.ts';
import { patchWords } from './patch-words.ts';
import { readMeta, writeMeta, type PackedMeta, type WordRange } from './packed-meta.ts';
import { withoutSignature, withSignature } from './signature.ts';
import type { ShardBundle } from './shard-bundle.ts';

/** A shard with its key, which is the name of its folder. */
export interface NamedShard {
  readonly key: string;
  readonly bundle: ShardBundle;
}

/** What a browser searches shards by as one index. */
export interface MergedIndex {
  readonly start: IndexStart;
  /** The files with words, named by what is in them, and packed when they are asked for. */
  readonly files: readonly { readonly path: string; readonly content: () => Uint8Array }[];
}

/** Shards as one index, and what the next time begins with. */
export interface Merging {
  readonly index: MergedIndex;
  /** The very one of before where nothing changed. */
  readonly kept: KeptIndex;
}

/** A similar index as it was merged before. */
export interface MergedBefore {
  readonly kept: KeptIndex;
  /** A shard that was in it; null when it is gone. */
  readonly shard: (key: string) => Promise<ShardBundle | null>;
}

/**
 * Shards as one index of Pagefind's. Pages are numbered through in the order of the shards. The bytes are the same
 * with what was before and without.
 *
 * @param seed goes into every name: what, beside the words, decides the bytes of a file
 */
export async function mergeShards(
  shards: readonly NamedShard[],
  seed: string,
  before: MergedBefore | null = null,
): Promise<Merging> {
  const kept = (before && (await patched(before, shards))) ?? mergeAll(shards);
  const chunks = divideWords(kept.merged).map((chunk) => {
    const bytes = wordIndex(chunk);
    return { ...chunk, bytes, id: nameOf(bytes, seed) };
  });
  let count = 0;
  const places = kept.shards.map(([key, pages], at): IndexStart['shards'][number] => {
    const first = count;
    count += pages.length;
    return [key, first, shards[at]?.bundle.packs ?? []];
  });
  const [{ bundle }] = shards as readonly [NamedShard];
  const entry = entryOf(bundle, count);
  const meta: PackedMeta = {
    version: entry.version,
    pages: kept.shards
      .flatMap(([, pages]) => pages)
      .map((words, number) => ({ id: String(number), words })),
    chunks: rangesOf(chunks),
    fields: kept.fields,
  };
  const index = {
    start: {
      entry: JSON.stringify(entry),
      meta: gzipSync(withSignature(writeMeta(meta)), { level: 9 }).toString('base64'),
      shards: places,
    },
    files: chunks.map(({ id, bytes }) => {
      let packed: Buffer | undefined;
      return {
        path: `${WORDS}/${id}.pf_index`,
        // A twentieth larger than by zlib's usual way, in half of the time.
        content: () => (packed ??= gzipSync(withSignature(bytes), { level: 4 })),
      };
    }),
  };
  return { index, kept };
}

function mergeAll(shards: readonly NamedShard[]): KeptIndex {
  const read = shards.map(({ key, bundle }) => ({ key, ...readShard(bundle) }));
  const fields = [...new Set(read.flatMap(({ meta }) => meta.fields))].sort(compareText);
  const merged = mergeWords(
    read.map(({ words }) => words),
    fields,
  );
  return { fields, shards: read.map(({ key, meta }) => [key, pagesOf(meta)]), merged };
}

/**
 * What was merged before, with what changed in few shards; null where it does not come of that: there are others, or
 * they have more pages, or other metadata.
 */
async function patched(
  { kept, shard }: MergedBefore,
  shards: readonly NamedShard[],
): Promise<KeptIndex | null> {
  if (kept.shards.length !== shards.length) return null;
  let { merged } = kept;
  const all = [...kept.shards];
  let first = 0;
  let changed = 0;
  for (const [at, [key, pages]] of kept.shards.entries()) {
    const now = shards[at];
    if (now !== undefined && now.key !== key) {
      changed += 1;
      const old = changed > MOST_PATCHED ? null : await shard(key);
      if (old === null) return null;
      const before = readShard(old);
      const after = readShard(now.bundle);
      const isLike = [before, after].every(
        ({ words }) => words.pages === pages.length && words.fields.join() === kept.fields.join(),
      );
      if (!isLike) return null;
      merged = patchWords(merged, { first, before: before.words, after: after.words });
      all[at] = [now.key, pagesOf(after.meta)];
    }
    first += pages.length;
  }
  return changed === 0 ? kept : { fields: kept.fields, shards: all, merged };
}

/** Of an index of which more shards changed, all are merged: that is about as fast. */
export const MOST_PATCHED = 4;

function pagesOf({ pages }: PackedMeta): number[] {
  return pages.map(({ words }) => words);
}

/** Twelve digits: of a million files two would have one name once in five hundred portals. */
function nameOf(bytes: Uint8Array, seed: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(seed), bytes]), 'hex').slice(0, 12);
}

function readShard({ files }: ShardBundle): { meta: PackedMeta; words: ShardWords } {
  const packed = new Map(files.map((file) => [file.path, file.content]));
  const contentOf = (path: string): Buffer => {
    const content = packed.get(path);
    if (content === undefined) throw new Error(`A shard of the search has no ${path}.`);
    return withoutSignature(gunzipSync(content));
  };
  const path = files.find(({ path }) => path.endsWith('.pf_meta'))?.path ?? '.pf_meta';
  const meta = readMeta(contentOf(path));
  const chunks = meta.chunks.map(({ id }) => contentOf(`index/${id}.pf_index`));
  return { meta, words: { chunks, pages: meta.pages.length, fields: meta.fields } };
}

/** What `pagefind-entry.json` says. */
interface Entry {
  readonly version: string;
  readonly languages: Readonly<Record<string, { hash: string; page_count: number }>>;
}

/** The same for so many pages. */
function entryOf(bundle: ShardBundle, count: number): Entry {
  const file = bundle.files.find(({ path }) => path === 'pagefind-entry.json');
  if (!file) throw new Error('A shard of the search has no beginning.');
  const entry = JSON.parse(new TextDecoder().decode(file.content)) as Entry;
  for (const language of Object.values(entry.languages)) {
    language.hash = '';
    language.page_count = count;
  }
  return entry;
}

function wordIndex({ count, bytes }: WordChunk): Buffer {
  return Buffer.concat([packedHead('list', 1), packedHead('list', count), bytes]);
}

/** As Pagefind says which words are in each file: as short as tells it from its neighbours. */
function rangesOf(
  chunks: readonly (Pick<WordChunk, 'first' | 'last'> & { readonly id: string })[],
): WordRange[] {
  const ranges = chunks.map(({ first, last, id }) => ({ from: first, to: last, id }));
  ranges.forEach((range, at) => {
    const next = ranges[at + 1];
    if (next === undefined) return;
    const [last, first] = [[...range.to], [...next.from]];
    const same = first.findIndex((letter, place) => letter !== last[place]);
    const length = (same === -1 ? first.length : same) + 1;
    const to = last.slice(0, length).join('');
    // A beginning is never above the whole, but it may be above what the file begins with.
    if (compareBytes(to, range.from) >= 0) range.to = to;
    next.from = first.slice(0, length).join('');
  });
  return ranges;
}
