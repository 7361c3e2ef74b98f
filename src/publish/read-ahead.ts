import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Kept, NoteCache } from '../catalog/note-cache.ts';
import type { Clock } from '../model/clock.ts';
import type { PortalCache } from './portal-cache.ts';
import { startThread } from './thread.ts';

/** What a reading thread is told: which part of a portal's notes it reads. */
export interface ReadingStart {
  readonly root: string;
  readonly clock: Clock;
  readonly cache: PortalCache;
  readonly part: number;
  readonly parts: number;
}

export type ReadingReply =
  { readonly files: ReadonlyMap<string, Kept> } | { readonly error: string };

const MOST_THREADS = 4;

/** Below so many notes a thread takes longer to start than it saves. */
const NOTES_FOR_THREADS = 300;

/**
 * Whether a portal has so many notes that threads are worth starting when none of them is known.
 *
 * @param many how many, in files with those of translations
 */
export function hasManyNotes(root: string, many = NOTES_FOR_THREADS): boolean {
  try {
    return readdirSync(join(root, 'content'), { recursive: true }).length >= many;
  } catch {
    return false;
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
): Promise<void> {
  const parts = Math.min(availableParallelism(), MOST_THREADS);
  if (parts < 2) return;
  const replies = await Promise.all(
    Array.from({ length: parts }, (_, part) => reply({ root, clock, cache, part, parts })),
  );
  for (const answer of replies) if ('files' in answer) memory.adopt(answer.files);
}

function reply(start: ReadingStart): Promise<ReadingReply> {
  return new Promise((resolve) => {
    const worker = startThread(new URL('./read-ahead-worker.ts', import.meta.url), start);
    worker.once('message', (answer: ReadingReply) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', (error: Error) => resolve({ error: error.message }));
    worker.once('exit', () => resolve({ error: 'A reading thread ended early.' }));
  });
}
