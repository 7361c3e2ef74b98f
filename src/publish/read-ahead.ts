import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Kept, NoteCache } from '../catalog/note-cache.ts';
import type { Clock } from '../model/clock.ts';
import type { PortalCache } from './portal-cache.ts';
import { startThread } from './thread.ts';

/** What a reading thread is told: of which portal it reads notes, and into how many parts they are divided. */
export interface ReadingStart {
  readonly root: string;
  readonly clock: Clock;
  readonly cache: PortalCache;
  readonly parts: number;
}

/** The part that a thread is to read; null when there is no more. */
export type ReadingOrder = number | null;

export type ReadingReply =
  { readonly files: ReadonlyMap<string, Kept> } | { readonly error: string };

const MOST_THREADS = 4;

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

/**
 * Has the notes of a portal read by a thread for each core, so that the memory knows them when they
 * are read. What a thread can't do is left to be read then.
 */
export async function readAhead(
  root: string,
  clock: Clock,
  memory: NoteCache,
  cache: PortalCache,
  notesPerPart = NOTES_PER_PART,
): Promise<void> {
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  if (threads < 2) return;
  const wanted = Math.min(Math.ceil(countNotes(root) / notesPerPart), MOST_PARTS);
  // As many for each thread.
  const parts = Math.ceil(wanted / threads) * threads;
  const left = Array.from({ length: parts }, (_, part) => part);
  await Promise.all(
    Array.from({ length: threads }, () =>
      readParts({ root, clock, cache, parts }, left, (files) => memory.adopt(files)),
    ),
  );
}

/** Has a thread read one part after the other, as long as there are any left. */
function readParts(
  start: ReadingStart,
  left: number[],
  adopt: (files: ReadonlyMap<string, Kept>) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const worker = startThread(new URL('./read-ahead-worker.ts', import.meta.url), start);
    const next = (): void => worker.postMessage((left.shift() ?? null) satisfies ReadingOrder);
    worker.on('message', (answer: ReadingReply) => {
      if ('files' in answer) adopt(answer.files);
      next();
    });
    worker.on('error', () => resolve());
    worker.on('exit', () => resolve());
    next();
  });
}
