/**
 * One feed in several documents (RFC 5005 §4, archived feeds). Archives are numbered and filled from
 * the oldest entry on, so an archive stays the same when entries are added; what is left, and at
 * least one archive's worth, is the document that readers subscribe to. Every entry is in exactly
 * one document.
 */
import type { Feed, FeedEntry, FeedUrls } from './feed.ts';

/**
 * When an archive is full. Readers ask for a subscription again and again, so long notes fill it
 * sooner than short ones; `leastEntries` are in it however long they are. A subscription has less
 * than two archives have.
 */
export interface ArchiveSize {
  readonly entries: number;
  readonly leastEntries: number;
  /** Length of the entries' texts, in UTF-16 code units: the same in every format. */
  readonly text: number;
}

const archiveSize: ArchiveSize = { entries: 50, leastEntries: 10, text: 500_000 };

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
  size: ArchiveSize = archiveSize,
): FeedDocument[] {
  // The newest full one is with the subscription, so that this never has just a few.
  const archives = fullArchives(whole.entries, size).slice(0, -1);
  const count = archives.length;
  const archived = archives.reduce((sum, { length }) => sum + length, 0);
  const current = whole.urls;
  return [
    {
      archive: null,
      feed: {
        ...whole,
        entries: whole.entries.slice(0, whole.entries.length - archived),
        ...(count > 0 ? { paging: { archive: false, current, older: urlsOf(count) } } : {}),
      },
    },
    ...archives.map((entries, index): FeedDocument => {
      const number = index + 1;
      const feed = {
        ...whole,
        urls: urlsOf(number),
        entries,
        updated: newestUpdate(entries, whole.updated),
        paging: {
          archive: true,
          current,
          ...(number > 1 ? { older: urlsOf(number - 1) } : {}),
          ...(number < count ? { newer: urlsOf(number + 1) } : {}),
        },
      };
      return { archive: number, feed };
    }),
  ];
}

/** Entries of each archive that is full, the oldest archive first; newest first in each. */
function fullArchives(newestFirst: readonly FeedEntry[], size: ArchiveSize): FeedEntry[][] {
  const full: FeedEntry[][] = [];
  let filling: FeedEntry[] = [];
  let text = 0;
  for (const entry of newestFirst.toReversed()) {
    filling.unshift(entry);
    text += entry.length ?? entry.html.length;
    const isLong = filling.length >= size.leastEntries && text >= size.text;
    if (filling.length < size.entries && !isLong) continue;
    full.push(filling);
    filling = [];
    text = 0;
  }
  return full;
}

/** The latest `updated` of the entries, else `otherwise`: a feed changes when its entries do. */
export function newestUpdate(entries: readonly { updated: string }[], otherwise: string): string {
  let newest = '';
  for (const { updated } of entries) if (updated > newest) newest = updated;
  return newest === '' ? otherwise : newest;
}
