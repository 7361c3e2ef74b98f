import { compareText } from '../../model/finding.ts';
import type { Named, SearchRecord } from './record.ts';

/** A page as the indexer takes it. */
export interface SearchDocument {
  url: string;
  html: string;
}

/** Pagefind leaves out pages without the value that it sorts by, so pages without a day get this. */
export const NO_DATE = '0000-00-00';

/**
 * Writes records as small HTML documents, sorted by address so that the index never depends on the
 * order in which records came. Two records of one address are a mistake of the caller.
 *
 * @throws Error when an address is there twice, or a record is in another language than `lang`
 */
export function searchDocuments(records: readonly SearchRecord[], lang: string): SearchDocument[] {
  const sorted = [...records].sort((a, b) => compareText(a.url, b.url));
  sorted.forEach((record, at) => {
    if (record.url === sorted[at + 1]?.url) {
      throw new Error(`Two search records have the address ${record.url}.`);
    }
    if (record.lang !== lang) {
      throw new Error(
        `The search record of ${record.url} is in ${record.lang}, but the index is in ${lang}.`,
      );
    }
  });
  const labels: FacetLabels = {
    product: distinctLabels(sorted.flatMap((record) => record.product ?? [])),
    module: distinctLabels(sorted.flatMap((record) => record.modules)),
    type: distinctLabels(sorted.flatMap((record) => record.types)),
    kind: distinctLabels(sorted.map((record) => ({ id: record.kind, title: record.kindLabel }))),
  };
  return sorted.map((record) => ({ url: record.url, html: searchDocument(record, labels) }));
}

/** For each facet the words of each id; a filter's value is what the reader sees. */
export interface FacetLabels {
  product: Labels;
  module: Labels;
  type: Labels;
  kind: Labels;
}
type Labels = ReadonlyMap<string, string>;

/** The titles by id; the id is added where two ids have the same title, so that neither hides the other. */
export function distinctLabels(items: readonly Named[]): Labels {
  const titles = new Map<string, string>();
  for (const item of items) if (!titles.has(item.id)) titles.set(item.id, item.title);
  const uses = new Map<string, number>();
  for (const title of titles.values()) uses.set(title, (uses.get(title) ?? 0) + 1);
  const labels = new Map<string, string>();
  for (const [id, title] of titles) {
    labels.set(id, (uses.get(title) ?? 0) > 1 ? `${title} (${id})` : title);
  }
  return labels;
}

/**
 * One record as HTML for Pagefind: headings with their anchors, text, and filters, metadata and the
 * sorting value as attributes of their own, where commas and colons have no meaning to Pagefind.
 */
export function searchDocument(record: SearchRecord, labels: FacetLabels): string {
  const meta: Record<string, string | null> = {
    title: record.title,
    kind: record.kindLabel,
    product: record.product?.title ?? null,
    version: record.version,
    date: record.date,
    state: record.state,
  };
  const filters: [name: string, value: string][] = [
    ['kind', labels.kind.get(record.kind) ?? record.kindLabel],
    ...record.types.map(({ id, title }): [string, string] => [
      'type',
      labels.type.get(id) ?? title,
    ]),
    ...record.modules.map(({ id, title }): [string, string] => [
      'module',
      labels.module.get(id) ?? title,
    ]),
  ];
  if (record.product) {
    const { id, title } = record.product;
    filters.push(['product', labels.product.get(id) ?? title]);
  }
  if (record.version) filters.push(['version', record.version]);

  const parts = [
    `<!doctype html><html lang="${escapeHtml(record.lang)}"><head><meta charset="utf-8">`,
    // The title is searched as metadata; in the text it would only stand before every excerpt.
    `<title>${escapeHtml(record.title)}</title></head><body data-pagefind-body>`,
  ];
  for (const [name, value] of Object.entries(meta)) {
    if (value) parts.push(tag('meta', name, value));
  }
  for (const [name, value] of filters) parts.push(tag('filter', name, value));
  parts.push(tag('sort', 'date', record.date ?? NO_DATE));
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

function tag(what: 'meta' | 'filter' | 'sort', name: string, value: string): string {
  return `<i data-pagefind-${what}="${name}[data-v]" data-v="${escapeHtml(value)}"></i>`;
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
