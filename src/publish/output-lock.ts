import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isRunning } from '../outputs/is-running.ts';

/** Publishing takes seconds: whoever holds on for longer is another process with the number of one that died. */
const LONGEST = 120_000;
const PAUSE = 50;

/**
 * Of several builds of one output folder, one publishes at a time, and remembers what it published
 * before the next does. Held from just before publishing, so that builds wait for no more than that.
 */
export class OutputLock {
  readonly #file: string;
  #isHeld = false;

  /** @param file the same for all who publish there */
  constructor(file: string) {
    this.#file = file;
  }

  /** Waits until nobody else publishes. */
  async hold(): Promise<void> {
    for (let waited = 0; !this.#isHeld; waited += PAUSE) {
      if (this.#take()) return;
      if (waited >= LONGEST || !isRunning(this.#holder())) rmSync(this.#file, { force: true });
      else await setTimeout(PAUSE);
    }
  }

  /** Lets others publish. */
  release(): void {
    if (this.#isHeld) rmSync(this.#file, { force: true });
    this.#isHeld = false;
  }

  #take(): boolean {
    mkdirSync(dirname(this.#file), { recursive: true });
    try {
      const file = openSync(this.#file, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      this.#isHeld = true;
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** The process that has it; this one while it is not written yet, so that it is waited for. */
  #holder(): number {
    try {
      return Number(readFileSync(this.#file, 'utf8')) || process.pid;
    } catch {
      return process.pid;
    }
  }
}
