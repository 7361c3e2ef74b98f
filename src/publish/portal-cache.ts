import { hash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Contents } from '../catalog/contents.ts';
import { codeKey } from './code-key.ts';

/** Where a cache of notes is, and what code its values are made by. */
export interface PortalCache {
  readonly folder: string;
  readonly code: string;
  /** Key of the code that reads the texts of notes for the leak check. */
  readonly leakCode: string;
}

/** The cache of a portal folder's notes, below a folder for all of them. */
export function portalCache(cacheDir: string, root: string, engine: string): PortalCache {
  // Templates and outputs may change without touching what was read.
  const code = codeKey(engine, ['src/model', 'src/render', 'src/catalog']);
  const leakCode = codeKey(engine, ['src/publish/leaks']);
  return { folder: folderOf(cacheDir, root), code, leakCode };
}

/**
 * What is known of the files of a portal from earlier readings.
 *
 * @param isAnew whether every file is to be read again, whatever the file system says of it
 */
export function portalContents(cacheDir: string, root: string, isAnew = false): Contents {
  return Contents.open(join(folderOf(cacheDir, root), 'stamps.json'), isAnew);
}

function folderOf(cacheDir: string, root: string): string {
  return join(cacheDir, hash('sha256', resolve(root), 'hex').slice(0, 16));
}
