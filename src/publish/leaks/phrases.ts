import { LENGTH_BITS, secondNumber, type Words } from './words.ts';

/** The most words of a phrase. */
export const PHRASE = 4;

/** Numbers that a phrase takes: two for each of its words. */
const SLOT = 2 * PHRASE;

const MIX = 0x01000193;
const SPREAD = 0x9e3779b1;
const SALT = 0x7f4a7c15;

/** Reads the words that phrases are looked for in. */
export interface Stream {
  readonly count: number;
  /** Numbers of words, the first of word `n` at `n * step`. */
  readonly numbers: Int32Array;
  readonly step: 1 | 2;
  /** The second number of a word, which is asked for where the first ones agree. */
  second(at: number): number;
}

/** Words that were just read, as a stream. */
export function streamOf(words: Words): Stream {
  return {
    count: words.count,
    numbers: words.numbers,
    step: 1,
    second: (at) => secondNumber(words, at),
  };
}

/** Words that were kept, two numbers each, as a stream. */
export function keptStream(numbers: Int32Array): Stream {
  return {
    count: numbers.length / 2,
    numbers,
    step: 2,
    second: (at) => numbers[2 * at + 1] ?? 0,
  };
}

/** A set as it is in memory: it can be kept so, and be of use at once. */
export interface PackedPhrases {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly slots: Int32Array<ArrayBuffer>;
  readonly lengths: Uint8Array<ArrayBuffer>;
  readonly bits: Uint8Array<ArrayBuffer>;
  readonly begin: Uint8Array<ArrayBuffer>;
  readonly size: number;
}

/**
 * Phrases of one to four words, each known by the numbers of its words, to be found in one pass over
 * a text. Everything that is published is looked through, so a bit tells first whether there may be one.
 */
export class PhraseSet {
  #numbers = new Int32Array(64 * SLOT);
  #lengths = new Uint8Array(64);
  #slots = new Int32Array(256).fill(-1);
  #bits = new Uint8Array(256);
  #shift = 32 - 11;
  #size = 0;
  /** Which words may begin a phrase of fewer words than the most. */
  #begin = new Uint8Array(0x2000);
  #hasShort = false;
  #hasLong = false;

  static from({ numbers, slots, lengths, bits, begin, size }: PackedPhrases): PhraseSet {
    const set = new PhraseSet();
    set.#numbers = numbers;
    set.#slots = slots;
    set.#lengths = lengths;
    set.#bits = bits;
    set.#begin = begin;
    set.#size = size;
    set.#shift = 32 - Math.log2(8 * bits.length);
    const own = lengths.subarray(0, size);
    set.#hasLong = own.includes(PHRASE);
    set.#hasShort = own.some((length) => length < PHRASE);
    return set;
  }

  get packed(): PackedPhrases {
    return {
      numbers: this.#numbers,
      slots: this.#slots,
      lengths: this.#lengths,
      bits: this.#bits,
      begin: this.#begin,
      size: this.#size,
    };
  }

  /** How many were added: each has a number below this. */
  get size(): number {
    return this.#size;
  }

  lengthOf(phrase: number): number {
    return this.#lengths[phrase] ?? 0;
  }

  /** The first and second numbers of a phrase's words in turn. */
  numbersOf(phrase: number): Int32Array {
    return this.#numbers.subarray(phrase * SLOT, phrase * SLOT + 2 * this.lengthOf(phrase));
  }

  /** Adds the phrase that begins at a place of `numbers`, two for each word; the number that it has. */
  add(numbers: Int32Array, from: number, length: number): number {
    const hash = spread(sumOf(numbers, 2 * from, 2, length), length);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = this.#slots[slot] ?? -1;
      if (known < 0) break;
      if (this.#isSame(known, numbers, from, length)) return known;
      slot = (slot + 1) & mask;
    }
    const phrase = this.#size;
    if ((phrase + 1) * 4 > this.#slots.length) {
      this.#grow();
      return this.add(numbers, from, length);
    }
    this.#size += 1;
    this.#lengths[phrase] = length;
    this.#numbers.set(numbers.subarray(2 * from, 2 * (from + length)), phrase * SLOT);
    this.#slots[slot] = phrase;
    this.#mark(hash);
    if (length === PHRASE) this.#hasLong = true;
    else {
      this.#hasShort = true;
      const bit = beginOf(numbers[2 * from] ?? 0);
      this.#begin[bit >>> 3] = (this.#begin[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
    return phrase;
  }

  /** Calls with every place at which a phrase stands, and its number. */
  findIn(stream: Stream, onHit: (at: number, phrase: number) => void): void {
    this.findBetween(stream, 0, stream.count, onHit);
  }

  /** As `findIn`, from one word to another (exclusive). */
  findBetween(
    stream: Stream,
    from: number,
    to: number,
    onHit: (at: number, phrase: number) => void,
  ): void {
    if (this.#hasLong) this.#findLong(stream, from, to, onHit);
    if (this.#hasShort) this.#findShort(stream, from, to, onHit);
  }

  #findLong(
    stream: Stream,
    from: number,
    to: number,
    onHit: (at: number, phrase: number) => void,
  ): void {
    const { numbers, step } = stream;
    const bits = this.#bits;
    const shift = this.#shift;
    const last = (to - PHRASE) * step;
    let two = numbers[from * step] ?? 0;
    let three = numbers[(from + 1) * step] ?? 0;
    let four = numbers[(from + 2) * step] ?? 0;
    for (let place = from * step; place <= last; place += step) {
      const one = two;
      two = three;
      three = four;
      four = numbers[place + 3 * step] ?? 0;
      // As `sumOf` has it.
      const pair = (Math.imul(one, MIX) + two) | 0;
      const sum = (Math.imul((Math.imul(pair, MIX) + three) | 0, MIX) + four) | 0;
      const hash = spread(sum, PHRASE);
      const bit = hash >>> shift;
      if (((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
      this.#probe(stream, place / step, PHRASE, hash, onHit);
    }
  }

  /** Few phrases are shorter than four words: those begin with few words. */
  #findShort(
    stream: Stream,
    from: number,
    to: number,
    onHit: (at: number, phrase: number) => void,
  ): void {
    const { numbers, step } = stream;
    const begin = this.#begin;
    const bits = this.#bits;
    for (let at = from; at < to; at += 1) {
      const bit = beginOf(numbers[at * step] ?? 0);
      if (((begin[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
      for (let length = 1; length < PHRASE && at + length <= to; length += 1) {
        const hash = spread(sumOf(numbers, at * step, step, length), length);
        const own = hash >>> this.#shift;
        if (((bits[own >>> 3] ?? 0) & (1 << (own & 7))) === 0) continue;
        this.#probe(stream, at, length, hash, onHit);
      }
    }
  }

  #probe(
    stream: Stream,
    at: number,
    length: number,
    hash: number,
    onHit: (at: number, phrase: number) => void,
  ): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const phrase = slots[slot] ?? -1;
      if (phrase < 0) return;
      if (this.#lengths[phrase] === length && this.#stands(phrase, stream, at)) {
        onHit(at, phrase);
        return;
      }
    }
  }

  #stands(phrase: number, stream: Stream, at: number): boolean {
    const length = this.lengthOf(phrase);
    const own = phrase * SLOT;
    for (let word = 0; word < length; word += 1) {
      if (this.#numbers[own + 2 * word] !== stream.numbers[(at + word) * stream.step]) return false;
    }
    for (let word = 0; word < length; word += 1) {
      if (this.#numbers[own + 2 * word + 1] !== stream.second(at + word)) return false;
    }
    return true;
  }

  #isSame(phrase: number, numbers: Int32Array, from: number, length: number): boolean {
    if (this.#lengths[phrase] !== length) return false;
    for (let at = 0; at < 2 * length; at += 1) {
      if (this.#numbers[phrase * SLOT + at] !== numbers[2 * from + at]) return false;
    }
    return true;
  }

  #mark(hash: number): void {
    const bit = hash >>> this.#shift;
    this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }

  /** Doubles the room, and the bits with it: 32 or more for each phrase. */
  #grow(): void {
    const room = this.#lengths.length * 2;
    const numbers = new Int32Array(room * SLOT);
    numbers.set(this.#numbers);
    const lengths = new Uint8Array(room);
    lengths.set(this.#lengths);
    this.#numbers = numbers;
    this.#lengths = lengths;
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    this.#bits = new Uint8Array(this.#bits.length * 2);
    this.#shift -= 1;
    const mask = this.#slots.length - 1;
    for (let phrase = 0; phrase < this.#size; phrase += 1) {
      const hash = spread(
        sumOf(numbers, phrase * SLOT, 2, lengths[phrase] ?? 0),
        lengths[phrase] ?? 0,
      );
      let slot = hash & mask;
      while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = phrase;
      this.#mark(hash);
    }
  }
}

/** One number for the words that begin at a place of `numbers`. */
function sumOf(numbers: Int32Array, place: number, step: number, length: number): number {
  let sum = numbers[place] ?? 0;
  for (let word = 1; word < length; word += 1) {
    sum = (Math.imul(sum, MIX) + (numbers[place + word * step] ?? 0)) | 0;
  }
  return sum;
}

/** The bit of a word that may begin a phrase. */
export function beginOf(number: number): number {
  return (number ^ (number >>> 15)) & 0xffff;
}

/** The sum of a phrase's numbers, spread over all bits: bits tell by the first, slots by the last. */
function spread(sum: number, length: number): number {
  const mixed = Math.imul(sum ^ (sum >>> 15) ^ Math.imul(length, SALT), SPREAD);
  return mixed ^ (mixed >>> 13);
}

/** How many letters the words of a phrase have at least, up to seven for each word. */
export function lettersIn(numbers: Int32Array, from: number, length: number): number {
  let letters = 0;
  for (let word = from; word < from + length; word += 1) {
    letters += (numbers[2 * word + 1] ?? 0) & LENGTH_BITS;
  }
  return letters;
}
