import { createHash, randomUUID } from 'node:crypto';
import type { AuthoredFile, AuthoredTexts } from './authored-texts.ts';
import type { Place } from './file-texts.ts';
import type { KeptTable } from './kept-table.ts';
import {
  ALLOWED,
  ELSEWHERE,
  findAllowed,
  FORBIDDEN,
  forEachAllowed,
  forEachForbidden,
  type AllowedTexts,
} from './marked-texts.ts';
import { numbersOf } from './phrase-numbers.ts';
import { keptStream, lettersIn, PHRASE, PhraseSet, type Stream } from './phrases.ts';
import type { Shown, ShownEdition } from './shown.ts';
import { hasSameWords, isSameForAll, type Change } from './table-changes.ts';
import { WordSet } from './word-set.ts';
import { secondNumber, WordReader } from './words.ts';

/** Phrases that are looked for of one text, and how many are tried to find so many. */
const PHRASES_PER_TEXT = 12;
const PHRASES_TRIED = 200;
/** A single short word would hit by chance. */
const FEWEST_LETTERS = 6;

/** Among numbers of phrases: those of another text follow. */
const NEXT_TEXT = -1;

/** A text that is allowed and stands in no file. */
interface OtherText {
  readonly text: string;
  /** Whether it is JSON. */
  readonly isEscaped: boolean;
}

/** Of so many files the texts may have changed, or the table is made anew. */
const MOST_CHANGED = 20;

/** Makes the table of one audience. */
export class TableMaker {
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
      id: randomUUID(),
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
    const changes: Change[] = [];
    for (const at of changed) {
      const change = this.#changeOf(files[at], before.files[at]?.[0] ?? '');
      if (change === null || !isSameForAll(before, change)) return null;
      changes.push(change);
    }
    if (!hasSameWords(before.words, changes)) return null;
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

/**
 * A short text made of words that this audience reads anyway is no secret. Pages put such words together
 * by themselves ("For: administrators"), so a heading of two of them tells nothing.
 *
 * @returns the words on which it depends
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
