import type { Finding } from '../../model/finding.ts';
import { streamOf, type PhraseSet } from './phrases.ts';
import type { ReadableText } from './readable-text.ts';
import { phraseAt, WordReader, type Words } from './words.ts';

/** Where a phrase was written. */
export interface Secret {
  readonly file: string;
}

/**
 * The last line of defence: scans what was written for one audience for words that stand only in
 * what this audience may not read. Editions are cut before anything renders, so a hit is a defect
 * of Gazette or a secret in a file that no edition owns; either way nothing is published.
 */
export class LeakScanner {
  readonly #phrases: PhraseSet;
  readonly #secrets: readonly Secret[];
  readonly #readable: ReadableText | null;
  readonly #hits = new Map<string, Finding>();
  readonly #reader = new WordReader();

  /**
   * @param secrets what is known of each phrase, by its number
   * @param readable what the audience reads anyway, where it is known
   */
  constructor(
    phrases: PhraseSet,
    secrets: readonly Secret[],
    readable: ReadableText | null = null,
  ) {
    this.#phrases = phrases;
    this.#secrets = secrets;
    this.#readable = readable;
  }

  /** Whether there is anything to look for. */
  get isNeeded(): boolean {
    return this.#phrases.size > 0;
  }

  /** Scans one written text and its path: HTML, feeds, JSON, calendars, Markdown. */
  scan(path: string, content: string): void {
    if (!this.isNeeded) return;
    this.#look(path, wordsOf(this.#reader, path, content));
    this.#look(path, this.#reader.read(path));
  }

  /** Scans a search record: what is indexed of it, and what its results are narrowed by. */
  scanRecord(url: string, facets: object, html: string): void {
    if (!this.isNeeded) return;
    const path = `search: ${url}`;
    this.#look(path, this.#reader.readMarkup(html));
    this.#look(path, this.#reader.readEscaped(JSON.stringify(facets)));
    this.#look(path, this.#reader.read(path));
  }

  #look(path: string, words: Words): void {
    this.#phrases.findIn(streamOf(words), (at, phrase) => {
      const file = this.#secrets[phrase]?.file ?? '';
      const key = `${path}\0${file}`;
      if (this.#hits.has(key)) return;
      const found = phraseAt(words, at, at + this.#phrases.lengthOf(phrase));
      if (this.#readable?.has(found) === true) return;
      this.#hits.set(key, {
        code: 'leak/found',
        severity: 'error',
        file,
        message: `words that this audience may not read stand in ${path}`,
        expected: 'nothing of what other audiences read, of drafts or of embargoed notes',
        found,
        fix: 'Look where else these words stand: an alias, a file name, public/. If they may be read, say so in a note of this audience; if not, report a defect.',
      });
    });
  }

  /** Takes over what was found by another, each once. */
  tell(findings: readonly Finding[]): void {
    for (const finding of findings) this.#hits.set(`${finding.message}\0${finding.file}`, finding);
  }

  /** What was found since the last time. */
  take(): Finding[] {
    const findings = [...this.#hits.values()];
    this.#hits.clear();
    return findings;
  }
}

/** A line of a calendar goes on in the next when that begins with a space. */
const FOLD = /\r\n[ \t]/g;

function wordsOf(reader: WordReader, path: string, content: string): Words {
  if (/\.(?:html|xml)$/.test(path)) return reader.readMarkup(content);
  if (path.endsWith('.json')) return reader.readEscaped(content);
  if (path.endsWith('.ics')) return reader.readEscaped(content.replace(FOLD, ''));
  return reader.read(content);
}
