import type { ElementContent, Root } from 'hast';
import { hasHiddenCharacters, withoutHiddenCharacters } from './characters.ts';
import type { RenderContext } from './context.ts';
import { PHRASING } from './elements.ts';
import { renderBody } from './html.ts';
import { inlineNodes } from './inline-text.ts';
import { parseBody } from './parse.ts';
import { printHtml } from './print.ts';
import { Recent } from './recent.ts';
import { squeeze } from './squeeze.ts';

/** What a Markdown field says, read once. */
interface Field {
  /** Its HTML, where that is the same in every place; null where links or the like are in it. */
  readonly html: string | null;
  /** To be rendered for a place; null where the HTML is known. */
  readonly tree: Root | null;
  /** On one line, without markup. */
  readonly plain: string;
}

const fields = new Recent<Field>(16_384);
/** Longer fields are rare, and would keep much memory. */
const LONGEST_KEPT = 4_000;

function readField(text: string): Field {
  if (isPlain(text)) return { html: `<p>${text}</p>`, tree: null, plain: squeeze(text) };
  const known = fields.get(text);
  if (known !== undefined) return known;
  const { tree } = parseBody({ format: 'md', text, file: '', firstLine: 1 });
  const children = tree.children as ElementContent[];
  const isSame = isSameEverywhere(children);
  const field: Field = {
    html: isSame ? renderBody(tree, nowhere).html : null,
    tree: isSame ? null : { type: 'root', children },
    plain: squeeze(words(children)),
  };
  if (text.length <= LONGEST_KEPT) fields.set(text, field);
  return field;
}

/** Signs that Markdown gives a meaning, somewhere in a text. */
const MARKUP = /[\\`*_{}[\]<>#+\-!|~&:=^\n]|www\.|\d[.)]\s/;

/** Whether a text is one paragraph without any markup. */
function isPlain(text: string): boolean {
  return (
    text !== '' &&
    !MARKUP.test(text) &&
    !/[@\t\r\f\v]|^\s|\s$/.test(text) &&
    !hasHiddenCharacters(text)
  );
}

/** Whether no part of a field has another form on one page than on another, or in a feed. */
function isSameEverywhere(nodes: readonly ElementContent[]): boolean {
  return nodes.every((node) => {
    if (node.type === 'text') return true;
    if (node.type !== 'element' || !SAME.has(node.tagName)) return false;
    // A task's box has a label in the words of the interface.
    return node.properties['dataTask'] === undefined && isSameEverywhere(node.children);
  });
}

const SAME: ReadonlySet<string> = new Set([
  'p',
  'em',
  'strong',
  'del',
  'code',
  'br',
  'ul',
  'ol',
  'li',
  'blockquote',
]);

/** The place of fields that are the same everywhere: nothing is asked of it. */
const nowhere: RenderContext = {
  locale: '',
  t: (key) => key,
  resolveLink: () => null,
  resolveAsset: () => null,
  lookup: () => null,
};

/**
 * A Markdown field of front matter as HTML blocks, sanitised. Its findings are not told here:
 * run `parseBody` over the field where the file is checked.
 *
 * @param isBare for feeds and mail
 */
export function renderMarkdown(text: string, context: RenderContext, isBare = false): string {
  const { html, tree } = readField(text);
  if (html !== null || tree === null) return html ?? '';
  const rendered = renderBody(tree, context);
  return isBare ? rendered.bareHtml : rendered.html;
}

/** One line of text, such as a title, as HTML: all is escaped, `code` in backticks becomes code. */
export function renderInline(text: string): string {
  return printHtml(inlineNodes(text));
}

/** A Markdown field as plain text on one line, for titles, meta and mail. Not escaped. */
export function plainText(text: string): string {
  return MARKUP.test(text) ? readField(text).plain : squeeze(withoutHiddenCharacters(text));
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
