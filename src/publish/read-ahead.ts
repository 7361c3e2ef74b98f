import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Contents } from '../catalog/contents.ts';
import type { NoteCache } from '../catalog/note-cache.ts';
import type { Clock } from '../model/clock.ts';
import { forgetLines } from '../render/code/highlight.ts';
import type { PortalCache } from './portal-cache.ts';
import { PartReading, type PartOrder, type PartReply } from './read-part.ts';
import { mostThreads, startThread } from './thread.ts';

/** Below so many notes a thread takes longer to start than it saves. */
export const NOTES_FOR_READING_THREADS = 300;

/**
 * A thread reads so many notes at a time, as long as there are not too many parts: what it read is in its
 * memory until it has read all of a part, and each part is a file to look into later.
 */
const NOTES_PER_PART = 2000;
const MOST_PARTS = 8;

/** How many notes a portal has, in files with those of translations; and about so many files, if there are others. */
export function countNotes(root: string): number {
  try {
    return readdirSync(join(root, 'content'), { recursive: true }).length;
  } catch {
    return 0;
  }
}

/** Reads parts of a portal's notes. */
export interface PartReader {
  /** How many parts it may be given at a time, so that it need not wait when it has read one. */
  readonly most: number;
  /** What came of a part; null when nothing more comes of it. */
  read(order: PartOrder): Promise<PartReply | null>;
  /** Nothing more is to be read. */
  end(): Promise<void>;
}

/** Which notes are read, and for whose memory. */
export interface ReadingAhead {
  readonly root: string;
  readonly clock: Clock;
  readonly cache: PortalCache;
  readonly memory: NoteCache;
  /** How many there are (`countNotes`). */
  readonly notes: number;
}

/**
 * Has the notes of a portal read by several side by side, so that the memory knows them when they
 * are read. What nobody can read is left to be read then.
 *
 * @param readers a thread for each core, unless told
 */
export async function readAhead(
  { root, clock, cache, memory, notes }: ReadingAhead,
  readers: readonly PartReader[] = startReaders(),
  notesPerPart = NOTES_PER_PART,
): Promise<void> {
  if (readers.length === 0) return;
  const wanted = Math.min(Math.ceil(notes / notesPerPart), MOST_PARTS);
  // As many for each.
  const parts = Math.ceil(wanted / readers.length) * readers.length;
  const left = Array.from({ length: parts }, (_, part) => part);
  const readOn = async (reader: PartReader): Promise<void> => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      const reply = await reader.read({ root, clock, cache, parts, part });
      if (reply === null) return;
      if ('files' in reply) memory.adopt(reply.files);
    }
  };
  // Each has one before any has two.
  const rounds = [0, 1].flatMap((round) => readers.filter(({ most }) => round < most));
  await Promise.all(rounds.map((reader) => readOn(reader)));
  await Promise.all(readers.map((reader) => reader.end()));
}

function startReaders(): PartReader[] {
  const threads = mostThreads();
  if (threads < 2) return [];
  return Array.from(
    { length: threads },
    () => new ThreadReader(startThread(new URL('./read-ahead-worker.ts', import.meta.url), null)),
  );
}

/** A thread that answers orders in the order in which they were given. */
export class ThreadReader implements PartReader {
  readonly most = 2;
  readonly #worker: Worker;
  readonly #isLent: boolean;
  readonly #waiting: ((reply: PartReply | null) => void)[] = [];
  #hasEnded = false;

  /** @param isLent whether others want the thread when it has read */
  constructor(worker: Worker, { isLent = false } = {}) {
    this.#worker = worker;
    this.#isLent = isLent;
    worker.on('message', this.#take);
    worker.on('error', this.#giveUp);
    worker.on('exit', this.#giveUp);
  }

  read(order: PartOrder): Promise<PartReply | null> {
    if (this.#hasEnded) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#worker.postMessage(order);
    });
  }

  async end(): Promise<void> {
    if (this.#hasEnded) return;
    if (this.#isLent) {
      this.#worker.off('message', this.#take);
      this.#worker.off('error', this.#giveUp);
      this.#worker.off('exit', this.#giveUp);
      return;
    }
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage(null);
    await ended;
  }

  readonly #take = (reply: PartReply): void => this.#waiting.shift()?.(reply);

  readonly #giveUp = (): void => {
    this.#hasEnded = true;
    for (const resolve of this.#waiting.splice(0)) resolve(null);
  };
}

/** This thread, which does nothing else meanwhile. */
export class OwnReader implements PartReader {
  readonly most = 1;
  readonly #reading: PartReading;

  constructor(contents: Contents) {
    this.#reading = new PartReading(contents);
  }

  async read(order: PartOrder): Promise<PartReply> {
    // Others are told what to read first.
    await setImmediate();
    return this.#reading.read(order);
  }

  end(): Promise<void> {
    // All notes are read: most code that follows is known to the notes' own memory.
    forgetLines();
    return Promise.resolve();
  }
}
