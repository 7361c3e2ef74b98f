import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../outputs/output.ts';

/** A file of the output: its path, what its bytes are known by, and how many they are. */
export type Written = readonly [path: string, digest: string, size: number];

/** Writes files below a folder, but those that are there already. */
export class TreeWriter {
  readonly #directory: string;
  readonly #there: ReadonlyMap<string, string>;
  readonly #made = new Set<string>();
  readonly #written = new Set<string>();

  /**
   * @param directory where to write
   * @param there what is where all of it will be: digests of files by path
   */
  constructor(directory: string, there: ReadonlyMap<string, string> = new Map()) {
    this.#directory = directory;
    this.#there = there;
  }

  /** Paths of what was written. */
  get written(): ReadonlySet<string> {
    return this.#written;
  }

  write(file: OutputFile): Written {
    const digest = file.known?.digest ?? hash('sha1', file.bytes, 'base64url');
    const size =
      file.known?.size ??
      (typeof file.bytes === 'string' ? Buffer.byteLength(file.bytes) : file.bytes.length);
    if (this.#there.get(file.path) !== digest) {
      const target = join(this.#directory, file.path);
      this.#makeFolder(dirname(target));
      // Thousands of small files: one call each costs a fraction of what queueing them does.
      writeFileSync(target, file.bytes);
      this.#written.add(file.path);
    }
    return [file.path, digest, size];
  }

  /** Whether a file is where all of it will be. */
  isThere(path: string, digest: string): boolean {
    return this.#there.get(path) === digest;
  }

  #makeFolder(folder: string): void {
    if (this.#made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
  }
}
