import { slug } from 'github-slugger';
import type { Nodes, Paragraph } from 'mdast';
import type { ChangelogItem } from './changelog-parser.ts';
import { oneLine } from './release-note.ts';
import { parseMarkdown, plainText, span, walk } from './tree.ts';

/** A longer first paragraph is split: its first sentence is the title, the rest the text. */
const longestTitle = 140;

/** Gives each change of a release an id of its own: words of its title, with a number when taken. */
export class ChangeIds {
  readonly #taken = new Set<string>();

  next(title: string): string {
    const words = slug(title.normalize('NFC'))
      .replace(/[^\p{L}\p{M}\p{N}-]+/gu, '-')
      .replace(/-{2,}/gu, '-')
      .replace(/^[^\p{L}\p{N}]+/u, '');
    let base = '';
    for (const word of words.split('-')) {
      if (base !== '' && base.length + word.length >= 48) break;
      base += base === '' ? word : `-${word}`;
    }
    base = [...base].slice(0, 60).join('').replace(/-+$/u, '') || 'change';
    let id = base;
    for (let count = 2; this.#taken.has(id.toLowerCase()); count += 1)
      id = `${base}-${String(count)}`;
    this.#taken.add(id.toLowerCase());
    return id;
  }
}

/**
 * A change of a list item. The title is one line of plain text, so what it can't hold is the body:
 * the links of the title, the rest of a long paragraph, and nested lists and paragraphs.
 */
export function changeOf(
  item: ChangelogItem,
  text: string,
  ids: ChangeIds,
): { id: string; fields: Record<string, unknown>; body: string } {
  const tree = parseMarkdown(text);
  const first = tree.children[0];
  const paragraph = first?.type === 'paragraph' ? first : null;
  const whole = paragraph === null ? undefined : oneLine(titleText(paragraph));
  const cut =
    paragraph === null || whole === undefined ? null : sentenceEnd(text, paragraph, whole);
  const title =
    (cut === null ? whole : oneLine(titleText(parseMarkdown(text.slice(0, cut))))) ??
    oneLine(plainText(tree).slice(0, longestTitle)) ??
    (item.section || 'Change');
  const links = paragraph === null ? [] : linksOf(paragraph, text, cut ?? span(paragraph).end);
  const rest = paragraph === null ? text : text.slice(cut ?? span(paragraph).end);
  const body = [links.join(' · '), rest.trim()].filter((part) => part !== '').join('\n\n');
  return {
    id: ids.next(title),
    fields: { title: title.replace(/(.)\s*[:：]$/u, '$1'), type: item.type },
    body,
  };
}

/** Plain text in which code keeps its backticks, as titles have it. */
function titleText(node: Nodes): string {
  if (node.type === 'inlineCode' && !node.value.includes('`')) return `\`${node.value}\``;
  return 'children' in node ? node.children.map(titleText).join('') : plainText(node);
}

/** Where the first sentence of a long paragraph ends, outside of any markup; null for a short one. */
function sentenceEnd(text: string, paragraph: Paragraph, whole: string): number | null {
  if (whole.length <= longestTitle) return null;
  for (const child of paragraph.children) {
    if (child.type !== 'text') continue;
    const { start, end } = span(child);
    const match = /[.!?。！？](?=\s+[\p{Lu}\p{Lo}\p{N}])|[。！？]/u.exec(text.slice(start, end));
    if (match !== null) return start + match.index + match[0].length;
  }
  return null;
}

function linksOf(paragraph: Nodes, text: string, before: number): string[] {
  const links: string[] = [];
  walk(paragraph, (node) => {
    if (node.type !== 'link' && node.type !== 'image') return;
    const { start, end } = span(node);
    if (start < before) links.push(text.slice(start, end));
  });
  return links;
}
