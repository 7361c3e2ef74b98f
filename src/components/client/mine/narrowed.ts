import type { MyVersion } from '../../../model/own-versions.ts';

/**
 * Where the scripts of lists and what a reader runs meet. It is small, as lists take it along even when
 * nobody has chosen anything; the rest is fetched for those who have.
 */
type Follower = (mine: MyVersion | null) => unknown;

const followers: Follower[] = [];
let now: MyVersion | null = null;
let changed: ((hidden?: number) => Promise<void>) | undefined;

/** What the page is narrowed to; null when it shows everything. */
export function narrowedTo(): MyVersion | null {
  return now;
}

/** Calls at every change of what the page is narrowed to. A promise is waited for before the page shows. */
export function followNarrowing(follower: Follower): void {
  followers.push(follower);
}

/**
 * To be called when rows have come or gone; ends when those that have come are marked.
 *
 * @param hidden how many are not on the page because they are none of the reader's
 */
export async function rowsChanged(hidden?: number): Promise<void> {
  await changed?.(hidden);
}

/** Narrows the page, or shows everything; ends when all lists have done so. */
export async function narrowTo(mine: MyVersion | null): Promise<void> {
  now = mine;
  await Promise.all(followers.map((follower) => follower(mine)));
}

/** Who marks rows and counts them. */
export function whenRowsChange(mark: (hidden?: number) => Promise<void>): void {
  changed = mark;
}
