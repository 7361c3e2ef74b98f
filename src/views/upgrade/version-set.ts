/**
 * Sets of versions, as the planner's data carries them. Versions are numbered in ascending order, so a
 * set is a list of bands and needs no comparison of versions: first and last index of each, both in it.
 */
export type VersionSet = readonly (readonly [first: number, last: number])[];

/** The set of the indexes below `count` for which `test` holds. */
export function versionSet(count: number, test: (index: number) => boolean): VersionSet {
  const bands: [number, number][] = [];
  for (let index = 0; index < count; index += 1) {
    if (!test(index)) continue;
    const last = bands.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else bands.push([index, index]);
  }
  return bands;
}

/** Whether a version is in the set. */
export function isIn(set: VersionSet, index: number): boolean {
  return set.some(([first, last]) => first <= index && index <= last);
}

/**
 * Where a reader who goes up version by version comes into the set. All that a plan tells of a way
 * is bound to such steps: the way from A to C takes exactly those of A to B and of B to C.
 */
export function entrances(set: VersionSet): number[] {
  return set.map(([first]) => first).filter((first) => first > 0);
}

/** Where such a reader leaves the set: the first version after each band, if there is one. */
export function exits(set: VersionSet, count: number): number[] {
  return set.map(([, last]) => last + 1).filter((next) => next < count);
}

/** Several lists of indexes as one, ascending, each once. */
export function joined(...lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

/** The first of ascending indexes that lies on the way: after `from`, up to and with `to`. */
export function firstOnWay(indexes: readonly number[], from: number, to: number): number | null {
  return indexes.find((index) => index > from && index <= to) ?? null;
}
