import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../model/finding.ts';

/** What is in a folder and all of those in it. */
export interface Below {
  /** Paths below the folder, with `/`, sorted by code unit; links are none of them. */
  readonly files: readonly string[];
  /** Paths of links, which may lead anywhere, alike. */
  readonly links: readonly string[];
}

/**
 * All that is below a folder; nothing when it does not exist.
 *
 * @param onFolder told of each folder that there is, '' for the first, before it is read
 */
export function below(folder: string, onFolder?: (path: string) => void): Below {
  const files: string[] = [];
  const links: string[] = [];
  const folders = [''];
  // Node's own way into all folders asks for the kind of each entry again, which takes three times as
  // long, and follows links or does not, depending on how it is asked.
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    if (onFolder !== undefined && (at !== '' || existsSync(folder))) onFolder(at);
    for (const entry of entriesOf(join(folder, at))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) files.push(path);
    }
  }
  return { files: files.sort(compareText), links: links.sort(compareText) };
}

/** Files below a folder, as paths with `/`, sorted; none when it does not exist. */
export function filesBelow(folder: string): readonly string[] {
  return below(folder).files;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
