/**
 * JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with a `_gazette` extension for programs.
 *
 * Written here and not by the `feed` package, whose `json1()` is version 1.0: no language, one
 * author, no pages.
 */
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts';
import { aroundSlot, type AroundText, type FormatParts } from './pieces.ts';
import { legalText } from '../legal-text.ts';
import { SLOT } from '../xml.ts';

/** A feed document as JSON Feed 1.1. Keys stand in a fixed order. */
export const json: FormatParts = { as: 'json', between: ',\n  ', frame, entry: item };

/** A slot that is written as a value: no text has it, for a quotation mark in a text is escaped. */
const VALUE_SLOT = JSON.stringify(SLOT);

function frame(feed: Feed): AroundText {
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
    items: feed.entries.length > 0 ? [SLOT] : [],
  };
  return aroundSlot(`${textOf(document)}\n`, VALUE_SLOT);
}

/** Legal text, but for slots. */
function textOf(value: object): string {
  return JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === 'string' && part !== SLOT ? legalText(part) : part),
    1,
  );
}

function item(entry: FeedEntry): AroundText {
  const { facts } = entry;
  const value = {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    ...(entry.summary === '' ? {} : { summary: entry.summary }),
    content_html: SLOT,
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
  // As deep as it stands in the document.
  return aroundSlot(textOf(value).replaceAll('\n', '\n  '), VALUE_SLOT);
}

function author({ name, url }: FeedAuthor): object {
  return url === undefined ? { name } : { name, url };
}
