import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Where a text is: file, first byte, number of bytes, CRC-32. */
export type At = readonly [file: string, offset: number, length: number, checksum: number];

/** The place of a text that is written there. */
export function placeOf(file: string, offset: number, bytes: Uint8Array): At {
  return [file, offset, bytes.length, crc32(bytes)];
}

/** Files of a folder that hold many texts each, opened when something of them is read. */
export class TextFiles {
  readonly #folder: string;
  readonly #open = new Map<string, number | null>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The text in a place; null when it is missing or not as it was written. */
  read(at: At): string | null {
    return this.readBytes(at)?.toString() ?? null;
  }

  /** The text in a place, in UTF-8. */
  readBytes([name, offset, length, checksum]: At): Buffer | null {
    const file = this.#of(name);
    if (file === null) return null;
    const bytes = Buffer.allocUnsafe(length);
    const count = readSync(file, bytes, 0, length, offset);
    return count === length && crc32(bytes) === checksum ? bytes : null;
  }

  /** How many bytes a file has; none when it is missing. */
  sizeOf(name: string): number {
    const file = this.#of(name);
    return file === null ? 0 : fstatSync(file).size;
  }

  /** Begins a file that is not there yet, to be written and read; it is closed with the others. */
  begin(name: string): number {
    const file = openSync(join(this.#folder, name), 'wx+');
    this.#open.set(name, file);
    return file;
  }

  /** Lets go of open files. */
  close(): void {
    for (const file of this.#open.values()) if (file !== null) closeSync(file);
    this.#open.clear();
  }

  #of(name: string): number | null {
    let file = this.#open.get(name);
    if (file === undefined) {
      try {
        file = openSync(join(this.#folder, name), 'r');
      } catch {
        file = null;
      }
      this.#open.set(name, file);
    }
    return file;
  }
}
