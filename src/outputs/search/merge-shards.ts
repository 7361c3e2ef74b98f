import { gunzipSync, gzipSync } from 'node:zlib';
import { compareText } from '../../model/finding.ts';
import type { ShardStart } from './index-file.ts';
import { compareBytes, mergeWords, type MergedWords, type ShardWords } from './merge-words.ts';
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
  readonly start: ShardStart;
  /** The files with words, packed when they are asked for. */
  readonly files: readonly { readonly path: string; readonly content: () => Uint8Array }[];
}

/**
 * A reader fetches one file for each word. So much is in one before it is packed, which makes it a third; more
 * where there would be too many of them for a host.
 */
const CHUNK_BYTES = 13_000;
const MOST_CHUNKS = 256;

/** Shards as one index of Pagefind's. Pages are numbered through in the order of the shards. */
export function mergeShards(shards: readonly NamedShard[]): MergedIndex {
  const read = shards.map(({ key, bundle }) => ({ key, bundle, ...readShard(bundle) }));
  const fields = [...new Set(read.flatMap(({ meta }) => meta.fields))].sort(compareText);
  const chunks = divide(
    mergeWords(
      read.map(({ words }) => words),
      fields,
    ),
  );
  let count = 0;
  const places: ShardStart['shards'] = read.map(({ key, bundle: { packs }, meta }) => {
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
    files: chunks.map((chunk, at) => {
      let packed: Buffer | undefined;
      return {
        path: `index/${at}.pf_index`,
        content: () => (packed ??= gzipSync(withSignature(wordIndex(chunk)))),
      };
    }),
  };
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

/** Words that are in one file. */
interface Chunk {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly bytes: Uint8Array;
}

function divide({ words, bytes, ends }: MergedWords): Chunk[] {
  const most = Math.max(CHUNK_BYTES, bytes.length / MOST_CHUNKS);
  const chunks: Chunk[] = [];
  let from = 0;
  words.forEach((last, at) => {
    const start = ends[from - 1] ?? 0;
    const end = ends[at] ?? start;
    if (end - start < most && at < words.length - 1) return;
    const first = words[from] ?? last;
    chunks.push({ first, last, count: at + 1 - from, bytes: bytes.subarray(start, end) });
    from = at + 1;
  });
  return chunks;
}

function wordIndex({ count, bytes }: Chunk): Buffer {
  return Buffer.concat([packedHead('list', 1), packedHead('list', count), bytes]);
}

/** As Pagefind says which words are in each file: as short as tells it from its neighbours. */
function rangesOf(chunks: readonly Chunk[]): WordRange[] {
  const ranges = chunks.map(({ first, last }, at) => ({ from: first, to: last, id: String(at) }));
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
