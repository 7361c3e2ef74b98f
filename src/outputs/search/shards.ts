import { hash } from 'node:crypto';
import { compareText } from '../../model/finding.ts';
import type { IndexedRecord } from './indexed-record.ts';

/** The records of an audience in one locale. */
export interface ShardSource {
  readonly audience: string;
  readonly records: readonly IndexedRecord[];
}

/** Records that are indexed together, for every audience in whose editions they all are. */
export interface Shard {
  /** The same for the same records, and for no others. */
  readonly key: string;
  readonly audiences: readonly string[];
  /** By path. */
  readonly records: readonly IndexedRecord[];
  readonly size: number;
}

/**
 * A shard has about so many characters at most, as long as an edition has few shards: half a second of
 * indexing, which is what an edit costs.
 */
const SHARD_SIZE = 900_000;

/** Less than this is not worth a shard that audiences share: a reader pays for each. */
const WORTH_SHARING = 450_000;

/** So many shards of which several audiences have the same may an edition have. */
const MOST_SHARED = 3;

/** How many shards a part of an edition may have, by the share that it has of the edition. */
const LIMITS: readonly (readonly [share: number, shards: number])[] = [
  [0.95, 6],
  [0.7, 4],
  [0.4, 3],
  [0.2, 2],
  [0, 1],
];

/**
 * Divides the records of a locale into shards. Those that are the same for several audiences are together,
 * so that they are indexed once; a shard has nothing that one of its audiences has not. Which
 * shard of its part a record is in follows from its address alone, so an edit is in one shard, and
 * a new record moves no other until a part grows over a limit.
 *
 * @param seed goes into every key: what, beside the records, decides the bytes of an index
 * @throws Error when an audience has two records of one address
 */
export function divideIntoShards(sources: readonly ShardSource[], seed: string): Shard[] {
  const totals = new Map(sources.map(({ audience, records }) => [audience, sizeOf(records)]));
  const parts = partsOf(sources);
  return parts.flatMap(({ audiences, records }) => {
    const size = sizeOf(records);
    const limits = audiences.map((audience) => limitOf(size / (totals.get(audience) ?? size)));
    const count = Math.max(1, Math.min(Math.ceil(size / SHARD_SIZE), ...limits));
    const buckets = Array.from({ length: count }, (): IndexedRecord[] => []);
    for (const record of records) buckets[placeOf(record.path, count)]?.push(record);
    return buckets
      .filter((bucket) => bucket.length > 0)
      .map((bucket) => shardOf(audiences, bucket, seed));
  });
}

interface Part {
  readonly audiences: readonly string[];
  readonly records: readonly IndexedRecord[];
}

/** Records by the exact set of audiences that have them alike; small sets go to each audience's own part. */
function partsOf(sources: readonly ShardSource[]): Part[] {
  const sets = new Map<string, Map<string, IndexedRecord>>();
  const owners = new Map<string, { audience: string; record: IndexedRecord }[]>();
  for (const { audience, records } of sources) {
    const paths = new Set<string>();
    for (const record of records) {
      if (paths.has(record.path)) {
        throw new Error(`Two search records have the address ${record.path}.`);
      }
      paths.add(record.path);
      const same = `${record.path}\n${record.digest}`;
      const known = owners.get(same);
      if (known) known.push({ audience, record });
      else owners.set(same, [{ audience, record }]);
    }
  }
  for (const [same, list] of owners) {
    const [first] = list;
    if (!first) continue;
    const name = setName(list.map(({ audience }) => audience));
    const records = sets.get(name) ?? new Map<string, IndexedRecord>();
    sets.set(name, records.set(same, first.record));
  }

  const shared = [...sets]
    .map(([name, records]) => ({ audiences: namesOf(name), records: [...records.values()] }))
    .filter(({ audiences }) => audiences.length > 1)
    .map((part) => ({ ...part, saved: sizeOf(part.records) * (part.audiences.length - 1) }))
    .filter(({ records }) => sizeOf(records) >= WORTH_SHARING)
    .sort((a, b) => b.saved - a.saved || compareText(a.audiences.join(), b.audiences.join()));
  const uses = new Map<string, number>();
  const kept = shared.filter(({ audiences }) => {
    if (audiences.some((audience) => (uses.get(audience) ?? 0) >= MOST_SHARED)) return false;
    for (const audience of audiences) uses.set(audience, (uses.get(audience) ?? 0) + 1);
    return true;
  });
  const isShared = new Set(kept.flatMap(({ records }) => records.map(identityOf)));
  const own = sources.map(({ audience, records }) => ({
    audiences: [audience],
    records: records.filter((record) => !isShared.has(identityOf(record))),
  }));
  return [...kept, ...own].filter(({ records }) => records.length > 0);
}

const identityOf = ({ path, digest }: IndexedRecord): string => `${path}\n${digest}`;

const setName = (audiences: readonly string[]): string =>
  [...audiences].sort(compareText).join('\n');
const namesOf = (name: string): string[] => name.split('\n');

function shardOf(audiences: readonly string[], bucket: IndexedRecord[], seed: string): Shard {
  const records = bucket.sort((a, b) => compareText(a.path, b.path));
  const content = records.map(({ path, digest }) => `${path}\n${digest}\n`).join('');
  const key = hash('sha256', `${seed}\n${content}`, 'hex').slice(0, 16);
  return { key, audiences, records, size: sizeOf(records) };
}

function sizeOf(records: readonly IndexedRecord[]): number {
  return records.reduce((sum, { size }) => sum + size, 0);
}

function limitOf(share: number): number {
  return LIMITS.find(([least]) => share >= least)?.[1] ?? 1;
}

/** A place among `count` that follows from the path alone, evenly. */
function placeOf(path: string, count: number): number {
  return count === 1 ? 0 : Number.parseInt(hash('sha256', path, 'hex').slice(0, 8), 16) % count;
}
