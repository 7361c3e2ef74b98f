import type { Nodes, Parent, Root } from 'mdast';
import { markdownToMdast } from 'satteri';

/** A replacement of a stretch of text; offsets count UTF-16 code units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Parses Markdown (CommonMark and GFM, as Gazette renders it) to mdast with positions. */
export function parseMarkdown(text: string): Root {
  return markdownToMdast(text, { features: { frontmatter: false } }) as unknown as Root;
}

/** Visits a tree in the order of the text. The ancestors come with it, the root first. */
export function walk(
  node: Nodes,
  visit: (node: Nodes, ancestors: readonly Parent[]) => void,
  ancestors: readonly Parent[] = [],
): void {
  visit(node, ancestors);
  if (!('children' in node)) return;
  const path = [...ancestors, node as Parent];
  for (const child of node.children) walk(child, visit, path);
}

/** Offsets of a node; an empty stretch at 0 for a node without a position. */
export function span(node: Nodes): { start: number; end: number } {
  return {
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
  };
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** Plain text of a node: what a reader sees of it, without markup. */
export function plainText(node: Nodes): string {
  if ('value' in node) return node.type === 'html' ? '' : node.value;
  if (node.type === 'break') return '\n';
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? node.children.map(plainText).join('') : '';
}

/** Applies edits that don't overlap. At one place, earlier ones in the list come first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let out = '';
  let from = 0;
  for (const { edit } of sorted) {
    if (edit.start < from) continue;
    out += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return out + text.slice(from);
}

/** Plain text as Markdown that reads as that text. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&|~#!]/gu, (character) => `\\${character}`);
}
