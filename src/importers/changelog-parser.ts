import type { Heading, List, Nodes } from 'mdast';
import type { ChangeType } from '../model/change.ts';
import { applyEdits, lineOf, parseMarkdown, plainText, span, walk } from './tree.ts';
import type { Edit } from './tree.ts';

/** One item of a list: a change. */
export interface ChangelogItem {
  readonly line: number;
  /** Markdown of the item, without its bullet, and with references resolved. */
  readonly text: string;
  readonly type: ChangeType;
  /** Words of the section's heading; empty for a list that stands under the version itself. */
  readonly section: string;
  /** Whether the section names a type of change. */
  readonly known: boolean;
  /** Whether the item begins with **Breaking:**. */
  readonly breaking: boolean;
}

export interface ChangelogRelease {
  readonly line: number;
  /** As written; empty for Unreleased. */
  readonly version: string;
  /** As written; empty without one. */
  readonly date: string;
  readonly unreleased: boolean;
  readonly yanked: boolean;
  /** Where the version in the heading leads. */
  readonly link: string | null;
  readonly items: readonly ChangelogItem[];
  /** Markdown between headings and lists, in order. */
  readonly texts: readonly { readonly line: number; readonly text: string }[];
}

export interface Changelog {
  readonly releases: readonly ChangelogRelease[];
  /** What stands in the file and belongs to no release. */
  readonly leftOut: readonly {
    readonly line: number;
    readonly what: string;
    readonly why: string;
  }[];
}

/** The six types of change of keepachangelog.com, other spellings of them, and what they are here. */
const sections: ReadonlyMap<string, ChangeType> = new Map([
  ['added', 'feature'],
  ['add', 'feature'],
  ['new', 'feature'],
  ['features', 'feature'],
  ['changed', 'enhancement'],
  ['change', 'enhancement'],
  ['changes', 'enhancement'],
  ['improved', 'enhancement'],
  ['deprecated', 'deprecation'],
  ['deprecate', 'deprecation'],
  ['depreciated', 'deprecation'],
  ['deprecations', 'deprecation'],
  ['removed', 'removal'],
  ['remove', 'removal'],
  ['fixed', 'fix'],
  ['fix', 'fix'],
  ['fixes', 'fix'],
  ['bug fixes', 'fix'],
  ['security', 'security'],
  ['breaking', 'breaking'],
  ['breaking changes', 'breaking'],
  ['performance', 'performance'],
]);

const breakingWord =
  /^(?:(\*\*|__)\s*breaking(?:\s+changes?)?\s*(?::\s*\1|\1\s*:)|breaking(?:\s+changes?)?\s*:)\s*/iu;

/** Reads a changelog of https://keepachangelog.com. Any text has a reading; it never throws. */
export function readChangelog(source: string): Changelog {
  const tree = parseMarkdown(source);
  const definitions = new Map<string, { url: string; title: string | null }>();
  walk(tree, (node) => {
    if (node.type !== 'definition' || definitions.has(node.identifier)) return;
    definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
  });
  const releases: (ChangelogRelease & {
    items: ChangelogItem[];
    texts: { line: number; text: string }[];
  })[] = [];
  const leftOut: { line: number; what: string; why: string }[] = [];
  let section: { words: string; type: ChangeType; known: boolean } = none();

  for (const node of tree.children) {
    const line = lineOf(source, span(node).start);
    const release = releases.at(-1);
    if (node.type === 'definition') continue;
    if (node.type === 'heading' && node.depth <= 2) {
      const read = readHeading(node, definitions);
      section = none();
      if (read !== null) releases.push({ line, ...read, items: [], texts: [] });
      else if (release === undefined)
        leftOut.push({ line, what: 'text before the first version', why: preamble });
      else release.texts.push({ line, text: markdownOf(node) });
    } else if (release === undefined) {
      leftOut.push({ line, what: 'text before the first version', why: preamble });
    } else if (node.type === 'heading' && node.depth === 3) {
      const words = plainText(node).replace(/\s+/gu, ' ').trim();
      const type = sections.get(words.toLowerCase().replace(/[\s:.!]+$/u, ''));
      section = { words, type: type ?? 'other', known: type !== undefined };
    } else if (node.type === 'list') takeList(node, release.items);
    else release.texts.push({ line, text: markdownOf(node) });
  }
  return { releases, leftOut };

  function none(): { words: string; type: ChangeType; known: boolean } {
    return { words: '', type: 'other', known: false };
  }

  function takeList(list: List, items: ChangelogItem[]): void {
    for (const item of list.children) {
      const { start } = span(item);
      const first = item.children[0];
      const last = item.children.at(-1);
      let text = '';
      if (first !== undefined && last !== undefined) {
        const from = span(first).start;
        text = markdownBetween(from, span(last).end, item);
        // Later lines stand under the first; their common indentation belongs to the list.
        const column = from - (source.lastIndexOf('\n', from - 1) + 1);
        text = text.replace(new RegExp(`\\n[ \\t]{1,${String(Math.max(1, column))}}`, 'gu'), '\n');
      }
      const word = breakingWord.exec(text);
      if (word !== null) text = text.slice(word[0].length);
      items.push({
        line: lineOf(source, start),
        text,
        type: word === null ? section.type : 'breaking',
        section: section.words,
        known: section.known,
        breaking: word !== null && section.type !== 'breaking',
      });
    }
  }

  function markdownOf(node: Nodes): string {
    return markdownBetween(span(node).start, span(node).end, node);
  }

  /** A stretch of the source in which references are links of their own. */
  function markdownBetween(start: number, end: number, within: Nodes): string {
    const edits: Edit[] = [];
    walk(within, (node) => {
      if (node.type !== 'linkReference' && node.type !== 'imageReference') return;
      const definition = definitions.get(node.identifier);
      if (definition === undefined) return;
      const place = span(node);
      const target = destinationOf(definition);
      if (node.type === 'imageReference') {
        const alt = (node.alt ?? '').replace(/[\\[\]]/gu, '\\$&');
        edits.push({ start: place.start, end: place.end, text: `![${alt}](${target})` });
        return;
      }
      const last = node.children.at(-1);
      const from = last === undefined ? place.start + 1 : span(last).end;
      edits.push({ start: from, end: place.end, text: `](${target})` });
    });
    const inside = edits.filter((edit) => edit.start >= start && edit.end <= end);
    const shifted = inside.map((edit) => ({
      ...edit,
      start: edit.start - start,
      end: edit.end - start,
    }));
    return applyEdits(source.slice(start, end), shifted);
  }
}

const preamble = 'it introduces the file; a portal has its own words for that';

function destinationOf({ url, title }: { url: string; title: string | null }): string {
  const safe = /^[^\s<>()\\]+$/u.test(url) ? url : `<${url.replace(/[<>\\]/gu, '\\$&')}>`;
  return title === null ? safe : `${safe} "${title.replace(/["\\]/gu, '\\$&')}"`;
}

/**
 * `[1.1.0] - 2019-02-15 [YANKED]`, `1.1.0 (2019-02-15)`, `v1.1.0`, `[Unreleased]`; null for others.
 */
function readHeading(
  heading: Heading,
  definitions: ReadonlyMap<string, { url: string }>,
): Pick<ChangelogRelease, 'version' | 'date' | 'unreleased' | 'yanked' | 'link'> | null {
  const text = plainText(heading).replace(/\s+/gu, ' ').trim();
  const yanked = /\[?\byanked\b\]?/iu.test(text);
  const bare = text.replace(/\[?\byanked\b\]?/iu, '').trim();
  let link: string | null = null;
  walk(heading, (node) => {
    if (node.type === 'link') link ??= node.url;
    if (node.type === 'linkReference') link ??= definitions.get(node.identifier)?.url ?? null;
  });
  if (link !== null && !/^https?:\/\/[^\s<>]+$/u.test(link)) link = null;
  if (/^\[?\s*unreleased\s*\]?(?:\s*[-–—:(].*)?$/iu.test(bare)) {
    return { version: '', date: '', unreleased: true, yanked: false, link };
  }
  const match =
    /^\[?\s*(?:version\s+)?(v?\d[^\s\])]*)\s*\]?(?:\s*[-–—:(/,]*\s*(.*?)[\s)]*)?$/iu.exec(bare);
  if (match?.[1] === undefined) return null;
  // A heading such as "2026 in review" begins with a number and names no version.
  const date = (match[2] ?? '').trim();
  if (!/[.]/u.test(match[1]) && date !== '' && !/\d/u.test(date)) return null;
  return { version: match[1], date, unreleased: false, yanked, link };
}
