import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Waits until the file system gives a later time than it does now: it counts in steps. */
export function nextTick(folder: string): void {
  const probe = path.join(folder, `tick-${process.pid}`);
  const now = (): number => {
    writeFileSync(probe, '');
    return statSync(probe).ctimeMs;
  };
  const from = now();
  while (now() === from);
  rmSync(probe);
}
