import { existsSync } from 'node:fs';
import {
  lstat,
  mkdir,
  readFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { compareText, type Finding } from '../model/finding.ts';
import { isRunning } from '../outputs/is-running.ts';
import { filesBelow } from './files-below.ts';
import type { Written } from './tree-writer.ts';

/**
 * Where a build writes before anything is published. When all is well, `publish` puts it in the
 * place of the previous output in one step; otherwise the previous output stays as it was.
 */
export class Staging {
  readonly directory: string;
  readonly findings: Finding[] = [];
  readonly #out: string;
  /** Paths by their folded form: some file systems can't tell `Atlas` from `atlas`. */
  readonly #paths = new Map<string, string>();
  #bytes = 0;

  private constructor(out: string) {
    this.#out = out;
    this.directory = `${out}.staging-${process.pid}`;
  }

  /**
   * Begins, and clears up after builds that were killed.
   *
   * @throws Error when the place can't be written
   */
  static async open(out: string): Promise<Staging> {
    const staging = new Staging(out);
    await recoverOutput(out);
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

  /** Counts files below `tree`, written or there before; two of one name are a finding, since one was lost. */
  count(tree: string, files: readonly Written[]): void {
    for (const [path, , size] of files) {
      this.claim(tree === '' ? path : `${tree}/${path}`);
      this.#bytes += size;
    }
  }

  /** Whether a file of this path is part of the output. */
  has(path: string): boolean {
    return this.#paths.get(folded(path)) === path;
  }

  /** Reserves a path for something that writes by itself. False when it is taken. */
  claim(path: string): boolean {
    const name = folded(path);
    const existing = this.#paths.get(name);
    if (existing === undefined) {
      this.#paths.set(name, path);
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
    const previous = `${this.#out}.previous-${process.pid}`;
    const hadPrevious = await stat(this.#out).then(
      () => true,
      () => false,
    );
    await mkdir(dirname(this.#out), { recursive: true });
    if (hadPrevious) await rename(this.#out, previous);
    try {
      await rename(this.directory, this.#out);
    } catch (error) {
      if (hadPrevious) await rename(previous, this.#out);
      throw error;
    }
    if (hadPrevious) await rm(previous, { recursive: true, force: true });
  }

  /**
   * Puts what is staged into the previous output, and takes what is gone out of it.
   *
   * @returns paths of what was put in
   */
  async publishChanges(gone: readonly string[]): Promise<readonly string[]> {
    const patch = `${this.#out}.patch-${process.pid}`;
    await mkdir(this.directory, { recursive: true });
    await writeFile(join(this.directory, GONE), JSON.stringify(gone));
    // From here on the change is decided: a build that is killed now is finished by the next one.
    await rename(this.directory, patch);
    return applyPatch(patch, this.#out);
  }

  async discard(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/**
 * Removes what builds left beside the output when they were killed. One that was killed between the
 * two renames of `publish` left no output at all: the one before comes back. One that was killed while it
 * changed the output is finished.
 */
export async function recoverOutput(out: string): Promise<void> {
  const names = await readdir(dirname(out)).catch(() => []);
  for (const name of names.sort(compareText)) {
    const [, kind, pid = ''] = LEFTOVER.exec(name) ?? [];
    if (name !== `${basename(out)}.${kind ?? ''}-${pid}` || isAnother(Number(pid))) continue;
    const path = join(dirname(out), name);
    if (kind === 'patch') await applyPatch(path, out);
    else if (kind === 'previous' && !existsSync(out)) await rename(path, out);
    else await rm(path, { recursive: true, force: true });
  }
}

const LEFTOVER = /\.(staging|previous|patch)-(\d+)$/;

/** The list of files that a patch takes away; no output has this name. */
const GONE = '.gone.json';

/** Does what a patch says, or what is left of it: done again, it gives the same. */
async function applyPatch(patch: string, out: string): Promise<readonly string[]> {
  const list = await readFile(join(patch, GONE), 'utf8').catch(() => '[]');
  for (const path of JSON.parse(list) as string[]) {
    const file = join(out, path);
    const found = await lstat(file).catch(() => null);
    // Where a file was, there may be a folder of the new files by now.
    if (found !== null && !found.isDirectory()) await rm(file, { force: true });
    await removeEmpty(dirname(file), out);
  }
  // Not twice: where upper and lower case are one, a new file may have the name of one that is gone.
  await rm(join(patch, GONE), { force: true });
  const put = filesBelow(patch);
  for (const path of put) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await rename(join(patch, path), target);
  }
  await rm(patch, { recursive: true, force: true });
  return put;
}

/** Whether a process of this number builds just now, and is not this one. */
function isAnother(pid: number): boolean {
  return pid !== process.pid && isRunning(pid);
}

/** Removes a folder without files, and those above it that have none then. */
async function removeEmpty(folder: string, out: string): Promise<void> {
  for (let at = folder; isInside(at, out) && at !== out; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

/**
 * Where a folder is or will be, with all links on the way followed: publishing puts a folder in the place of
 * another, and would put it in the place of a link to one.
 */
export async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    const target = await readlink(path).catch(() => null);
    if (target !== null) return realPlace(resolve(parent, target));
    return join(await realPlace(parent), basename(path));
  }
}

/**
 * Why a folder can't be where a portal is published, in a sentence; null when it can. Publishing
 * replaces the folder with all that is in it, so it must be no folder of notes, and nothing else
 * that a person keeps.
 *
 * @param out its real place
 */
export async function whyNotOut(out: string, root: string): Promise<string | null> {
  const sources = await Promise.all(
    ['content', 'locales', 'public'].map((name) => realPlace(join(root, name))),
  );
  if (isInside(await realPlace(root), out))
    return `${out} holds the portal folder, and publishing replaces it`;
  if (sources.some((source) => isInside(out, source))) {
    return `${out} is in the portal's own files`;
  }
  const found = await stat(out).catch(() => null);
  if (found === null) return null;
  if (!found.isDirectory()) return `${out} is a file`;
  const names = await readdir(out);
  const isOutput = (folder: string): boolean => existsSync(join(folder, '_gazette'));
  if (names.length === 0 || isOutput(out) || names.some((name) => isOutput(join(out, name)))) {
    return null;
  }
  return `${out} holds files that no build has written, and publishing would delete them`;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
