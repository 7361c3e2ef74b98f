/**
 * JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with a `_gazette` extension for programs.
 *
 * Written here and not by the `feed` package, whose `json1()` is version 1.0: no language, one
 * author, no pages.
 */
import { entryTexts, type EntryText } from './entry-text.ts';
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts';
import { legalText } from '../legal-text.ts';

/** The feed document as JSON Feed 1.1, in UTF-8 text. Keys stand in a fixed order. */
export function toJson(feed: Feed, texts: readonly EntryText[] = entryTexts(feed)): string {
  const { paging } = feed;
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.urls.json,
    ...(feed.subtitle === '' ? {} : { description: feed.subtitle }),
    // `next_url` is for older entries, so archives are walked from the newest to the oldest.
    ...(paging?.older === undefined ? {} : { next_url: paging.older.json }),
    ...(feed.icon === undefined ? {} : { icon: feed.icon }),
    authors: feed.authors.map(author),
    language: feed.lang,
    _gazette: {
      id: feed.id,
      updated: feed.updated,
      ...(paging?.archive === true ? { archive: true, current_url: paging.current.json } : {}),
    },
    items: feed.entries.map((entry, index) => item(entry, texts[index]?.html ?? '')),
  };
  const text = JSON.stringify(
    document,
    // The texts of entries are the most of it, and legal already.
    (key, value: unknown) =>
      typeof value === 'string' && key !== 'content_html' ? legalText(value) : value,
    1,
  );
  return `${text}\n`;
}

function item(entry: FeedEntry, html: string): object {
  const { facts } = entry;
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    ...(entry.summary === '' ? {} : { summary: entry.summary }),
    content_html: html,
    date_published: entry.published,
    date_modified: entry.updated,
    ...(entry.authors === undefined ? {} : { authors: entry.authors.map(author) }),
    tags: entry.categories.map(({ label }) => label),
    language: entry.lang,
    _gazette: {
      kind: facts?.kind,
      product: facts?.product,
      version: facts?.version,
      state: facts?.state,
      type: facts?.types,
      action_required: facts?.actionRequired ?? false,
      revision_of: entry.revisionOf,
    },
  };
}

function author({ name, url }: FeedAuthor): object {
  return url === undefined ? { name } : { name, url };
}
