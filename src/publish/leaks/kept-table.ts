import { mkdirSync, renameSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readSealed, writeSealed } from '../sealed-file.ts';
import { PhraseSet } from './phrases.ts';
import { WordSet } from './word-set.ts';

/** What the table of an audience was made of. */
interface MadeOf {
  /** A digest of the allowed texts that stand in no file. */
  readonly others: string;
  /** The files in their order: a key of the texts of each, and what of it the audience is shown. */
  readonly files: readonly (readonly [key: string, shown: string])[];
  /** The words of short phrases that stand in no allowed text, and in how many files each stands. */
  readonly words: WordSet;
}

/** The table of an audience for the next build: what it was made of, and what came of it. */
export interface KeptTable extends MadeOf {
  /** Tells what came of it from what came of any other. */
  readonly id: string;
  /** The phrases of all forbidden texts. */
  readonly all: PhraseSet;
  /** By phrase of `all`: 1 where it stands in an allowed text too, or is made of common words. */
  readonly isAllowed: Uint8Array;
  /** The phrases that are looked for. */
  readonly phrases: PhraseSet;
  /** By phrase that is looked for: the place of its file. */
  readonly from: Int32Array;
  /** A number for each phrase that is looked for (`LeakTable.numbers`). */
  readonly numbers: Int32Array;
}

/** What is said of what it was made of: that changes with each edit, and what came of it seldom does. */
interface MadeOfHead extends Omit<MadeOf, 'words'> {
  /** The table that came of it. */
  readonly id: string;
}

/** What came of it. */
type Made = Omit<KeptTable, keyof MadeOf>;

interface Head {
  readonly id: string;
  /** How many phrases the two sets have. */
  readonly sizes: readonly [all: number, phrases: number];
}

/** How long what is said of the arrays is, which stands before them. */
const INTRODUCTION = 4;

/** Keeps tables from one build to the next, two files for each audience. What is missing, damaged or of other code counts as none. */
export class TableStore {
  readonly #folder: string | null;
  readonly #code: string;
  readonly #new = new Map<string, KeptTable>();
  /** By audience: the table that its file has. */
  readonly #written = new Map<string, string>();

  private constructor(folder: string | null, code: string) {
    this.#folder = folder;
    this.#code = code;
  }

  /** Keeps nothing. */
  static none(): TableStore {
    return new TableStore(null, '');
  }

  /** @param code key of all code that tables are made by, and of whatever else they depend on */
  static open(folder: string, code: string): TableStore {
    return new TableStore(folder, code);
  }

  get(audience: string): KeptTable | null {
    if (this.#folder === null) return null;
    const made = readSealed(join(this.#folder, TABLE + audience), this.#code);
    const from = readSealed(join(this.#folder, MADE_OF + audience), this.#code);
    if (made === null || from === null) return null;
    const table = unpackMade(made);
    this.#written.set(audience, table.id);
    const { head, arrays } = unpacked<MadeOfHead>(from);
    if (head.id !== table.id) return null;
    const { others, files } = head;
    return { ...table, others, files, words: new WordSet(numbersIn(arrays('words'))) };
  }

  set(audience: string, table: KeptTable): void {
    if (this.#folder !== null) this.#new.set(audience, table);
  }

  /** Writes what is new, each in one step: what it was made of last. */
  save(): void {
    for (const [audience, { others, files, words, ...table }] of this.#new) {
      const { id } = table;
      if (this.#written.get(audience) !== id) {
        this.#write(TABLE + audience, packMade(table));
        this.#written.set(audience, id);
      }
      const head = { id, others, files } satisfies MadeOfHead;
      this.#write(MADE_OF + audience, packed(head, [['words', words.slots]]));
    }
    this.#new.clear();
  }

  #write(name: string, bytes: Uint8Array): void {
    if (this.#folder === null) return;
    mkdirSync(this.#folder, { recursive: true });
    const temporary = join(this.#folder, `table.${randomUUID()}`);
    writeSealed(temporary, this.#code, bytes);
    renameSync(temporary, join(this.#folder, name));
  }
}

const TABLE = 'table-';
const MADE_OF = 'made-of-';

type Numbers = Int32Array | Uint8Array;

/** What is said of arrays that follow. */
interface Said<T> {
  readonly head: T;
  readonly sizes: readonly (readonly [name: string, bytes: number])[];
}

/** What is said of arrays, and they. */
interface Packed<T> {
  readonly head: T;
  readonly arrays: (name: string) => Uint8Array<ArrayBuffer>;
}

/** Something that JSON can say, and arrays by their names. */
function packed(head: object, arrays: readonly (readonly [name: string, Numbers])[]): Buffer {
  // Those of numbers first, so that all begin where they may.
  const sorted = arrays.toSorted(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  const sizes = sorted.map(([name, { byteLength }]) => [name, byteLength] as const);
  const json = Buffer.from(JSON.stringify({ head, sizes } satisfies Said<object>));
  const introduction = Buffer.alloc(INTRODUCTION);
  introduction.writeUInt32LE(json.length);
  const bytes = sorted.map(([, { buffer, byteOffset, byteLength }]) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return Buffer.concat([introduction, json, ...bytes]);
}

/** What was packed so, by the same code. */
function unpacked<T>(whole: Buffer): Packed<T> {
  const begin = INTRODUCTION + whole.readUInt32LE();
  const { head, sizes } = JSON.parse(whole.toString('utf8', INTRODUCTION, begin)) as Said<T>;
  // In memory of their own, where numbers begin where they may.
  const { buffer } = new Uint8Array(whole.subarray(begin));
  const arrays = new Map<string, readonly [from: number, bytes: number]>();
  let at = 0;
  for (const [name, bytes] of sizes) {
    arrays.set(name, [at, bytes]);
    at += bytes;
  }
  return { head, arrays: (name) => new Uint8Array(buffer, ...(arrays.get(name) ?? [])) };
}

function numbersIn({
  buffer,
  byteOffset,
  byteLength,
}: Uint8Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  return new Int32Array(buffer, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT);
}

function packMade({ id, ...table }: Made): Buffer {
  const sizes = [table.all.size, table.phrases.size] as const;
  return packed({ id, sizes } satisfies Head, [
    ...arraysOf('all', table.all.packed),
    ...arraysOf('phrases', table.phrases.packed),
    ...arraysOf('', { from: table.from, numbers: table.numbers, isAllowed: table.isAllowed }),
  ]);
}

function arraysOf(prefix: string, values: object): [name: string, array: Numbers][] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    value instanceof Int32Array || value instanceof Uint8Array ? [[prefix + name, value]] : [],
  );
}

function unpackMade(bytes: Buffer): Made {
  const { head, arrays } = unpacked<Head>(bytes);
  const phrasesOf = (name: string, size: number): PhraseSet =>
    PhraseSet.from({
      numbers: numbersIn(arrays(`${name}numbers`)),
      slots: numbersIn(arrays(`${name}slots`)),
      lengths: arrays(`${name}lengths`),
      bits: arrays(`${name}bits`),
      begin: arrays(`${name}begin`),
      size,
    });
  const { id, sizes } = head;
  return {
    id,
    all: phrasesOf('all', sizes[0]),
    isAllowed: arrays('isAllowed'),
    phrases: phrasesOf('phrases', sizes[1]),
    from: numbersIn(arrays('from')),
    numbers: numbersIn(arrays('numbers')),
  };
}
