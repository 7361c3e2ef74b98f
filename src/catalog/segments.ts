import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
    const at = placeOf(this.#name, this.#size, bytes);
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
