import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';

/**
 * A key of Gazette's own code: folders of it, its configuration, its dependencies and Node. What was
 * made by other code is never used again.
 */
export async function codeKey(engine: string, folders = ['src']): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const files = ['astro.config.mjs', 'package-lock.json', 'tsconfig.json'];
  for (const folder of folders) {
    const own = filesBelow(join(engine, folder)).filter((file) => !file.endsWith('.md'));
    files.push(...own.map((file) => `${folder}/${file}`));
  }
  for (const file of files) {
    hash.update(`\0${file}\0`).update(await readFile(join(engine, file)).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 16);
}
