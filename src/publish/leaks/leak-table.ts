import type { AuthoredTexts } from './authored-texts.ts';
import { LeakScanner, type Secret } from './leak-scanner.ts';
import { numberOf } from './phrase-numbers.ts';
import { PhraseSet } from './phrases.ts';
import type { ReadableText } from './readable-text.ts';
import type { ShownEdition } from './shown.ts';
import { TableMaker } from './table-maker.ts';

/**
 * Phrases that stand only in what one audience may not read, made of the catalog and of the audience's
 * editions: of each forbidden text the first few that stand in no text that it may read.
 */
export class LeakTable {
  readonly #phrases: PhraseSet;
  readonly #files: readonly string[];
  readonly #numbers: Int32Array;
  readonly #readable: ReadableText | null;

  private constructor(
    phrases: PhraseSet,
    files: readonly string[],
    numbers: Int32Array,
    readable: ReadableText | null = null,
  ) {
    this.#phrases = phrases;
    this.#files = files;
    this.#numbers = numbers;
    this.#readable = readable;
  }

  /**
   * What was worked out for the last build is taken from there where it is the same, and kept for the next by
   * `AuthoredTexts.save`.
   *
   * @param editions what those of one audience show, in all locales
   * @param alsoAllowed JSON that every reader may see, such as interface strings
   */
  static of(
    authored: AuthoredTexts,
    editions: readonly ShownEdition[],
    alsoAllowed: readonly string[] = [],
  ): LeakTable {
    const audience = editions[0]?.audience ?? '';
    const maker = new TableMaker(authored, editions, alsoAllowed);
    const before = authored.tables.get(audience);
    const table = (before && maker.goOn(before)) ?? maker.make();
    if (table !== before) authored.tables.set(audience, table);
    const { phrases, from, numbers } = table;
    const paths = authored.files.map(({ path }) => path);
    return new LeakTable(
      phrases,
      Array.from(from, (file) => paths[file] ?? ''),
      numbers,
    );
  }

  /** The same, with what the audience reads anyway: what is found is looked up in it. */
  with(readable: ReadableText): LeakTable {
    return new LeakTable(this.#phrases, this.#files, this.#numbers, readable);
  }

  /** How many phrases are looked for. */
  get size(): number {
    return this.#phrases.size;
  }

  /** A number for each phrase, sorted: what a later table is compared with. */
  numbers(): Int32Array {
    return this.#numbers;
  }

  /** Looks for all phrases. */
  scanner(): LeakScanner {
    return new LeakScanner(this.#phrases, this.#secrets(), this.#readable);
  }

  /**
   * Looks for the phrases that an earlier table, by its `numbers`, did not have: what has been scanned
   * with that one, and has not changed, need be looked through for these alone.
   */
  gainedSince(earlier: Int32Array): LeakScanner {
    const known = new Set(new BigUint64Array(new Int32Array(earlier).buffer));
    const phrases = new PhraseSet();
    const secrets: Secret[] = [];
    for (let phrase = 0; phrase < this.size; phrase += 1) {
      if (known.has(numberOf(this.#phrases, phrase))) continue;
      phrases.add(this.#phrases.numbersOf(phrase), 0, this.#phrases.lengthOf(phrase));
      secrets.push({ file: this.#files[phrase] ?? '' });
    }
    return new LeakScanner(phrases, secrets, this.#readable);
  }

  #secrets(): Secret[] {
    return this.#files.map((file) => ({ file }));
  }
}
