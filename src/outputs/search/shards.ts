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
  readonly audiences: readonly string[];
  /** By path. */
  readonly pages: readonly PagePart[];
  readonly size: number;
}

/**
 * A shard has about so many characters at most, as long as an edition has few shards: half a second of
 * indexing, which is what an edit costs.
 */
const SHARD_SIZE = 1_200_000;

/** How many shards a part of an edition may have, by the share that it has of the edition. */
const LIMITS: readonly (readonly [share: number, shards: number])[] = [
  [0.95, 6],
  [0.8, 5],
  [0.6, 4],
  [0.4, 3],
  [0.2, 2],
  [0, 1],
];

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
  const parts = partsOf(sources);
  const totals = new Map<string, number>();
  for (const { audiences, pages } of parts) {
    for (const audience of audiences) {
      totals.set(audience, (totals.get(audience) ?? 0) + sizeOf(pages));
    }
  }
  return parts.flatMap(({ audiences, pages }) => {
    const size = sizeOf(pages);
    const limits = audiences.map((audience) => limitOf(size / (totals.get(audience) ?? size)));
    const count = Math.max(1, Math.min(Math.ceil(size / SHARD_SIZE), ...limits));
    const buckets = Array.from({ length: count }, (): PagePart[] => []);
    for (const page of pages) buckets[placeOf(page.record.path, count)]?.push(page);
    return buckets
      .filter((bucket) => bucket.length > 0)
      .map((bucket) => shardOf(audiences, bucket, seed));
  });
}

function shardOf(audiences: readonly string[], bucket: PagePart[], seed: string): Shard {
  const pages = bucket.sort((a, b) => compareText(a.record.path, b.record.path));
  const content = pages.map(({ record: { path, head, units }, units: own }) =>
    [path, head, ...own.map((at) => units[at]?.digest)].join('\n'),
  );
  const key = hash('sha256', [seed, ...content].join('\n\n'), 'hex').slice(0, 16);
  return { key, audiences, pages, size: sizeOf(pages) };
}

function limitOf(share: number): number {
  return LIMITS.find(([least]) => share >= least)?.[1] ?? 1;
}

/** A place among `count` that follows from the path alone, evenly. */
function placeOf(path: string, count: number): number {
  return count === 1 ? 0 : Number.parseInt(hash('sha256', path, 'hex').slice(0, 8), 16) % count;
}
