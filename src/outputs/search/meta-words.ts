import { escapeHtml, META_VALUE, plainHtml } from './document.ts';

/** Languages whose words stand without spaces, and in which the browser cuts what a reader searches for into words. */
const CUT = new Set(['ja', 'th', 'zh']);

/** Letters, numbers and pictures: signs alone are no word. */
const HAS_WORD = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** A page in whose metadata words stand apart. */
export interface CutMeta {
  /** For Pagefind. */
  readonly html: string;
  /** What Pagefind makes of it, and what readers are to see instead. */
  readonly values: readonly MetaValue[];
}

export interface MetaValue {
  readonly name: string;
  readonly cut: string;
  readonly shown: string;
}

/** Whether Pagefind and the browser cut texts of a language into words. */
export function isCutIntoWords(lang: string): boolean {
  return CUT.has(new Intl.Locale(lang).language);
}

/** What the words depend on beside the language. */
export function cutterVersion(): string {
  return [process.versions['icu'], process.versions['unicode']].join(' ');
}

/**
 * A function that cuts the metadata of a page, as `searchDocument` writes it, into words with spaces between them;
 * null for a language that has them. Pagefind cuts the text of such languages itself, but takes what is between
 * spaces in metadata for a word: a title is found by its beginning only. Cut as the browser cuts what is searched for,
 * it is found by each of its words.
 */
export function metaCutter(lang: string): ((html: string) => CutMeta) | null {
  if (!isCutIntoWords(lang)) return null;
  const cutter = new Intl.Segmenter(lang, { granularity: 'word' });
  return (page) => {
    const values: MetaValue[] = [];
    const html = page.replace(META_VALUE, (whole, begin: string, name: string, value: string) => {
      const shown = oneLine(plainHtml(value));
      const cut = wordsOf(shown, cutter);
      if (cut === shown || cut === '') return whole;
      values.push({ name, cut, shown });
      return begin + escapeHtml(cut);
    });
    return { html, values };
  };
}

/**
 * What Pagefind wrote of a page (JSON), with its metadata as readers are to see them.
 *
 * @throws Error when Pagefind has not what it was given
 */
export function withShownMeta(json: string, values: readonly MetaValue[]): string {
  const fragment = JSON.parse(json) as { url: string; meta: Record<string, string> };
  for (const { name, cut, shown } of values) {
    if (fragment.meta[name] !== cut) {
      throw new Error(`Pagefind has another ${name} of ${fragment.url} than it was given.`);
    }
    fragment.meta[name] = shown;
  }
  return JSON.stringify(fragment);
}

function wordsOf(text: string, cutter: Intl.Segmenter): string {
  const segments = Array.from(cutter.segment(text), ({ segment }) => segment);
  return segments.filter((segment) => HAS_WORD.test(segment)).join(' ');
}

/** As Pagefind takes a value. */
function oneLine(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim();
}
