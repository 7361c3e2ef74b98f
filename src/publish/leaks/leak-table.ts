import { createHash } from 'node:crypto';
import type { AuthoredFile, AuthoredTexts } from './authored-texts.ts';
import type { FileTexts, Place } from './file-texts.ts';
import { LeakScanner, type Secret } from './leak-scanner.ts';
import type { KeptTable } from './kept-table.ts';
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

  /**
   * A number for each phrase, sorted: what a later table is compared with. Two parts of 32 bits each,
   * so that two phrases of one number are not to be expected in any portal.
   */
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

function numbersOf(phrases: PhraseSet): Int32Array {
  const numbers = new BigUint64Array(phrases.size);
  for (let phrase = 0; phrase < phrases.size; phrase += 1) {
    numbers[phrase] = numberOf(phrases, phrase);
  }
  return new Int32Array(numbers.sort().buffer);
}

function numberOf(phrases: PhraseSet, phrase: number): bigint {
  const numbers = phrases.numbersOf(phrase);
  let first = 0;
  let second = numbers.length;
  for (let at = 0; at < numbers.length; at += 2) {
    first = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d) + (numbers[at] ?? 0);
    second = Math.imul(second ^ (second >>> 16), 0x297a2d39) + (numbers[at + 1] ?? 0);
  }
  return (BigInt(first >>> 0) << 32n) | BigInt(second >>> 0);
}

/** A text that is allowed and stands in no file. */
interface OtherText {
  readonly text: string;
  /** Whether it is JSON. */
  readonly isEscaped: boolean;
}

/** Of so many files the texts may have changed, or the table is made anew. */
const MOST_CHANGED = 20;

/** Makes the table of one audience. */
class TableMaker {
  readonly #authored: AuthoredTexts;
  readonly #audience: string;
  /** What the audience's editions show of each part, by the part's number. */
  readonly #shown: (Shown | undefined)[];
  /** Allowed texts beside those of the files. */
  readonly #others: OtherText[] = [];
  readonly #read = new Map<string, string>();

  constructor(
    authored: AuthoredTexts,
    editions: readonly ShownEdition[],
    alsoAllowed: readonly string[],
  ) {
    this.#authored = authored;
    this.#audience = editions[0]?.audience ?? '';
    this.#shown = Array.from({ length: authored.size });
    for (const edition of editions) this.#show(edition);
    for (const text of alsoAllowed) this.#others.push({ text, isEscaped: true });
  }

  make(): KeptTable {
    const files = this.#authored.files.map((file) => ({ file, marks: this.#marksOf(file) }));
    const all = new PhraseSet();
    const allFrom: number[] = [];
    /** The phrases of each text, behind a mark. */
    const ofTexts: number[] = [];
    files.forEach(({ file: { texts }, marks }, place) => {
      forEachForbidden(texts, marks, (numbers, from, to) => {
        ofTexts.push(NEXT_TEXT);
        forEachPhrase(numbers, from, to, (at, length) => {
          const phrase = all.add(numbers, at, length);
          if (phrase === allFrom.length) allFrom.push(place);
          ofTexts.push(phrase);
        });
      });
    });
    const allowed: AllowedTexts[] = [
      ...files.map(({ file: { texts }, marks }) => ({ texts, marks })),
      ...this.#otherStreams(),
    ];
    const isAllowed = new Uint8Array(all.size);
    if (all.size > 0) {
      for (const texts of allowed) {
        findAllowed(all, texts, (phrase) => {
          isAllowed[phrase] = 1;
        });
      }
    }
    const words = allowCommon(all, isAllowed, allowed);

    const phrases = new PhraseSet();
    const from: number[] = [];
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
        const number = phrases.add(all.numbersOf(phrase), 0, all.lengthOf(phrase));
        if (number === from.length) from.push(allFrom[phrase] ?? 0);
      }
    }
    return {
      others: this.#othersKey(),
      files: files.map(({ file }) => [file.key ?? '', this.#shownOf(file)]),
      ...{ all, isAllowed, words, phrases },
      from: Int32Array.from(from),
      numbers: numbersOf(phrases),
    };
  }

  /**
   * The table that was made before, where it is the same by now: what changed are few files, in which the same is
   * forbidden, and what is allowed has the same of all forbidden phrases. Null where that can't be told.
   */
  goOn(before: KeptTable): KeptTable | null {
    const { files } = this.#authored;
    if (before.files.length !== files.length || before.others !== this.#othersKey()) return null;
    const changed: number[] = [];
    for (const [at, file] of files.entries()) {
      const [key, shown] = before.files[at] ?? [];
      if (file.key === null || shown !== this.#shownOf(file)) return null;
      if (key === file.key) continue;
      changed.push(at);
      if (changed.length > MOST_CHANGED) return null;
    }
    if (changed.length === 0) return before;
    const pairs = changed.map((at) => this.#changeOf(files[at], before.files[at]?.[0] ?? ''));
    if (!pairs.every((pair) => pair !== null && isSameForAll(before, pair))) return null;
    if (
      !hasSameWords(
        before.words,
        pairs.flatMap((pair) => pair ?? []),
      )
    )
      return null;
    const now = [...before.files];
    for (const at of changed) now[at] = [files[at]?.key ?? '', before.files[at]?.[1] ?? ''];
    return { ...before, files: now };
  }

  /** A file as it was and as it is; null where it is not known how it was. */
  #changeOf(file: AuthoredFile | undefined, key: string): Change | null {
    if (file === undefined || !key.startsWith(`${file.path}\0`)) return null;
    const { texts, parts } = file;
    const old = this.#authored.textsBefore(key);
    if (old?.parts !== parts.length) return null;
    return {
      before: { texts: old, marks: this.#marksOf({ texts: old, parts }) },
      after: { texts, marks: this.#marksOf(file) },
    };
  }

  #othersKey(): string {
    const digest = createHash('sha256');
    for (const { text, isEscaped } of this.#others) {
      digest.update(`${isEscaped ? 'json' : 'text'} ${text.length} ${text}`);
    }
    return digest.digest('hex');
  }

  /** What the audience is shown of a file, of each part. */
  #shownOf({ parts }: AuthoredFile): string {
    let all = '';
    for (const { number } of parts) {
      const shown = this.#shown[number];
      all += shown === undefined ? '- ' : `${shown.hidden.join(',')} `;
    }
    return all;
  }

  #show({ locale, texts, entries }: ShownEdition): void {
    for (const text of texts) this.#others.push({ text, isEscaped: false });
    for (const [key, shown] of entries) {
      const part = this.#authored.partOf(key, locale);
      if (part === undefined) continue;
      this.#shown[part.number] ??= shown;
      for (const text of shown.texts) this.#others.push({ text, isEscaped: false });
    }
  }

  #marksOf({ texts, parts }: Pick<AuthoredFile, 'texts' | 'parts'>): Uint8Array {
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

  #otherStreams(): Stream[] {
    const reader = new WordReader();
    return this.#others.map(({ text, isEscaped }) => {
      const words = isEscaped ? reader.readEscaped(text) : reader.read(text);
      const numbers = new Int32Array(2 * words.count);
      for (let at = 0; at < words.count; at += 1) {
        numbers[2 * at] = words.numbers[at] ?? 0;
        numbers[2 * at + 1] = secondNumber(words, at);
      }
      return keptStream(numbers);
    });
  }
}

/** The texts of a file, and what the audience may do with each. */
interface MarkedTexts {
  readonly texts: FileTexts;
  readonly marks: Uint8Array;
}

/** Texts of a file of which some are allowed, or a text that is allowed. */
type AllowedTexts = MarkedTexts | Stream;

/** A file as it was and as it is. */
interface Change {
  readonly before: MarkedTexts;
  readonly after: MarkedTexts;
}

/** Whether the same is forbidden in a file, and its allowed texts have the same of all that is forbidden anywhere. */
function isSameForAll({ all, isAllowed }: KeptTable, { before, after }: Change): boolean {
  const was = forbiddenWords(before);
  const is = forbiddenWords(after);
  if (was.length !== is.length || was.some((number, at) => number !== is[at])) return false;
  const found = phrasesIn(all, before);
  const now = phrasesIn(all, after);
  for (const phrase of found) if (!now.has(phrase)) return false;
  // What stood in another allowed text already is no news.
  for (const phrase of now) if (!found.has(phrase) && isAllowed[phrase] !== 1) return false;
  return true;
}

/**
 * Takes down what stands in files now, and no more what stood there before: whether words stand anywhere that did,
 * and no others. A word may go from one file and come to another.
 */
function hasSameWords(words: WordSet, changes: readonly Change[]): boolean {
  const met = new Map<number, number>();
  const note = (slot: number, files: number): void => {
    if (!met.has(slot)) met.set(slot, files);
  };
  let stamp = 0;
  for (const { before, after } of changes) {
    for (const [texts, count] of [
      [before, -1],
      [after, 1],
    ] as const) {
      stamp += 1;
      forEachAllowed(texts, (numbers, from, to) =>
        words.see(numbers, from, to, stamp, count, note),
      );
    }
  }
  return [...met].every(([slot, files]) => files > 0 === words.filesOf(slot) > 0);
}

/** The words of all that is forbidden, each text behind how many it has. */
function forbiddenWords({ texts, marks }: MarkedTexts): number[] {
  const words: number[] = [];
  forEachForbidden(texts, marks, (numbers, from, to) => {
    words.push(to - from, ...numbers.subarray(2 * from, 2 * to));
  });
  return words;
}

function phrasesIn(all: PhraseSet, texts: AllowedTexts): Set<number> {
  const found = new Set<number>();
  findAllowed(all, texts, (phrase) => found.add(phrase));
  return found;
}

/** Calls for each phrase that stands in what is allowed. */
function findAllowed(
  all: PhraseSet,
  texts: AllowedTexts,
  onPhrase: (phrase: number) => void,
): void {
  if (!('marks' in texts)) {
    all.findIn(texts, (_at, phrase) => onPhrase(phrase));
    return;
  }
  const stream = keptStream(texts.texts.words);
  forEachAllowed(texts, (_numbers, from, to) =>
    all.findBetween(stream, from, to, (at, phrase) => {
      // Several texts in a row were looked through as one.
      if (texts.texts.isWithinText(at, all.lengthOf(phrase))) onPhrase(phrase);
    }),
  );
}

/**
 * A short text made of words that this audience reads anyway is no secret. Pages put such words together
 * by themselves ("For: administrators"), so a heading of two of them tells nothing.
 *
 * @returns the words of which it depends
 */
function allowCommon(
  all: PhraseSet,
  isAllowed: Uint8Array,
  allowed: readonly AllowedTexts[],
): WordSet {
  const words = new WordSet();
  const short: number[] = [];
  for (let phrase = 0; phrase < all.size; phrase += 1) {
    const length = all.lengthOf(phrase);
    if (isAllowed[phrase] === 1 || length < 2 || length >= PHRASE) continue;
    short.push(phrase);
    for (let word = 0; word < length; word += 1) words.add(all.numbersOf(phrase), 2 * word);
  }
  if (short.length === 0) return words;
  allowed.forEach((texts, at) =>
    forEachAllowed(texts, (numbers, from, to) => words.see(numbers, from, to, at + 1)),
  );
  for (const phrase of short) {
    const numbers = all.numbersOf(phrase);
    let isCommon = true;
    for (let place = 0; place < numbers.length; place += 2) {
      isCommon &&= words.isSeen(numbers, place);
    }
    if (isCommon) isAllowed[phrase] = 1;
  }
  return words;
}

type OnWords = (numbers: Int32Array, from: number, to: number) => void;

function forEachForbidden(texts: FileTexts, marks: Uint8Array, onText: OnWords): void {
  for (let text = marks.indexOf(FORBIDDEN); text >= 0; text = marks.indexOf(FORBIDDEN, text + 1)) {
    onText(texts.words, texts.startOf(text), texts.startOf(text + 1));
  }
}

/** Goes through allowed texts, those that stand in a row together. */
function forEachAllowed(allowed: AllowedTexts, onTexts: OnWords): void {
  if (!('marks' in allowed)) return onTexts(allowed.numbers, 0, allowed.count);
  const { texts, marks } = allowed;
  for (let text = 0; text < texts.count; text += 1) {
    if (marks[text] !== ALLOWED) continue;
    const first = text;
    while (marks[text + 1] === ALLOWED) text += 1;
    onTexts(texts.words, texts.startOf(first), texts.startOf(text + 1));
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
