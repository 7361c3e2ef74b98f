import type { SearchRecord } from './record.ts';

/** Stands between the pieces of a page. No text has it: see `FORBIDDEN`. */
const SEPARATOR = '\u001D';

/** A value of metadata in a page, in its parts: what stands before it, its name in that, and the value. */
export const META_VALUE = /(data-pagefind-meta="(\w+)\[data-v\]" data-v=")([^"]*)/g;

/**
 * One record as HTML for Pagefind, in pieces: what every part of the page has, the summary, each section, and
 * words for a page that has none. Headings have their anchors, and metadata stand in attributes of their own,
 * where commas and colons have no meaning to Pagefind. The page's address is no part of it.
 *
 * Metadata is searched too: what nobody looks for by its words, such as the day, is not in it.
 */
export function searchPieces(record: SearchRecord): string {
  const meta: Record<string, string | null> = {
    title: record.title,
    kind: record.kindLabel,
    product: record.product?.title ?? null,
    version: record.version,
    state: record.state,
  };
  const head = [
    `<!doctype html><html lang="${escapeHtml(record.lang)}"><head><meta charset="utf-8">`,
    // The title is searched as metadata; in the text it would only stand before every excerpt.
    `<title>${escapeHtml(record.title)}</title></head><body data-pagefind-body>`,
  ];
  for (const [name, value] of Object.entries(meta)) {
    if (value) {
      head.push(`<i data-pagefind-meta="${name}[data-v]" data-v="${escapeHtml(value)}"></i>`);
    }
  }
  const sections = record.sections.map(({ id, heading, text }) => {
    const anchor = id ? ` id="${escapeHtml(id)}"` : '';
    const title = heading || id ? `<h2${anchor}>${escapeHtml(heading ?? '')}</h2>` : '';
    return title + (text ? paragraph(text) : '');
  });
  const summary = record.summary ? paragraph(record.summary) : '';
  const spare = paragraph(record.title) + paragraph(record.kindLabel);
  return [head.join(''), summary, ...sections, spare].join(SEPARATOR);
}

/** A page of some of its pieces, as `searchPieces` gave them: the summary is unit 0, sections follow. */
export function searchDocument(pieces: string, units: readonly number[]): string {
  const [head = '', ...rest] = pieces.split(SEPARATOR);
  const spare = rest.pop() ?? '';
  const body = units.map((at) => rest[at] ?? '').join('');
  // Pagefind leaves out a page without words.
  const words = body.replace(/<[^>]*>|&#?\w+;/g, '');
  return `${head}${body}${/[\p{L}\p{N}]/u.test(words) ? '' : spare}</body></html>`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Controls but tab and line ends: no HTML document may hold them, nor halves of surrogate pairs. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;

// Looked for only where there are any: the pattern is slow.
const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Plain text as HTML, for elements and for quoted attributes. */
export function escapeHtml(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(LONE_SURROGATES, '');
  return whole.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const CHARACTERS = new Map(Object.entries(ENTITIES).map(([character, name]) => [name, character]));

/** What `escapeHtml` wrote, as plain text again. */
export function plainHtml(html: string): string {
  return html.replace(/&[#\w]+;/g, (name) => CHARACTERS.get(name) ?? name);
}
