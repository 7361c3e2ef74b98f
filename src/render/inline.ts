import type { ElementContent } from 'hast';
import { withoutHiddenCharacters } from './characters.ts';
import type { RenderContext } from './context.ts';
import { PHRASING } from './elements.ts';
import { renderBody } from './html.ts';
import { inlineNodes } from './inline-text.ts';
import { parseBody } from './parse.ts';
import { printHtml } from './print.ts';

function parseField(value: string): ElementContent[] {
  const { tree } = parseBody({ format: 'md', text: value, file: '', firstLine: 1 });
  return tree.children as ElementContent[];
}

/**
 * A Markdown field of front matter as HTML blocks, sanitised. Its findings are not told here:
 * run `parseBody` over the field where the file is checked.
 */
export function renderMarkdown(text: string, context: RenderContext): string {
  return renderBody({ type: 'root', children: parseField(text) }, context).html;
}

/** One line of text, such as a title, as HTML: all is escaped, `code` in backticks becomes code. */
export function renderInline(text: string): string {
  return printHtml(inlineNodes(text));
}

/** Signs that Markdown gives a meaning, somewhere in a text. */
const MARKUP = /[\\`*_{}[\]<>#+\-!|~&:=^\n]|www\.|\d[.)]\s/;

/** A Markdown field as plain text on one line, for titles, meta and mail. Not escaped. */
export function plainText(text: string): string {
  const raw = MARKUP.test(text) ? words(parseField(text)) : withoutHiddenCharacters(text);
  return raw.replace(/\s+/g, ' ').trim();
}

function words(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text' || node.type === 'gzCode') return node.value;
      if (node.type === 'element' && node.tagName === 'img')
        return String(node.properties['alt'] ?? '');
      if (!('children' in node) || node.type === 'gzFootnote') return '';
      const inner = words(node.children);
      return node.type === 'element' && PHRASING.has(node.tagName) && node.tagName !== 'br'
        ? inner
        : `\n${inner}\n`;
    })
    .join('');
}
