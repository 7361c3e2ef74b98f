/** The feeds of the reference portal, by parsers that nobody here wrote. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { parseFragment } from 'parse5';
import RssParser from 'rss-parser';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { feedFiles, readFeed, readWholeFeed } from '../support/feeds.ts';
import type { ReadFeed } from '../support/feeds.ts';
import { basePath, elements } from '../support/pages.ts';
import { referenceDay } from '../support/reference.ts';

const dist = inject('referenceDist');
let base: string;
let feeds: ReadFeed[];

beforeAll(async () => {
  base = await basePath(dist);
  feeds = await Promise.all((await feedFiles(dist)).map((file) => readFeed(dist, file)));
});

const keyOf = ({ file }: ReadFeed): string => file.replace(/\.(?:rss\.xml|atom\.xml|json)$/, '');

describe('each feed', () => {
  it('is there in three formats, in each edition, for all and for each product', () => {
    const formats = new Map<string, string[]>();
    for (const feed of feeds)
      formats.set(keyOf(feed), [...(formats.get(keyOf(feed)) ?? []), feed.format]);
    for (const [key, found] of formats) expect(found, key).toHaveLength(3);
    const prefixes = ['', 'de/', 'ja/', 'ar/', 'admin/', 'de/admin/', 'ja/admin/', 'ar/admin/'];
    for (const prefix of prefixes) {
      for (const key of ['all', 'product/atlas', 'product/beam', 'product/gazette']) {
        expect([...formats.keys()]).toContain(`${prefix}feeds/${key}`);
      }
    }
  });

  it('tells the same in each format', () => {
    const byKey = new Map<string, ReadFeed[]>();
    for (const feed of feeds) byKey.set(keyOf(feed), [...(byKey.get(keyOf(feed)) ?? []), feed]);
    for (const [key, [first, ...others]] of byKey) {
      for (const other of others) {
        expect(other.title, key).toBe(first!.title);
        expect(other.lang, key).toBe(first!.lang);
        expect(other.home, key).toBe(first!.home);
        expect(other.entries, `${key} ${other.format}`).toEqual(first!.entries);
      }
    }
  });

  it('has entries with all that readers need, newest first', () => {
    for (const feed of feeds) {
      const published = feed.entries.map((entry) => entry.published);
      expect(published, feed.file).toEqual([...published].sort().reverse());
      for (const { id, title, html, published: from, updated } of feed.entries) {
        expect(title.trim(), id).not.toBe('');
        expect(title, id).not.toMatch(/<[a-z]|&[a-z#\d]+;/i);
        expect(updated >= from, id).toBe(true);
        expect(updated.slice(0, 10) <= referenceDay, id).toBe(true);
        expect(html.trim(), id).not.toBe('');
      }
    }
  });

  it('has texts with nothing in them that a reader would have to run, or that leans on our styles', () => {
    const wrong = new Set<string>();
    for (const feed of feeds) {
      for (const { id, html } of feed.entries) {
        for (const { tagName, attrs } of elements(parseFragment(html))) {
          if (/^(?:script|style|iframe|button|input|form|object|embed)$/.test(tagName)) {
            wrong.add(`${id}: <${tagName}>`);
          }
          for (const { name, value } of attrs) {
            if (/^on|^data-js/.test(name) || /^javascript:/i.test(value))
              wrong.add(`${id}: ${name}`);
          }
        }
      }
    }
    expect([...wrong].slice(0, 20)).toEqual([]);
  });

  it('has each entry once in all of its documents', async () => {
    for (const { file } of feeds.filter(({ file }) => !/\/archive-\d+\./.test(file))) {
      const { entries } = await readWholeFeed(dist, file, base);
      expect(new Set(entries.map(({ id }) => id)).size, file).toBe(entries.length);
    }
  });

  it('says the language of the edition, and of entries that are not translated', () => {
    const german = feeds.find(({ file }) => file === 'de/feeds/all.json')!;
    expect(german.lang).toBe('de');
    const { items } = JSON.parse(german.text) as { items: { language: string }[] };
    expect(new Set(items.map(({ language }) => language))).toContain('en');
  });
});

describe('XML', () => {
  it('is well-formed, and UTF-8', () => {
    for (const { file, format, text } of feeds) {
      if (format === 'json') continue;
      expect(
        text.startsWith('<?xml version="1.0" encoding="utf-8"?>') ||
          /^<\?xml version="1\.0" encoding="UTF-8"\?>/.test(text),
        file,
      ).toBe(true);
      expect(XMLValidator.validate(text), file).toBe(true);

      expect(/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(text), file).toBe(false);
    }
  });

  it('is read by rss-parser', async () => {
    const parser = new RssParser();
    for (const { file, format, title, entries } of feeds) {
      if (format === 'json') continue;
      const read = await parser.parseString(readFileSync(path.join(dist, file), 'utf8'));
      expect(read.title, file).toBe(title);
      expect(
        read.items.map(({ link }) => link),
        file,
      ).toEqual(entries.map(({ url }) => url));
      expect(
        read.items.map(({ isoDate }) => isoDate),
        file,
      ).toEqual(
        entries.map(
          ({ published, updated }) => (format === 'atom' ? published : published) || updated,
        ),
      );
    }
  });
});

describe('JSON Feed 1.1', () => {
  const known = {
    feed: [
      'version',
      'title',
      'home_page_url',
      'feed_url',
      'description',
      'user_comment',
      'next_url',
      'icon',
      'favicon',
      'authors',
      'language',
      'expired',
      'hubs',
      'items',
    ],
    item: [
      'id',
      'url',
      'external_url',
      'title',
      'content_html',
      'content_text',
      'summary',
      'image',
      'banner_image',
      'date_published',
      'date_modified',
      'authors',
      'tags',
      'language',
      'attachments',
    ],
  };

  it('has the fields of the standard and extensions, and no others', () => {
    const files = feeds.filter(({ format }) => format === 'json');
    expect(files.length).toBeGreaterThan(0);
    for (const { file, text } of files) {
      const feed = JSON.parse(text) as Record<string, unknown> & {
        items: Record<string, unknown>[];
      };
      expect(feed['version'], file).toBe('https://jsonfeed.org/version/1.1');
      expect(feed['language'], file).toMatch(/^[a-z]{2}/);
      expect(
        Object.keys(feed).filter((key) => !key.startsWith('_') && !known.feed.includes(key)),
      ).toEqual([]);
      for (const item of feed.items) {
        expect(
          Object.keys(item).filter((key) => !key.startsWith('_') && !known.item.includes(key)),
        ).toEqual([]);
        expect(typeof item['id']).toBe('string');
        expect(typeof item['content_html']).toBe('string');
        expect(item['tags']).toSatisfy((tags: unknown[]) =>
          tags.every((tag) => typeof tag === 'string'),
        );
        for (const name of ['date_published', 'date_modified']) {
          expect(item[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/);
        }
      }
    }
  });
});
