import type { Root, RootContent } from 'hast';
import type { Catalog } from '../catalog/catalog.ts';
import type { Edition } from '../catalog/edition.ts';
import type { Finding } from '../model/finding.ts';
import { allEntries } from '../views/links.ts';

/**
 * The last line of defence: scans what was written for one audience for words that stand only in
 * what this audience may not read. Editions are cut before anything renders, so a hit is a defect
 * of Gazette or a secret in a file that no edition owns; either way nothing is published.
 */
export class LeakCheck {
  /** Forbidden phrases by their first word. */
  readonly #phrases = new Map<string, { words: readonly string[]; file: string }[]>();
  readonly #hits = new Map<string, Finding>();

  /**
   * @param editions the editions of one audience, in all locales
   * @param alsoAllowed texts that every reader may see, such as interface strings
   */
  constructor(catalog: Catalog, editions: readonly Edition[], alsoAllowed: readonly string[]) {
    const allowed = new Set<string>();
    const allow = (text: string): void => {
      const words = wordsOf(text);
      for (let at = 0; at < words.length; at += 1) {
        for (let length = 1; length <= PHRASE; length += 1) {
          if (at + length <= words.length) allowed.add(words.slice(at, at + length).join(' '));
        }
      }
    };
    const seen = new Set<unknown>();
    for (const edition of editions) {
      for (const entry of [...allEntries(edition), ...edition.changes]) {
        for (const text of textsOf(entry.data, seen)) allow(text);
        if (entry.body !== null) allow(textOfTree(entry.body));
        allow(entry.title);
        for (const part of [entry.id, ...entry.assets.map(({ path }) => path)]) allow(part);
      }
      for (const text of textsOf(edition.portal, seen)) allow(text);
    }
    for (const text of alsoAllowed) allow(text);
    for (const { text, file } of authoredTexts(catalog)) this.#forbid(text, file, allowed);
  }

  /** Whether there is anything to look for. */
  get isNeeded(): boolean {
    return this.#phrases.size > 0;
  }

  /** Scans one written text: HTML, feeds, JSON, or the text of search records. */
  scan(path: string, content: string): void {
    const words = wordsOf(`${path} ${readable(content)}`);
    for (let at = 0; at < words.length; at += 1) {
      const candidates = this.#phrases.get(words[at] ?? '');
      if (!candidates) continue;
      for (const { words: phrase, file } of candidates) {
        if (!phrase.every((word, offset) => words[at + offset] === word)) continue;
        const key = `${path}\0${file}`;
        if (this.#hits.has(key)) continue;
        this.#hits.set(key, {
          code: 'leak/found',
          severity: 'error',
          file,
          message: `words that this audience may not read stand in ${path}`,
          expected: 'nothing of what other audiences read, of drafts or of embargoed notes',
          found: phrase.join(' '),
          fix: 'Look where else these words stand: an alias, a file name, public/. If they may be read, say so in a note of this audience; if not, report a defect.',
        });
      }
    }
  }

  findings(): Finding[] {
    return [...this.#hits.values()];
  }

  #forbid(text: string, file: string, allowed: ReadonlySet<string>): void {
    const words = wordsOf(text);
    const length = Math.min(PHRASE, words.length);
    let found = 0;
    for (let at = 0; at + length <= words.length && found < PHRASES_PER_TEXT; at += 1) {
      const phrase = words.slice(at, at + length);
      // A short text is looked for whole; a single short word would hit by chance.
      if (phrase.join('').length < SHORTEST) continue;
      if (allowed.has(phrase.join(' '))) continue;
      const first = phrase[0] ?? '';
      const list = this.#phrases.get(first) ?? [];
      this.#phrases.set(first, list);
      list.push({ words: phrase, file });
      found += 1;
      at += length - 1;
    }
  }
}

const PHRASE = 4;
const PHRASES_PER_TEXT = 12;
const SHORTEST = 6;

/** Everything authored in a catalog, text by text. */
function* authoredTexts(catalog: Catalog): Generator<{ text: string; file: string }> {
  const seen = new Set<unknown>();
  for (const entries of Object.values(catalog.entries)) {
    for (const entry of entries) {
      const sources = [
        { data: entry.data as unknown, body: entry.body, file: entry.file },
        ...Object.values(entry.translations).map((translation) => ({
          data: translation.data as unknown,
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

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Every string in plain data, each object once. */
function* textsOf(value: unknown, seen: Set<unknown>): Generator<string> {
  // A day is no secret by itself, and many notes share one.
  if (typeof value === 'string' && !DAY.test(value)) yield value;
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, inner] of Object.entries(value)) {
    if (!FIXED_KEYS.has(key)) yield* textsOf(inner, seen);
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

/** Text and attribute values of markup, without the names of elements, attributes and classes. */
function readable(content: string): string {
  return content
    .replace(/<(?:script|style)\b[^>]*src=[^>]*>/g, ' ')
    .replace(/ (?:class|rel|type|data-[a-z-]+|role|viewBox|d)="[^"]*"/g, ' ')
    .replace(/<\/?[a-zA-Z][\w:-]*|[\w:-]+=(?=")/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/gi, ' ');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
