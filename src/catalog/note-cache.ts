import { hash, randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ParsedBody } from '../render/body.ts';
import type { FileMemory, Memory } from './memory.ts';

type Tree = ParsedBody['tree'];
/** Where the trees of a file are: segment, first byte, number of bytes, CRC-32. */
type TreesAt = readonly [segment: string, offset: number, length: number, checksum: number];

/** What the index has of a file. */
export interface Kept {
  readonly hash: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly trees: TreesAt | null;
}

interface Index {
  /** Hash of the code that made the values. */
  readonly code: string;
  readonly segments: readonly string[];
  readonly files: Readonly<Record<string, Kept>>;
}

/** When there are so many segments, all but the largest become one. */
const MOST_SEGMENTS = 12;

/**
 * Keeps on disk what was read from the files of a portal: an index with small values, and segments
 * with the trees of bodies, which are read when they are asked for. Whatever is missing, damaged or
 * of other code is made again; nothing here is ever taken on trust without its checksum.
 */
export class NoteCache implements Memory {
  readonly #folder: string;
  readonly #code: string;
  readonly #finish: (tree: Tree) => void;
  #index: Index;
  readonly #records = new Map<string, FileRecord>();
  readonly #open = new Map<string, number | null>();
  #hasAdopted = false;

  private constructor(folder: string, code: string, finish: (tree: Tree) => void, index: Index) {
    this.#folder = folder;
    this.#code = code;
    this.#finish = finish;
    this.#index = index;
  }

  /**
   * @param folder where the cache of this portal is, or will be
   * @param code hash of all code that values are made by: other code begins anew
   * @param finish what is done to a tree before it is kept, which a reader of it would do each time
   */
  static open(folder: string, code: string, finish: (tree: Tree) => void = () => {}): NoteCache {
    return new NoteCache(folder, code, finish, readIndex(folder, code));
  }

  of(path: string, bytes: Uint8Array): FileMemory {
    const own = hash('sha256', bytes, 'base64url');
    const known = this.#records.get(path);
    if (known?.hash === own) return known;
    const kept = Object.hasOwn(this.#index.files, path) ? this.#index.files[path] : undefined;
    const record = new FileRecord(
      own,
      kept?.hash === own ? kept : null,
      (at) => this.#read(at),
      this.#finish,
    );
    this.#records.set(path, record);
    return record;
  }

  /** How many files it knows from before. */
  get size(): number {
    return Object.keys(this.#index.files).length;
  }

  /** Writes the trees of what was read, and returns what the index of another has to say of it. */
  handOver(): Readonly<Record<string, Kept>> {
    mkdirSync(this.#folder, { recursive: true });
    return this.#writeSegment([...this.#records.keys()].sort(), newSegment(), null);
  }

  /** Takes what others read and handed over. It is known from now on, and kept with the next `save`. */
  adopt(files: Readonly<Record<string, Kept>>): void {
    this.#index = { ...this.#index, files: { ...this.#index.files, ...files } };
    this.#hasAdopted = true;
  }

  /** Hash over the paths and bytes of all files that were asked for. */
  digest(): string {
    const files = [...this.#records].map(([path, record]) => [path, record.hash]);
    files.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    return hash('sha256', JSON.stringify(files), 'hex');
  }

  /** Writes what is new. Files that were not asked for are forgotten. */
  save(): void {
    const paths = [...this.#records.keys()].sort();
    const isSame =
      paths.length === Object.keys(this.#index.files).length &&
      [...this.#records.values()].every(({ isNew }) => !isNew);
    if (isSame && !this.#hasAdopted) return;
    mkdirSync(this.#folder, { recursive: true });
    const largest = this.#index.segments.length < MOST_SEGMENTS ? null : this.#largest();
    const segment = newSegment();
    const files = this.#writeSegment(paths, segment, largest);
    const used = new Set(Object.values(files).flatMap(({ trees }) => (trees ? [trees[0]] : [])));
    const index: Index = { code: this.#code, segments: [...used].sort(), files };
    writeIndex(this.#folder, index, segment);
    for (const name of readdirSync(this.#folder)) {
      if (name.startsWith('trees-') && !used.has(name)) rmSync(join(this.#folder, name));
    }
  }

  /** Writes the trees that are new, and those of all segments but `largest` when there is one. */
  #writeSegment(
    paths: readonly string[],
    segment: string,
    largest: string | null,
  ): Record<string, Kept> {
    const files: Record<string, Kept> = {};
    const parts: Buffer[] = [];
    let offset = 0;
    for (const path of paths) {
      const record = this.#records.get(path);
      if (record === undefined) continue;
      let { at } = record;
      if (record.isNew || (largest !== null && at !== null && at[0] !== largest)) {
        const text = record.treesText();
        at = null;
        if (text !== null) {
          const bytes = Buffer.from(text);
          at = [segment, offset, bytes.length, crc32(bytes)];
          parts.push(bytes);
          offset += bytes.length;
        }
      }
      files[path] = { hash: record.hash, values: record.values, trees: at };
    }
    writeFileSync(join(this.#folder, segment), Buffer.concat(parts));
    return files;
  }

  /** The segment that holds the most: when there are many, the others are written to one. */
  #largest(): string {
    const sizes = new Map<string, number>();
    for (const { at } of this.#records.values()) {
      if (at !== null) sizes.set(at[0], (sizes.get(at[0]) ?? 0) + at[2]);
    }
    const [first] = [...sizes].sort(([, a], [, b]) => b - a);
    return first?.[0] ?? '';
  }

  /** Lets go of open files. */
  close(): void {
    for (const file of this.#open.values()) if (file !== null) closeSync(file);
    this.#open.clear();
  }

  /** The text of a file's trees; null when it is not as it was written. */
  #read([segment, offset, length, checksum]: TreesAt): string | null {
    let file = this.#open.get(segment);
    if (file === undefined) {
      try {
        file = openSync(join(this.#folder, segment), 'r');
      } catch {
        file = null;
      }
      this.#open.set(segment, file);
    }
    if (file === null) return null;
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(file, bytes, 0, length, offset);
    return read === length && crc32(bytes) === checksum ? bytes.toString() : null;
  }
}

/** What is remembered of one file. */
class FileRecord implements FileMemory {
  readonly hash: string;
  readonly at: TreesAt | null;
  readonly values: Record<string, unknown>;
  readonly #read: (at: TreesAt) => string | null;
  readonly #finish: (tree: Tree) => void;
  #trees: Record<string, Tree> | null = null;
  #lately: WeakRef<Record<string, Tree>> | null = null;
  #isNew: boolean;

  constructor(
    hash: string,
    kept: Kept | null,
    read: (at: TreesAt) => string | null,
    finish: (tree: Tree) => void,
  ) {
    this.hash = hash;
    this.at = kept?.trees ?? null;
    this.values = { ...kept?.values };
    this.#read = read;
    this.#finish = finish;
    this.#isNew = kept === null;
  }

  /** Whether it holds what is not on disk. */
  get isNew(): boolean {
    return this.#isNew;
  }

  recall<T>(name: string, make: () => T): T {
    if (Object.hasOwn(this.values, name)) return this.values[name] as T;
    const value = make();
    this.#isNew = true;
    this.values[name] = value;
    return value;
  }

  recallBody(name: string, make: () => ParsedBody): ParsedBody {
    const facts = this.recall(`${name} facts`, () => {
      const { tree, ...facts } = make();
      this.#finish(tree);
      this.#trees = { ...this.#allTrees(), [name]: tree };
      return facts;
    });
    const treeOf = (): Tree => this.#allTrees()[name] ?? make().tree;
    return {
      get tree() {
        return treeOf();
      },
      ...facts,
    };
  }

  /** Trees as they are written: JSON, by name; null when there are none. */
  treesText(): string | null {
    const trees = this.#allTrees();
    return Object.keys(trees).length === 0 ? null : JSON.stringify(trees);
  }

  /** Trees that came from disk are let go when memory is short: reading them again costs little. */
  #allTrees(): Readonly<Record<string, Tree>> {
    if (this.#trees !== null) return this.#trees;
    const lately = this.#lately?.deref();
    if (lately !== undefined) return lately;
    const text = this.at === null ? null : this.#read(this.at);
    if (text === null) return {};
    const trees = JSON.parse(text) as Record<string, Tree>;
    this.#lately = new WeakRef(trees);
    return trees;
  }
}

function newSegment(): string {
  return `trees-${randomUUID()}`;
}

const INDEX = 'index.json';

function readIndex(folder: string, code: string): Index {
  const nothing: Index = { code, segments: [], files: {} };
  try {
    const bytes = readFileSync(join(folder, INDEX));
    const end = bytes.indexOf(10);
    if (end < 0 || bytes.toString('latin1', 0, end) !== String(crc32(bytes.subarray(end + 1)))) {
      return nothing;
    }
    const index = JSON.parse(bytes.toString('utf8', end + 1)) as Index;
    return index.code === code ? index : nothing;
  } catch {
    return nothing;
  }
}

/** In one step: whoever reads meanwhile finds the index before or the one after. */
function writeIndex(folder: string, index: Index, name: string): void {
  const text = JSON.stringify(index);
  const temporary = join(folder, `${name}.index`);
  writeFileSync(temporary, `${crc32(text)}\n${text}`);
  renameSync(temporary, join(folder, INDEX));
}
