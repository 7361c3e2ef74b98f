import { hash } from 'node:crypto';
import { compareText } from '../../model/finding.ts';
import type { IndexedRecord } from './indexed-record.ts';
import { partsOf, sizeOf, type PagePart } from './parts.ts';

/** The records of an audience in one locale. */
export interface ShardSource {
  readonly audience: string;
  readonly records: readonly IndexedRecord[];
}

/** Pages that are indexed together, for every audience in whose editions they all are. */
export interface Shard {
  /** The same for the same pages, and for no others. */
  readonly key: string;
  /** The index that it is a piece of, which readers search: the same for the same shards, in their order. */
  readonly index: string;
  readonly audiences: readonly string[];
  /** By path. */
  readonly pages: readonly PagePart[];
  readonly size: number;
}

/**
 * A shard has about so many characters at most, as long as there are not too many: a fifth of a second of
 * indexing, which is what an edit costs. Readers don't see how many there are.
 */
const SHARD_SIZE = 400_000;

/** Each costs some 20 ms by itself. A power of two, as each number of shards is. */
const MOST_SHARDS = 16;

/**
 * Divides the records of a locale into shards. What is the same for several audiences is together, so that
 * it is indexed once; a shard has nothing that one of its audiences has not. Which shard of its
 * part a page is in follows from its address alone, so an edit is in one shard of each part that it changes, and
 * a new record moves no other until a part grows over a limit.
 *
 * @param seed goes into every key: what, beside the records, decides the bytes of an index
 * @throws Error when an audience has two records of one address
 */
export function divideIntoShards(sources: readonly ShardSource[], seed: string): Shard[] {
  return partsOf(sources).flatMap(({ audiences, pages }) => {
    // Twice as many when they are full: pages have to move only when an edition has doubled.
    const needed = 2 ** Math.ceil(Math.log2(sizeOf(pages) / SHARD_SIZE));
    const count = Math.max(1, Math.min(needed, MOST_SHARDS));
    const buckets = Array.from({ length: count }, (): PagePart[] => []);
    for (const page of pages) buckets[placeOf(page.record.path, count)]?.push(page);
    const shards = buckets
      .filter((bucket) => bucket.length > 0)
      .map((bucket) => shardOf(audiences, bucket, seed));
    const index = keyOf(['index', ...shards.map(({ key }) => key)]);
    return shards.map((shard) => ({ ...shard, index }));
  });
}

function shardOf(
  audiences: readonly string[],
  bucket: PagePart[],
  seed: string,
): Omit<Shard, 'index'> {
  const pages = bucket.sort((a, b) => compareText(a.record.path, b.record.path));
  const content = pages.map(({ record: { path, head, units }, units: own }) =>
    [path, head, ...own.map((at) => units[at]?.digest)].join('\n'),
  );
  return { key: keyOf([seed, ...content]), audiences, pages, size: sizeOf(pages) };
}

function keyOf(content: readonly string[]): string {
  return hash('sha256', content.join('\n\n'), 'hex').slice(0, 16);
}

/** A place among `count` that follows from the path alone, evenly. */
function placeOf(path: string, count: number): number {
  return count === 1 ? 0 : Number.parseInt(hash('sha256', path, 'hex').slice(0, 8), 16) % count;
}
