import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lets a folder of caches hold no more than so many, those that were used last. One that is deleted
 * while another process uses it is only made again.
 */
export function keepNewest(folder: string, most: number): void {
  const kept = namesOf(folder)
    .map((name) => ({ path: join(folder, name), used: changedAt(join(folder, name)) }))
    .sort((a, b) => b.used - a.used);
  for (const { path } of kept.slice(most)) rmSync(path, { recursive: true, force: true });
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
