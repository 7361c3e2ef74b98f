import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { OutputFile } from '../outputs/output.ts';

/** Files that are written side by side: enough to keep the disk busy, few enough for memory. */
const MOST_UNDER_WAY = 32;

/**
 * Where a build writes before anything is published. When all is well, `publish` puts it in the
 * place of the previous output in one step; otherwise the previous output stays as it was.
 */
export class Staging {
  readonly directory: string;
  readonly findings: Finding[] = [];
  readonly #out: string;
  readonly #made = new Map<string, Promise<unknown>>();
  readonly #underWay = new Set<Promise<void>>();
  /** Paths by their folded form: some file systems can't tell `Atlas` from `atlas`. */
  readonly #paths = new Map<string, string>();
  #bytes = 0;

  private constructor(out: string) {
    this.#out = out;
    this.directory = `${out}.staging-${process.pid}`;
  }

  /** @throws Error when the place can't be written */
  static async open(out: string): Promise<Staging> {
    const staging = new Staging(out);
    await rm(staging.directory, { recursive: true, force: true });
    await mkdir(staging.directory, { recursive: true });
    return staging;
  }

  get files(): number {
    return this.#paths.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Writes one file; two of one name are a finding, since one of them would be lost. Returns before
   * the file is written, unless many are under way; `settle` waits for all of them.
   */
  async write(file: OutputFile, tree = ''): Promise<void> {
    const path = tree === '' ? file.path : `${tree}/${file.path}`;
    if (!this.claim(path)) return;
    const bytes = typeof file.bytes === 'string' ? Buffer.from(file.bytes) : file.bytes;
    this.#bytes += bytes.length;
    const writing: Promise<void> = this.#writeFile(join(this.directory, path), bytes).finally(
      () => {
        this.#underWay.delete(writing);
      },
    );
    this.#underWay.add(writing);
    if (this.#underWay.size >= MOST_UNDER_WAY) await Promise.race(this.#underWay);
  }

  /** Waits until everything is written. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #writeFile(target: string, bytes: Uint8Array): Promise<void> {
    await this.#makeFolder(dirname(target));
    await writeFile(target, bytes);
  }

  /** Reserves a path for something that writes by itself. False when it is taken. */
  claim(path: string): boolean {
    const folded = path.normalize('NFC').toLowerCase();
    const existing = this.#paths.get(folded);
    if (existing === undefined) {
      this.#paths.set(folded, path);
      return true;
    }
    this.findings.push({
      code: 'output/collision',
      severity: 'error',
      file: path,
      message:
        existing === path
          ? 'two outputs have the same address'
          : `differs from ${existing} only by case or Unicode form`,
      expected: 'an address of its own for each page and file',
      found: existing,
      fix: 'Rename one of the entries, or take the address out of its aliases.',
    });
    return false;
  }

  /** Puts the staged tree in the place of the previous output. */
  async publish(): Promise<void> {
    await this.settle();
    const previous = `${this.#out}.previous-${process.pid}`;
    const hadPrevious = await stat(this.#out).then(
      () => true,
      () => false,
    );
    await mkdir(dirname(this.#out), { recursive: true });
    if (hadPrevious) await rename(this.#out, previous);
    await rename(this.directory, this.#out);
    if (hadPrevious) await rm(previous, { recursive: true, force: true });
  }

  async discard(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await rm(this.directory, { recursive: true, force: true });
  }

  #makeFolder(folder: string): Promise<unknown> {
    const known = this.#made.get(folder);
    if (known) return known;
    const making = mkdir(folder, { recursive: true });
    this.#made.set(folder, making);
    return making;
  }
}

/** Files below a folder as paths with `/`, sorted; none when it does not exist. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}
