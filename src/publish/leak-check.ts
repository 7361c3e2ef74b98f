import type { Root, RootContent } from 'hast';
import type { Catalog, CatalogEntry } from '../catalog/catalog.ts';
import type { Edition } from '../catalog/edition.ts';
import type { Finding } from '../model/finding.ts';
import { allEntries } from '../views/links.ts';
import { phraseAt, WordReader, type Words } from './words.ts';

/**
 * The last line of defence: scans what was written for one audience for words that stand only in
 * what this audience may not read. Editions are cut before anything renders, so a hit is a defect
 * of Gazette or a secret in a file that no edition owns; either way nothing is published.
 */
export class LeakCheck {
  readonly #phrases: PhraseTable;
  readonly #hits = new Map<string, Finding>();
  readonly #reader = new WordReader();

  /**
   * @param editions the editions of one audience, in all locales
   * @param alsoAllowed texts that every reader may see, such as interface strings
   */
  constructor(catalog: Catalog, editions: readonly Edition[], alsoAllowed: readonly string[]) {
    const allowed = new Set([...editions.flatMap(allowedTexts), ...alsoAllowed]);
    this.#phrases = new PhraseTable();
    const forbidden = new Map<string, string[]>();
    for (const { text, file } of authoredTexts(catalog)) {
      if (allowed.has(text) || forbidden.has(text)) continue;
      forbidden.set(text, phrasesOf(text, this.#reader));
      for (const phrase of forbidden.get(text) ?? []) this.#phrases.add(phrase, file);
    }
    if (this.#phrases.size === 0) return;
    // What stands in a text that this audience may read is no secret, wherever else it stands.
    // Numbers of words, which are enough to know a word by.
    const known = new Set<number>();
    for (const text of allowed) {
      const words = this.#reader.read(text);
      for (let at = 0; at < words.count; at += 1) known.add(words.hashes[at] ?? 0);
      for (const { phrase } of this.#phrases.foundIn(words)) this.#phrases.delete(phrase);
    }
    for (const phrases of forbidden.values()) {
      for (const phrase of phrases)
        if (isCommon(this.#reader.read(phrase), known)) this.#phrases.delete(phrase);
      const left = phrases.filter((phrase) => this.#phrases.has(phrase));
      for (const phrase of left.slice(PHRASES_PER_TEXT)) this.#phrases.delete(phrase);
    }
  }

  /** Whether there is anything to look for. */
  get isNeeded(): boolean {
    return this.#phrases.size > 0;
  }

  /** Scans one written text: HTML, feeds, JSON, or the text of search records. */
  scan(path: string, content: string): void {
    const isMarkup = /\.(?:html|xml)$/.test(path);
    const reader = this.#reader;
    const words = isMarkup ? reader.readMarkup(content) : reader.read(content);
    this.#report(path, this.#phrases.foundIn(words));
    this.#report(path, this.#phrases.foundIn(reader.read(path)));
  }

  #report(path: string, found: Iterable<{ phrase: string; file: string }>): void {
    for (const { phrase, file } of found) {
      const key = `${path}\0${file}`;
      if (this.#hits.has(key)) continue;
      this.#hits.set(key, {
        code: 'leak/found',
        severity: 'error',
        file,
        message: `words that this audience may not read stand in ${path}`,
        expected: 'nothing of what other audiences read, of drafts or of embargoed notes',
        found: phrase,
        fix: 'Look where else these words stand: an alias, a file name, public/. If they may be read, say so in a note of this audience; if not, report a defect.',
      });
    }
  }

  /** What was found since the last time. */
  take(): Finding[] {
    const findings = [...this.#hits.values()];
    this.#hits.clear();
    return findings;
  }
}

/**
 * Phrases to be found in one pass over a text. Every byte that is published is looked through, so
 * numbers are compared first, and letters only where the numbers agree.
 */
class PhraseTable {
  readonly #reader = new WordReader();
  readonly #files = new Map<string, string>();
  /** Phrases by the number of their words together. */
  readonly #byHash = new Map<number, string[]>();
  /** Numbers of words that begin a phrase, with the lengths of the phrases that they begin. */
  readonly #lengths = new Map<number, number>();
  /** Which numbers may begin one, by their last 16 bits: most words are told apart here. */
  readonly #mayBegin = new Uint8Array(0x10000);

  get size(): number {
    return this.#files.size;
  }

  has(phrase: string): boolean {
    return this.#files.has(phrase);
  }

  add(phrase: string, file: string): void {
    if (this.#files.has(phrase)) return;
    this.#files.set(phrase, file);
    const words = this.#reader.read(phrase);
    const first = words.hashes[0] ?? 0;
    this.#lengths.set(first, (this.#lengths.get(first) ?? 0) | (1 << words.count));
    this.#mayBegin[first & 0xffff] = 1;
    const hash = hashOf(words, 0, words.count);
    const known = this.#byHash.get(hash);
    if (known) known.push(phrase);
    else this.#byHash.set(hash, [phrase]);
  }

  delete(phrase: string): void {
    if (!this.#files.delete(phrase)) return;
    const words = this.#reader.read(phrase);
    const hash = hashOf(words, 0, words.count);
    const left = (this.#byHash.get(hash) ?? []).filter((other) => other !== phrase);
    if (left.length > 0) this.#byHash.set(hash, left);
    else this.#byHash.delete(hash);
  }

  foundIn(words: Words): { phrase: string; file: string }[] {
    const found: { phrase: string; file: string }[] = [];
    for (let at = 0; at < words.count; at += 1) {
      const first = words.hashes[at] ?? 0;
      if (this.#mayBegin[first & 0xffff] === 0) continue;
      const lengths = this.#lengths.get(first);
      if (lengths === undefined) continue;
      for (let length = 1; length <= PHRASE && at + length <= words.count; length += 1) {
        if ((lengths & (1 << length)) === 0) continue;
        const candidates = this.#byHash.get(hashOf(words, at, at + length));
        if (candidates === undefined) continue;
        const phrase = phraseAt(words, at, at + length);
        const file = candidates.includes(phrase) ? this.#files.get(phrase) : undefined;
        if (file !== undefined) found.push({ phrase, file });
      }
    }
    return found;
  }
}

/** One number for several words in a row. */
function hashOf(words: Words, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at += 1) {
    hash = (Math.imul(hash, 31) + (words.hashes[at] ?? 0)) | 0;
  }
  return hash;
}

/**
 * Whether a short text is made of words that this audience reads anyway. Pages put such words together
 * by themselves ("For: administrators"), so a heading of two of them tells nothing.
 */
function isCommon({ count, hashes }: Words, known: ReadonlySet<number>): boolean {
  if (count < 2 || count >= PHRASE) return false;
  for (let at = 0; at < count; at += 1) if (!known.has(hashes[at] ?? 0)) return false;
  return true;
}

/** Phrases of a text, one after the other; a text shorter than a phrase is one whole. */
function phrasesOf(text: string, reader: WordReader): string[] {
  const words = reader.read(text);
  const length = Math.min(PHRASE, words.count);
  const phrases = new Set<string>();
  for (let at = 0; length > 0 && at + length <= words.count; at += length) {
    const phrase = phraseAt(words, at, at + length);
    // A single short word would hit by chance.
    if (phrase.replaceAll(' ', '').length >= SHORTEST) phrases.add(phrase);
    if (phrases.size === PHRASES_TRIED) break;
  }
  return [...phrases];
}

/** Everything that an edition may show, text by text as `authoredTexts` gives it. */
function allowedTexts(edition: Edition): string[] {
  const seen = new Set<unknown>();
  const texts = [...textsOf(edition.portal, seen)];
  for (const entry of [...allEntries(edition), ...edition.changes]) {
    texts.push(...textsOf(entry.data, seen), entry.title, entry.id);
    texts.push(...entry.assets.map(({ path }) => path));
    if (entry.body !== null) texts.push(...blocksOf(entry.body));
  }
  return texts;
}

const PHRASE = 4;
const PHRASES_PER_TEXT = 12;
const PHRASES_TRIED = 200;
const SHORTEST = 6;

/** Everything authored in a catalog, text by text. */
function* authoredTexts(catalog: Catalog): Generator<{ text: string; file: string }> {
  const seen = new Set<unknown>();
  for (const entries of Object.values(catalog.entries)) {
    for (const entry of entries as readonly CatalogEntry[]) {
      const sources = [
        { data: entry.data as unknown, body: entry.body, file: entry.file },
        ...Object.values(entry.translations).map((translation) => ({
          data: translation.data,
          body: translation.body,
          file: translation.file,
        })),
      ];
      for (const { data, body, file } of sources) {
        for (const text of textsOf(data, seen)) yield { text, file };
        if (body) for (const text of blocksOf(body.tree)) yield { text, file };
      }
      yield { text: entry.id, file: entry.file };
    }
  }
}

// Words that schemas fix, such as states and types, are no secrets.
const FIXED_KEYS = new Set(['type', 'state', 'kind', 'when', 'needed', 'severity', 'impact']);

// A release's own changes are entries of their own, with their text read as the tree that is shown;
// the Markdown that it was read from stands in no edition, not even where all of it may be read.
const TOLD_ELSEWHERE = new Set(['changes']);

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Every string in plain data, each object once. */
function* textsOf(value: unknown, seen: Set<unknown>): Generator<string> {
  // A day is no secret by itself, and many notes share one.
  if (typeof value === 'string' && !DAY.test(value)) yield value;
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, inner] of Object.entries(value)) {
    if (!FIXED_KEYS.has(key) && !TOLD_ELSEWHERE.has(key)) yield* textsOf(inner, seen);
  }
}

/** The text of a tree block by block, so that a cut block is looked for apart from its neighbours. */
function* blocksOf(node: Root | RootContent): Generator<string> {
  const children = childrenOf(node);
  const hasBlocks = children.some((child) => childrenOf(child).length > 0 || 'value' in child);
  if (node.type === 'root' || (hasBlocks && isContainer(node))) {
    for (const child of children) yield* blocksOf(child);
  } else {
    yield textOfTree(node);
  }
}

const CONTAINERS = new Set(['div', 'section', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr']);

function isContainer(node: Root | RootContent): boolean {
  return node.type === 'gzComponent' || (node.type === 'element' && CONTAINERS.has(node.tagName));
}

function childrenOf(node: Root | RootContent): readonly RootContent[] {
  return 'children' in node ? (node.children as RootContent[]) : [];
}

function textOfTree(node: Root | RootContent): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  const attributes =
    node.type === 'gzComponent'
      ? Object.values(node.attributes).filter((value) => typeof value === 'string')
      : [];
  return [...attributes, ...childrenOf(node).map(textOfTree)].join(' ');
}
