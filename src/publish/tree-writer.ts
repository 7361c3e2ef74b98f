import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../outputs/output.ts';

/** Writes files below a folder, and remembers which. */
export class TreeWriter {
  /** Paths of files as their rooms gave them, in the order of writing. */
  readonly paths: string[] = [];
  readonly #directory: string;
  readonly #made = new Set<string>();
  #bytes = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get bytes(): number {
    return this.#bytes;
  }

  write(file: OutputFile): void {
    const target = join(this.#directory, file.path);
    this.#makeFolder(dirname(target));
    this.paths.push(file.path);
    this.#bytes +=
      typeof file.bytes === 'string' ? Buffer.byteLength(file.bytes) : file.bytes.length;
    // Thousands of small files: one call each costs a fraction of what queueing them does.
    writeFileSync(target, file.bytes);
  }

  #makeFolder(folder: string): void {
    if (this.#made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
  }
}
