import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** The bytes of a file, as they were when it was looked at. */
export interface FileContent {
  /** SHA-256 of the bytes. */
  readonly hash: string;
  /**
   * The bytes themselves.
   *
   * @throws FilesChanged when the file has other bytes by now
   */
  bytes(): Buffer;
}

/** A file was written to while the portal was being read. */
export class FilesChanged extends Error {
  override readonly name = 'FilesChanged';

  constructor(file: string) {
    super(`${file} changed while it was being read. Run the command again.`);
  }
}

/** What the file system says of a file, and the hash of its bytes when it said so. */
type Stamp = readonly [size: number, modified: number, changed: number, node: number, hash: string];

/**
 * So many milliseconds must lie between the last change of a file and the moment at which it is looked
 * at before its times are trusted. A file system counts time in steps (two seconds at worst): of two
 * edits in one step the second would not be seen.
 */
export const SETTLED_AFTER = 3000;

/** Of so many files one may be read again each time: writing down all of them takes longer. */
const MANY = 100;

/**
 * Hashes of files. One that the file system says has not been touched since it was last read (by size,
 * by both of its times and by its number) is not read again: the time of the last change of a file's
 * state can't be set by programs, as that of its last edit can. Files that were touched just before
 * they were read, or that are of a time to come, are read each time.
 */
export class Contents {
  readonly #file: string | null;
  readonly #stamps: Map<string, Stamp>;
  readonly #now: () => number;
  readonly #seen = new Map<string, FileContent>();
  #began = 0;
  /** How many are known that are not kept. */
  #unsaved = 0;

  private constructor(file: string | null, stamps: Map<string, Stamp>, now: () => number) {
    this.#file = file;
    this.#stamps = stamps;
    this.#now = now;
    this.begin();
  }

  /**
   * @param file where it is kept what the file system said; null to keep it nowhere
   * @param isAnew whether what was kept is not to be trusted
   * @param now milliseconds since 1970, to tell how long ago files were touched: nothing else depends on it
   */
  static open(file: string | null, isAnew = false, now: () => number = sinceEpoch): Contents {
    const stamps = file === null || isAnew ? new Map<string, Stamp>() : readStamps(file);
    return new Contents(file, stamps, now);
  }

  /** Looks at every file again from now on. */
  begin(): void {
    this.#seen.clear();
    this.#began = this.#now();
  }

  /** Looks at one file again. */
  forget(absolute: string): void {
    this.#seen.delete(absolute);
  }

  /** A file by its absolute path: looked at once until `begin`. */
  of(absolute: string): FileContent {
    const seen = this.#seen.get(absolute);
    if (seen !== undefined) return seen;
    const { size, mtimeMs, ctimeMs, ino } = statSync(absolute);
    const known = this.#stamps.get(absolute);
    const isSame =
      known?.[0] === size && known[1] === mtimeMs && known[2] === ctimeMs && known[3] === ino;
    const content = isSame ? new Content(absolute, known[4], null) : Content.read(absolute);
    if (!isSame) {
      if (Math.max(mtimeMs, ctimeMs) + SETTLED_AFTER < this.#began) {
        this.#stamps.set(absolute, [size, mtimeMs, ctimeMs, ino, content.hash]);
        this.#unsaved += 1;
      } else this.#stamps.delete(absolute);
    }
    this.#seen.set(absolute, content);
    return content;
  }

  /**
   * Keeps what the file system said, once there is enough of it that is new. When most of it is of files that nobody
   * looks at, those go. What was said of a file that has been touched since may stay: it is not said again.
   */
  save(): void {
    if (this.#file === null || this.#unsaved * MANY <= this.#stamps.size) return;
    const all = [...this.#stamps];
    const seen = all.filter(([path]) => this.#seen.has(path));
    const text = JSON.stringify(seen.length * 2 < all.length ? seen : all);
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.${process.pid}`, `${crc32(text)}\n${text}`);
    renameSync(`${this.#file}.${process.pid}`, this.#file);
    this.#unsaved = 0;
  }
}

class Content implements FileContent {
  readonly hash: string;
  readonly #absolute: string;
  /** Wanted soon, or not at all: where what was made of them is remembered, nobody asks for them. */
  #bytes: WeakRef<Buffer> | null;

  constructor(absolute: string, hash: string, bytes: Buffer | null) {
    this.#absolute = absolute;
    this.hash = hash;
    this.#bytes = bytes === null ? null : new WeakRef(bytes);
  }

  static read(absolute: string): Content {
    const bytes = readFileSync(absolute);
    return new Content(absolute, hashOf(bytes), bytes);
  }

  bytes(): Buffer {
    const known = this.#bytes?.deref();
    // Bytes are wanted once, to make something of them.
    this.#bytes = null;
    if (known !== undefined) return known;
    const bytes = readFileSync(this.#absolute);
    if (hashOf(bytes) !== this.hash) throw new FilesChanged(this.#absolute);
    return bytes;
  }
}

/** Now, in milliseconds. Never later than what the file system would say, unless the clock was set back meanwhile. */
export function sinceEpoch(): number {
  return performance.timeOrigin + performance.now();
}

function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}

function readStamps(file: string): Map<string, Stamp> {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const json = text.slice(end + 1);
    if (text.slice(0, end) !== String(crc32(json))) return new Map();
    return new Map(JSON.parse(json) as [string, Stamp][]);
  } catch {
    return new Map();
  }
}
