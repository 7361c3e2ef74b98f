/**
 * The neutral feed: what RSS, Atom and JSON Feed are all written from. Nothing here knows a format.
 *
 * All times are RFC 3339 in UTC (`2026-11-03T00:00:00Z`), all addresses absolute, all `title`,
 * `summary` and `label` plain text (never HTML, never escaped), all `html` complete and already
 * sanitised, with absolute links. Serialisers escape; nobody else does.
 */

/** One address for each format of the same feed document. */
export interface FeedUrls {
  rss: string;
  atom: string;
  json: string;
}

export type FeedFormat = keyof FeedUrls;

export interface FeedCategory {
  /** Stable, the same in every locale: `breaking`, `atlas`. */
  term: string;
  /** What people read, in the feed's locale. */
  label: string;
  /** A URI that says what kind of term it is. */
  scheme?: string;
}

export interface FeedAuthor {
  name: string;
  url?: string;
}

/** What a program wants to know of an entry without reading its text. */
export interface FeedFacts {
  kind: string;
  product?: string;
  version?: string;
  state?: string;
  /** Types of the changes in it (`breaking`, `fix`), sorted, each once. */
  types?: string[];
  actionRequired: boolean;
}

export interface FeedEntry {
  /** A `tag:` URI (RFC 4151); never changes and is never used twice. */
  id: string;
  url: string;
  title: string;
  summary: string;
  html: string;
  /** Length of `html` in UTF-16 code units, where it is known without reading it. */
  length?: number;
  /** When the entry first appeared; never moves. */
  published: string;
  updated: string;
  categories: FeedCategory[];
  authors?: FeedAuthor[];
  /** BCP 47 tag of the entry's own text: the source's, when a translation is missing. */
  lang: string;
  facts?: FeedFacts;
  /** Id of the entry that this one revises. */
  revisionOf?: string;
}

/** Where a document stands among those of its feed (RFC 5005, archived feeds). */
export interface FeedPaging {
  /** True for an archive document, false for the one that readers subscribe to. */
  archive: boolean;
  /** The document that readers subscribe to. */
  current: FeedUrls;
  /** The archive before this document: the next older entries. */
  older?: FeedUrls;
  /** The archive after this document; archives only. */
  newer?: FeedUrls;
}

/** One feed document. */
export interface Feed {
  /** A `tag:` URI; the same for all documents of one feed. */
  id: string;
  /** `all`, `product/atlas`. */
  key: string;
  title: string;
  subtitle: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  homeUrl: string;
  /** This document's own addresses. */
  urls: FeedUrls;
  /** The newest entry's `updated`; never the time of the build. */
  updated: string;
  /** Newest first. */
  entries: FeedEntry[];
  /** Who speaks where an entry names nobody; Atom demands at least one author. */
  authors: FeedAuthor[];
  icon?: string;
  paging?: FeedPaging;
}

/** The media type of each format. */
export const MEDIA_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};
