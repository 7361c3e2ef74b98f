/** Whether the table of an audience is the same after some files have changed. */
import type { KeptTable } from './kept-table.ts';
import { findAllowed, forEachAllowed, forEachForbidden, type MarkedTexts } from './marked-texts.ts';
import type { PhraseSet } from './phrases.ts';
import type { WordSet } from './word-set.ts';

/** A file as it was and as it is. */
export interface Change {
  readonly before: MarkedTexts;
  readonly after: MarkedTexts;
}

/** Whether the same is forbidden in a file, and its allowed texts have the same of all that is forbidden anywhere. */
export function isSameForAll({ all, isAllowed }: KeptTable, { before, after }: Change): boolean {
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
export function hasSameWords(words: WordSet, changes: readonly Change[]): boolean {
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
    words.push(to - from);
    for (let place = 2 * from; place < 2 * to; place += 1) words.push(numbers[place] ?? 0);
  });
  return words;
}

function phrasesIn(all: PhraseSet, texts: MarkedTexts): Set<number> {
  const found = new Set<number>();
  findAllowed(all, texts, (phrase) => found.add(phrase));
  return found;
}
