import { beginOf } from './phrases.ts';

/** Numbers that a word takes: the two that it is known by, 1 when there is one, and in how many files it stands. */
const WORD = 4;

/** Words, each known by its two numbers, of which it is told in how many files they stand. */
export class WordSet {
  #slots: Int32Array<ArrayBuffer>;
  /** For each slot the file in which it was met last. */
  #met: Int32Array;
  #size = 0;

  constructor(slots = new Int32Array(WORD * 256)) {
    this.#slots = slots;
    this.#met = new Int32Array(slots.length / WORD);
    for (let slot = 0; slot < slots.length; slot += WORD) this.#size += slots[slot + 2] ?? 0;
  }

  /** As it is in memory: a set can be made of it again. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** Adds a word by the place of its numbers. */
  add(numbers: Int32Array, place: number): void {
    if ((this.#size + 1) * 4 * WORD > this.#slots.length) this.#grow();
    const first = numbers[place] ?? 0;
    const second = numbers[place + 1] ?? 0;
    const slot = this.#slotOf(first, second);
    if (this.#slots[slot + 2] === 1) return;
    this.#slots.set([first, second, 1], slot);
    this.#size += 1;
  }

  /** Whether a word that was added stands in any file. */
  isSeen(numbers: Int32Array, place: number): boolean {
    const slot = this.#slotOf(numbers[place] ?? 0, numbers[place + 1] ?? 0);
    return (this.#slots[slot + 3] ?? 0) > 0;
  }

  /**
   * Takes down which words stand between two words of a text, each of which has two numbers.
   *
   * @param file a number above 0 for the file that it is in: no other has it, nor has it twice
   * @param count -1 for a file that is gone
   * @param onMet told of each word, by its place and by how many files it was in
   */
  see(
    numbers: Int32Array,
    from: number,
    to: number,
    file: number,
    count: 1 | -1 = 1,
    onMet?: (slot: number, before: number) => void,
  ): void {
    if (this.#size === 0) return;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const end = 2 * to;
    for (let place = 2 * from; place < end; place += 2) {
      const first = numbers[place] ?? 0;
      let slot = (beginOf(first) << 2) & mask;
      while (slots[slot + 2] === 1) {
        if (slots[slot] === first && slots[slot + 1] === numbers[place + 1]) {
          if (this.#met[slot >>> 2] !== file) {
            this.#met[slot >>> 2] = file;
            onMet?.(slot, slots[slot + 3] ?? 0);
            slots[slot + 3] = (slots[slot + 3] ?? 0) + count;
          }
          break;
        }
        slot = (slot + WORD) & mask;
      }
    }
  }

  /** In how many files the word at a place is that `see` told of. */
  filesOf(slot: number): number {
    return this.#slots[slot + 3] ?? 0;
  }

  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (beginOf(first) << 2) & mask;
    while (slots[slot + 2] === 1 && (slots[slot] !== first || slots[slot + 1] !== second)) {
      slot = (slot + WORD) & mask;
    }
    return slot;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    this.#met = new Int32Array(this.#slots.length / WORD);
    for (let slot = 0; slot < before.length; slot += WORD) {
      if (before[slot + 2] !== 1) continue;
      const own = this.#slotOf(before[slot] ?? 0, before[slot + 1] ?? 0);
      this.#slots.set(before.subarray(slot, slot + WORD), own);
    }
  }
}
