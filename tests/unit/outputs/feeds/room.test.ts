import { readFileSync } from 'node:fs';
import { XMLValidator } from 'fast-xml-parser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { room } from '../../../../src/outputs/feeds/room.ts';
import { contextOf, sampleEdition, type Sample } from './edition.ts';
import { HOSTILE } from './sample.ts';

function emit(sample: Sample): Map<string, string> {
  const edition = sampleEdition(sample);
  const files = new Map<string, string>();
  for (const { path, bytes } of room.emit(edition, {
    page: contextOf(edition),
    standalone: contextOf(edition),
  }) as Iterable<{
    path: string;
    bytes: string;
  }>) {
    expect(files.has(path)).toBe(false);
    files.set(path, bytes);
  }
  return files;
}

function manyReleases(count: number): NonNullable<Sample['releases']> {
  return Array.from({ length: count }, (_, index) => {
    const nth = count - index;
    const month = String(1 + Math.floor((nth % 336) / 28)).padStart(2, '0');
    const date = `${2000 + Math.floor(nth / 336)}-${month}-${String(1 + (nth % 28)).padStart(2, '0')}`;
    return { product: nth % 2 ? 'atlas' : 'beam', version: `${nth}.0.0`, date };
  });
}

describe('the room of feeds', () => {
  it('writes everything and each product, in three formats, where the edition is', () => {
    const files = emit({ locale: 'de', audience: 'admin', products: ['atlas', 'beam #1'] });
    expect([...files.keys()]).toEqual([
      'de/admin/feeds/all.rss.xml',
      'de/admin/feeds/all.atom.xml',
      'de/admin/feeds/all.json',
      'de/admin/feeds/product/atlas.rss.xml',
      'de/admin/feeds/product/atlas.atom.xml',
      'de/admin/feeds/product/atlas.json',
      'de/admin/feeds/product/beam #1.rss.xml',
      'de/admin/feeds/product/beam #1.atom.xml',
      'de/admin/feeds/product/beam #1.json',
    ]);
    const feed = JSON.parse(files.get('de/admin/feeds/product/beam #1.json') ?? '');
    expect(feed.feed_url).toBe('https://notes.example.com/de/admin/feeds/product/beam%20%231.json');
    expect(feed.language).toBe('de');
    expect(feed.title).toBe('Example notes (Administrators): beam #1');
    expect(feed.home_page_url).toBe('https://notes.example.com/de/admin/releases/beam%20%231/');
  });

  it('name, in every format, what is to come after a release that was taken back', () => {
    const files = emit({
      releases: [
        { version: '4.2.2', date: '2027-01-12', state: 'scheduled' },
        { version: '4.2.1', state: 'rolled-back' },
      ],
    });
    const next =
      '<a href="https://notes.example.com/releases/atlas/4.2.2/">Next version: 4.2.2, Jan 12, 2027</a>';
    const rss = parseRssFeed(files.get('feeds/all.rss.xml') ?? '');
    expect(rss.items?.map((item) => item.content?.encoded)).toEqual([
      expect.stringContaining(next),
      expect.stringContaining(next),
    ]);
    const atom = parseAtomFeed(files.get('feeds/all.atom.xml') ?? '');
    expect(atom.entries?.map(({ content }) => content?.value ?? content)).toEqual([
      expect.stringContaining(next),
      expect.stringContaining(next),
    ]);
    const json = JSON.parse(files.get('feeds/all.json') ?? '') as {
      items: { content_html: string }[];
    };
    expect(json.items.map((item) => item.content_html)).toEqual([
      expect.stringContaining(next),
      expect.stringContaining(next),
    ]);
  });

  it('gives 205 of 205 releases their place, each once, in every format', () => {
    const files = emit({ products: ['atlas', 'beam'], releases: manyReleases(205) });
    const idsIn = (format: 'rss' | 'atom' | 'json', key: string) => {
      const suffix = { rss: '.rss.xml', atom: '.atom.xml', json: '.json' }[format];
      return [...files]
        .filter(
          ([path]) =>
            path === `feeds/${key}${suffix}` ||
            (path.startsWith(`feeds/${key}/archive-`) && path.endsWith(suffix)),
        )
        .flatMap(([, text]) => {
          if (format === 'rss') return parseRssFeed(text).items?.map(({ guid }) => guid?.value);
          if (format === 'atom') return parseAtomFeed(text).entries?.map((entry) => entry.id);
          return parseJsonFeed(text).items?.map((item) => item.id);
        });
    };
    for (const [key, count] of [
      ['all', 205],
      ['product/atlas', 103],
      ['product/beam', 102],
    ] as const) {
      const json = idsIn('json', key);
      expect(json).toHaveLength(count);
      expect(new Set(json).size).toBe(count);
      expect(idsIn('atom', key)).toEqual(json);
      expect(idsIn('rss', key)).toEqual(json);
    }
  });

  it('links every archive to a file that exists, and walks to the oldest entry', () => {
    const files = emit({ releases: manyReleases(205).map((r) => ({ ...r, product: 'atlas' })) });
    const fileOf = (url: string) => files.get(url.replace('https://notes.example.com/', ''));
    const versions: string[] = [];
    let url: string | undefined = 'https://notes.example.com/feeds/all.json';
    while (url !== undefined) {
      const text = fileOf(url);
      expect(text, url).toBeDefined();
      const feed: any = JSON.parse(text ?? '{}');
      expect(feed.feed_url).toBe(url);
      versions.push(...feed.items.map((item: any) => item._gazette.version));
      url = feed.next_url;
    }
    expect(versions).toEqual(manyReleases(205).map(({ version }) => version));
    for (const [path, text] of files) {
      if (!path.endsWith('.xml')) continue;
      for (const [, rel, href] of text.matchAll(
        /link rel="(self|current|prev-archive|next-archive)" type="[^"]*" href="([^"]*)"/g,
      )) {
        expect(fileOf(href ?? ''), `${path} ${rel}`).toBeDefined();
      }
    }
  });

  it('leaves old archives as they were when a release comes', () => {
    const all = manyReleases(160);
    const before = emit({ products: ['atlas', 'beam'], releases: all.slice(1) });
    const after = emit({ products: ['atlas', 'beam'], releases: all });
    expect(after.get('feeds/all/archive-1.atom.xml')).toBe(
      before.get('feeds/all/archive-1.atom.xml'),
    );
    expect(after.get('feeds/all.atom.xml')).not.toBe(before.get('feeds/all.atom.xml'));
  });

  it('writes the same bytes on every day, in every time zone', () => {
    const outputs = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'].map((zone, index) => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        return [...emit({ releases: manyReleases(3), today: `2027-0${index + 1}-01` })];
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
    });
    expect(outputs[1]).toEqual(outputs[0]);
    expect(outputs[2]).toEqual(outputs[0]);
  });

  it('has the time of the newest entry, and one for none', () => {
    const updated = (sample: Sample) =>
      parseAtomFeed(emit(sample).get('feeds/all.atom.xml') ?? '').updated;
    expect(
      updated({
        releases: [
          { version: '2.0.0', date: '2026-11-03' },
          {
            version: '1.0.0',
            date: '2026-01-01',
            revisions: [{ date: '2026-12-01', summary: 'A typo.' }],
          },
        ],
      }),
    ).toBe('2026-12-01T00:00:00Z');
    expect(updated({})).toBe('1970-01-01T00:00:00Z');
  });

  it('is well formed whatever a note says', () => {
    const line = HOSTILE.replace(/\s/g, ' ');
    const files = emit({
      products: ['atlas'],
      releases: [
        {
          version: '1.0.0',
          title: line,
          summary: HOSTILE,
          body: HOSTILE,
          changes: [{ title: line }],
        },
      ],
    });
    for (const [path, text] of files) {
      expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
      expect(text.isWellFormed()).toBe(true);
      if (path.endsWith('.xml')) {
        expect(XMLValidator.validate(text)).toBe(true);
        expect(text).not.toMatch(/\]\]>|<\/?script|<img/);
      } else expect(JSON.parse(text).items).toHaveLength(1);
    }
  });

  it('has a source-language entry in the feed of a locale, and says its language', () => {
    const files = emit({ locale: 'de', lang: 'en', releases: [{ version: '1.0.0' }] });
    expect(JSON.parse(files.get('de/feeds/all.json') ?? '').items[0].language).toBe('en');
    expect(files.get('de/feeds/all.atom.xml')).toContain('<entry xml:lang="en">');
    expect(files.get('de/feeds/all.rss.xml')).toContain('<dc:language>en</dc:language>');
  });

  it('has absolute addresses also where no site is declared', () => {
    const files = emit({ site: null, tagAuthority: null, releases: [{ version: '1.0.0' }] });
    const item = JSON.parse(files.get('feeds/all.json') ?? '').items[0];
    expect(item.url).toBe('http://localhost:4321/releases/atlas/1.0.0/');
    expect(item.id).toBe('tag:localhost,2026:entry/user/en/release/atlas/1.0.0');
  });

  it('has its words in every locale of the engine', () => {
    const read = (locale: string) =>
      JSON.parse(
        readFileSync(new URL(`../../../../locales/${locale}/feeds.json`, import.meta.url), 'utf8'),
      ) as Record<string, string>;
    const holes = (text: string | undefined) =>
      [...(text ?? '').matchAll(/{{\w+}}/g)].map(String).sort();
    const english = read('en');
    for (const locale of ['de', 'ja', 'ar']) {
      const own = read(locale);
      expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
      for (const key of Object.keys(english)) expect(holes(own[key])).toEqual(holes(english[key]));
    }
  });
});
