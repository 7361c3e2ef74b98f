import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where folders wait that a bench no longer wants, until it has measured all. For some minutes after files
 * were deleted, ext4 passes over each of them whenever it makes another (`recently_deleted` in Linux'
 * `fs/ext4/ialloc.c`): a build would pay for what was cleared away before it, by a quarter of its time.
 */
export class SetAside {
  readonly #folder: string;
  #count = 0;

  /** @param folder where they wait, on the same disk as all of them */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes a file or folder away, if it is there. */
  async put(place: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    this.#count += 1;
    try {
      await rename(place, path.join(this.#folder, String(this.#count)));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }

  /** Deletes all that waits. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
