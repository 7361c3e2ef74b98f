import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Portal } from './portal.ts';
import { startThread } from './thread.ts';

/** The portal that a thread of the crew reads for itself. */
export type CrewPortal = Pick<Portal, 'root' | 'engine' | 'clock' | 'cache'>;

const MOST_THREADS = 4;

/** How many threads help. */
export function mostThreads(): number {
  return Math.min(availableParallelism(), MOST_THREADS);
}

/**
 * Threads for a crew that has nothing to do yet: they load all that builds and read the portal
 * meanwhile, so that whoever starts them early has them ready when it is known what is to be built.
 */
export class CrewThreads {
  readonly #portal: CrewPortal;
  readonly #idle: Worker[] = [];

  constructor(portal: CrewPortal) {
    this.#portal = portal;
  }

  /** Starts so many of them now. */
  begin(count: number): void {
    for (let number = 0; number < count; number += 1) this.#idle.push(this.#start());
  }

  /** How many have begun that nobody took. */
  get idle(): number {
    return this.#idle.length;
  }

  /** One that was started already, where there is one left, and else a new one. */
  take(): Worker {
    return this.#idle.pop() ?? this.#start();
  }

  /** Ends those that nobody took. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const { root, engine, clock, cache } = this.#portal;
    const told: CrewPortal = { root, engine, clock, cache };
    const worker = startThread(new URL('./crew-worker.ts', import.meta.url), told);
    // One that died before anybody wanted something of it is no use; who takes another sees why.
    const drop = (): void => {
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    };
    worker.on('error', drop);
    worker.on('exit', drop);
    return worker;
  }
}
