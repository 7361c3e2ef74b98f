import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Contents } from './contents.ts';
import { FileRecord, type Finish, type Kept } from './file-record.ts';
import type { FileMemory, Memory } from './memory.ts';
import { Segments, type SegmentWriter } from './segments.ts';
import type { At } from './text-files.ts';

export type { Kept } from './file-record.ts';

interface Index {
  /** Hash of the code that made the values. */
  readonly code: string;
  readonly files: ReadonlyMap<string, Kept>;
}

/** When there are so many segments, all but the largest become one. */
const MOST_SEGMENTS = 12;

/**
 * Keeps on disk what was read from the files of a portal: an index with what is wanted first, and
 * segments with values and the trees of bodies, which are read when they are asked for. Whatever is
 * missing, damaged or of other code is made again; nothing here is ever taken on trust without its
 * checksum.
 */
export class NoteCache implements Memory {
  /** Tells which files have not been touched since they were last read. */
  readonly contents: Contents;
  readonly #folder: string;
  readonly #code: string;
  readonly #finish: Finish;
  readonly #segments: Segments;
  #index: Index;
  readonly #records = new Map<string, FileRecord>();
  readonly #asked = new Set<string>();
  #hasAdopted = false;

  private constructor(folder: string, code: string, finish: Finish, contents: Contents) {
    this.#folder = folder;
    this.#code = code;
    this.#finish = finish;
    this.#segments = new Segments(folder);
    this.#index = readIndex(folder, code);
    this.contents = contents;
  }

  /**
   * @param folder where the cache of this portal is, or will be
   * @param code hash of all code that values are made by: other code begins anew
   * @param finish what is done to a tree before it is kept, which a reader of it would do each time
   * @param contents knows the files that nobody touched since they were read
   */
  static open(
    folder: string,
    code: string,
    finish: Finish = () => {},
    contents: Contents = Contents.open(join(folder, 'stamps.json')),
  ): NoteCache {
    return new NoteCache(folder, code, finish, contents);
  }

  of(path: string, absolute: string): FileMemory {
    this.#asked.add(path);
    const content = this.contents.of(absolute);
    const known = this.#records.get(path);
    if (known?.hash === content.hash) return known;
    const kept = this.#index.files.get(path) ?? null;
    const record = new FileRecord(content, kept, this.#segments, this.#finish);
    this.#records.set(path, record);
    return record;
  }

  /** Files are looked at again from now on, and those that are not asked for are forgotten. */
  begin(): void {
    for (const path of this.#records.keys()) {
      if (!this.#asked.has(path)) this.#records.delete(path);
    }
    this.#asked.clear();
    this.contents.begin();
  }

  /** Hash of the bytes of a file that was asked for. */
  hashOf(path: string): string | undefined {
    return this.#records.get(path)?.hash;
  }

  /** Whether files that it knows are gone, or others came, as far as they were asked for. */
  get hasOthers(): boolean {
    if (this.#asked.size !== this.size) return true;
    for (const path of this.#asked) if (!this.#index.files.has(path)) return true;
    return false;
  }

  /** How many files it knows from before. */
  get size(): number {
    return this.#index.files.size;
  }

  /** Writes what was made of what was read, and returns what the index of another has to say of it. */
  handOver(): ReadonlyMap<string, Kept> {
    const writer = this.#segments.writer();
    const files = this.#write([...this.#asked].sort(), writer, () => false);
    writer.end();
    return files;
  }

  /** Takes what others read and handed over. It is known from now on, and kept with the next `save`. */
  adopt(files: ReadonlyMap<string, Kept>): void {
    this.#index = { ...this.#index, files: new Map([...this.#index.files, ...files]) };
    this.#hasAdopted = true;
  }

  /** Keeps what was adopted, for whoever opens the cache before it is saved. */
  keepAdopted(): void {
    if (this.#hasAdopted) writeIndex(this.#folder, this.#index);
  }

  /** Hash over the paths and bytes of all files that were asked for. */
  digest(): string {
    const files = [...this.#asked].sort().map((path) => [path, this.#records.get(path)?.hash]);
    return hash('sha256', JSON.stringify(files), 'hex');
  }

  /** Writes what is new. Files that were not asked for are forgotten. */
  save(): void {
    this.contents.save();
    const paths = [...this.#asked].sort();
    const isSame =
      paths.length === this.size && paths.every((path) => this.#records.get(path)?.isNew !== true);
    if (isSame && !this.#hasAdopted) return;
    const writer = this.#segments.writer();
    const files = this.#write(paths, writer, this.#isMoved(paths));
    writer.end();
    this.#index = { code: this.#code, files };
    this.#hasAdopted = false;
    writeIndex(this.#folder, this.#index);
    this.#segments.prune(new Set(placesIn(files.values()).map(([segment]) => segment)));
  }

  #write(
    paths: readonly string[],
    writer: SegmentWriter,
    isMoved: (at: At) => boolean,
  ): Map<string, Kept> {
    const files = new Map<string, Kept>();
    for (const path of paths) {
      const record = this.#records.get(path);
      if (record !== undefined) files.set(path, record.keep(writer, isMoved));
    }
    return files;
  }

  /** Which texts go to the new segment: when there are many segments, all but those of the largest. */
  #isMoved(paths: readonly string[]): (at: At) => boolean {
    const sizes = new Map<string, number>();
    for (const path of paths) {
      for (const [segment, , length] of this.#records.get(path)?.places ?? []) {
        sizes.set(segment, (sizes.get(segment) ?? 0) + length);
      }
    }
    if (sizes.size < MOST_SEGMENTS) return () => false;
    const [largest] = [...sizes].sort(([, a], [, b]) => b - a);
    return ([segment]) => segment !== largest?.[0];
  }

  /** Lets go of open files. */
  close(): void {
    this.#segments.close();
  }
}

function placesIn(files: Iterable<Kept>): At[] {
  return [...files].flatMap(({ values, trees }) => [values, trees].filter((at) => at !== null));
}

const INDEX = 'index.json';

/** A place as the index has it: segments are named once. */
type Place = readonly [segment: number, offset: number, length: number, checksum: number];

/** The index as it is written. */
interface Written {
  readonly code: string;
  readonly segments: readonly string[];
  readonly files: readonly (readonly [
    path: string,
    hash: string,
    first: Kept['first'],
    values: Place | null,
    trees: Place | null,
  ])[];
}

function readIndex(folder: string, code: string): Index {
  const nothing: Index = { code, files: new Map() };
  try {
    const bytes = readFileSync(join(folder, INDEX));
    const end = bytes.indexOf(10);
    if (end < 0 || bytes.toString('latin1', 0, end) !== String(crc32(bytes.subarray(end + 1)))) {
      return nothing;
    }
    const written = JSON.parse(bytes.toString('utf8', end + 1)) as Written;
    if (written.code !== code) return nothing;
    const at = (place: Place | null): At | null =>
      place === null ? null : [written.segments[place[0]] ?? '', place[1], place[2], place[3]];
    const files = new Map<string, Kept>();
    for (const [path, hash, first, values, trees] of written.files) {
      files.set(path, { hash, first, values: at(values), trees: at(trees) });
    }
    return { code, files };
  } catch {
    return nothing;
  }
}

/** In one step: whoever reads meanwhile finds the index before or the one after. */
function writeIndex(folder: string, { code, files }: Index): void {
  const segments = [...new Set(placesIn(files.values()).map(([segment]) => segment))].sort();
  const numbers = new Map(segments.map((segment, number) => [segment, number]));
  const place = (at: At | null): Place | null =>
    at === null ? null : [numbers.get(at[0]) ?? -1, at[1], at[2], at[3]];
  const written: Written = {
    code,
    segments,
    files: [...files].map(([path, { hash, first, values, trees }]) => [
      path,
      hash,
      first,
      place(values),
      place(trees),
    ]),
  };
  const text = JSON.stringify(written);
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `${INDEX}.${process.pid}`);
  writeFileSync(temporary, `${crc32(text)}\n${text}`);
  renameSync(temporary, join(folder, INDEX));
}
