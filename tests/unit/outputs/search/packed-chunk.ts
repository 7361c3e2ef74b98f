import {
  packedHead,
  packedList,
  packedNumber,
  packedText,
} from '../../../../src/outputs/search/packed-words.ts';

/** The number of a page, places of a word, and places in its metadata. */
export type Place = readonly [page: number, places: readonly number[], meta: readonly number[]];
export interface Word {
  readonly pages: readonly Place[];
  readonly variants?: Readonly<Record<string, readonly Place[]>>;
}
export type Words = Readonly<Record<string, Word>>;

const numbers = (list: readonly number[]): Buffer => packedList(list.map(packedNumber));

/** As Pagefind writes them: each number as the step from the one before. */
const pagesOf = (places: readonly Place[]): Buffer =>
  packedList(
    places.map(([page, own, meta], at) => {
      const step = page - (places[at - 1]?.[0] ?? 0);
      return packedList([packedHead('count', step), numbers(own), numbers(meta)]);
    }),
  );

/** A file with words, as Pagefind writes it but unpacked. */
export function chunk(words: Words): Buffer {
  const packed = Object.entries(words).map(([word, { pages, variants = {} }]) => {
    const forms = Object.entries(variants).map(([form, own]) =>
      packedList([packedText(form), pagesOf(own)]),
    );
    return packedList([packedText(word), pagesOf(pages), packedList(forms)]);
  });
  return packedList([packedList(packed)]);
}
