import { hash } from 'node:crypto';
import type { EditionFacets } from './facets.ts';
import { searchDocument } from './document.ts';
import type { SearchRecord } from './record.ts';

/**
 * A record as it is indexed: what it says, apart from where its edition is. Two audiences whose records
 * have one `path` and one `digest` can share what was made of them.
 */
export interface IndexedRecord {
  /** The page's address below that of its edition's front page: `/releases/atlas/4.2.1/`. */
  readonly path: string;
  /** Stands for `html` and nothing else. */
  readonly digest: string;
  /** Characters of `html`: how long it takes to index, roughly. */
  readonly size: number;
  /** What results are narrowed and sorted by. It is no part of an index: its words are the edition's own. */
  readonly facets: EditionFacets;
  /** The page as Pagefind takes it. Asked for only when it has to be indexed. */
  html(): string | Promise<string>;
}

/**
 * @param home address of the edition's front page, with the base path and a slash at its end
 * @throws Error when the record's page is not below `home`
 */
export function indexedRecord(
  record: SearchRecord,
  home: string,
): Omit<IndexedRecord, 'html'> & { readonly html: () => string } {
  if (!record.url.startsWith(home)) {
    throw new Error(`The search record of ${record.url} is not below ${home}.`);
  }
  const html = searchDocument(record);
  const { kind, kindLabel, product, version, types, modules, date } = record;
  return {
    path: record.url.slice(home.length - 1),
    digest: hash('sha256', html, 'hex').slice(0, 32),
    size: html.length,
    facets: { kind: { id: kind, title: kindLabel }, product, version, types, modules, date },
    html: () => html,
  };
}
