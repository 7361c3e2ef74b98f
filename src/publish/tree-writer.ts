import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../outputs/output.ts';

/** A file of the output: its path, what its bytes are known by, and how many they are. */
export type Written = readonly [path: string, digest: string, size: number];

const encoder = new TextEncoder();
const LARGEST = 2 ** 21;
/** Bytes of UTF-8 for one code unit of a string. */
const LONGEST_CHARACTER = 3;

/** Writes files below a folder, but those that are there already. */
export class TreeWriter {
  readonly #directory: string;
  readonly #there: ReadonlyMap<string, string>;
  readonly #made = new Set<string>();
  readonly #written = new Set<string>();
  #buffer: Buffer | null = null;

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
    const bytes = typeof file.bytes === 'string' ? this.#encode(file.bytes) : file.bytes;
    const digest = file.known?.digest ?? hash('sha1', bytes, 'base64url');
    const size = file.known?.size ?? bytes.length;
    if (this.#there.get(file.path) !== digest) {
      const target = join(this.#directory, file.path);
      this.#makeFolder(dirname(target));
      // Thousands of small files: one call each costs a fraction of what queueing them does.
      writeFileSync(target, bytes);
      this.#written.add(file.path);
    }
    return [file.path, digest, size];
  }

  /** Whether a file is where all of it will be. */
  isThere(path: string, digest: string): boolean {
    return this.#there.get(path) === digest;
  }

  /** Text as bytes, once for digest, size and file, in memory that the next text is put into. */
  #encode(text: string): Uint8Array {
    if (text.length * LONGEST_CHARACTER > LARGEST) return Buffer.from(text);
    this.#buffer ??= Buffer.allocUnsafeSlow(LARGEST);
    return this.#buffer.subarray(0, encoder.encodeInto(text, this.#buffer).written);
  }

  #makeFolder(folder: string): void {
    if (this.#made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
  }
}
