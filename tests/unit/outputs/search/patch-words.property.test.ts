import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeWords, type ShardWords } from '../../../../src/outputs/search/merge-words.ts';
import { patchWords } from '../../../../src/outputs/search/patch-words.ts';
import { chunk, type Place, type Word } from './packed-chunk.ts';

const PAGES = 4;
const FIELDS = ['kind', 'title'];

const placesIn = (list: fc.Arbitrary<number>): fc.Arbitrary<readonly number[]> =>
  fc.array(list, { maxLength: 3 });

/** Pages of a shard, some of them, in their order. */
const pages = (least: number): fc.Arbitrary<Place[]> =>
  fc
    .uniqueArray(
      fc.tuple(
        fc.nat(PAGES - 1),
        placesIn(fc.integer({ min: -26, max: 70_000 })),
        placesIn(fc.constantFrom(-2, -1, 0, 3, 300)),
      ),
      { selector: ([page]) => page, minLength: least, maxLength: PAGES },
    )
    .map((all): Place[] => all.sort(([a], [b]) => a - b));

const forms = fc.constantFrom('für', 'fur', 'fûr', 'Ａ', '🎉');

/** What a shard says of a word: on some of its pages, or in some of its forms, or both. */
const word: fc.Arbitrary<Word> = fc
  .record({ pages: pages(0), variants: fc.dictionary(forms, pages(1), { maxKeys: 3 }) })
  .filter((one) => one.pages.length > 0 || Object.keys(one.variants).length > 0);

const names = fc.constantFrom('a', 'ab', 'b', 'fur', 'é', '鍵', 'Ａ', '🎉', 'z', 'zz');

/** Its files have words in Pagefind's order, as it writes them; here each word has a file of its own. */
const shard: fc.Arbitrary<ShardWords> = fc.dictionary(names, word, { maxKeys: 8 }).map((words) => ({
  chunks: Object.entries(words).map(([name, said]) => chunk({ [name]: said })),
  pages: PAGES,
  fields: FIELDS,
}));

describe('patchWords', () => {
  it('gives what merging all gives, whichever shard changed and however', () => {
    fc.assert(
      fc.property(
        fc.array(shard, { minLength: 1, maxLength: 4 }),
        shard,
        fc.nat(3),
        (all, after, nth) => {
          const at = nth % all.length;
          const before = all[at] ?? after;
          const now = all.with(at, after);
          const merged = mergeWords(all, FIELDS);
          const patched = patchWords(merged, { first: at * PAGES, before, after });
          expect(patched).toEqual(mergeWords(now, FIELDS));
          // And back.
          expect(patchWords(patched, { first: at * PAGES, before: after, after: before })).toEqual(
            merged,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
