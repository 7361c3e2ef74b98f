import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compareText } from '../../model/finding.ts';
import { isRunning } from '../is-running.ts';
import { packIndex, unpackIndex, type KeptIndex } from './kept-index.ts';
import { packBundle, unpackBundle, type ShardBundle } from './shard-bundle.ts';

/** So much is kept that no edition has any more, newest first: whoever undoes an edit waits for nothing. */
const SPARE_BYTES = 128 * 1024 * 1024;

const SHARD = /^([0-9a-f]{16})\.shard$/;
const INDEX = /^([0-9a-f]{16})\.index$/;

/** Indexed shards and merged indexes by their keys, a file each, in a folder that can be deleted at any time. */
export class ShardCache {
  readonly #folder: string;
  readonly #used = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The shard of a key; null when it is not there, or damaged. */
  async get(key: string): Promise<ShardBundle | null> {
    this.#used.add(key);
    const packed = await readFile(this.#file(key)).catch(() => null);
    return packed === null ? null : unpackBundle(packed);
  }

  /** Keeps a shard, whole or not at all. */
  async put(key: string, bundle: ShardBundle): Promise<void> {
    this.#used.add(key);
    await this.#put(this.#file(key), packBundle(bundle));
  }

  /** What an index of that key was merged to; null when it is not there, or damaged. */
  async getIndex(key: string): Promise<KeptIndex | null> {
    this.#used.add(key);
    const packed = await readFile(this.#indexFile(key)).catch(() => null);
    return packed === null ? null : unpackIndex(packed);
  }

  /** Keeps an index, whole or not at all. */
  async putIndex(key: string, index: KeptIndex): Promise<void> {
    this.#used.add(key);
    await this.#put(this.#indexFile(key), packIndex(index));
  }

  async #put(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    // Its process is in its name: what one that was killed left is removed by a later `prune`.
    const folder = await mkdtemp(join(this.#folder, `making-${process.pid}-`));
    try {
      const made = join(folder, basename(file));
      await writeFile(made, bytes);
      await rename(made, file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * Removes what nothing asked for, but for the newest shards, and what builds that were killed left.
   *
   * @param alsoUsed keys that count as asked for
   */
  async prune(alsoUsed: Iterable<string> = []): Promise<void> {
    const used = new Set([...this.#used, ...alsoUsed]);
    const spare: { file: string; bytes: number; made: number }[] = [];
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const file = join(this.#folder, name);
      const key = SHARD.exec(name)?.[1];
      const index = INDEX.exec(name)?.[1];
      if (index !== undefined) {
        if (!used.has(index)) await rm(file, { force: true });
      } else if (key === undefined) {
        const pid = Number(/^making-(\d+)-/.exec(name)?.[1]);
        if (!isRunning(pid)) await rm(file, { recursive: true, force: true });
      } else if (!used.has(key)) {
        const found = await stat(file).catch(() => null);
        if (found) spare.push({ file, bytes: found.size, made: found.mtimeMs });
      }
    }
    spare.sort((a, b) => b.made - a.made || compareText(a.file, b.file));
    let bytes = 0;
    for (const one of spare) {
      bytes += one.bytes;
      if (bytes > SPARE_BYTES) await rm(one.file, { force: true });
    }
  }

  #file(key: string): string {
    return join(this.#folder, `${key}.shard`);
  }

  #indexFile(key: string): string {
    return join(this.#folder, `${key}.index`);
  }
}
