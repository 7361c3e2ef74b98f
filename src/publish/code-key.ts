import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';

const { version, versions } = process;

/** A system's own ICU may be another with the same Node. */
const NODE = [version, versions['icu'], versions['unicode'], versions['tz']].join(' ');

/** What packages are to be installed, and which are: they differ when somebody installed others. */
const PACKAGES = ['package-lock.json', 'node_modules/.package-lock.json'];

/**
 * A key of Gazette's own code: folders of it, its configuration, its dependencies and Node with what it
 * knows of languages and time zones. What was made by other code is never used again.
 */
export function codeKey(engine: string, folders = ['src']): string {
  const hash = createHash('sha256').update(NODE);
  const files = ['astro.config.mjs', ...PACKAGES, 'tsconfig.json'];
  for (const folder of folders) {
    const own = filesBelow(join(engine, folder)).filter((file) => !file.endsWith('.md'));
    files.push(...own.map((file) => `${folder}/${file}`));
  }
  // One after the other, and waited for: for hundreds of small files anything else takes ten times as long.
  for (const file of files) hash.update(`\0${file}\0`).update(bytesOf(join(engine, file)));
  return hash.digest('hex').slice(0, 16);
}

function bytesOf(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch {
    return '';
  }
}
