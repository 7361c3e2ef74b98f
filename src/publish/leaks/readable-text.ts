import type { Edition } from '../../catalog/edition.ts';
import { plainText } from '../../render/inline.ts';
import { shownEntries } from './shown.ts';
import { blocksOf, textsOf } from './texts.ts';

/** Scripts whose words stand together without a space. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const NO_LETTERS = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * All that one audience reads, for a second look at words that seem to be a secret. Where a script has no
 * spaces, a run of letters is a whole phrase, and it begins and ends elsewhere once marks of Markdown are
 * gone: what an audience reads as a part of a longer run is no secret.
 */
export class ReadableText {
  readonly #editions: () => readonly Edition[];
  #text: string | null = null;

  /** @param editions those of the audience, in all locales; asked for with the first doubt */
  constructor(editions: () => readonly Edition[]) {
    this.#editions = editions;
  }

  /** Whether the audience reads the words of a phrase anyway, as a part of a text without spaces. */
  has(phrase: string): boolean {
    if (!WITHOUT_SPACES.test(phrase)) return false;
    this.#text ??= this.#editions().map(readIn).join('\n');
    return this.#text.includes(lettersOf(phrase));
  }
}

function readIn(edition: Edition): string {
  const texts = textsOf(edition.portal);
  for (const { title, data, body } of shownEntries(edition)) {
    texts.push(title, ...textsOf(data));
    if (body !== null) texts.push(...blocksOf(body));
  }
  return texts.map((text) => `${lettersOf(text)}\n${lettersOf(plainText(text))}`).join('\n');
}

function lettersOf(text: string): string {
  return text.replace(NO_LETTERS, '').toLowerCase();
}
