import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../outputs/is-running.ts';

/** A name for a file that is kept for the next build, which no other has, and which tells who writes it. */
export function keptName(kind: 'edition' | 'ledger' | 'values'): string {
  return `${kind}-${process.pid}-${crypto.randomUUID()}`;
}

const KEPT = /^(?:edition|ledger|values)-(\d+)-/;

/**
 * Deletes what was kept of builds that nobody goes by any more: of failed ones, and of those before the
 * last. What another process writes just now stays.
 *
 * @param named files that the next build needs
 */
export function dropUnnamed(folder: string, named: ReadonlySet<string>): void {
  for (const name of namesIn(folder)) {
    if (named.has(name)) continue;
    const pid = Number(KEPT.exec(name)?.[1]);
    if (pid !== process.pid && isRunning(pid)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
