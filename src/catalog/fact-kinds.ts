/**
 * What can be looked at of an edition, by kind. A fact is named by the letter of its kind and what it is of:
 * `d release:atlas/4.2.1`.
 */
export const FACT = {
  /**
   * The data of an entry with a file, by its key, as it was authored and translated, with the bytes of the
   * files that it refers to; so that of the changes in a release's list. But for what is a fact of its own.
   */
  data: 'd',
  /** Title and summary of an entry with a file, by its key: they are edited oftener than the rest. */
  head: 't',
  /** Whether its source has changed since an entry was translated, by its key. */
  stale: 's',
  /** An entry's body, by its key. */
  body: 'b',
  /** Whether an entry is in the edition, by its key. */
  presence: 'k',
  /** Which entries are in a list of the edition, in order, by its name. */
  list: 'l',
  /** The same of a product's releases, by its id. */
  releases: 'r',
  /** The same of a release's changes, by its id. */
  changes: 'c',
  /** Which entry a link to a file means, by the file's path without its ending. */
  file: 'f',
  /** Whether there is a page, by its path. */
  page: 'p',
  /** Whether there is a page in the edition of another audience, by the audience and the path. */
  counterpart: 'o',
  /** That a link led nowhere, by its file and itself. */
  deadLink: 'x',
  /** By which templates a page was made, by their key. */
  templates: 'm',
  /** What came of a query (`views/once-per.ts`). */
  query: 'q',
} as const;

export type FactKind = (typeof FACT)[keyof typeof FACT];

/** Kinds of facts that are of entries (`EditionFacts`); others follow from them. */
export const ENTRY_FACTS: ReadonlySet<string> = new Set([
  FACT.data,
  FACT.head,
  FACT.stale,
  FACT.body,
  FACT.presence,
  FACT.list,
  FACT.releases,
  FACT.changes,
]);

/** The name of a fact. */
export function factOf(kind: FactKind, of: string): string {
  return `${kind} ${of}`;
}

/** The kind of a fact, by its name. */
export function kindOf(name: string): string {
  return name[0] ?? '';
}

/** What a fact is of, by its name. */
export function subjectOf(name: string): string {
  return name.slice(2);
}
