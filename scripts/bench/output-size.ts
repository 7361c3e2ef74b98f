import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What a build wrote. Sizes in bytes, uncompressed. */
export interface OutputSize {
  readonly files: number;
  readonly bytes: number;
  readonly htmlFiles: number;
  readonly htmlBytes: number;
  /** Pagefind's folders. */
  readonly searchBytes: number;
  /** RSS, Atom and JSON feeds. */
  readonly feedBytes: number;
}

/** Adds up the files below a folder. */
export async function outputSize(folder: string): Promise<OutputSize> {
  const size = { files: 0, bytes: 0, htmlFiles: 0, htmlBytes: 0, searchBytes: 0, feedBytes: 0 };
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { size: bytes } = await stat(file);
    const parts = path.relative(folder, file).split(path.sep);
    size.files += 1;
    size.bytes += bytes;
    if (parts.includes('pagefind')) size.searchBytes += bytes;
    else if (parts.includes('feeds') && !entry.name.endsWith('.html')) size.feedBytes += bytes;
    else if (entry.name.endsWith('.html')) {
      size.htmlFiles += 1;
      size.htmlBytes += bytes;
    }
  }
  return size;
}

/** The output of several builds, together. */
export function sumSizes(sizes: readonly OutputSize[]): OutputSize {
  const sum = (field: keyof OutputSize): number =>
    sizes.reduce((total, size) => total + size[field], 0);
  return {
    files: sum('files'),
    bytes: sum('bytes'),
    htmlFiles: sum('htmlFiles'),
    htmlBytes: sum('htmlBytes'),
    searchBytes: sum('searchBytes'),
    feedBytes: sum('feedBytes'),
  };
}
