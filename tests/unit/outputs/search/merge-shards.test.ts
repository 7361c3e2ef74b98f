import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packIndex, unpackIndex } from '../../../../src/outputs/search/kept-index.ts';
import {
  mergeShards,
  type MergedIndex,
  type Merging,
  type NamedShard,
} from '../../../../src/outputs/search/merge-shards.ts';
import { readMeta, writeMeta } from '../../../../src/outputs/search/packed-meta.ts';
import {
  packedHead,
  packedList,
  packedText,
  PackedReader,
} from '../../../../src/outputs/search/packed-words.ts';
import { withoutSignature, withSignature } from '../../../../src/outputs/search/signature.ts';

/** A shard with each word on each of its pages, many times. */
function shard(key: string, words: readonly string[], pages: number): NamedShard {
  const places = packedList(Array.from({ length: 40 }, () => packedHead('count', 1)));
  const own = Array.from({ length: pages }, (_, at) =>
    packedList([packedHead('count', Math.min(at, 1)), places, packedList([])]),
  );
  const list = words.map((word) => packedList([packedText(word), packedList(own), packedList([])]));
  const meta = {
    version: '1.6.0',
    pages: Array.from({ length: pages }, (_, at) => ({ id: `en_${at}`, words: at + 7 })),
    chunks: [{ from: '', to: '', id: 'en_all' }],
    fields: ['title'],
  };
  const entry = { version: '1.6.0', languages: { en: { hash: 'x', wasm: 'en', page_count: 1 } } };
  const packed = (content: Buffer): Buffer => gzipSync(withSignature(content));
  return {
    key,
    bundle: {
      files: [
        { path: 'index/en_all.pf_index', content: packed(packedList([packedList(list)])) },
        { path: 'pagefind-entry.json', content: Buffer.from(JSON.stringify(entry)) },
        { path: 'pagefind.x.pf_meta', content: packed(writeMeta(meta)) },
      ],
      engine: [],
      packs: [0],
    },
  };
}

const merged = async (shards: readonly NamedShard[], seed: string): Promise<MergedIndex> =>
  (await mergeShards(shards, seed)).index;

const unpacked = (content: Uint8Array): Buffer => withoutSignature(gunzipSync(content));

function wordsIn(content: Uint8Array): string[] {
  const reader = new PackedReader(unpacked(content));
  reader.list();
  return Array.from({ length: reader.list() }, () => {
    reader.list();
    const word = reader.text();
    for (let pages = reader.list(); pages > 0; pages -= 1) {
      reader.list();
      reader.count();
      reader.skipNumbers();
      reader.skipNumbers();
    }
    reader.list();
    return word;
  });
}

describe('mergeShards', async () => {
  const some = Array.from({ length: 400 }, (_, at) => `wort${String(at * 7).padStart(5, '0')}`);
  const others = [...some.slice(0, 200), 'wort', 'zug', '鍵'].sort();
  const { start, files } = await merged([shard('a1', some, 2), shard('b2', others, 3)], 'seed');
  const meta = readMeta(unpacked(Buffer.from(start.meta, 'base64')));

  it('has each word in one file, which its range leads to', () => {
    expect(files.length).toBeGreaterThan(3);
    const found = files.flatMap(({ path, content }) => {
      const id = path.replace(/^words\/|\.pf_index$/g, '');
      const range = meta.chunks.find((chunk) => chunk.id === id);
      return wordsIn(content()).map((word) => {
        // As Pagefind looks for it: in the range, or by as much as the range says.
        const at = meta.chunks.filter(
          ({ from, to }) => word >= from && word.slice(0, to.length) <= to,
        );
        expect(at).toEqual([range]);
        return word;
      });
    });
    expect(found).toEqual([...new Set([...some, ...others])].sort());
  });

  it('numbers the pages through, and says where their texts are', () => {
    expect(meta.pages.map(({ id, words }) => [id, words])).toEqual([
      ['0', 7],
      ['1', 8],
      ['2', 7],
      ['3', 8],
      ['4', 9],
    ]);
    expect(start.shards).toEqual([
      ['a1', 0, [0]],
      ['b2', 2, [0]],
    ]);
    expect(JSON.parse(start.entry)).toEqual({
      version: '1.6.0',
      languages: { en: { hash: '', wasm: 'en', page_count: 5 } },
    });
  });

  it('names files by what is in them, so that an edit leaves most of them alone', async () => {
    const namesOf = async (words: readonly string[], seed = 'seed'): Promise<string[]> =>
      (await merged([shard('a1', words, 2)], seed)).files.map(({ path }) => path);
    const many = Array.from({ length: 4000 }, (_, at) => `wort${String(at * 7).padStart(5, '0')}`);
    const before = await namesOf(many);
    expect(before.length).toBeGreaterThan(20);
    expect(await namesOf(many)).toEqual(before);
    for (const at of [0, 1234, 3999]) {
      const gone = await namesOf(many.filter((_, place) => place !== at));
      expect(gone.filter((name) => !before.includes(name)).length).toBeLessThan(before.length / 4);
      const more = await namesOf([...many.slice(0, at), `${many[at]}0`, ...many.slice(at)].sort());
      expect(more.filter((name) => !before.includes(name)).length).toBeLessThan(before.length / 4);
    }
    const other = await namesOf(many, 'other');
    expect(other.filter((name) => before.includes(name))).toEqual([]);
  });

  describe('with what was merged before', () => {
    const words = (from: number): string[] =>
      Array.from({ length: 900 }, (_, at) => `wort${String(from + at * 3).padStart(5, '0')}`);
    const shards = [shard('a1', words(0), 2), shard('b2', words(2), 3), shard('c3', words(4), 1)];
    const [a1, b2, c3] = shards as [NamedShard, NamedShard, NamedShard];
    /** Merges with what was made of the three, as it comes out of what is kept of it. */
    const mergedAgain = async (now: readonly NamedShard[], asked: string[] = []) => {
      const { kept } = await mergeShards(shards, 'seed');
      const unpackedIndex = unpackIndex(packIndex(kept));
      if (unpackedIndex === null) throw new Error('It was not kept.');
      return mergeShards(now, 'seed', {
        kept: unpackedIndex,
        shard: (key) => {
          asked.push(key);
          return Promise.resolve(shards.find((one) => one.key === key)?.bundle ?? null);
        },
      });
    };
    const told = ({ index: { start, files }, kept }: Merging) => [
      start,
      files.map(({ path, content }) => [path, Buffer.from(content()).toString('base64')]),
      packIndex(kept).toString('base64'),
    ];

    it('gives the same bytes, and looks at shards only that changed', async () => {
      const b9 = shard('b9', [...words(2).slice(5), 'a', 'wort00002zz', 'zug'].sort(), 3);
      for (const [now, looked] of [
        [[a1, b9, c3], ['b2']],
        [[b9, b2, c3], []],
        [[a1, b2, shard('c4', words(1), 1)], ['c3']],
        [
          [shard('a4', words(1), 2), b9, c3],
          ['a1', 'b2'],
        ],
        [shards, []],
      ] as [NamedShard[], string[]][]) {
        const asked: string[] = [];
        const again = await mergedAgain(now, asked);
        expect(told(again)).toEqual(told(await mergeShards(now, 'seed')));
        if (looked.length > 0) expect(asked).toEqual(looked);
      }
    });

    it('merges all where there are more pages, more shards, or one is gone', async () => {
      for (const now of [
        [a1, shard('b9', words(2), 4), c3],
        [a1, b2, c3, shard('d4', words(3), 1)],
        [a1, b2],
      ]) {
        expect(told(await mergedAgain(now))).toEqual(told(await mergeShards(now, 'seed')));
      }
      const { kept } = await mergeShards([shard('gone', words(7), 2), b2, c3], 'seed');
      const gone = { kept, shard: () => Promise.resolve(null) };
      expect(told(await mergeShards(shards, 'seed', gone))).toEqual(
        told(await mergeShards(shards, 'seed')),
      );
    });

    it('is not fooled by what is damaged', async () => {
      const packed = packIndex((await mergeShards(shards, 'seed')).kept);
      for (const at of [0, 5, 9, packed.length - 1]) {
        const damaged = Buffer.from(packed);
        damaged[at] = (damaged[at] ?? 0) ^ 1;
        expect(unpackIndex(damaged)).toBe(null);
      }
      expect(unpackIndex(packed.subarray(0, -1))).toBe(null);
      expect(unpackIndex(Buffer.alloc(0))).toBe(null);
    });
  });
});
