import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/** In per cent of what is in use: how much a heap grows before V8 looks for garbage. */
const LEAST_GROWTH = 40;
const MOST_GROWTH = 150;

/** By how much a heap grows of which nothing more is asked than to be done soon. */
const FREE_GROWTH = 3000;

/** So many notes grow by `MOST_GROWTH`: a heap holds some 30 KB for each. */
const NOTES_FOR_MOST_GROWTH = 3000;

/**
 * For a build that makes little of a large portal: what it reads stays to the end, and to look for garbage in
 * that takes longer than to do without. Call it early; `limitHeaps` takes it back.
 */
export function letHeapGrow(): void {
  setYoung();
  setFlagsFromString(`--heap-growing-percent=${FREE_GROWTH}`);
  // Or V8 looks whenever there are 64 MB more of buffers, which it could not free.
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}

/**
 * Has V8 take less memory than it would, in this thread and in those that it starts. To look for garbage costs
 * as much as there is in use, each time, so a heap may have about as much garbage whatever the size of the
 * portal: seldom looked for in one that takes little, often in one that takes much.
 *
 * @param notes how many, in files with those of translations
 */
export function limitHeaps(notes: number): void {
  setYoung();
  // Or a heap grows to many times what a build holds at any moment.
  setFlagsFromString(`--heap-growing-percent=${heapGrowth(notes)}`);
  setFlagsFromString('--no-external-memory-accounted-in-global-limit');
}

/** How V8 treats what was just made. */
function setYoung(): void {
  // What is made while notes are read mostly lives on, so V8 would put what the same code makes later right among
  // what is old. Made for a page, it dies with it, and all that it refers to is kept until V8 looks at all there is.
  setFlagsFromString('--no-allocation-site-pretenuring');
  // The part for what was just made stays as large as it is when all is loaded, which is large enough;
  // threads have as much (`thread.ts`) from the beginning.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=16');
}

/** By how much a heap of so many notes may grow, in per cent of what is in use. */
export function heapGrowth(notes: number): number {
  const growth = Math.round((MOST_GROWTH * NOTES_FOR_MOST_GROWTH) / notes);
  return Math.max(LEAST_GROWTH, Math.min(growth, MOST_GROWTH));
}

/**
 * Gives memory of this thread back to the machine now, rather than when V8 would next think of it: before
 * others take their share of it, or before the thread ends, since V8 keeps what a thread had for 8 seconds
 * when it has ended. A fraction of a second.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  // Others leave pages that are free in a pool of V8's own.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * When pages are done, this thread alone has something to do, and `collectGarbage` has made its part for what was
 * just made as small as can be: that may grow again, or it is full all the time.
 */
export function letYoungGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
