import { hash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Places, type FileTexts } from './file-texts.ts';
import { packTexts, TextFile } from './text-file.ts';

/** The texts of a file of the catalog; undefined where they can't be read any more. */
type Texts = () => FileTexts | undefined;

interface Kept {
  readonly texts: Texts;
  /** The file of the store that has them; null while none has. */
  readonly file: string | null;
}

/** When there are so many files, all but the largest become one. */
const MOST_FILES = 10;
const PREFIX = 'texts-';

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
  readonly #former = new Map<string, Texts>();
  /** Its files with their sizes. */
  readonly #files = new Map<string, number>();
  /** Files that are damaged or of other code. */
  readonly #useless: string[] = [];
  /** Files of which not all is as it was written. */
  readonly #damaged = new Set<string>();
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
    return this.#kept.get(key)?.texts();
  }

  /** As `get`, of files too that are others by now. */
  before(key: string): FileTexts | undefined {
    return this.get(key) ?? this.#former.get(key)?.();
  }

  set(key: string, texts: FileTexts): void {
    const file = this.#kept.get(key)?.file;
    if (typeof file === 'string') this.#damaged.add(file);
    this.#kept.set(key, { texts: () => texts, file: null });
    this.#hasNew = true;
  }

  /** Writes what is new, and forgets what has none of these keys. */
  save(live: ReadonlySet<string>): void {
    if (this.#folder === null || !this.#hasNew) return;
    for (const [key, { texts }] of this.#kept) {
      if (live.has(key)) continue;
      this.#kept.delete(key);
      // Its file may go.
      const former = texts();
      this.#former.set(key, () => former);
    }
    const [largest] = [...this.#files].sort(([, a], [, b]) => b - a).map(([name]) => name);
    const isFull = this.#files.size >= MOST_FILES;
    const isMoved = (file: string): boolean =>
      (isFull && file !== largest) || this.#damaged.has(file);
    const packed = new Map<string, FileTexts>();
    for (const [key, { texts, file }] of this.#kept) {
      if (file !== null && !isMoved(file)) continue;
      const known = texts();
      if (known === undefined) this.#kept.delete(key);
      else packed.set(key, known);
    }
    const bytes = packTexts({ code: this.#code, places: this.places.all() }, packed);
    // Threads that made the same write the same.
    const name = PREFIX + hash('sha256', bytes, 'hex').slice(0, 16);
    mkdirSync(this.#folder, { recursive: true });
    const temporary = join(this.#folder, `${name}.${randomUUID()}`);
    writeFileSync(temporary, bytes);
    renameSync(temporary, join(this.#folder, name));
    const merged = [...this.#files.keys()].filter(isMoved);
    for (const old of [...merged, ...this.#useless.splice(0)]) {
      this.#files.delete(old);
      if (old !== name) rmSync(join(this.#folder, old), { force: true });
    }
    this.#files.set(name, bytes.length);
    for (const [key, texts] of packed) {
      this.#kept.set(key, { texts: () => texts, file: name });
    }
    this.#damaged.clear();
    this.#hasNew = false;
  }

  /** Whether the file is of this code, and calls no other place by a number that is known. */
  #read(path: string, name: string): boolean {
    const file = TextFile.open(path);
    if (file?.head.code !== this.#code || !this.places.adopt(file.head.places)) return false;
    for (const text of file.head.texts) {
      this.#kept.set(text[0], { texts: () => file.textsOf(text), file: name });
    }
    this.#files.set(name, file.size);
    return true;
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
