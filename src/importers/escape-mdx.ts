import type { Nodes } from 'mdast';
import { mdxToMdast } from 'satteri';
import { applyEdits, parseMarkdown, span, walk } from './tree.ts';
import type { Edit } from './tree.ts';

/**
 * Turns Markdown into MDX that reads the same: braces, angle brackets, and `import` and `export` at
 * the start of a paragraph are text. MDX knows no autolinks in angle brackets, no indented code and
 * no raw HTML, so the first become links, the second fenced code, and raw HTML becomes visible text
 * (a block of it: a code block); HTML comments are left out. Code is left as it is.
 * https://mdxjs.com/docs/what-is-mdx/#markdown
 */
export function escapeForMdx(markdown: string): string {
  const edits: Edit[] = [];
  const deep: number[] = [];
  /** Stretches that MDX reads as Markdown does, or that an edit replaces. */
  const kept: { start: number; end: number }[] = [];

  function replace(node: Nodes, text: string): void {
    edits.push({ ...span(node), text });
    kept.push(span(node));
  }

  walk(parseMarkdown(markdown), (node, ancestors) => {
    const { start, end } = span(node);
    const source = markdown.slice(start, end);
    const parent = ancestors.at(-1)?.type;
    if (node.type === 'inlineCode') kept.push({ start, end });
    else if (node.type === 'code') {
      if (/^(?:```|~~~)/u.test(source)) kept.push({ start, end });
      else replace(node, fenced(markdown, start, node.value, ''));
    } else if (node.type === 'html') {
      if (/^<!--[\s\S]*?-->\s*$/u.test(node.value)) replace(node, '');
      else if (isPhrasing(parent)) replace(node, node.value.replace(/[!-/:-@[-`{-~]/gu, '\\$&'));
      else replace(node, fenced(markdown, start, node.value.replace(/\n$/u, ''), 'html'));
    } else if (node.type === 'link' && !source.startsWith('[')) {
      // An address that stands for itself; a backslash inside it would be part of it.
      if (!/[<{}]/u.test(source + markdown.slice(end, end + 3))) return;
      const text = source.startsWith('<') ? source.slice(1, -1) : source;
      const label = text.replace(/[\\`*_[\]{}<>&~]/gu, '\\$&');
      replace(node, `[${label}](${node.url.replace(/[\\(){}<>*_]/gu, '\\$&')})`);
    } else if (node.type === 'link') {
      const last = node.children.at(-1);
      keepBrackets(last === undefined ? start : span(last).end, end);
    } else if (node.type === 'image' || node.type === 'definition') keepBrackets(start, end);
    else if (node.type === 'heading' || node.type === 'paragraph') {
      if (parent === 'root' && /^(?:import|export)(?![\p{L}\p{N}])/u.test(source)) {
        // A character reference is text to both; a backslash before a letter would be shown.
        edits.push({ start, end: start + 1, text: `&#${String(source.charCodeAt(0))};` });
      }
      escapeDeepLines(start, source);
    }
  });

  /** The angle brackets around a destination, `](<a b>)`, are no tag. */
  function keepBrackets(start: number, end: number): void {
    const match = /(?:\]\(\s*|\]:\s*)(<(?:\\.|[^<>\\\n])*>)/u.exec(markdown.slice(start, end));
    if (match?.[1] === undefined) return;
    const from = start + match.index + match[0].length - match[1].length;
    kept.push({ start: from, end: from + 1 });
    kept.push({ start: from + match[1].length - 1, end: from + match[1].length });
  }

  /**
   * Four spaces keep a list or heading mark inside its paragraph in Markdown, but not in MDX, which
   * has no indented code.
   */
  function escapeDeepLines(start: number, source: string): void {
    const marks =
      /\n[ \t>]*(?: {4}|\t)[ \t]*(?:\d{1,9}(?=[.)](?:\s|$))|(?=(?:[-+*]|#{1,6})(?:\s|$)|[>|]|`{3}|~{3}|[-=]+[ \t]*(?:\n|$)|([-*_])(?:[ \t]*\1){2,}[ \t]*(?:\n|$)))/gu;
    for (const match of source.matchAll(marks)) {
      const offset = start + match.index + match[0].length;
      deep.push(offset);
    }
  }

  for (const offset of deep) {
    if (kept.some(({ start, end }) => start < offset && offset < end)) continue;
    edits.push({ start: offset, end: offset, text: '\\' });
  }
  kept.sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  for (let offset = 0; offset < markdown.length; offset += 1) {
    while (kept[next] !== undefined && (kept[next]?.end ?? 0) <= offset) next += 1;
    const stretch = kept[next];
    if (stretch !== undefined && stretch.start <= offset) {
      offset = stretch.end - 1;
      continue;
    }
    const character = markdown[offset] ?? '';
    if (character === '\\') offset += 1;
    else if (character === '{' || character === '}' || character === '<') {
      edits.push({ start: offset, end: offset, text: '\\' });
    }
  }
  return applyEdits(markdown, edits);
}

/**
 * Escaped Markdown, after a look whether MDX reads it; null for the rare text that it would trip over
 * all the same, which should stay a `.md` file.
 */
export function toMdx(markdown: string): string | null {
  const mdx = escapeForMdx(markdown);
  let plain = true;
  try {
    const tree = mdxToMdast(mdx, { features: { frontmatter: false } });
    walk(tree, (node) => {
      if ((node.type as string).startsWith('mdx')) plain = false;
    });
  } catch {
    plain = false;
  }
  return plain ? mdx : null;
}

function isPhrasing(type: string | undefined): boolean {
  return (
    type === 'paragraph' ||
    type === 'heading' ||
    type === 'tableCell' ||
    type === 'emphasis' ||
    type === 'strong' ||
    type === 'delete' ||
    type === 'link' ||
    type === 'linkReference'
  );
}

/** Fenced code in the place of a block, with the marks of the quotes and lists that it stands in. */
function fenced(markdown: string, start: number, value: string, language: string): string {
  const lineStart = markdown.lastIndexOf('\n', start - 1) + 1;
  const before = markdown.slice(lineStart, start);
  // One space after the mark of a quote belongs to the mark.
  const prefix = before.replace(/>(?=[^>\s])(?!.*>)/u, '> ').replace(/[^>\s]/gu, ' ');
  const longest = Math.max(2, ...[...value.matchAll(/`+/gu)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...value.split('\n'), fence].join(`\n${prefix}`);
}
