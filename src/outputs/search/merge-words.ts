import { PackedReader, PackedWriter, packedList, packedNumber } from './packed-words.ts';

/** The words of a shard, as they are in its files. */
export interface ShardWords {
  /** Each as `WordIndex`, unpacked. */
  readonly chunks: readonly Uint8Array[];
  /** How many pages it has. */
  readonly pages: number;
  /** Names of its metadata, by number. */
  readonly fields: readonly string[];
}

/** The words of the merged index, in Pagefind's order, each as `[word, pages, variants]` one after the other. */
export interface MergedWords {
  readonly words: readonly string[];
  readonly bytes: Buffer;
  /** Where each word ends in the bytes. */
  readonly ends: readonly number[];
}

/** Pages that have a word, as they stand one after the other: those of a shard, or one alone. */
export interface Run {
  readonly count: number;
  /** Numbers of the first and the last in the merged index. */
  readonly first: number;
  readonly last: number;
  /** From behind the first one's number on. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

interface Merging {
  readonly runs: Run[];
  variants: Map<string, Run[]> | null;
}

/**
 * The words of several shards as those of one index, in Pagefind's order: pages of a shard
 * are numbered after those of the shards before it.
 *
 * @param fields names of the metadata, by number, of the merged index
 */
export function mergeWords(shards: readonly ShardWords[], fields: readonly string[]): MergedWords {
  const all = new Map<string, Merging>();
  let base = 0;
  for (const shard of shards) {
    const isRenamed = shard.fields.some((field, at) => fields[at] !== field);
    const numbers = isRenamed ? shard.fields.map((field) => fields.indexOf(field)) : null;
    for (const chunk of shard.chunks) readWords(new PackedReader(chunk), all, base, numbers);
    base += shard.pages;
  }
  const words = [...all.keys()].sort(compareBytes);
  const to = new PackedWriter();
  const ends = words.map((word) => {
    const merging = all.get(word);
    writeWord(to, word, merging?.runs ?? [], merging?.variants ?? NO_VARIANTS);
    return to.length;
  });
  return { words, bytes: to.bytes(), ends };
}

function readWords(
  reader: PackedReader,
  all: Map<string, Merging>,
  base: number,
  numbers: readonly number[] | null,
): void {
  reader.list();
  for (let left = reader.list(); left > 0; left -= 1) {
    const length = reader.list();
    const word = reader.text();
    let merging = all.get(word);
    if (merging === undefined) all.set(word, (merging = { runs: [], variants: null }));
    const run = readRun(reader, base, numbers);
    if (run !== null) merging.runs.push(run);
    if (length !== 3) throw new Error('Pagefind writes words otherwise.');
    for (let more = reader.list(); more > 0; more -= 1) {
      reader.list();
      const form = reader.text();
      const own = readRun(reader, base, numbers);
      if (own === null) continue;
      merging.variants ??= new Map<string, Run[]>();
      const known = merging.variants.get(form);
      if (known === undefined) merging.variants.set(form, [own]);
      else known.push(own);
    }
  }
}

function readRun(
  reader: PackedReader,
  base: number,
  numbers: readonly number[] | null,
): Run | null {
  const count = reader.list();
  if (count === 0) return null;
  const copy: Uint8Array[] = [];
  let first = 0;
  let last = base;
  let from = 0;
  for (let at = 0; at < count; at += 1) {
    if (reader.list() !== 3) throw new Error('Pagefind writes pages otherwise.');
    last += reader.count();
    if (at === 0) {
      first = last;
      from = reader.at;
    }
    reader.skipNumbers();
    if (numbers === null) reader.skipNumbers();
    else {
      copy.push(reader.slice(from));
      copy.push(renumbered(reader, numbers));
      from = reader.at;
    }
  }
  if (numbers === null) return { count, first, last, bytes: reader.bytes, from, to: reader.at };
  const bytes = Buffer.concat(copy);
  return { count, first, last, bytes, from: 0, to: bytes.length };
}

/** Places in metadata, where a negative number says of which they are. */
function renumbered(reader: PackedReader, numbers: readonly number[]): Buffer {
  const places = Array.from({ length: reader.list() }, () => reader.number());
  return packedList(
    places.map((place) => packedNumber(place < 0 ? -1 - (numbers[-1 - place] ?? 0) : place)),
  );
}

const NO_VARIANTS: ReadonlyMap<string, readonly Run[]> = new Map();

/** Writes all that is said of a word: the pages that have it, and those that have it with other marks on its letters. */
export function writeWord(
  to: PackedWriter,
  word: string,
  runs: readonly Run[],
  variants: ReadonlyMap<string, readonly Run[]>,
): void {
  to.head('list', 3);
  to.text(word);
  writeRuns(to, runs);
  to.head('list', variants.size);
  // In an order that follows from what they are, so that some of them can be made anew (`patch-words.ts`).
  for (const [form, own] of [...variants].sort(([a], [b]) => compareBytes(a, b))) {
    to.head('list', 2);
    to.text(form);
    writeRuns(to, own);
  }
}

function writeRuns(to: PackedWriter, runs: readonly Run[]): void {
  let count = 0;
  for (const run of runs) count += run.count;
  to.head('list', count);
  let before = 0;
  for (const { first, last, bytes, from, to: end } of runs) {
    to.head('list', 3);
    to.head('count', first - before);
    to.copy(bytes, from, end);
    before = last;
  }
}

/** The order of UTF-8, which is Pagefind's: JavaScript's own has halves of characters before some whole ones. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    // Halves are below some whole characters, but what they make is above all of them.
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
