import type { FileTexts } from './file-texts.ts';
import { keptStream, type PhraseSet, type Stream } from './phrases.ts';

/** What an audience may do with a text of a file. */
export const FORBIDDEN = 0;
export const ALLOWED = 1;
/** May be read, but is not shown in this form: a body as it is cut for an audience that reads less. */
export const ELSEWHERE = 2;

/** The texts of a file, and what the audience may do with each. */
export interface MarkedTexts {
  readonly texts: FileTexts;
  readonly marks: Uint8Array;
}

/** Texts of a file of which some are allowed, or a text that is allowed. */
export type AllowedTexts = MarkedTexts | Stream;

type OnWords = (numbers: Int32Array, from: number, to: number) => void;

/** Goes through forbidden texts. */
export function forEachForbidden(texts: FileTexts, marks: Uint8Array, onText: OnWords): void {
  for (let text = marks.indexOf(FORBIDDEN); text >= 0; text = marks.indexOf(FORBIDDEN, text + 1)) {
    onText(texts.words, texts.startOf(text), texts.startOf(text + 1));
  }
}

/** Goes through allowed texts, those that stand in a row together. */
export function forEachAllowed(allowed: AllowedTexts, onTexts: OnWords): void {
  if (!('marks' in allowed)) return onTexts(allowed.numbers, 0, allowed.count);
  const { texts, marks } = allowed;
  for (let text = 0; text < texts.count; text += 1) {
    if (marks[text] !== ALLOWED) continue;
    const first = text;
    while (marks[text + 1] === ALLOWED) text += 1;
    onTexts(texts.words, texts.startOf(first), texts.startOf(text + 1));
  }
}

/** Calls for each phrase that stands in what is allowed. */
export function findAllowed(
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
