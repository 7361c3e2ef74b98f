import type { AuthoredFile, AuthoredTexts } from './authored-texts.ts';
import type { FileTexts, Place } from './file-texts.ts';
import { LeakScanner, type Secret } from './leak-scanner.ts';
import { keptStream, lettersIn, PHRASE, PhraseSet, WordSet, type Stream } from './phrases.ts';
import type { ReadableText } from './readable-text.ts';
import type { Shown, ShownEdition } from './shown.ts';
import { secondNumber, WordReader } from './words.ts';

/** Phrases that are looked for of one text, and how many are tried to find so many. */
const PHRASES_PER_TEXT = 12;
const PHRASES_TRIED = 200;
/** A single short word would hit by chance. */
const FEWEST_LETTERS = 6;

/** Among numbers of phrases: those of another text follow. */
const NEXT_TEXT = -1;

/** What an audience may do with a text of a file. */
const FORBIDDEN = 0;
const ALLOWED = 1;
/** May be read, but is not shown in this form: a body as it is cut for an audience that reads less. */
const ELSEWHERE = 2;

/**
 * Phrases that stand only in what one audience may not read, made of the catalog and of the audience's
 * editions: of each forbidden text the first few that stand in no text that it may read.
 */
export class LeakTable {
  readonly #phrases: PhraseSet;
  readonly #files: readonly string[];
  readonly #readable: ReadableText | null;

  private constructor(
    phrases: PhraseSet,
    files: readonly string[],
    readable: ReadableText | null = null,
  ) {
    this.#phrases = phrases;
    this.#files = files;
    this.#readable = readable;
  }

  /**
   * @param editions what those of one audience show, in all locales
   * @param alsoAllowed JSON that every reader may see, such as interface strings
   */
  static of(
    authored: AuthoredTexts,
    editions: readonly ShownEdition[],
    alsoAllowed: readonly string[] = [],
  ): LeakTable {
    return new TableMaker(authored, editions).make(alsoAllowed);
  }

  static from(phrases: PhraseSet, files: readonly string[]): LeakTable {
    return new LeakTable(phrases, files);
  }

  /** The same, with what the audience reads anyway: what is found is looked up in it. */
  with(readable: ReadableText): LeakTable {
    return new LeakTable(this.#phrases, this.#files, readable);
  }

  /** How many phrases are looked for. */
  get size(): number {
    return this.#phrases.size;
  }

  /**
   * A number for each phrase, sorted: what a later table is compared with. Two parts of 32 bits each,
   * so that two phrases of one number are not to be expected in any portal.
   */
  numbers(): Int32Array {
    const numbers = new BigUint64Array(this.size);
    for (let phrase = 0; phrase < this.size; phrase += 1) numbers[phrase] = this.#numberOf(phrase);
    return new Int32Array(numbers.sort().buffer);
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
      if (known.has(this.#numberOf(phrase))) continue;
      phrases.add(this.#phrases.numbersOf(phrase), 0, this.#phrases.lengthOf(phrase));
      secrets.push({ file: this.#files[phrase] ?? '' });
    }
    return new LeakScanner(phrases, secrets, this.#readable);
  }

  #secrets(): Secret[] {
    return this.#files.map((file) => ({ file }));
  }

  #numberOf(phrase: number): bigint {
    const numbers = this.#phrases.numbersOf(phrase);
    let first = 0;
    let second = numbers.length;
    for (let at = 0; at < numbers.length; at += 2) {
      first = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d) + (numbers[at] ?? 0);
      second = Math.imul(second ^ (second >>> 16), 0x297a2d39) + (numbers[at + 1] ?? 0);
    }
    return (BigInt(first >>> 0) << 32n) | BigInt(second >>> 0);
  }
}

/** Makes the table of one audience. */
class TableMaker {
  readonly #authored: AuthoredTexts;
  readonly #audience: string;
  readonly #reader = new WordReader();
  /** What the audience's editions show of each part, by the part's number. */
  readonly #shown: (Shown | undefined)[];
  /** What the audience may do with each text, file by file. */
  readonly #marks: Uint8Array[] = [];
  /** Allowed texts beside those of the files. */
  readonly #others: Stream[] = [];
  readonly #read = new Map<string, string>();
  #hasForbidden = false;

  constructor(authored: AuthoredTexts, editions: readonly ShownEdition[]) {
    this.#authored = authored;
    this.#audience = editions[0]?.audience ?? '';
    this.#shown = Array.from({ length: authored.size });
    for (const edition of editions) this.#show(edition);
    for (const file of authored.files) this.#marks.push(this.#marksOf(file));
  }

  make(alsoAllowed: readonly string[]): LeakTable {
    if (!this.#hasForbidden) return LeakTable.from(new PhraseSet(), []);
    for (const json of alsoAllowed) this.#allow(json, true);
    const all = new PhraseSet();
    const files: string[] = [];
    /** The phrases of each text, behind a mark. */
    const ofTexts: number[] = [];
    this.#forEachForbidden(({ path }, stream, from, to) => {
      ofTexts.push(NEXT_TEXT);
      forEachPhrase(stream.numbers, from, to, (at, length) => {
        const phrase = all.add(stream.numbers, at, length);
        if (phrase === files.length) files.push(path);
        ofTexts.push(phrase);
      });
    });
    const isAllowed = new Uint8Array(all.size);
    this.#forEachAllowed((stream, from, to, texts) => {
      all.findBetween(stream, from, to, (at, phrase) => {
        if (isAllowed[phrase] === 1) return;
        // Several texts in a row were looked through as one.
        if (texts?.isWithinText(at, all.lengthOf(phrase)) !== false) isAllowed[phrase] = 1;
      });
    });
    this.#allowCommon(all, isAllowed);

    const left = new PhraseSet();
    const leftFiles: string[] = [];
    const lastText = new Int32Array(all.size);
    let text = 0;
    let count = 0;
    for (const phrase of ofTexts) {
      if (phrase === NEXT_TEXT) {
        text += 1;
        count = 0;
      } else if (isAllowed[phrase] === 0 && lastText[phrase] !== text && count < PHRASES_PER_TEXT) {
        lastText[phrase] = text;
        count += 1;
        const number = left.add(all.numbersOf(phrase), 0, all.lengthOf(phrase));
        if (number === leftFiles.length) leftFiles.push(files[phrase] ?? '');
      }
    }
    return LeakTable.from(left, leftFiles);
  }

  /**
   * A short text made of words that this audience reads anyway is no secret. Pages put such words together
   * by themselves ("For: administrators"), so a heading of two of them tells nothing.
   */
  #allowCommon(all: PhraseSet, isAllowed: Uint8Array): void {
    const words = new WordSet();
    const short: number[] = [];
    for (let phrase = 0; phrase < all.size; phrase += 1) {
      const length = all.lengthOf(phrase);
      if (isAllowed[phrase] === 1 || length < 2 || length >= PHRASE) continue;
      short.push(phrase);
      for (let word = 0; word < length; word += 1) words.add(all.numbersOf(phrase), 2 * word);
    }
    if (short.length === 0) return;
    this.#forEachAllowed(({ numbers }, from, to) => words.see(numbers, from, to));
    for (const phrase of short) {
      const numbers = all.numbersOf(phrase);
      let isCommon = true;
      for (let place = 0; place < numbers.length; place += 2) {
        isCommon &&= words.isSeen(numbers, place);
      }
      if (isCommon) isAllowed[phrase] = 1;
    }
  }

  #show({ locale, texts, entries }: ShownEdition): void {
    for (const text of texts) this.#allow(text);
    for (const [key, shown] of entries) {
      const part = this.#authored.partOf(key, locale);
      if (part === undefined) continue;
      this.#shown[part.number] ??= shown;
      for (const text of shown.texts) this.#allow(text);
    }
  }

  #marksOf({ texts, parts }: AuthoredFile): Uint8Array {
    const { record } = texts;
    const marks = new Uint8Array(texts.count);
    let at = texts.firstPart;
    for (const part of parts) {
      const end = at + (record[at] ?? 0);
      const shown = this.#shown[part.number];
      if (shown === undefined) {
        at = end;
        continue;
      }
      marks[record[at + 1] ?? 0] = ALLOWED;
      let named = '';
      for (at += 2; at < end;) {
        const place = this.#authored.places.at(record[at] ?? 0);
        if (place?.in === 'body') named = place.name;
        const from = at + 2;
        at = from + (record[at + 1] ?? 0);
        const mark = place === undefined ? FORBIDDEN : this.#markOf(shown, place, named);
        if (mark === FORBIDDEN) continue;
        for (let text = from; text < at; text += 1) {
          const number = record[text] ?? 0;
          if (marks[number] !== ALLOWED) marks[number] = mark;
        }
      }
    }
    this.#hasForbidden ||= marks.includes(FORBIDDEN);
    return marks;
  }

  /**
   * What the audience may do with the texts of a place in a part that it is shown.
   *
   * @param named the audiences that the part's body names
   */
  #markOf({ hidden }: Shown, place: Place, named: string): number {
    const { name } = place;
    if (place.in === 'field') return hidden.includes(name) ? FORBIDDEN : ALLOWED;
    if (named === '' || (place.in === 'cut' && name === this.#readOf(named))) return ALLOWED;
    // A body whole, or as it is cut for others.
    return this.#readOf(name) === name ? ELSEWHERE : FORBIDDEN;
  }

  /** Of the audiences that a body names, those that this one reads. */
  #readOf(named: string): string {
    const known = this.#read.get(named);
    if (known !== undefined) return known;
    const read = this.#authored.readOf(named, this.#audience);
    this.#read.set(named, read);
    return read;
  }

  #allow(text: string, isEscaped = false): void {
    const words = isEscaped ? this.#reader.readEscaped(text) : this.#reader.read(text);
    const numbers = new Int32Array(2 * words.count);
    for (let at = 0; at < words.count; at += 1) {
      numbers[2 * at] = words.numbers[at] ?? 0;
      numbers[2 * at + 1] = secondNumber(words, at);
    }
    this.#others.push(keptStream(numbers));
  }

  #forEachForbidden(
    onText: (file: AuthoredFile, stream: Stream, from: number, to: number) => void,
  ): void {
    this.#authored.files.forEach((file, at) => {
      const marks = this.#marks[at];
      if (marks?.includes(FORBIDDEN) !== true) return;
      const { texts } = file;
      const stream = keptStream(texts.words);
      for (let text = 0; text < texts.count; text += 1) {
        if (marks[text] !== FORBIDDEN) continue;
        onText(file, stream, texts.startOf(text), texts.startOf(text + 1));
      }
    });
  }

  /** Goes through allowed texts, those that stand in a row together. */
  #forEachAllowed(
    onTexts: (stream: Stream, from: number, to: number, texts: FileTexts | null) => void,
  ): void {
    this.#authored.files.forEach(({ texts }, at) => {
      const marks = this.#marks[at] ?? new Uint8Array();
      const stream = keptStream(texts.words);
      for (let text = 0; text < texts.count; text += 1) {
        if (marks[text] !== ALLOWED) continue;
        const first = text;
        while (marks[text + 1] === ALLOWED) text += 1;
        onTexts(stream, texts.startOf(first), texts.startOf(text + 1), texts);
      }
    });
    for (const stream of this.#others) onTexts(stream, 0, stream.count, null);
  }
}

/**
 * The phrases of a text, one after the other, and at its end the last four words; a text shorter than a
 * phrase is one whole.
 */
function forEachPhrase(
  numbers: Int32Array,
  from: number,
  to: number,
  onPhrase: (at: number, length: number) => void,
): void {
  const length = Math.min(PHRASE, to - from);
  let tried = 0;
  for (let at = from; length > 0 && at < to && tried < PHRASES_TRIED; at += length) {
    const start = Math.min(at, to - length);
    if (lettersIn(numbers, start, length) < FEWEST_LETTERS) continue;
    tried += 1;
    onPhrase(start, length);
  }
}
