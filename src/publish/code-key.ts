import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * A key of Gazette's own code: folders of it, its configuration, its dependencies and Node. What was
 * made by other code is never used again.
 */
export async function codeKey(engine: string, folders = ['src']): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const files = ['astro.config.mjs', 'package-lock.json', 'tsconfig.json'];
  for (const folder of folders) files.push(...(await filesBelow(join(engine, folder), engine)));
  for (const file of files) {
    hash.update(`\0${file}\0`).update(await readFile(join(engine, file)).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(directory: string, engine: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => relative(engine, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
