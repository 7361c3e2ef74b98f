import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { atom } from '../../../../src/outputs/feeds/atom.ts';
import type { Feed } from '../../../../src/outputs/feeds/feed.ts';
import { json } from '../../../../src/outputs/feeds/json.ts';
import { piecesOf, wholeText } from '../../../../src/outputs/feeds/pieces.ts';
import { rfc822, rss } from '../../../../src/outputs/feeds/rss.ts';
import { escapeHtml } from '../../../../src/outputs/legal-text.ts';
import { HOSTILE, HOSTILE_KEPT, sampleEntry, sampleFeed, urls } from './sample.ts';

const paging = { archive: true, current: urls('all'), older: urls('all/archive-1') };

const toAtom = (feed: Feed): string => wholeText(piecesOf(feed, atom));
const toRss = (feed: Feed): string => wholeText(piecesOf(feed, rss));
const toJson = (feed: Feed): string => wholeText(piecesOf(feed, json));

/** Every node of a parsed document, so that a test can ask for a path. */
function tree(xml: string): any {
  expect(XMLValidator.validate(xml)).toBe(true);
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: false,
  }).parse(xml);
}

describe('Atom', () => {
  it('says what the neutral feed says (feedsmith)', () => {
    const feed = parseAtomFeed(toAtom(sampleFeed()));
    expect(feed.id).toBe('tag:example.com,2026:feed/user/en/all');
    expect(feed.updated).toBe('2026-11-05T00:00:00Z');
    expect(feed.authors).toEqual([{ name: 'Example', uri: 'https://example.com/' }]);
    expect(feed.links?.find((link) => link.rel === 'self')?.href).toBe(urls('all').atom);
    expect(feed.links?.find((link) => link.rel === 'alternate')?.href).toBe(
      'https://notes.example.com/',
    );
    const entry = feed.entries?.[0];
    expect(entry?.id).toBe('tag:example.com,2026:entry/user/en/release/atlas/4.2.1');
    expect(entry?.published).toBe('2026-11-03T00:00:00Z');
    expect(entry?.updated).toBe('2026-11-05T00:00:00Z');
    expect(entry?.categories?.[1]).toEqual({
      term: 'fix',
      label: 'Fixed',
      scheme: 'https://notes.example.com/#type',
    });
    const raw = tree(toAtom(sampleFeed())).feed.entry;
    expect(raw.content['@type']).toBe('html');
    expect(raw.content['#text']).toBe('<p>Exports are <em>faster</em>.</p>');
  });

  it('names the language of the feed, and of an entry that has another', () => {
    const untranslated = sampleFeed({ lang: 'ar', dir: 'rtl' });
    const { feed } = tree(toAtom(untranslated));
    expect(feed['@xml:lang']).toBe('ar');
    expect(feed.entry['@xml:lang']).toBe('en');
    expect(tree(toAtom(sampleFeed())).feed.entry['@xml:lang']).toBeUndefined();
  });

  it('points from a revision to the entry that it revises', () => {
    const first = sampleEntry();
    const revision = sampleEntry({ id: `${first.id}/revision/1`, revisionOf: first.id });
    const { feed } = tree(toAtom(sampleFeed({ entries: [revision, first] })));
    expect(feed.entry[0]['thr:in-reply-to']['@ref']).toBe(first.id);
    expect(feed.entry[0].link.map((link: Record<string, string>) => link['@rel'])).toEqual([
      'alternate',
      'related',
    ]);
    expect(feed.entry[1]['thr:in-reply-to']).toBeUndefined();
  });

  it('links archives (RFC 5005)', () => {
    const { feed } = tree(toAtom(sampleFeed({ urls: urls('all/archive-2'), paging })));
    expect(feed).toHaveProperty('fh:archive');
    const rels = Object.fromEntries(
      feed.link.map((link: Record<string, string>) => [link['@rel'], link['@href']]),
    );
    expect(rels['self']).toBe(urls('all/archive-2').atom);
    expect(rels['current']).toBe(urls('all').atom);
    expect(rels['prev-archive']).toBe(urls('all/archive-1').atom);
    expect(rels).not.toHaveProperty('next-archive');
  });
});

describe('RSS', () => {
  it('says what the neutral feed says (feedsmith)', () => {
    const feed = parseRssFeed(toRss(sampleFeed()));
    expect(feed.title).toBe('Example notes');
    expect(feed.language).toBe('en');
    expect(feed.lastBuildDate).toBe('Thu, 05 Nov 2026 00:00:00 GMT');
    expect(feed.atom?.links?.find((link) => link.rel === 'self')?.href).toBe(urls('all').rss);
    const item = feed.items?.[0];
    expect(item?.guid?.value).toBe('tag:example.com,2026:entry/user/en/release/atlas/4.2.1');
    expect(item?.guid?.isPermaLink).toBe(false);
    expect(item?.pubDate).toBe('Tue, 03 Nov 2026 00:00:00 GMT');
    expect(item?.categories?.[1]).toEqual({
      name: 'Fixed',
      domain: 'https://notes.example.com/#type',
    });
    expect(item?.content?.encoded).toBe('<p>Exports are <em>faster</em>.</p>');
    expect(item?.dc?.creators?.[0]).toBe('Example');
  });

  it('is read by rss-parser, which most sites use', async () => {
    const feed = await new RssParser().parseString(toRss(sampleFeed()));
    expect(feed.items[0]?.isoDate).toBe('2026-11-03T00:00:00.000Z');
    expect(feed.items[0]?.['content:encoded']).toBe('<p>Exports are <em>faster</em>.</p>');
    expect(feed.items[0]?.link).toBe('https://notes.example.com/releases/atlas/4.2.1/');
  });

  it('links archives and says so', () => {
    const { channel } = tree(toRss(sampleFeed({ urls: urls('all/archive-2'), paging }))).rss;
    expect(channel).toHaveProperty('fh:archive');
    expect(
      channel['atom:link'].map((link: Record<string, string>) => [link['@rel'], link['@href']]),
    ).toEqual([
      ['self', urls('all/archive-2').rss],
      ['current', urls('all').rss],
      ['prev-archive', urls('all/archive-1').rss],
    ]);
  });

  it('has a picture only in the formats that RSS knows', () => {
    const withIcon = (icon: string) => tree(toRss(sampleFeed({ icon }))).rss.channel.image;
    expect(withIcon('https://notes.example.com/i.svg')).toBeUndefined();
    expect(withIcon('https://notes.example.com/i.png').url).toBe('https://notes.example.com/i.png');
  });

  it('writes times in UTC, and takes none without an offset', () => {
    expect(rfc822('2026-11-03T00:30:00+02:00')).toBe('Mon, 02 Nov 2026 22:30:00 GMT');
    expect(rfc822('0099-01-01T00:00:00Z')).toBe('Thu, 01 Jan 0099 00:00:00 GMT');
    expect(() => rfc822('2026-11-03T00:30:00')).toThrow(RangeError);
    expect(() => rfc822('2026-11-03')).toThrow(RangeError);
  });
});

describe('JSON Feed', () => {
  it('is version 1.1 with language, authors and what programs want to know', () => {
    const document = JSON.parse(toJson(sampleFeed()));
    expect(document.version).toBe('https://jsonfeed.org/version/1.1');
    expect(document.language).toBe('en');
    expect(document.authors).toEqual([{ name: 'Example', url: 'https://example.com/' }]);
    expect(document.items[0].tags).toEqual(['Atlas', 'Fixed']);
    expect(document.items[0]._gazette).toEqual({
      kind: 'release',
      product: 'atlas',
      version: '4.2.1',
      state: 'released',
      type: ['fix'],
      action_required: true,
    });
    const parsed = parseJsonFeed(toJson(sampleFeed()));
    expect(parsed.items?.[0]?.content_html).toBe('<p>Exports are <em>faster</em>.</p>');
    expect(parsed.items?.[0]?.date_modified).toBe('2026-11-05T00:00:00Z');
  });

  it('leads to older entries, and an item has its own language', () => {
    const document = JSON.parse(
      toJson(sampleFeed({ paging, entries: [sampleEntry({ lang: 'de', revisionOf: 'tag:x' })] })),
    );
    expect(document.next_url).toBe(urls('all/archive-1').json);
    expect(document.items[0].language).toBe('de');
    expect(document.items[0]._gazette.revision_of).toBe('tag:x');
  });
});

describe('hostile text', () => {
  const html = `<p>${escapeHtml(HOSTILE)}</p>`;
  const keptHtml = `<p>${escapeHtml(HOSTILE_KEPT)}</p>`;
  const hostile = sampleFeed({
    title: HOSTILE,
    subtitle: HOSTILE,
    authors: [{ name: HOSTILE }],
    icon: `https://notes.example.com/${HOSTILE}`,
    entries: [
      sampleEntry({
        title: HOSTILE,
        summary: HOSTILE,
        html,
        categories: [{ term: HOSTILE, label: HOSTILE, scheme: 'https://x.example/"><a b="' }],
      }),
    ],
  });
  // The characters themselves, and the references to them that a writer may try instead.
  const forbidden =
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|&#(?:0|7|27|x1b|xfffe);/i;

  it('comes out of Atom as it went in', () => {
    const xml = toAtom(hostile);
    expect(xml).not.toMatch(forbidden);
    expect(xml).not.toContain(']]>');
    expect(xml.isWellFormed()).toBe(true);
    const { entry, ...feed } = tree(xml).feed;
    const read = parseAtomFeed(xml);
    expect(feed.title).toBe(HOSTILE_KEPT);
    expect(feed.author.name).toBe(HOSTILE_KEPT);
    expect(entry.title).toBe(HOSTILE_KEPT);
    expect(entry.content['#text']).toBe(keptHtml);
    expect(entry.category['@label']).toBe(HOSTILE_KEPT);
    expect(read.entries).toHaveLength(1);
    expect(Object.keys(entry).sort()).toEqual(
      Object.keys(tree(toAtom(sampleFeed())).feed.entry).sort(),
    );
  });

  it('comes out of RSS as it went in, descriptions as HTML', () => {
    const xml = toRss(hostile);
    expect(xml).not.toMatch(forbidden);
    expect(xml).not.toContain(']]>');
    expect(xml.isWellFormed()).toBe(true);
    const { item, ...channel } = tree(xml).rss.channel;
    expect(channel.title).toBe(HOSTILE_KEPT);
    expect(item.title).toBe(HOSTILE_KEPT);
    expect(item.description).toBe(escapeHtml(HOSTILE_KEPT));
    expect(item['content:encoded']).toBe(keptHtml);
    expect(item.category['@domain']).toBe('https://x.example/"><a b="');
  });

  it('comes out of JSON Feed as it went in', () => {
    const json = toJson(hostile);
    expect(json).not.toMatch(/\\u00(?:[01][0-9a-f]|7f|9f)|\\ud800/i);
    expect(json.isWellFormed()).toBe(true);
    const [item] = JSON.parse(json).items;
    expect(item.title).toBe(HOSTILE_KEPT);
    expect(item.content_html).toBe(keptHtml);
    expect(item.tags).toEqual([HOSTILE_KEPT]);
  });

  it('leaves no markup of plain text in HTML', () => {
    expect(escapeHtml(HOSTILE)).not.toMatch(/[<>"']/);
  });
});

describe('times', () => {
  it('do not move with the time zone of the machine', () => {
    const before = process.env['TZ'];
    const outputs = new Set<string>();
    try {
      for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env['TZ'] = zone;
        // The zone took hold, or this would prove nothing.
        expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
        const feed = sampleFeed();
        outputs.add([toRss(feed), toAtom(feed), toJson(feed)].join('\n'));
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
    expect(outputs.size).toBe(1);
  });
});
