import { availableParallelism } from 'node:os';
import { Indexer, type Pagefind, type ShardPage } from './index-shard.ts';
import type { ShardBundle } from './shard-bundle.ts';

/** What is to be indexed. */
export interface ShardJob {
  /** How long it takes, and how much memory, as of a unit of a record. */
  readonly size: number;
  /**
   * What it is for: jobs of one group are begun before those of the next, the longest first. Of the groups that
   * wait together the one with most to do comes first.
   */
  readonly group: string;
  readonly lang: string;
  /** Asked for when its turn comes. */
  readonly pages: () => Promise<readonly ShardPage[]>;
}

/** Indexes shards side by side, with a process for each. */
export interface SearchPool {
  /** Queues a shard. Rejects as `indexShard` does. */
  index(job: ShardJob): Promise<ShardBundle>;
  /** Starts a process for the first of what will be queued. */
  prepare(): void;
  /** Lets so many processes work from now on. */
  widen(processes: number): void;
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

/**
 * Shards of so much in all are indexed at a time, or one alone: a process takes some 80 bytes for each character,
 * and all of them together are to stay below 0.9 GB.
 */
const MOST_SIZE = 11_000_000;

/** How many processes help on this machine: one is waiting for this thread while the others work. */
export function searchProcesses(): number {
  return Math.min(availableParallelism() + 1, MOST);
}

/**
 * A pool of `initial` processes, which start with a job and end when none is left. Which one takes a
 * shard makes no difference to its bytes.
 */
export function createSearchPool(initial = searchProcesses()): SearchPool {
  let most = initial;
  let isClosed = false;
  const queue: Waiting[] = [];
  const free: number[] = [];
  let places = 0;
  let size = 0;
  /** Of which jobs are begun until none is left. */
  let group: string | undefined;
  const running = new Set<Promise<unknown>>();
  let preparing: Promise<void> | null = null;
  const indexers = new Map<number, Promise<Indexer>>();

  const indexerAt = (place: number): Promise<Indexer> => {
    const indexer =
      indexers.get(place) ?? loadPagefind(place).then((pagefind) => new Indexer(pagefind));
    indexers.set(place, indexer);
    return indexer;
  };

  const run = async ({ job, resolve, reject }: Waiting, place: number): Promise<void> => {
    try {
      const [pages, indexer] = await Promise.all([job.pages(), indexerAt(place)]);
      resolve(await indexer.index(pages, job.lang, job.size));
      if (queue.length === 0) await indexer.close();
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const next = (): void => {
    while (queue.length > 0 && !isClosed) {
      if (free.length === 0 && places >= most) return;
      if (!queue.some(({ job }) => job.group === group)) group = largestGroup(queue);
      const waiting = takeNext(queue, group, running.size === 0 ? Infinity : MOST_SIZE - size);
      if (waiting === undefined) return;
      const place = free.pop() ?? (places += 1);
      size += waiting.job.size;
      const done: Promise<void> = run(waiting, place).finally(() => {
        running.delete(done);
        size -= waiting.job.size;
        free.push(place);
        next();
      });
      running.add(done);
    }
  };

  return {
    index: (job) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('The search pool closed.'));
        queue.push({ job, resolve, reject });
        // Once all that are queued together are known: the longest comes first.
        queueMicrotask(next);
      }),
    prepare() {
      preparing = indexerAt(1).then((indexer) => {
        if (!isClosed) indexer.prepare();
      });
      // Whoever indexes with it is told.
      preparing.catch(() => undefined);
    },
    widen(processes) {
      most = Math.max(most, processes);
      next();
    },
    async close() {
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new Error('The search pool closed.'));
      await Promise.allSettled([...running, preparing]);
      for (const indexer of indexers.values()) await (await indexer.catch(() => null))?.close();
    },
  };
}

/** The group with most to do: what is made of the last one is made when nothing else is to do, and is small then. */
function largestGroup(queue: readonly Waiting[]): string | undefined {
  const sizes = new Map<string, number>();
  for (const { job } of queue) sizes.set(job.group, (sizes.get(job.group) ?? 0) + job.size);
  const most = Math.max(...sizes.values());
  return [...sizes].find(([, size]) => size === most)?.[0];
}

/** Of those that fit, the longest of a group, or else of the first: what is made of a group has to wait for no other. */
function takeNext(queue: Waiting[], group: string | undefined, room: number): Waiting | undefined {
  const fitting = queue.filter(({ job }) => job.size <= room);
  const first = fitting.find(({ job }) => job.group === group) ?? fitting[0];
  if (first === undefined) return undefined;
  const own = fitting.filter(({ job }) => job.group === first.job.group);
  const longest = own.reduce((best, one) => (one.job.size > best.job.size ? one : best), first);
  queue.splice(queue.indexOf(longest), 1);
  return longest;
}

/** An instance of Pagefind's module has one process, and each address of it has an instance of its own. */
async function loadPagefind(place: number): Promise<Pagefind> {
  return (await import(`${import.meta.resolve('pagefind')}?process=${place}`)) as Pagefind;
}
