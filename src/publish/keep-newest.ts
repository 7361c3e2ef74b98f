import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lets a folder of caches hold no more than so many, those that were used last. A cache is all that has
 * one name, whatever its ending: a file and a folder that belong together go together. One that is
 * deleted while another process uses it is only made again.
 */
export function keepNewest(folder: string, most: number): void {
  const caches = [...Map.groupBy(namesOf(folder), (name) => name.replace(/\..*$/s, ''))]
    .map(([, names]) => {
      const paths = names.map((name) => join(folder, name));
      return { paths, used: Math.max(...paths.map(changedAt)) };
    })
    .sort((a, b) => b.used - a.used);
  for (const { paths } of caches.slice(most)) {
    for (const path of paths) rmSync(path, { recursive: true, force: true });
  }
}

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
