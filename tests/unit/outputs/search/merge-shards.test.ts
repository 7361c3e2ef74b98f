import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mergeShards, type NamedShard } from '../../../../src/outputs/search/merge-shards.ts';
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

describe('mergeShards', () => {
  const some = Array.from({ length: 400 }, (_, at) => `wort${String(at * 7).padStart(5, '0')}`);
  const others = [...some.slice(0, 200), 'wort', 'zug', '鍵'].sort();
  const { start, files } = mergeShards([shard('a1', some, 2), shard('b2', others, 3)], 'seed');
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

  it('names files by what is in them, so that an edit leaves most of them alone', () => {
    const namesOf = (words: readonly string[], seed = 'seed'): string[] =>
      mergeShards([shard('a1', words, 2)], seed).files.map(({ path }) => path);
    const many = Array.from({ length: 4000 }, (_, at) => `wort${String(at * 7).padStart(5, '0')}`);
    const before = namesOf(many);
    expect(before.length).toBeGreaterThan(20);
    expect(namesOf(many)).toEqual(before);
    for (const at of [0, 1234, 3999]) {
      const gone = namesOf(many.filter((_, place) => place !== at));
      expect(gone.filter((name) => !before.includes(name)).length).toBeLessThan(before.length / 4);
      const more = namesOf([...many.slice(0, at), `${many[at]}0`, ...many.slice(at)].sort());
      expect(more.filter((name) => !before.includes(name)).length).toBeLessThan(before.length / 4);
    }
    expect(namesOf(many, 'other').filter((name) => before.includes(name))).toEqual([]);
  });
});
