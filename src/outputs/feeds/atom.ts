/**
 * Atom (RFC 4287), with archives (RFC 5005) and the entry that a revision revises (RFC 4685).
 *
 * Written here and not by the `feed` package: that one has no `xml:lang`, no archives, no content
 * in plain text (titles go out as `type="html"`, so a title `a < b` loses its end), runs ids through
 * `new URL`, escapes `&` in attributes twice, and keeps characters that XML forbids.
 */
import type { Feed, FeedAuthor, FeedCategory, FeedEntry } from './feed.ts';
import { MEDIA_TYPES } from './feed.ts';
import { aroundSlot, type AroundText, type FormatParts } from './pieces.ts';
import type { Xml } from '../xml.ts';
import { element, slotForElements, slotForText, xmlDocument } from '../xml.ts';

/** A feed document as Atom 1.0. */
export const atom: FormatParts = { as: 'xml', between: '\n', frame, entry: atomEntry };

function frame(feed: Feed): AroundText {
  const { paging } = feed;
  const document = xmlDocument(
    element(
      'feed',
      {
        xmlns: 'http://www.w3.org/2005/Atom',
        'xmlns:fh': 'http://purl.org/syndication/history/1.0',
        'xmlns:thr': 'http://purl.org/syndication/thread/1.0',
        'xml:lang': feed.lang,
      },
      [
        element('id', {}, feed.id),
        element('title', {}, feed.title),
        feed.subtitle !== '' && element('subtitle', {}, feed.subtitle),
        element('updated', {}, feed.updated),
        link('self', feed.urls.atom, MEDIA_TYPES.atom),
        link('alternate', feed.homeUrl, 'text/html', feed.lang),
        paging?.archive === true && link('current', paging.current.atom, MEDIA_TYPES.atom),
        paging?.older && link('prev-archive', paging.older.atom, MEDIA_TYPES.atom),
        paging?.newer && link('next-archive', paging.newer.atom, MEDIA_TYPES.atom),
        paging?.archive === true && element('fh:archive'),
        feed.icon !== undefined && element('icon', {}, feed.icon),
        ...feed.authors.map(author),
        element('generator', {}, 'Gazette'),
        feed.entries.length > 0 && slotForElements,
      ],
    ),
  );
  return aroundSlot(document);
}

function atomEntry(entry: FeedEntry, feed: Feed): AroundText {
  const { markup } = element('entry', entry.lang === feed.lang ? {} : { 'xml:lang': entry.lang }, [
    element('id', {}, entry.id),
    element('title', {}, entry.title),
    link('alternate', entry.url, 'text/html'),
    entry.revisionOf !== undefined && link('related', entry.url, 'text/html'),
    entry.revisionOf !== undefined &&
      element('thr:in-reply-to', { ref: entry.revisionOf, href: entry.url, type: 'text/html' }),
    element('published', {}, entry.published),
    element('updated', {}, entry.updated),
    ...(entry.authors ?? []).map(author),
    ...entry.categories.map(category),
    entry.summary !== '' && element('summary', {}, entry.summary),
    element('content', { type: 'html' }, slotForText),
  ]);
  return aroundSlot(markup);
}

function link(rel: string, href: string, type: string, hreflang?: string): Xml {
  return element('link', { rel, type, hreflang, href });
}

function author({ name, url }: FeedAuthor): Xml {
  return element('author', {}, [
    element('name', {}, name),
    url !== undefined && element('uri', {}, url),
  ]);
}

function category({ term, label, scheme }: FeedCategory): Xml {
  return element('category', { term, scheme, label });
}
