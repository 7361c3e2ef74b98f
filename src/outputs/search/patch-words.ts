import {
  compareBytes,
  writeWord,
  type MergedWords,
  type Run,
  type ShardWords,
} from './merge-words.ts';
import { PackedReader, PackedWriter } from './packed-words.ts';

/** A shard of an index that was indexed anew. */
export interface ChangedShard {
  /** The number of its first page in the index. */
  readonly first: number;
  /** As it was when the index was merged, and as it is: with as many pages. */
  readonly before: ShardWords;
  readonly after: ShardWords;
}

/** What is said of a word: each page that has it, and each that has it with other marks on its letters. */
interface Entry {
  readonly pages: readonly Run[];
  readonly variants: ReadonlyMap<string, readonly Run[]>;
}

const NONE: Entry = { pages: [], variants: new Map() };

/**
 * Merged words after a shard has changed: the same bytes as if all shards were merged again. An edit changes what is
 * said of few words, and only these are read.
 */
export function patchWords(
  merged: MergedWords,
  { first, before, after }: ChangedShard,
): MergedWords {
  const was = entriesOf(before);
  const is = entriesOf(after);
  const isOwn = ({ first: page }: Run): boolean => page >= first && page < first + before.pages;
  const to = new PackedWriter();
  const words: string[] = [];
  const ends: number[] = [];
  let next = 0;
  /** Takes over the words up to one. */
  const takeUntil = (place: number): void => {
    const from = merged.ends[next - 1] ?? 0;
    const shift = to.length - from;
    to.copy(merged.bytes, from, merged.ends[place - 1] ?? 0);
    for (; next < place; next += 1) {
      words.push(merged.words[next] ?? '');
      ends.push((merged.ends[next] ?? 0) + shift);
    }
  };
  for (const word of changedWords(was, is)) {
    const place = placeOf(merged.words, word, next);
    takeUntil(place);
    const isThere = merged.words[place] === word;
    if (isThere) next += 1;
    const others = isThere ? entryAt(merged, place) : NONE;
    const own = is.get(word);
    const entry = withPages(others, isOwn, own === undefined ? NONE : readEntry(own, first));
    if (entry.pages.length === 0 && entry.variants.size === 0) continue;
    writeWord(to, word, entry.pages, entry.variants);
    words.push(word);
    ends.push(to.length);
  }
  takeUntil(merged.words.length);
  return { words, bytes: to.bytes(), ends };
}

/** What is said of each word of a shard, as it stands there behind the word. */
function entriesOf({ chunks }: ShardWords): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  for (const chunk of chunks) {
    const reader = new PackedReader(chunk);
    reader.list();
    for (let left = reader.list(); left > 0; left -= 1) {
      reader.list();
      const word = reader.text();
      const from = reader.at;
      skipPages(reader);
      for (let more = reader.list(); more > 0; more -= 1) {
        reader.list();
        reader.text();
        skipPages(reader);
      }
      entries.set(word, reader.slice(from));
    }
  }
  return entries;
}

function skipPages(reader: PackedReader): void {
  for (let left = reader.list(); left > 0; left -= 1) {
    reader.list();
    reader.count();
    reader.skipNumbers();
    reader.skipNumbers();
  }
}

/** Words of which other things are said, in Pagefind's order. */
function changedWords(
  before: ReadonlyMap<string, Buffer>,
  after: ReadonlyMap<string, Buffer>,
): string[] {
  const changed: string[] = [];
  for (const [word, entry] of after) {
    if (before.get(word)?.equals(entry) !== true) changed.push(word);
  }
  for (const word of before.keys()) if (!after.has(word)) changed.push(word);
  return changed.sort(compareBytes);
}

/** The place of a word among others, or that of the first above it. */
function placeOf(words: readonly string[], word: string, from: number): number {
  let low = from;
  for (let high = words.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (compareBytes(words[middle] ?? '', word) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entryAt({ bytes, ends }: MergedWords, place: number): Entry {
  const reader = new PackedReader(bytes.subarray(ends[place - 1] ?? 0, ends[place]));
  reader.list();
  reader.text();
  return readEntry(reader.slice(reader.at, bytes.length), 0);
}

/** @param base the number of the first page */
function readEntry(bytes: Buffer, base: number): Entry {
  const reader = new PackedReader(bytes);
  const pages = readPages(reader, base);
  const variants = new Map<string, readonly Run[]>();
  for (let left = reader.list(); left > 0; left -= 1) {
    reader.list();
    variants.set(reader.text(), readPages(reader, base));
  }
  return { pages, variants };
}

function readPages(reader: PackedReader, base: number): Run[] {
  let number = base;
  return Array.from({ length: reader.list() }, (): Run => {
    reader.list();
    number += reader.count();
    const from = reader.at;
    reader.skipNumbers();
    reader.skipNumbers();
    return { count: 1, first: number, last: number, bytes: reader.bytes, from, to: reader.at };
  });
}

/** What is said of a word, with the pages of a shard in the place of those that it had. */
function withPages(entry: Entry, isOld: (page: Run) => boolean, own: Entry): Entry {
  const join = (all: readonly Run[] = [], added: readonly Run[] = []): Run[] =>
    [...all.filter((page) => !isOld(page)), ...added].sort((a, b) => a.first - b.first);
  const forms = new Set([...entry.variants.keys(), ...own.variants.keys()]);
  const variants = new Map<string, readonly Run[]>();
  for (const form of forms) {
    const pages = join(entry.variants.get(form), own.variants.get(form));
    if (pages.length > 0) variants.set(form, pages);
  }
  return { pages: join(entry.pages, own.pages), variants };
}
