import type { SearchRecord } from './record.ts';

/**
 * One record as HTML for Pagefind: headings with their anchors, text, and metadata as attributes of their
 * own, where commas and colons have no meaning to Pagefind. The page's address is no part of it.
 *
 * Metadata is searched too: what nobody looks for by its words, such as the day, is not in it.
 */
export function searchDocument(record: SearchRecord): string {
  const meta: Record<string, string | null> = {
    title: record.title,
    kind: record.kindLabel,
    product: record.product?.title ?? null,
    version: record.version,
    state: record.state,
  };
  const parts = [
    `<!doctype html><html lang="${escapeHtml(record.lang)}"><head><meta charset="utf-8">`,
    // The title is searched as metadata; in the text it would only stand before every excerpt.
    `<title>${escapeHtml(record.title)}</title></head><body data-pagefind-body>`,
  ];
  for (const [name, value] of Object.entries(meta)) {
    if (value) {
      parts.push(`<i data-pagefind-meta="${name}[data-v]" data-v="${escapeHtml(value)}"></i>`);
    }
  }
  if (record.summary) parts.push(paragraph(record.summary));
  for (const section of record.sections) {
    if (section.heading || section.id) {
      const id = section.id ? ` id="${escapeHtml(section.id)}"` : '';
      parts.push(`<h2${id}>${escapeHtml(section.heading ?? '')}</h2>`);
    }
    if (section.text) parts.push(paragraph(section.text));
  }
  // Pagefind leaves out a page without words.
  const texts = [
    record.summary,
    ...record.sections.flatMap(({ heading, text }) => [heading ?? '', text]),
  ];
  if (!texts.some((text) => /[\p{L}\p{N}]/u.test(text))) {
    parts.push(paragraph(record.title), paragraph(record.kindLabel));
  }
  parts.push('</body></html>');
  return parts.join('');
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
function escapeHtml(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(LONE_SURROGATES, '');
  return whole.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
