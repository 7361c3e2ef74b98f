import { describe, expect, it } from 'vitest';
import type { IndexedRecord } from '../../../../src/outputs/search/indexed-record.ts';
import { divideIntoShards, type Shard } from '../../../../src/outputs/search/shards.ts';

/** `count` records of 4,000 characters; those of one `text` are the same. */
function records(count: number, text: string, from = 0): IndexedRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    path: `/releases/atlas/${from + at}/`,
    head: `Atlas ${from + at}`,
    units: [{ digest: `${text} ${from + at}`, size: 3700 }],
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
const indexesOf = (shards: readonly Shard[], audience: string): number =>
  new Set(of(shards, audience).map(({ index }) => index)).size;
const pathsOf = (shards: readonly Shard[]): string[] =>
  shards.flatMap(({ pages }) => pages.map(({ record }) => record.path)).sort();
/** Every unit of the pages of shards, by its page. */
const unitsOf = (shards: readonly Shard[]): string[] =>
  shards
    .flatMap(({ pages }) =>
      pages.flatMap(({ record, units }) =>
        units.map((at) => `${record.path} ${record.units[at]?.digest}`),
      ),
    )
    .sort();
const allUnits = (list: readonly IndexedRecord[]): string[] =>
  list.flatMap(({ path, units }) => units.map(({ digest }) => `${path} ${digest}`)).sort();

describe('divideIntoShards', () => {
  it('gives a small portal one shard for each edition, and one key to editions that are alike', () => {
    const all = records(90, 'same');
    const user = { audience: 'user', records: all };
    const admin = { audience: 'admin', records: [...all, ...records(3, 'secret', 90)] };
    const shards = divideIntoShards([user, admin], 'seed');
    expect(shards.map(({ audiences, pages }) => [...audiences, pages.length])).toEqual([
      ['user', 90],
      ['admin', 93],
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
      expect(unitsOf(of(shards, audience))).toEqual(allUnits(own));
      expect(indexesOf(shards, audience)).toBeLessThanOrEqual(2);
    }
    const both = shards.filter(({ audiences }) => audiences.length === 2);
    expect(pathsOf(both)).toEqual(shared.map(({ path }) => path).sort());
    expect(both.length).toBeGreaterThan(1);
  });

  it('divides pages of which one audience has more, and those alone', () => {
    const user = records(400, 'same');
    const more = { digest: 'for admins', size: 500 };
    const admin = user.map((one, at) =>
      at % 2 === 0 ? { ...one, units: [...one.units, more] } : one,
    );
    const sources = [
      { audience: 'user', records: user },
      { audience: 'admin', records: admin },
    ];
    const shards = divideIntoShards(sources, 'seed');
    expect(new Set(shards.map(({ audiences }) => audiences.join('+')))).toEqual(
      new Set(['admin+user', 'admin']),
    );
    expect(unitsOf(of(shards, 'user'))).toEqual(allUnits(user));
    expect(unitsOf(of(shards, 'admin'))).toEqual(allUnits(admin));
    const own = shards.filter(({ audiences }) => audiences.length === 1);
    expect(unitsOf(own).every((unit) => unit.endsWith('for admins'))).toBe(true);

    // A title of its own is a page of its own.
    const [first, ...others] = admin;
    const renamed = [{ ...first!, head: 'For admins: Atlas' }, ...others];
    const changed = divideIntoShards(
      [sources[0]!, { audience: 'admin', records: renamed }],
      'seed',
    );
    expect(unitsOf(of(changed, 'admin'))).toEqual(allUnits(renamed));
    expect(
      changed
        .flatMap(({ pages }) => pages)
        .filter(({ record }) => record.path === first?.path)
        .map(({ record, units }) => [record.head, units.length]),
    ).toEqual([
      [user[0]!.head, 1],
      ['For admins: Atlas', 2],
    ]);
  });

  it('bounds the indexes of an edition, and their shards, however many audiences and records there are', () => {
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
      expect(indexesOf(shards, audience)).toBeLessThanOrEqual(4);
      expect(pathsOf(of(shards, audience))).toEqual(own.map(({ path }) => path).sort());
    }
    const large = divideIntoShards([{ audience: 'a', records: records(20_000, 'x') }], 'seed');
    expect(large.length).toBe(16);
    expect(indexesOf(large, 'a')).toBe(1);
    const sizes = large.map(({ size }) => size);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.2);
  });

  it('touches one shard with an edit, and with a new record', () => {
    const before = records(1000, 'x');
    const keys = (list: readonly IndexedRecord[]): Set<string> =>
      new Set(divideIntoShards([{ audience: 'a', records: list }], 'seed').map(({ key }) => key));
    const first = keys(before);
    expect(first.size).toBe(16);
    const edited = keys(
      before.map((one, at) =>
        at === 7 ? { ...one, units: [{ digest: 'edited', size: 3700 }] } : one,
      ),
    );
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
