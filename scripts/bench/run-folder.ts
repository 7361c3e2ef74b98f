import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const prefix = 'run-';

/**
 * Makes an empty folder for one run, named after its process, so that two benches at once keep apart;
 * removes those of runs that were broken off.
 */
export async function makeRunFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && (pid === process.pid || !isAlive(pid))) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
  const folder = path.join(parent, `${prefix}${process.pid}`);
  await mkdir(folder);
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 sends nothing: it asks whether the process is there (kill(2)).
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
