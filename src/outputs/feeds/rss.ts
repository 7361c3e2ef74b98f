/**
 * RSS 2.0 with the modules that readers know: content (full text), dc (author, language), atom
 * (own address, time of change, archives) and fh (RFC 5005).
 *
 * Written here and not by the `feed` package: that one declares no namespace but its own, knows no
 * `dc:creator`, archives or language of an item, puts author names in `<author>` (which must be a
 * mail address), gives `description` plain text where readers expect HTML, and keeps characters
 * that XML forbids.
 */
import type { Feed, FeedEntry, FeedUrls } from './feed.ts';
import { MEDIA_TYPES } from './feed.ts';
import { aroundSlot, type AroundText, type FormatParts } from './pieces.ts';
import { escapeHtml } from '../legal-text.ts';
import type { Xml } from '../xml.ts';
import { element, slotForElements, slotForText, xmlDocument } from '../xml.ts';

/** A feed document as RSS 2.0. */
export const rss: FormatParts = { as: 'xml', between: '\n', frame, entry: item };

function frame(feed: Feed): AroundText {
  const { paging } = feed;
  const document = xmlDocument(
    element(
      'rss',
      {
        version: '2.0',
        'xmlns:atom': 'http://www.w3.org/2005/Atom',
        'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:fh': 'http://purl.org/syndication/history/1.0',
        'xmlns:thr': 'http://purl.org/syndication/thread/1.0',
      },
      element('channel', {}, [
        element('title', {}, feed.title),
        element('link', {}, feed.homeUrl),
        // Readers take a description as HTML, so plain text is HTML first and XML then.
        element('description', {}, escapeHtml(feed.subtitle === '' ? feed.title : feed.subtitle)),
        element('language', {}, feed.lang),
        element('lastBuildDate', {}, rfc822(feed.updated)),
        element('docs', {}, 'https://www.rssboard.org/rss-specification'),
        element('generator', {}, 'Gazette'),
        link('self', feed.urls),
        paging?.archive === true && link('current', paging.current),
        paging?.older && link('prev-archive', paging.older),
        paging?.newer && link('next-archive', paging.newer),
        paging?.archive === true && element('fh:archive'),
        image(feed),
        feed.entries.length > 0 && slotForElements,
      ]),
    ),
  );
  return aroundSlot(document);
}

function item(entry: FeedEntry, feed: Feed): AroundText {
  const { markup } = element('item', {}, [
    element('title', {}, entry.title),
    element('link', {}, entry.url),
    element('guid', { isPermaLink: 'false' }, entry.id),
    entry.revisionOf !== undefined &&
      element('atom:link', { rel: 'related', type: 'text/html', href: entry.url }),
    entry.revisionOf !== undefined &&
      element('thr:in-reply-to', { ref: entry.revisionOf, href: entry.url, type: 'text/html' }),
    element('pubDate', {}, rfc822(entry.published)),
    element('atom:updated', {}, entry.updated),
    ...(entry.authors ?? feed.authors).map(({ name }) => element('dc:creator', {}, name)),
    entry.lang !== feed.lang && element('dc:language', {}, entry.lang),
    ...entry.categories.map(({ label, scheme }) => element('category', { domain: scheme }, label)),
    entry.summary !== '' && element('description', {}, escapeHtml(entry.summary)),
    element('content:encoded', {}, slotForText),
  ]);
  return aroundSlot(markup);
}

function link(rel: string, urls: FeedUrls): Xml {
  return element('atom:link', { rel, type: MEDIA_TYPES.rss, href: urls.rss });
}

/** A channel's picture must be GIF, JPEG or PNG (RSS 2.0); others stay away. */
function image(feed: Feed): Xml | undefined {
  if (feed.icon === undefined || !/\.(?:gif|jpe?g|png)$/i.test(feed.icon)) return undefined;
  return element('image', {}, [
    element('url', {}, feed.icon),
    element('title', {}, feed.title),
    element('link', {}, feed.homeUrl),
  ]);
}

/**
 * RFC 3339 as RFC 822 with four-digit years, always in UTC: `Tue, 03 Nov 2026 00:00:00 GMT`.
 * @throws RangeError when the text is not a time with its offset, whose day the machine would guess.
 */
export function rfc822(time: string): string {
  if (!/T[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(time)) {
    throw new RangeError(`A feed's times have an offset (RFC 3339): found "${time}".`);
  }
  return new Date(time).toUTCString();
}
