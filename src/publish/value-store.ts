import { mkdirSync, writeSync } from 'node:fs';
import { placeOf, TextFiles, type At } from '../catalog/text-files.ts';
import { keptName } from './kept-files.ts';

/** Above so many segments it is worth writing all values to a new one. */
const MOST_SEGMENTS = 8;

/**
 * Values that are too large to be read whenever a build begins: texts in segments on disk, of which only
 * the places are kept with a ledger. A segment is written once and never changed.
 */
export class ValueStore {
  readonly #folder: string;
  readonly #files: TextFiles;
  #writing: { readonly name: string; readonly file: number; offset: number } | null = null;

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = new TextFiles(folder);
  }

  /** The text that was written there; null when it is missing or not as it was written. */
  read(at: At): string | null {
    return this.#files.read(at);
  }

  /** The text that was written there, in UTF-8. */
  readBytes(at: At): Buffer | null {
    return this.#files.readBytes(at);
  }

  write(text: string | Uint8Array): At {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const to = this.#segment();
    const at = placeOf(to.name, to.offset, bytes);
    writeSync(to.file, bytes);
    to.offset += bytes.length;
    return at;
  }

  /** How many bytes a segment has; none when it is missing. */
  sizeOf(segment: string): number {
    return this.#files.sizeOf(segment);
  }

  /** Whether what is kept in these segments is so scattered that it should be written anew. */
  static isScattered(segments: ReadonlySet<string>): boolean {
    return segments.size > MOST_SEGMENTS;
  }

  close(): void {
    this.#files.close();
    this.#writing = null;
  }

  #segment(): { readonly name: string; readonly file: number; offset: number } {
    if (this.#writing !== null) return this.#writing;
    const name = keptName('values');
    mkdirSync(this.#folder, { recursive: true });
    this.#writing = { name, file: this.#files.begin(name), offset: 0 };
    return this.#writing;
  }
}
