import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compareText } from '../../model/finding.ts';
import { divideWords, type WordChunk } from './divide-words.ts';
import { WORDS, type IndexStart } from './index-file.ts';
import { compareBytes, mergeWords, type ShardWords } from './merge-words.ts';
import { packedHead } from './packed-words.ts';
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

/**
 * Shards as one index of Pagefind's. Pages are numbered through in the order of the shards.
 *
 * @param seed goes into every name: what, beside the words, decides the bytes of a file
 */
export function mergeShards(shards: readonly NamedShard[], seed: string): MergedIndex {
  const read = shards.map(({ key, bundle }) => ({ key, bundle, ...readShard(bundle) }));
  const fields = [...new Set(read.flatMap(({ meta }) => meta.fields))].sort(compareText);
  const chunks = divideWords(
    mergeWords(
      read.map(({ words }) => words),
      fields,
    ),
  ).map((chunk) => {
    const bytes = wordIndex(chunk);
    return { ...chunk, bytes, id: nameOf(bytes, seed) };
  });
  let count = 0;
  const places: IndexStart['shards'] = read.map(({ key, bundle: { packs }, meta }) => {
    const first = count;
    count += meta.pages.length;
    return [key, first, packs];
  });
  const meta: PackedMeta = {
    version: read[0]?.meta.version ?? '',
    pages: read
      .flatMap(({ meta: { pages } }) => pages)
      .map(({ words }, number) => ({ id: String(number), words })),
    chunks: rangesOf(chunks),
    fields,
  };
  return {
    start: {
      entry: entryOf(read[0]?.bundle, count),
      meta: gzipSync(withSignature(writeMeta(meta)), { level: 9 }).toString('base64'),
      shards: places,
    },
    files: chunks.map(({ id, bytes }) => {
      let packed: Buffer | undefined;
      return {
        path: `${WORDS}/${id}.pf_index`,
        // A hundredth larger than by zlib's usual way, in three quarters of the time.
        content: () => (packed ??= gzipSync(withSignature(bytes), { level: 5 })),
      };
    }),
  };
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

/** `pagefind-entry.json` for so many pages. */
function entryOf(bundle: ShardBundle | undefined, count: number): string {
  const file = bundle?.files.find(({ path }) => path === 'pagefind-entry.json');
  if (!file) throw new Error('A shard of the search has no beginning.');
  const entry = JSON.parse(new TextDecoder().decode(file.content)) as {
    languages: Record<string, { hash: string; page_count: number }>;
  };
  for (const language of Object.values(entry.languages)) {
    language.hash = '';
    language.page_count = count;
  }
  return JSON.stringify(entry);
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
