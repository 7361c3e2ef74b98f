import { randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Where a text is: segment, first byte, number of bytes, CRC-32. */
export type At = readonly [segment: string, offset: number, length: number, checksum: number];

const PREFIX = 'segment-';

/** Files that hold many texts each. They are written once; what is no longer used goes with its file. */
export class Segments {
  readonly #folder: string;
  readonly #open = new Map<string, number | null>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A text; null when it is not as it was written. */
  read([segment, offset, length, checksum]: At): string | null {
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

  /** Begins a new one. */
  writer(): SegmentWriter {
    return new SegmentWriter(this.#folder);
  }

  /** Deletes those that nothing refers to. */
  prune(used: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) {
      if (name.startsWith(PREFIX) && !used.has(name)) rmSync(join(this.#folder, name));
    }
  }

  /** Lets go of open files. */
  close(): void {
    for (const file of this.#open.values()) if (file !== null) closeSync(file);
    this.#open.clear();
  }
}

/** Gathers the texts of a segment, and writes them at its end. */
export class SegmentWriter {
  readonly #folder: string;
  readonly #name = `${PREFIX}${randomUUID()}`;
  readonly #parts: Buffer[] = [];
  #size = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(text: string): At {
    const bytes = Buffer.from(text);
    const at: At = [this.#name, this.#size, bytes.length, crc32(bytes)];
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return at;
  }

  /** Writes the segment, if there is anything in it. */
  end(): void {
    if (this.#parts.length === 0) return;
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, this.#name), Buffer.concat(this.#parts));
  }
}
