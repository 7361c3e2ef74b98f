import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A hash of each file below a folder, by its path. */
export async function hashesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const hashes = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    hashes.set(path.relative(folder, file).split(path.sep).join('/'), hash.digest('base64'));
  }
  return hashes;
}

/** Paths that only one of two folders has, or that differ, sorted. */
export async function differingPaths(one: string, other: string): Promise<string[]> {
  const [ours, theirs] = [await hashesBelow(one), await hashesBelow(other)];
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((file) => ours.get(file) !== theirs.get(file))
    .sort();
}
