/**
 * A small XML 1.0 writer. Text and markup have different types, so text that nobody escaped can't
 * get into a document. There is no CDATA: escaped text says the same, and `]]>` can't end it.
 */
import { legalText } from './legal-text.ts';

/** Markup that is already well formed. Made by `element` only. */
export interface Xml {
  readonly markup: string;
}

/** Text that is escaped already. Made by `escapedText` only. */
export interface EscapedText {
  readonly escaped: string;
}

/** What stands where something else goes: a character that no text of a document has. */
export const SLOT = '\0';

/** In the place of elements that are put in later. */
export const slotForElements: Xml = { markup: SLOT };

/** In the place of text that is put in later, escaped. */
export const slotForText: EscapedText = { escaped: SLOT };

export type XmlChild = Xml | EscapedText | string | null | undefined | false;

export type XmlAttributes = Readonly<Record<string, string | undefined>>;

// `>` as well, because `]]>` is not allowed in text (XML 1.0 §2.4).
function escapeText(text: string): string {
  return escapeSigns(legalText(text));
}

function escapeSigns(legal: string): string {
  return legal.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
}

/**
 * Text for several documents, escaped once.
 *
 * @param legal as `legalText` gives it
 */
export function escapedText(legal: string): EscapedText {
  return { escaped: escapeSigns(legal) };
}

// Line ends and tabs as references: a parser would turn them into spaces (XML 1.0 §3.3.3).
function escapeAttribute(text: string): string {
  return escapeText(text)
    .replace(/"/g, '&quot;')
    .replace(/[\t\n]/g, (c) => (c === '\t' ? '&#9;' : '&#10;'));
}

/** One element. Strings are text and get escaped; `undefined`, `null` and `false` are left out. */
export function element(
  name: string,
  attributes: XmlAttributes = {},
  children: XmlChild | readonly XmlChild[] = [],
): Xml {
  let markup = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) markup += ` ${key}="${escapeAttribute(value)}"`;
  }
  const list: readonly XmlChild[] = isList(children) ? children : [children];
  let inner = '';
  let nested = false;
  for (const child of list) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === 'string') inner += escapeText(child);
    else if ('escaped' in child) inner += child.escaped;
    else {
      // A line for each element; no element of a feed has text and elements side by side.
      inner += `\n${child.markup}`;
      nested = true;
    }
  }
  if (nested) inner += '\n';
  return { markup: inner === '' ? `${markup}/>` : `${markup}>${inner}</${name}>` };
}

function isList(children: XmlChild | readonly XmlChild[]): children is readonly XmlChild[] {
  return Array.isArray(children);
}

/** A whole document with its declaration, ended by a line end. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.markup}\n`;
}
