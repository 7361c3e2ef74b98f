import type { ParsedBody } from '../../render/body.ts';
import { cutForAudience } from '../../render/cut.ts';
import { blocksOf, isTold, textsOf } from './texts.ts';
import { secondNumber, type WordReader } from './words.ts';

/** An entry or a translation of one: what is in it is read only when it is asked for. */
export interface AuthoredPart {
  readonly id: string;
  readonly source: { readonly data: object; readonly body: ParsedBody | null };
}

/** Where a text stands in a part: a field, the whole body, or the body cut for those who read some audiences. */
export interface Place {
  readonly in: 'field' | 'body' | 'cut';
  /** The field; or the audiences that the body names, of a cut one those that are read, with commas. */
  readonly name: string;
}

/** Places by number. Numbers are made from names, so they are the same in every store. */
export class Places {
  readonly #places = new Map<number, Place>();

  numberOf(place: Place): number {
    let number = 0x811c9dc5;
    for (const letter of `${place.in} ${place.name}`) {
      number = Math.imul(number ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    }
    for (;;) {
      const known = this.#places.get(number);
      if (known === undefined) this.#places.set(number, place);
      else if (known.in !== place.in || known.name !== place.name) {
        number = (number + 1) | 0;
        continue;
      }
      return number;
    }
  }

  at(number: number): Place | undefined {
    return this.#places.get(number);
  }

  all(): [number: number, place: Place][] {
    return [...this.#places].sort(([a], [b]) => a - b);
  }

  /** Takes in the places of a store; false when it calls another place by a number that is known. */
  adopt(places: Iterable<readonly [number: number, place: Place]>): boolean {
    const all = [...places];
    const isSame = (one: Place | undefined, other: Place): boolean =>
      one === undefined || (one.in === other.in && one.name === other.name);
    if (!all.every(([number, place]) => isSame(this.#places.get(number), place))) return false;
    for (const [number, place] of all) this.#places.set(number, place);
    return true;
  }
}

const HEAD = 3;

/**
 * The texts of one file, each once, as the numbers of their words, and where in its parts each stands.
 * All of it is one array of numbers, which can be kept:
 *
 * - how many texts, how many parts, where words begin;
 * - for each text the word at which it begins, and where the last ends;
 * - for each part: its size, the text of its id, and for each place its number, how many texts, which;
 * - for each word its two numbers.
 */
export class FileTexts {
  readonly record: Int32Array;
  /** Numbers of words, two for each. */
  readonly words: Int32Array;
  readonly count: number;
  readonly parts: number;

  private constructor(record: Int32Array) {
    this.record = record;
    this.count = record[0] ?? 0;
    this.parts = record[1] ?? 0;
    this.words = record.subarray(record[2] ?? 0);
  }

  static from(record: Int32Array): FileTexts {
    return new FileTexts(record);
  }

  /** @param subsets for the audiences that a body names, those of them that each audience reads */
  static make(
    parts: readonly AuthoredPart[],
    subsets: (named: string) => Iterable<string>,
    places: Places,
    reader: WordReader,
  ): FileTexts {
    const texts = new Map<string, number>();
    const numberOf = (text: string): number => {
      const number = texts.get(text) ?? texts.size;
      texts.set(text, number);
      return number;
    };
    const told: number[] = [];
    for (const { id, source } of parts) {
      const { data, body } = source;
      const size = told.push(0, numberOf(id)) - 2;
      const tell = (place: Place, found: readonly string[]): void => {
        if (found.length === 0) return;
        told.push(places.numberOf(place), found.length);
        for (const text of found) told.push(numberOf(text));
      };
      for (const [name, value] of Object.entries(data)) {
        if (isTold(name)) tell({ in: 'field', name }, textsOf(value));
      }
      if (body !== null) {
        const { tree } = body;
        const named = namedIn(body);
        tell({ in: 'body', name: named }, blocksOf(tree));
        for (const read of named === '' ? [] : subsets(named)) {
          const cut = blocksOf(cutForAudience(tree, new Set(read.split(','))));
          tell({ in: 'cut', name: read }, cut);
        }
      }
      told[size] = told.length - size;
    }
    const starts: number[] = [];
    const words: number[] = [];
    for (const text of texts.keys()) {
      starts.push(words.length / 2);
      const read = reader.read(text);
      for (let at = 0; at < read.count; at += 1) {
        words.push(read.numbers[at] ?? 0, secondNumber(read, at));
      }
    }
    starts.push(words.length / 2);
    const head = [texts.size, parts.length, HEAD + starts.length + told.length];
    const record = new Int32Array((head[2] ?? 0) + words.length);
    record.set(head);
    record.set(starts, HEAD);
    record.set(told, HEAD + starts.length);
    record.set(words, head[2]);
    return new FileTexts(record);
  }

  /** The word at which a text begins; that after the last text is where it ends. */
  startOf(text: number): number {
    return this.record[HEAD + text] ?? 0;
  }

  /** Whether words from one on stand in the same text. */
  isWithinText(word: number, count: number): boolean {
    let first = 0;
    for (let end = this.count; end - first > 1;) {
      const middle = (first + end) >>> 1;
      if (this.startOf(middle) <= word) first = middle;
      else end = middle;
    }
    return word + count <= this.startOf(first + 1);
  }

  /** Where the first part begins in `record`. A part has its size, the text of its id, and its places. */
  get firstPart(): number {
    return HEAD + this.count + 1;
  }
}

/** The audiences that a body names, each once, sorted, with commas between. */
function namedIn({ audiences }: Pick<ParsedBody, 'audiences'>): string {
  if (audiences.length === 0) return '';
  return [...new Set(audiences.map(({ name }) => name))].sort().join(',');
}
