/**
 * One feed in several documents (RFC 5005 §4, archived feeds). Archives are numbered from the
 * oldest and always full, so an archive stays the same when entries are added; what is left, and
 * at least one archive's worth, is the document that readers subscribe to. Every entry is in
 * exactly one document.
 */
import type { Feed, FeedUrls } from './feed.ts';

/** Entries in an archive. The document to subscribe to has fewer than twice as many. */
export const ENTRIES_PER_ARCHIVE = 50;

/** A document of a feed: the one to subscribe to has no number, archives count from 1. */
export interface FeedDocument {
  archive: number | null;
  feed: Feed;
}

/**
 * The documents of a feed: the one to subscribe to first, then archives from the oldest.
 * `whole.entries` are newest first; `urlsOf(n)` gives the addresses of archive n.
 */
export function intoDocuments(
  whole: Feed,
  urlsOf: (archive: number) => FeedUrls,
  size: number = ENTRIES_PER_ARCHIVE,
): FeedDocument[] {
  const total = whole.entries.length;
  const archives = Math.max(0, Math.floor((total - size) / size));
  const current = whole.urls;
  const documents: FeedDocument[] = [
    {
      archive: null,
      feed: {
        ...whole,
        entries: whole.entries.slice(0, total - archives * size),
        ...(archives > 0 ? { paging: { archive: false, current, older: urlsOf(archives) } } : {}),
      },
    },
  ];
  for (let number = 1; number <= archives; number += 1) {
    const end = total - (number - 1) * size;
    const entries = whole.entries.slice(end - size, end);
    documents.push({
      archive: number,
      feed: {
        ...whole,
        urls: urlsOf(number),
        entries,
        updated: newestUpdate(entries, whole.updated),
        paging: {
          archive: true,
          current,
          ...(number > 1 ? { older: urlsOf(number - 1) } : {}),
          ...(number < archives ? { newer: urlsOf(number + 1) } : {}),
        },
      },
    });
  }
  return documents;
}

/** The latest `updated` of the entries, else `otherwise`: a feed changes when its entries do. */
export function newestUpdate(entries: readonly { updated: string }[], otherwise: string): string {
  let newest = '';
  for (const { updated } of entries) if (updated > newest) newest = updated;
  return newest === '' ? otherwise : newest;
}
