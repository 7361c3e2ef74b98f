import type { Worker } from 'node:worker_threads';
import type { CrewMessage } from './crew.ts';
import type { Portal } from './portal.ts';
import { ThreadReader, type PartReader } from './read-ahead.ts';
import { startThread } from './thread.ts';

/** The portal that a thread of the crew reads for itself. */
export type CrewPortal = Pick<Portal, 'root' | 'engine' | 'clock' | 'cache'>;

/**
 * Threads for a crew that has nothing to do yet: they load all that builds and read the portal
 * meanwhile, so that whoever starts them early has them ready when it is known what is to be built.
 */
export class CrewThreads {
  readonly #portal: CrewPortal;
  readonly #idle: Worker[] = [];
  /** Those that read the portal. */
  readonly #begun = new WeakSet<Worker>();

  constructor(portal: CrewPortal) {
    this.#portal = portal;
  }

  /** Starts so many of them now, those counted that are there. */
  begin(count: number): void {
    while (this.#idle.length < count) this.#idle.push(this.#start());
    for (const worker of this.#idle) this.#begin(worker);
  }

  /** Starts so many of them now, and has them read parts of notes first: when these end, they wait for `begin`. */
  readers(count: number): PartReader[] {
    while (this.#idle.length < count) this.#idle.push(this.#start());
    return this.#idle.map((worker) => new ThreadReader(worker, { isLent: true }));
  }

  /** How many have begun that nobody took. */
  get idle(): number {
    return this.#idle.length;
  }

  /** One that was started already, where there is one left, and else a new one. */
  take(): Worker {
    const worker = this.#idle.pop() ?? this.#start();
    this.#begin(worker);
    return worker;
  }

  /** Ends those that nobody took. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #begin(worker: Worker): void {
    if (this.#begun.has(worker)) return;
    this.#begun.add(worker);
    worker.postMessage('portal' satisfies CrewMessage);
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
