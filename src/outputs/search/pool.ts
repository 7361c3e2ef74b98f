import { Worker } from 'node:worker_threads';
import type { IndexResult, IndexTarget } from './index-edition.ts';
import type { SearchRecord } from './record.ts';

export interface Job {
  records: readonly SearchRecord[];
  target: IndexTarget;
}

/** What a worker answers to a job or to `close`. */
export type Reply = { result: IndexResult } | { error: string } | { closed: true };

/** Indexes editions side by side. */
export interface SearchPool {
  /** Queues an edition; resolves when its files are written. Rejects as `indexEdition` does. */
  index(records: readonly SearchRecord[], target: IndexTarget): Promise<IndexResult>;
  /** Lets so many threads work from now on. */
  widen(size: number): void;
  /** Waits for what is under way and ends the processes. Call it once, also after a failure. */
  close(): Promise<void>;
}

interface Waiting {
  job: Job;
  resolve: (result: IndexResult) => void;
  reject: (error: Error) => void;
}

/**
 * A pool of `initial` threads, each with a Pagefind process. Two cost half of the time that one needs
 * on two cores. Threads start with their first job. Which thread takes an edition makes no
 * difference to its bytes.
 */
export function createSearchPool(initial = 2): SearchPool {
  let most = initial;
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const workers = new Set<Worker>();
  const running = new Set<Promise<unknown>>();

  const run = async (worker: Worker, waiting: Waiting): Promise<void> => {
    try {
      const reply = await ask(worker, waiting.job);
      if ('result' in reply) waiting.resolve(reply.result);
      else waiting.reject(new Error('error' in reply ? reply.error : 'The search worker closed.'));
      idle.push(worker);
    } catch (error) {
      workers.delete(worker);
      waiting.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const next = (): void => {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (workers.size < most ? start(workers) : undefined);
      if (!worker) return;
      const waiting = queue.shift();
      if (!waiting) return;
      const done: Promise<void> = run(worker, waiting).finally(() => {
        running.delete(done);
        next();
      });
      running.add(done);
    }
  };

  return {
    index: (records, target) =>
      new Promise((resolve, reject) => {
        queue.push({ job: { records, target }, resolve, reject });
        next();
      }),
    widen(size) {
      most = Math.max(most, size);
      next();
    },
    async close() {
      while (running.size > 0) await Promise.all(running);
      await Promise.all([...workers].map((worker) => ask(worker, 'close').catch(() => undefined)));
      await Promise.all([...workers].map((worker) => worker.terminate()));
      workers.clear();
      idle.length = 0;
    },
  };
}

function start(workers: Set<Worker>): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  workers.add(worker);
  return worker;
}

/** Sends one message and waits for its one answer, or for the death of the thread. */
function ask(worker: Worker, message: Job | 'close'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onReply);
      worker.off('error', onError);
      worker.off('exit', onExit);
    };
    const onReply = (reply: Reply): void => (settle(), resolve(reply));
    const onError = (error: Error): void => (settle(), reject(error));
    const onExit = (): void => (settle(), reject(new Error('The search worker ended early.')));
    worker.on('message', onReply);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(message);
  });
}
