import { PackedReader, packedHead, packedList, packedText } from './packed-words.ts';

/** What Pagefind's script reads first of an index: its `.pf_meta`. */
export interface PackedMeta {
  readonly version: string;
  /** In the order of their numbers. */
  readonly pages: readonly { readonly id: string; readonly words: number }[];
  /** The files with words, in the order of these: which words are in each. */
  readonly chunks: readonly WordRange[];
  /** Names of the metadata, of which places in them know the number. */
  readonly fields: readonly string[];
}

export interface WordRange {
  readonly from: string;
  readonly to: string;
  readonly id: string;
}

/** @throws Error when it is not as Pagefind 1.6 writes it, or has filters or orders, which shards have not */
export function readMeta(bytes: Uint8Array): PackedMeta {
  const reader = new PackedReader(bytes);
  const listOf = <T>(item: () => T): T[] => Array.from({ length: reader.list() }, item);
  reader.list();
  const version = reader.text();
  const pages = listOf(() => {
    const length = reader.list();
    const page = { id: reader.text(), words: reader.count() };
    if (length !== 3 || reader.text() !== '') throw new Error('Pagefind put pages together.');
    return page;
  });
  const chunks = listOf(() => {
    reader.list();
    return { from: reader.text(), to: reader.text(), id: reader.text() };
  });
  const others = reader.list() + reader.list();
  const fields = listOf(() => reader.text());
  if (others > 0 || !reader.isAtEnd) throw new Error('Pagefind’s index has more than is wanted.');
  return { version, pages, chunks, fields };
}

export function writeMeta({ version, pages, chunks, fields }: PackedMeta): Buffer {
  return packedList([
    packedText(version),
    packedList(
      pages.map(({ id, words }) =>
        packedList([packedText(id), packedHead('count', words), packedText('')]),
      ),
    ),
    packedList(
      chunks.map(({ from, to, id }) => packedList([from, to, id].map((text) => packedText(text)))),
    ),
    packedList([]),
    packedList([]),
    packedList(fields.map((field) => packedText(field))),
  ]);
}
