import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { keptName } from './kept-files.ts';

/** Where a value is: segment, first byte, number of bytes, CRC-32. */
export type ValueAt = readonly [segment: string, offset: number, length: number, checksum: number];

/** Above so many segments it is worth writing all values to a new one. */
const MOST_SEGMENTS = 8;

/**
 * Values that are too large to be read whenever a build begins: texts in segments on disk, of which only
 * the places are kept with a ledger. A segment is written once and never changed.
 */
export class ValueStore {
  readonly #folder: string;
  readonly #open = new Map<string, number | null>();
  #writing: { readonly name: string; readonly file: number; offset: number } | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The text that was written there; null when it is missing or not as it was written. */
  read([segment, offset, length, checksum]: ValueAt): string | null {
    const file = this.#fileOf(segment);
    if (file === null) return null;
    const bytes = Buffer.allocUnsafe(length);
    const count = readSync(file, bytes, 0, length, offset);
    return count === length && crc32(bytes) === checksum ? bytes.toString() : null;
  }

  write(text: string): ValueAt {
    const bytes = Buffer.from(text);
    const to = this.#segment();
    const at: ValueAt = [to.name, to.offset, bytes.length, crc32(bytes)];
    writeSync(to.file, bytes);
    to.offset += bytes.length;
    return at;
  }

  /** How many bytes a segment has; none when it is missing. */
  sizeOf(segment: string): number {
    const file = this.#fileOf(segment);
    return file === null ? 0 : fstatSync(file).size;
  }

  /** Whether what is kept in these segments is so scattered that it should be written anew. */
  static isScattered(segments: ReadonlySet<string>): boolean {
    return segments.size > MOST_SEGMENTS;
  }

  close(): void {
    if (this.#writing !== null) closeSync(this.#writing.file);
    for (const [name, file] of this.#open) {
      if (file !== null && name !== this.#writing?.name) closeSync(file);
    }
    this.#writing = null;
    this.#open.clear();
  }

  #segment(): { readonly name: string; readonly file: number; offset: number } {
    if (this.#writing !== null) return this.#writing;
    const name = keptName('values');
    mkdirSync(this.#folder, { recursive: true });
    const file = openSync(join(this.#folder, name), 'wx+');
    this.#open.set(name, file);
    this.#writing = { name, file, offset: 0 };
    return this.#writing;
  }

  #fileOf(segment: string): number | null {
    let file = this.#open.get(segment);
    if (file === undefined) {
      try {
        file = openSync(join(this.#folder, segment), 'r');
      } catch {
        file = null;
      }
      this.#open.set(segment, file);
    }
    return file;
  }
}
