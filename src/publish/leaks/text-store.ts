import { hash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { FileTexts, Places, type Place } from './file-texts.ts';

/** What a file of the store says of itself. */
interface Head {
  readonly code: string;
  readonly places: readonly (readonly [number: number, place: Place])[];
  readonly texts: readonly (readonly [key: string, from: number, length: number])[];
}

interface Kept {
  readonly texts: FileTexts;
  /** The file of the store that has them; null while none has. */
  readonly file: string | null;
}

/** When there are so many files, all but the largest become one. */
const MOST_FILES = 10;
const PREFIX = 'texts-';

/** A checksum, and where numbers begin. */
const INTRODUCTION = 8;

/**
 * Keeps the texts of files from one build to the next. What is missing, damaged or of other code is
 * made again. A file of it is written in one step and never changed, so several threads may use it.
 */
export class TextStore {
  readonly places = new Places();
  readonly #folder: string | null;
  readonly #code: string;
  readonly #kept = new Map<string, Kept>();
  /** What was kept until this build. */
  readonly #former = new Map<string, FileTexts>();
  /** Its files with their sizes. */
  readonly #files = new Map<string, number>();
  /** Files that are damaged or of other code. */
  readonly #useless: string[] = [];
  #hasNew = false;

  private constructor(folder: string | null, code: string) {
    this.#folder = folder;
    this.#code = code;
  }

  /** Keeps nothing. */
  static none(): TextStore {
    return new TextStore(null, '');
  }

  /** @param code key of all code that texts are made by, and of whatever else they depend on */
  static open(folder: string, code: string): TextStore {
    const store = new TextStore(folder, code);
    for (const name of filesOf(folder)) {
      if (!store.#read(join(folder, name), name)) store.#useless.push(name);
    }
    return store;
  }

  /** As `open`, but that it knows nothing of what is there, and only adds to it. */
  static add(folder: string, code: string): TextStore {
    return new TextStore(folder, code);
  }

  /** @param key of a file: its path and a hash of all that its texts are made from */
  get(key: string): FileTexts | undefined {
    return this.#kept.get(key)?.texts;
  }

  /** As `get`, of files too that are others by now. */
  before(key: string): FileTexts | undefined {
    return this.get(key) ?? this.#former.get(key);
  }

  set(key: string, texts: FileTexts): void {
    this.#kept.set(key, { texts, file: null });
    this.#hasNew = true;
  }

  /** Writes what is new, and forgets what has none of these keys. */
  save(live: ReadonlySet<string>): void {
    if (this.#folder === null || !this.#hasNew) return;
    for (const [key, { texts }] of this.#kept) {
      if (live.has(key)) continue;
      this.#kept.delete(key);
      this.#former.set(key, texts);
    }
    const [largest] = [...this.#files].sort(([, a], [, b]) => b - a).map(([name]) => name);
    const isFull = this.#files.size >= MOST_FILES;
    const keys = [...this.#kept]
      .filter(([, { file }]) => file === null || (isFull && file !== largest))
      .map(([key]) => key)
      .sort();
    const bytes = this.#packed(keys);
    // Threads that made the same write the same.
    const name = PREFIX + hash('sha256', bytes, 'hex').slice(0, 16);
    mkdirSync(this.#folder, { recursive: true });
    const temporary = join(this.#folder, `${name}.${randomUUID()}`);
    writeFileSync(temporary, bytes);
    renameSync(temporary, join(this.#folder, name));
    const merged = isFull ? [...this.#files.keys()].filter((file) => file !== largest) : [];
    for (const old of [...merged, ...this.#useless.splice(0)]) {
      this.#files.delete(old);
      if (old !== name) rmSync(join(this.#folder, old), { force: true });
    }
    this.#files.set(name, bytes.length);
    for (const key of keys) {
      const texts = this.get(key);
      if (texts !== undefined) this.#kept.set(key, { texts, file: name });
    }
    this.#hasNew = false;
  }

  #packed(keys: readonly string[]): Uint8Array {
    const records = keys.map((key) => this.get(key)?.record ?? new Int32Array());
    let length = 0;
    const texts = records.map((record, at): Head['texts'][number] => {
      length += record.length;
      return [keys[at] ?? '', length - record.length, record.length];
    });
    const head: Head = { code: this.#code, places: this.places.all(), texts };
    const json = Buffer.from(JSON.stringify(head));
    const begin = INTRODUCTION + Math.ceil(json.length / 4) * 4;
    const bytes = Buffer.alloc(begin, ' ');
    bytes.writeUInt32LE(begin, 4);
    json.copy(bytes, INTRODUCTION);
    const parts = records.map((record) =>
      Buffer.from(record.buffer, record.byteOffset, record.byteLength),
    );
    const all = Buffer.concat([bytes, ...parts], begin + 4 * length);
    all.writeUInt32LE(crc32(all.subarray(4)), 0);
    return all;
  }

  /** Whether the file was as it was written, by this code. */
  #read(path: string, name: string): boolean {
    try {
      const bytes = readFileSync(path);
      if (bytes.readUInt32LE(0) !== crc32(bytes.subarray(4))) return false;
      const begin = bytes.readUInt32LE(4);
      const head = JSON.parse(bytes.toString('utf8', INTRODUCTION, begin)) as Head;
      if (head.code !== this.#code || !this.places.adopt(head.places)) return false;
      // In memory of their own when they do not stand where numbers may.
      const own = (bytes.byteOffset + begin) % 4 === 0 ? bytes : Buffer.alloc(bytes.length, bytes);
      const count = (own.length - begin) / 4;
      const numbers = new Int32Array(own.buffer, own.byteOffset + begin, count);
      for (const [key, from, length] of head.texts) {
        const texts = FileTexts.from(numbers.subarray(from, from + length));
        this.#kept.set(key, { texts, file: name });
      }
      this.#files.set(name, bytes.length);
      return true;
    } catch {
      return false;
    }
  }
}

function filesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder);
    return names.filter((name) => name.startsWith(PREFIX) && !name.includes('.')).sort();
  } catch {
    return [];
  }
}
