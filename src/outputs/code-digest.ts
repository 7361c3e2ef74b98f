import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../model/finding.ts';

/**
 * A digest of code in a folder, for what is kept between builds: what other code made is not used again.
 *
 * @param names of the files that count: all of its TypeScript, unless told
 */
export function codeDigest(folder: string, names = codeIn(folder)): string {
  const digest = createHash('sha256');
  for (const name of names) digest.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return digest.digest('hex');
}

function codeIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort(compareText);
}
