import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A checksum has so many digits. It begins a line before what it is of, which the code that wrote ends. */
const DIGITS = 10;

/** So many bytes are gathered before they are written. */
const MOST_GATHERED = 2 ** 18;

/**
 * Writes bytes one after the other, with the checksum of all of them in a line before: whoever has much to
 * write need not have all of it in memory at once. Until `end` the file counts as missing, and always for
 * other code: it may write the same in another way.
 */
export class SealedWriter {
  readonly #file: number;
  readonly #gathered = Buffer.allocUnsafe(MOST_GATHERED);
  #at = 0;
  #length = 0;
  #sum = 0;

  /** @param code key of all code that decides what is written, and of whatever else it holds for; one line */
  constructor(file: string, code: string) {
    this.#file = openSync(file, 'w');
    writeAll(this.#file, Buffer.concat([digitsOf(''), endOf(code)]));
  }

  /** How many bytes were added. */
  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#at + bytes.length > MOST_GATHERED) this.#flush();
    if (bytes.length > MOST_GATHERED) return this.#write(bytes);
    this.#gathered.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Writes the checksum. Call it once, or `giveUp`. */
  end(): void {
    this.#flush();
    writeSync(this.#file, digitsOf(String(this.#sum)), 0, DIGITS, 0);
    closeSync(this.#file);
  }

  /** Leaves a file that counts as missing. */
  giveUp(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    this.#write(this.#gathered.subarray(0, this.#at));
    this.#at = 0;
  }

  #write(bytes: Uint8Array): void {
    this.#sum = crc32(bytes, this.#sum);
    writeAll(this.#file, bytes);
  }
}

/** Writes bytes, one part after the other, as `SealedWriter` does. */
export function writeSealed(file: string, code: string, ...parts: readonly Uint8Array[]): void {
  const writer = new SealedWriter(file, code);
  try {
    for (const part of parts) writer.add(part);
  } catch (error) {
    writer.giveUp();
    throw error;
  }
  writer.end();
}

/** The bytes that were written; null where they are missing, not as they were written, or of other code. */
export function readSealed(file: string, code: string): Buffer | null {
  let all;
  try {
    all = readFileSync(file);
  } catch {
    return null;
  }
  const end = endOf(code);
  const bytes = all.subarray(DIGITS + end.length);
  if (!end.equals(all.subarray(DIGITS, DIGITS + end.length))) return null;
  return digitsOf(String(crc32(bytes))).equals(all.subarray(0, DIGITS)) ? bytes : null;
}

function digitsOf(sum: string): Buffer {
  return Buffer.from(sum.padStart(DIGITS));
}

function endOf(code: string): Buffer {
  return Buffer.from(` ${code}\n`);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
