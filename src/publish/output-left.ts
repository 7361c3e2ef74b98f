import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { SETTLED_AFTER, sinceEpoch } from '../catalog/contents.ts';
import { compareText } from '../model/finding.ts';
import { below } from './files-below.ts';

/** A file of the output as the build left it: path, bytes, time of its last change in milliseconds. */
export type LeftFile = readonly [path: string, size: number, changed: number];

/**
 * A folder of the output, '' for all of it: path, and the time at which something was put in or taken out
 * last. Null where that says nothing, since it was just before the folder was looked at: a file system
 * counts time in steps.
 */
export type LeftFolder = readonly [path: string, changed: number | null];

/** How a build left an output folder. */
export interface OutputLeft {
  readonly files: readonly LeftFile[];
  readonly folders: readonly LeftFolder[];
}

/** How an output is now; null where links lead out of it. */
export function leftIn(out: string): OutputLeft | null {
  const now = sinceEpoch();
  const folders = new Map<string, number | null>();
  // Before what is in them is listed: what comes later is seen by their times.
  const { files, links } = below(out, (folder) => {
    const { mtimeMs } = lstatSync(join(out, folder));
    folders.set(folder, mtimeMs + SETTLED_AFTER < now ? mtimeMs : null);
  });
  if (links.length > 0) return null;
  return { files: files.map((path) => fileIn(out, path)), folders: sorted(folders) };
}

/**
 * How an output is after a change. What was not changed is told as it was before it, so that the next
 * build sees what somebody else did to it meanwhile.
 *
 * @param put paths of files that were put in
 * @param gone paths of files that were taken out
 */
export function leftAfter(
  out: string,
  before: OutputLeft,
  put: readonly string[],
  gone: readonly string[],
): OutputLeft {
  const taken = new Set(gone);
  const others = new Map(put.map((path) => [path, fileIn(out, path)]));
  const folders = new Map(before.folders);
  for (const path of gone) {
    let folder = folderOf(path);
    for (; folder !== '' && !isFolder(join(out, folder)); folder = folderOf(folder)) {
      folders.delete(folder);
    }
    folders.set(folder, null);
  }
  for (const path of put) {
    let folder = folderOf(path);
    for (; folder !== '' && !folders.has(folder); folder = folderOf(folder)) {
      folders.set(folder, null);
    }
    folders.set(folder, null);
  }
  const files: LeftFile[] = [];
  for (const file of before.files) {
    const [path] = file;
    if (!taken.has(path) || others.has(path)) files.push(others.get(path) ?? file);
    others.delete(path);
  }
  // Sorting takes longer than all else, and few edits bring a file.
  if (others.size > 0) {
    files.push(...others.values());
    files.sort(([one], [other]) => compareText(one, other));
  }
  return { files, folders: sorted(folders) };
}

/**
 * Whether an output is as it was left: the same files, none more. Folders are read only where their times
 * do not tell that nothing was put in: reading them takes longer than all else.
 */
export function isAsItWasLeft(out: string, { files, folders }: OutputLeft): boolean {
  const unsure: string[] = [];
  for (const [path, changed] of folders) {
    const stat = statOf(join(out, path));
    if (stat?.isDirectory() !== true) return false;
    if (changed === null || stat.mtimeMs !== changed) unsure.push(path);
  }
  for (const [path, size, changed] of files) {
    const stat = statOf(`${out}${sep}${path}`);
    if (stat?.isFile() !== true || stat.size !== size || stat.mtimeMs !== changed) return false;
  }
  if (unsure.length === 0) return true;
  const known = new Set([...files, ...folders].map(([path]) => path));
  return unsure.every((folder) => hasNothingElse(out, folder, known));
}

/** Whether there is no file or link in a folder but those that are known. */
function hasNothingElse(out: string, folder: string, known: ReadonlySet<string>): boolean {
  return readdirSync(join(out, folder), { withFileTypes: true }).every((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (known.has(path)) return true;
    if (!entry.isDirectory()) return !entry.isFile() && !entry.isSymbolicLink();
    const { files, links } = below(join(out, path));
    return files.length === 0 && links.length === 0;
  });
}

function fileIn(out: string, path: string): LeftFile {
  const { size, mtimeMs } = lstatSync(`${out}${sep}${path}`);
  return [path, size, mtimeMs];
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : folder;
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A file stands where a folder was.
    return undefined;
  }
}

function sorted(folders: ReadonlyMap<string, number | null>): LeftFolder[] {
  return [...folders].sort(([one], [other]) => compareText(one, other));
}
