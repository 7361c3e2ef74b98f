import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf, TextFiles, type At } from './text-files.ts';

const PREFIX = 'segment-';

/** Files that hold many texts each. They are written once; what is no longer used goes with its file. */
export class Segments {
  readonly #folder: string;
  readonly #files: TextFiles;

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = new TextFiles(folder);
  }

  /** A text; null when it is not as it was written. */
  read(at: At): string | null {
    return this.#files.read(at);
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
    this.#files.close();
  }
}

/** So many bytes are gathered before they are written. */
const MOST_GATHERED = 2 ** 20;

/** Writes the texts of a segment, many at a time. */
export class SegmentWriter {
  readonly #folder: string;
  readonly #name = `${PREFIX}${randomUUID()}`;
  #parts: Buffer[] = [];
  #gathered = 0;
  #file: number | null = null;
  #size = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(text: string): At {
    const bytes = Buffer.from(text);
    const at = placeOf(this.#name, this.#size, bytes);
    this.#parts.push(bytes);
    this.#gathered += bytes.length;
    this.#size += bytes.length;
    if (this.#gathered >= MOST_GATHERED) this.#write();
    return at;
  }

  /** Writes what is left, if there is anything in the segment. */
  end(): void {
    if (this.#parts.length > 0) this.#write();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #write(): void {
    if (this.#file === null) {
      mkdirSync(this.#folder, { recursive: true });
      this.#file = openSync(join(this.#folder, this.#name), 'wx');
    }
    writeFileSync(this.#file, Buffer.concat(this.#parts));
    this.#parts = [];
    this.#gathered = 0;
  }
}
