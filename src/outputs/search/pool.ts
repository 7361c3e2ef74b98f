import { availableParallelism } from 'node:os';
import { indexShard, type Pagefind, type ShardPage } from './index-shard.ts';
import type { ShardBundle } from './shard-bundle.ts';

/** What is to be indexed. */
export interface ShardJob {
  /** How long it takes, roughly: the longest is begun first. */
  readonly size: number;
  readonly lang: string;
  /** Asked for when its turn comes. */
  readonly pages: () => Promise<readonly ShardPage[]>;
  /** A folder of its own to write in. */
  readonly folder: () => Promise<string>;
}

/** Indexes shards side by side, with a process for each. */
export interface SearchPool {
  /** Queues a shard. Rejects as `indexShard` does. */
  index(job: ShardJob): Promise<ShardBundle>;
  /** Lets so many processes work from now on. */
  widen(size: number): void;
  /** Waits for what is under way. Call it once, also after a failure; what is queued is dropped. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: ShardJob;
  readonly resolve: (bundle: ShardBundle) => void;
  readonly reject: (error: Error) => void;
}

/** Above so many, the processes wait for each other more than they help, and each takes memory. */
const MOST = 8;

/** How many processes help on this machine. */
export function searchProcesses(): number {
  return Math.min(availableParallelism(), MOST);
}

/**
 * A pool of `initial` processes, which start with their first job and end with each. Which one takes a
 * shard makes no difference to its bytes.
 */
export function createSearchPool(initial = searchProcesses()): SearchPool {
  let most = initial;
  let isClosed = false;
  const queue: Waiting[] = [];
  const free: number[] = [];
  let places = 0;
  const running = new Set<Promise<unknown>>();

  const run = async ({ job, resolve, reject }: Waiting, place: number): Promise<void> => {
    try {
      const [pages, folder, pagefind] = await Promise.all([
        job.pages(),
        job.folder(),
        loadPagefind(place),
      ]);
      resolve(await indexShard(pages, job.lang, folder, pagefind));
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const next = (): void => {
    while (queue.length > 0 && !isClosed) {
      const place = free.pop() ?? (places < most ? (places += 1) : undefined);
      if (place === undefined) return;
      const waiting = takeLongest(queue);
      const done: Promise<void> = run(waiting, place).finally(() => {
        running.delete(done);
        free.push(place);
        next();
      });
      running.add(done);
    }
  };

  return {
    index: (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        // Once all that are queued together are known: the longest comes first.
        queueMicrotask(next);
      }),
    widen(size) {
      most = Math.max(most, size);
      next();
    },
    async close() {
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new Error('The search pool closed.'));
      await Promise.all(running);
    },
  };
}

function takeLongest(queue: Waiting[]): Waiting {
  const longest = queue.reduce((best, one) => (one.job.size > best.job.size ? one : best));
  queue.splice(queue.indexOf(longest), 1);
  return longest;
}

/** An instance of Pagefind's module has one process, and each address of it has an instance of its own. */
async function loadPagefind(place: number): Promise<Pagefind> {
  return (await import(`${import.meta.resolve('pagefind')}?process=${place}`)) as Pagefind;
}
