import { describe, expect, it } from 'vitest';
import {
  mergeWords,
  type MergedWords,
  type ShardWords,
} from '../../../../src/outputs/search/merge-words.ts';
import {
  PackedReader,
  packedList,
  packedText,
} from '../../../../src/outputs/search/packed-words.ts';
import { chunk, type Place, type Word, type Words } from './packed-chunk.ts';

function read(bytes: Buffer): [string, Word] {
  const reader = new PackedReader(bytes);
  const listOf = <T>(item: () => T): T[] => Array.from({ length: reader.list() }, item);
  const pages = (): Place[] => {
    let page = 0;
    return listOf((): Place => {
      reader.list();
      page += reader.count();
      return [page, listOf(() => reader.number()), listOf(() => reader.number())];
    });
  };
  reader.list();
  const word = reader.text();
  const own = pages();
  const variants = Object.fromEntries(
    listOf((): [string, Place[]] => {
      reader.list();
      return [reader.text(), pages()];
    }),
  );
  expect(reader.isAtEnd).toBe(true);
  return [word, Object.keys(variants).length === 0 ? { pages: own } : { pages: own, variants }];
}

const merged = (shards: readonly ShardWords[], fields: readonly string[] = ['title']): Words =>
  wordsOf(mergeWords(shards, fields));
const wordsOf = ({ words, bytes, ends }: MergedWords): Words =>
  Object.fromEntries(
    words.map((word, at) => {
      const found = read(bytes.subarray(ends[at - 1] ?? 0, ends[at]));
      expect(found[0]).toBe(word);
      return found;
    }),
  );

describe('mergeWords', () => {
  it('numbers pages after those of the shards before, as far as there are any', () => {
    const one: Words = {
      a: {
        pages: [
          [0, [-25, 4, 70_000], []],
          [300, [1], [-1, 2]],
        ],
      },
      c: { pages: [[299, [9], []]] },
    };
    const other: Words = { a: { pages: [[5, [300], []]] }, b: { pages: [[0, [1], []]] } };
    const shards = [
      { chunks: [chunk(one)], pages: 301, fields: ['title'] },
      { chunks: [], pages: 20, fields: ['title'] },
      { chunks: [chunk(other)], pages: 6, fields: ['title'] },
    ];
    expect(merged(shards)).toEqual({
      a: { pages: [...one['a']!.pages, [326, [300], []]] },
      b: { pages: [[321, [1], []]] },
      c: one['c'],
    });
    // A shard alone is as it was.
    expect(merged([{ chunks: [chunk(one)], pages: 301, fields: ['title'] }])).toEqual(one);
  });

  it('merges the forms of a word, and words that have nothing but forms', () => {
    const form = (page: number): Word => ({ pages: [], variants: { für: [[page, [page], []]] } });
    const shards = [form(1), { pages: [[0, [1], []]] } as Word, form(2)].map((word) => ({
      chunks: [chunk({ fur: word })],
      pages: 3,
      fields: ['title'],
    }));
    expect(merged(shards)).toEqual({
      fur: {
        pages: [[3, [1], []]],
        variants: {
          für: [
            [1, [1], []],
            [8, [2], []],
          ],
        },
      },
    });
  });

  it('has places in metadata in the right ones where a shard lacks some', () => {
    const words: Words = {
      a: {
        pages: [
          [0, [1], [-1, 3, -2, 0, 5]],
          [1, [2], [-2, 7]],
        ],
      },
    };
    const shards = [
      { chunks: [chunk(words)], pages: 2, fields: ['kind', 'title'] },
      { chunks: [chunk(words)], pages: 2, fields: ['title', 'version'] },
    ];
    expect(merged(shards, ['kind', 'title', 'version'])).toEqual({
      a: {
        pages: [
          [0, [1], [-1, 3, -2, 0, 5]],
          [1, [2], [-2, 7]],
          [2, [1], [-2, 3, -3, 0, 5]],
          [3, [2], [-3, 7]],
        ],
      },
    });
  });

  it('has the words in Pagefind’s order, which is that of UTF-8', () => {
    const words = ['a', 'ab', 'é', '鍵', 'Ａ', '🎉'];
    const shards = [...words].reverse().map((word) => ({
      chunks: [chunk({ [word]: { pages: [[0, [1], []]] } })],
      pages: 1,
      fields: [],
    }));
    expect(mergeWords(shards, []).words).toEqual(words);
  });

  it('says so when the words are not as it expects them', () => {
    const good = chunk({ a: { pages: [[0, [1], []]] } });
    for (const bytes of [packedList([]), packedText('a'), good.subarray(0, -1)]) {
      expect(() => mergeWords([{ chunks: [bytes], pages: 1, fields: [] }], [])).toThrow();
    }
  });
});
