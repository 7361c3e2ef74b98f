import { mkdirSync, renameSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readSealed, writeSealed } from '../sealed-file.ts';
import { PhraseSet } from './phrases.ts';
import { WordSet } from './word-set.ts';

/** What the table of an audience was made of, and what came of it, for the next build. */
export interface KeptTable {
  /** A digest of the allowed texts that stand in no file. */
  readonly others: string;
  /** The files in their order: a key of the texts of each, and what of it the audience is shown. */
  readonly files: readonly (readonly [key: string, shown: string])[];
  /** The phrases of all forbidden texts. */
  readonly all: PhraseSet;
  /** By phrase of `all`: 1 where it stands in an allowed text too, or is made of common words. */
  readonly isAllowed: Uint8Array;
  /** The words of short phrases that stand in no allowed text. */
  readonly words: WordSet;
  /** The phrases that are looked for. */
  readonly phrases: PhraseSet;
  /** By phrase that is looked for: the place of its file. */
  readonly from: Int32Array;
  /** A number for each phrase that is looked for (`LeakTable.numbers`). */
  readonly numbers: Int32Array;
}

interface Head extends Pick<KeptTable, 'others' | 'files'> {
  readonly code: string;
  /** How many phrases the two sets have. */
  readonly sizes: readonly [all: number, phrases: number];
  /** How many bytes each array takes of those that follow, in their order. */
  readonly arrays: readonly (readonly [name: string, bytes: number])[];
}

/** How long what is said of the arrays is, which stands before them. */
const INTRODUCTION = 4;

/** Keeps tables from one build to the next, a file for each audience. What is missing, damaged or of other code counts as none. */
export class TableStore {
  readonly #folder: string | null;
  readonly #code: string;
  readonly #new = new Map<string, KeptTable>();

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
    const bytes = readSealed(fileOf(this.#folder, audience));
    return bytes && unpacked(bytes, this.#code);
  }

  set(audience: string, table: KeptTable): void {
    if (this.#folder !== null) this.#new.set(audience, table);
  }

  /** Writes what is new, each in one step. */
  save(): void {
    if (this.#folder === null) return;
    for (const [audience, table] of this.#new) {
      mkdirSync(this.#folder, { recursive: true });
      const temporary = join(this.#folder, `table.${randomUUID()}`);
      writeSealed(temporary, packed(table, this.#code));
      renameSync(temporary, fileOf(this.#folder, audience));
    }
    this.#new.clear();
  }
}

function fileOf(folder: string, audience: string): string {
  return join(folder, `table-${audience}`);
}

function packed({ others, files, ...table }: KeptTable, code: string): Buffer {
  const sizes = [table.all.size, table.phrases.size] as const;
  // Those of numbers first, so that all begin where they may.
  const arrays = [
    ...arraysOf('all', table.all.packed),
    ...arraysOf('phrases', table.phrases.packed),
    ...arraysOf('', { words: table.words.slots, from: table.from, numbers: table.numbers }),
    ...arraysOf('', { isAllowed: table.isAllowed }),
  ].sort(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  const head: Head = {
    ...{ code, others, files, sizes },
    arrays: arrays.map(([name, { byteLength }]) => [name, byteLength]),
  };
  const json = Buffer.from(JSON.stringify(head));
  const introduction = Buffer.alloc(INTRODUCTION);
  introduction.writeUInt32LE(json.length);
  const bytes = arrays.map(([, { buffer, byteOffset, byteLength }]) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return Buffer.concat([introduction, json, ...bytes]);
}

type Numbers = Int32Array | Uint8Array;

function arraysOf(prefix: string, values: object): [name: string, array: Numbers][] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    value instanceof Int32Array || value instanceof Uint8Array ? [[prefix + name, value]] : [],
  );
}

/** Null for what other code packed. */
function unpacked(whole: Buffer, code: string): KeptTable | null {
  const begin = INTRODUCTION + whole.readUInt32LE();
  const head = JSON.parse(whole.toString('utf8', INTRODUCTION, begin)) as Head;
  if (head.code !== code) return null;
  // In memory of their own, where numbers begin where they may.
  const { buffer } = new Uint8Array(whole.subarray(begin));
  const arrays = new Map<string, readonly [from: number, bytes: number]>();
  let at = 0;
  for (const [name, bytes] of head.arrays) {
    arrays.set(name, [at, bytes]);
    at += bytes;
  }
  const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(buffer, ...(arrays.get(name) ?? []));
  const numbersOf = (name: string): Int32Array<ArrayBuffer> => {
    const { byteOffset, byteLength } = bytesOf(name);
    return new Int32Array(buffer, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT);
  };
  const phrasesOf = (name: string, size: number): PhraseSet =>
    PhraseSet.from({
      numbers: numbersOf(`${name}numbers`),
      slots: numbersOf(`${name}slots`),
      lengths: bytesOf(`${name}lengths`),
      bits: bytesOf(`${name}bits`),
      begin: bytesOf(`${name}begin`),
      size,
    });
  const { others, files, sizes } = head;
  return {
    others,
    files,
    all: phrasesOf('all', sizes[0]),
    isAllowed: bytesOf('isAllowed'),
    words: new WordSet(numbersOf('words')),
    phrases: phrasesOf('phrases', sizes[1]),
    from: numbersOf('from'),
    numbers: numbersOf('numbers'),
  };
}
