/** Numbers that look random and are the same on every machine. */
export interface Random {
  /** A number from 0 up to, and without, 1. */
  next(): number;
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** One of a list; earlier ones come up more often, as words do in a language. */
  common<T>(list: readonly T[]): T;
  /** One of a list, each as often as the others. */
  pick<T>(list: readonly T[]): T;
}

/** Numbers from a seed of any text: FNV-1a of the text, then mulberry32. */
export function createRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (const character of seed) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const at = <T>(list: readonly T[], index: number): T => {
    const item = list[index];
    if (item === undefined) throw new RangeError('Nothing to choose from: the list is empty.');
    return item;
  };
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    common: (list) => at(list, Math.floor(next() ** 2 * list.length)),
    pick: (list) => at(list, Math.floor(next() * list.length)),
  };
}
