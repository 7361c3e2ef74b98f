import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { PictureVariant, PictureVariants } from '../../views/picture-sources.ts';
import { isRunning } from '../is-running.ts';
import type { Encoded } from './encode.ts';

/** What stands at the head of a kept file. */
interface Head {
  readonly key: string;
  readonly variants: readonly (PictureVariant & { readonly crc: number })[];
}

/** Room for a head: some hundred bytes each variant. */
const HEAD = 8192;

/**
 * Keeps variants of pictures on disk, a file for each picture: a checksum, what is in it, and the bytes
 * one after the other. Whatever is missing or damaged is null, and made again.
 */
export class PictureStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was made of a picture, as far as that can be told without reading it all. */
  variants(key: string): PictureVariants | null {
    const found = this.#open(key);
    if (found === null) return null;
    closeSync(found.file);
    return { key, variants: found.head.variants.map(({ crc: _, ...variant }) => variant) };
  }

  /** The bytes of each variant; null when any of them is not as it was written. */
  bytes(key: string): Uint8Array[] | null {
    const found = this.#open(key);
    if (found === null) return null;
    try {
      let at = found.start;
      const all: Uint8Array[] = [];
      for (const { bytes, crc } of found.head.variants) {
        const part = Buffer.allocUnsafe(bytes);
        if (readSync(found.file, part, 0, bytes, at) !== bytes || crc32(part) !== crc) return null;
        all.push(part);
        at += bytes;
      }
      return all;
    } finally {
      closeSync(found.file);
    }
  }

  /** Keeps what was made of a picture, in one step. */
  write(key: string, encoded: readonly Encoded[]): PictureVariants {
    const variants = encoded.map((one) => ({ ...one, bytes: one.bytes.length }));
    const crcs = encoded.map(({ bytes }) => crc32(bytes));
    const head: Head = {
      key,
      variants: variants.map((variant, index) => ({ ...variant, crc: crcs[index] ?? 0 })),
    };
    const text = JSON.stringify(head);
    mkdirSync(this.#folder, { recursive: true });
    const temporary = join(this.#folder, partName(key));
    const parts = [Buffer.from(`${crc32(text)}\n${text}\n`), ...encoded.map(({ bytes }) => bytes)];
    writeFileSync(temporary, Buffer.concat(parts));
    renameSync(temporary, this.#file(key));
    return { key, variants };
  }

  /**
   * Remembers which pictures a portal shows, and forgets those that none of the portals showed in its
   * last few builds: an edit that is taken back costs nothing.
   */
  prune(portal: string, keys: readonly string[]): void {
    mkdirSync(this.#folder, { recursive: true });
    const own = join(this.#folder, `${portal}${LIST}`);
    const now = [...keys].sort().join(' ');
    const before = linesOf(own);
    if (before[0] !== now) {
      const lines = [now, ...before.filter((line) => line !== now)].slice(0, MOST_BUILDS);
      const temporary = join(this.#folder, partName(portal));
      writeFileSync(temporary, `${lines.join('\n')}\n`);
      renameSync(temporary, own);
    }
    const names = readdirSync(this.#folder);
    const lists = this.#newest(names.filter((name) => name.endsWith(LIST)));
    const used = new Set(
      lists.flatMap((name) => linesOf(join(this.#folder, name)).flatMap((line) => line.split(' '))),
    );
    for (const name of names) {
      const key = name.endsWith(KEPT) ? name.slice(0, -KEPT.length) : null;
      if (name.endsWith(LIST) && !lists.includes(name))
        rmSync(join(this.#folder, name), { force: true });
      const [, pid] = PART.exec(name) ?? [];
      const isLeft = pid !== undefined && !isRunning(Number(pid));
      if (isLeft || (key !== null && !used.has(key)))
        rmSync(join(this.#folder, name), { force: true });
    }
  }

  /** Of the lists, those that were written last. */
  #newest(lists: readonly string[]): string[] {
    const changed = (name: string): number =>
      statSync(join(this.#folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return lists
      .map((name) => ({ name, at: changed(name) }))
      .sort((a, b) => b.at - a.at)
      .slice(0, MOST_PORTALS)
      .map(({ name }) => name);
  }

  #file(key: string): string {
    return join(this.#folder, `${key}${KEPT}`);
  }

  #open(key: string): { file: number; head: Head; start: number } | null {
    let file: number;
    try {
      file = openSync(this.#file(key), 'r');
    } catch {
      return null;
    }
    try {
      const bytes = Buffer.allocUnsafe(HEAD);
      const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, HEAD, 0));
      const [sum = '', json = ''] = text.split('\n', 2);
      if (sum === String(crc32(json))) {
        const head = JSON.parse(json) as Head;
        const start = Buffer.byteLength(sum) + Buffer.byteLength(json) + 2;
        const length = head.variants.reduce((all, { bytes: size }) => all + size, start);
        if (head.key === key && fstatSync(file).size === length) return { file, head, start };
      }
    } catch {
      // Not as it was written.
    }
    closeSync(file);
    return null;
  }
}

const KEPT = '.pictures';
const LIST = '.list';

/** Of so many portals it is known what they show. */
const MOST_PORTALS = 20;

/** So many different builds of a portal count. */
const MOST_BUILDS = 5;

/** What is being written, and by which process: threads of one may write the same. */
function partName(name: string): string {
  return `${name}.${process.pid}-${randomUUID()}.part`;
}

const PART = /\.(\d+)-[^.]+\.part$/;

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}
