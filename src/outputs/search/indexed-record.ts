import { hash } from 'node:crypto';
import type { EditionFacets } from './facets.ts';
import { searchPieces } from './document.ts';
import type { SearchRecord } from './record.ts';

/**
 * A record as it is indexed: what it says, apart from where its edition is, in units that can be indexed
 * apart. What two audiences have alike of a page is indexed once, and what one has beside it
 * for that one.
 */
export interface IndexedRecord {
  /** The page's address below that of its edition's front page: `/releases/atlas/4.2.1/`. */
  readonly path: string;
  /** Stands for the title and what else a result is told by. Every part of the page has it. */
  readonly head: string;
  /** The summary, and each section. */
  readonly units: readonly Unit[];
  /** What results are narrowed and sorted by. It is no part of an index: its words are the edition's own. */
  readonly facets: EditionFacets;
  /** What `searchDocument` makes pages of. Asked for only when the record has to be indexed. */
  html(): string | Promise<string>;
}

/** Languages whose words Pagefind cuts itself, and of which it indexes pairs of letters too. */
const CUT = /^(?:ja|zh|th)\b/;
/** What a character of them takes, against one of others. */
const CUT_WEIGHT = 4;

export interface Unit {
  /** Stands for its words, and its anchor. */
  readonly digest: string;
  /** How long it takes to index, and how much memory: its characters, more where they are hard to cut into words. */
  readonly size: number;
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
  const { kind, kindLabel, product, version, types, modules, date } = record;
  const weight = CUT.test(record.lang) ? CUT_WEIGHT : 1;
  return {
    path: record.url.slice(home.length - 1),
    head: digestOf([record.lang, record.title, kindLabel, product?.title, version, record.state]),
    units: [
      { digest: digestOf([record.summary]), size: weight * record.summary.length },
      ...record.sections.map(({ id, heading, text }) => ({
        digest: digestOf([id, heading, text]),
        size: weight * ((id?.length ?? 0) + (heading?.length ?? 0) + text.length),
      })),
    ],
    facets: { kind: { id: kind, title: kindLabel }, product, version, types, modules, date },
    html: () => searchPieces(record),
  };
}

function digestOf(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 24);
}
