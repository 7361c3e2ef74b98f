import { hash } from 'node:crypto';
import { join } from 'node:path';
import { Contents } from './contents.ts';
import { FileRecord, type Finish, type Kept } from './file-record.ts';
import type { FileMemory, Memory } from './memory.ts';
import { NoteIndex } from './note-index.ts';
import { Segments } from './segments.ts';
import type { At } from './text-files.ts';

export type { Kept } from './file-record.ts';

/** When there are so many segments, the smaller half of them become one. */
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
  readonly #finish: Finish;
  readonly #segments: Segments;
  readonly #index: NoteIndex;
  readonly #records = new Map<string, FileRecord>();
  readonly #asked = new Set<string>();
  #hasAdopted = false;

  private constructor(folder: string, code: string, finish: Finish, contents: Contents) {
    this.#finish = finish;
    this.#segments = new Segments(folder);
    this.#index = NoteIndex.open(folder, code);
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
    return this.#written([...this.#asked].sort(), () => false);
  }

  /** Takes what others read and handed over. It is known from now on, and kept with the next `save`. */
  adopt(files: ReadonlyMap<string, Kept>): void {
    this.#index.adopt(files);
    this.#hasAdopted = true;
  }

  /** Keeps what was adopted, for whoever opens the cache before it is saved. */
  keepAdopted(): void {
    if (this.#hasAdopted) this.#index.saveAll();
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
    const changed = paths.filter((path) => this.#records.get(path)?.isNew === true);
    const hasSame = !this.hasOthers && !this.#hasAdopted;
    if (hasSame && changed.length === 0) return;
    if (hasSame && this.#index.takes(changed.length, MOST_SEGMENTS)) {
      this.#index.saveChanges(this.#written(changed, () => false));
      return;
    }
    const files = this.#written(paths, this.#isMoved(paths));
    this.#index.saveAll(files);
    this.#hasAdopted = false;
    this.#segments.prune(this.#index.segments);
  }

  /** Writes what is new of files, and what `isMoved` says, to a segment of its own. */
  #written(paths: readonly string[], isMoved: (at: At) => boolean): Map<string, Kept> {
    const writer = this.#segments.writer();
    const files = new Map<string, Kept>();
    for (const path of paths) {
      const record = this.#records.get(path);
      if (record !== undefined) files.set(path, record.keep(writer, isMoved));
    }
    writer.end();
    return files;
  }

  /** Which texts go to the new segment: when there are many segments, those of the smaller half. */
  #isMoved(paths: readonly string[]): (at: At) => boolean {
    const sizes = new Map<string, number>();
    for (const path of paths) {
      for (const [segment, , length] of this.#records.get(path)?.places ?? []) {
        sizes.set(segment, (sizes.get(segment) ?? 0) + length);
      }
    }
    if (sizes.size < MOST_SEGMENTS) return () => false;
    const bySize = [...sizes].sort(([, a], [, b]) => a - b).map(([segment]) => segment);
    const moved = new Set(bySize.slice(0, Math.ceil(bySize.length / 2)));
    return ([segment]) => moved.has(segment);
  }

  /** Lets go of open files. */
  close(): void {
    this.#segments.close();
  }
}
