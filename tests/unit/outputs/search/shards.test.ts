import { describe, expect, it } from 'vitest';
import type { IndexedRecord } from '../../../../src/outputs/search/indexed-record.ts';
import { divideIntoShards, type Shard } from '../../../../src/outputs/search/shards.ts';

/** `count` records of 4,000 characters; those of one `text` are the same. */
function records(count: number, text: string, from = 0): IndexedRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    path: `/releases/atlas/${from + at}/`,
    digest: `${text} ${from + at}`,
    size: 4000,
    facets: {
      kind: { id: 'release', title: 'Release' },
      product: null,
      version: null,
      types: [],
      modules: [],
      date: null,
    },
    html: () => '',
  }));
}

const of = (shards: readonly Shard[], audience: string): Shard[] =>
  shards.filter(({ audiences }) => audiences.includes(audience));
const pathsOf = (shards: readonly Shard[]): string[] =>
  shards.flatMap((shard) => shard.records.map(({ path }) => path)).sort();

describe('divideIntoShards', () => {
  it('gives a small portal one shard for each edition, and one key to editions that are alike', () => {
    const all = records(100, 'same');
    const user = { audience: 'user', records: all };
    const admin = { audience: 'admin', records: [...all, ...records(3, 'secret', 100)] };
    const shards = divideIntoShards([user, admin], 'seed');
    expect(shards.map(({ audiences, records: own }) => [...audiences, own.length])).toEqual([
      ['user', 100],
      ['admin', 103],
    ]);
    const alike = divideIntoShards([user, { audience: 'partner', records: all }], 'seed');
    expect(new Set(alike.map(({ key }) => key)).size).toBe(1);
  });

  it('has every record of each audience once, and nothing that an audience has not', () => {
    const shared = records(800, 'same');
    const user = { audience: 'user', records: [...shared, ...records(150, 'user', 800)] };
    const admin = {
      audience: 'admin',
      records: [...shared, ...records(150, 'admin', 800), ...records(50, 'secret', 950)],
    };
    const shards = divideIntoShards([user, admin], 'seed');
    for (const { audience, records: own } of [user, admin]) {
      expect(pathsOf(of(shards, audience))).toEqual(own.map(({ path }) => path).sort());
      const digests = new Set(own.map(({ digest }) => digest));
      for (const shard of of(shards, audience)) {
        expect(shard.records.filter(({ digest }) => !digests.has(digest))).toEqual([]);
      }
      expect(of(shards, audience).length).toBeLessThanOrEqual(6);
    }
    const both = shards.filter(({ audiences }) => audiences.length === 2);
    expect(pathsOf(both)).toEqual(pathsOf([{ ...both[0]!, records: shared }]));
    expect(both.length).toBeGreaterThan(1);
  });

  it('bounds the shards of an edition, however many audiences and records there are', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    // Every set of audiences has records of its own.
    const sources = names.map((audience, bit) => ({
      audience,
      records: Array.from({ length: 31 }, (_, set) => set + 1)
        .filter((set) => (set & (1 << bit)) !== 0)
        .flatMap((set) => records(100, `set ${set}`, set * 1000)),
    }));
    const shards = divideIntoShards(sources, 'seed');
    for (const { audience, records: own } of sources) {
      expect(of(shards, audience).length).toBeLessThanOrEqual(7);
      expect(pathsOf(of(shards, audience))).toEqual(own.map(({ path }) => path).sort());
    }
    const large = divideIntoShards([{ audience: 'a', records: records(20_000, 'x') }], 'seed');
    expect(large.length).toBe(6);
    const sizes = large.map(({ size }) => size);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.1);
  });

  it('touches one shard with an edit, and with a new record', () => {
    const before = records(1000, 'x');
    const keys = (list: readonly IndexedRecord[]): Set<string> =>
      new Set(divideIntoShards([{ audience: 'a', records: list }], 'seed').map(({ key }) => key));
    const first = keys(before);
    expect(first.size).toBe(5);
    const edited = keys(before.map((one, at) => (at === 7 ? { ...one, digest: 'edited' } : one)));
    expect([...edited].filter((key) => !first.has(key)).length).toBe(1);
    const added = keys([...before, ...records(1, 'new', 5000)]);
    expect([...added].filter((key) => !first.has(key)).length).toBe(1);
  });

  it('gives the same keys whatever the order, and others for another seed', () => {
    const list = records(600, 'x');
    const keys = (own: readonly IndexedRecord[], seed = 'seed'): string[] =>
      divideIntoShards([{ audience: 'a', records: own }], seed).map(({ key }) => key);
    expect(keys([...list].reverse())).toEqual(keys(list));
    expect(keys(list, 'other').some((key) => keys(list).includes(key))).toBe(false);
  });

  it('refuses two records of one address', () => {
    const list = [...records(1, 'x'), ...records(1, 'y')];
    expect(() => divideIntoShards([{ audience: 'a', records: list }], 'seed')).toThrow(
      /two search records.*atlas\/0/i,
    );
  });
});
