/**
 * Everything in the built reference portal that leads somewhere: links and anchors of pages, what
 * pages load, canonical addresses, hreflang, feeds, sitemaps. Read from the files, by code that
 * knows nothing of how they were made.
 */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { parseFragment } from 'parse5';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { feedFiles, readFeed } from '../support/feeds.ts';
import type { ReadFeed } from '../support/feeds.ts';
import {
  attribute,
  basePath,
  elements,
  findAll,
  isFallback,
  newestOf,
  originOf,
  readPages,
} from '../support/pages.ts';
import type { BuiltPage, Element } from '../support/pages.ts';

const dist = inject('referenceDist');
let base: string;
let origin: string;
let pages: BuiltPage[];
let byAddress: Map<string, BuiltPage>;
let feeds: ReadFeed[];
/** Ids, and names of old anchors, by page. */
const anchors = new Map<BuiltPage, Set<string>>();

beforeAll(async () => {
  base = await basePath(dist);
  pages = await readPages(dist);
  origin = originOf(pages) ?? 'http://localhost:4321';
  byAddress = new Map(pages.map((page) => [decodeURIComponent(page.address), page]));
  for (const page of pages) {
    const ids = [...elements(page.root)].map((element) => attribute(element, 'id'));
    anchors.set(page, new Set(ids.filter((id) => id !== undefined)));
  }
  feeds = await Promise.all((await feedFiles(dist)).map((file) => readFeed(dist, file)));
});

/** Where an address of a page leads: null when outside of the portal, else why it is wrong or ''. */
function problemOf(href: string, from: string): string | null {
  let url: URL;
  try {
    url = new URL(href, origin + from);
  } catch {
    return 'is no address';
  }
  if (url.origin !== origin) return null;
  const pathname = decodeURIComponent(url.pathname);
  if (!pathname.startsWith(`${base}/`)) return 'leaves the base path';
  const file = path.join(
    dist,
    pathname.slice(base.length),
    pathname.endsWith('/') ? 'index.html' : '',
  );
  if (!existsSync(file) || !statSync(file).isFile()) return 'leads to nothing';
  const id = decodeURIComponent(url.hash.slice(1));
  if (id === '') return '';
  const target = byAddress.get(pathname);
  return target && anchors.get(target)?.has(id) ? '' : 'leads to an anchor that is not there';
}

describe('pages', () => {
  it('are there, of every template', () => {
    const templates = new Set(pages.map(({ template }) => template));
    for (const template of [
      'home',
      'release-list',
      'product',
      'release',
      'change',
      'guide',
      'glossary',
      'feed-directory',
      'record',
      'record-list',
      'known-issue-list',
      'advisory',
      'advisory-list',
      'not-found',
    ]) {
      expect(templates).toContain(template);
    }
    expect(new Set(pages.filter((page) => page.template !== null).map(({ lang }) => lang))).toEqual(
      new Set(['en', 'de', 'ja', 'ar']),
    );
  });

  it('link to pages, anchors and files that are there', () => {
    const wrong = new Set<string>();
    let links = 0;
    for (const page of pages) {
      for (const element of elements(page.root)) {
        for (const name of ['href', 'src', 'poster', 'data', 'action', 'data-href']) {
          const value = attribute(element, name);
          if (value === undefined || value === '' || /^(?:mailto|tel|data):/.test(value)) continue;
          const problem = problemOf(value, page.address);
          if (problem === null) continue;
          links += 1;
          if (problem !== '') wrong.add(`${value} of ${page.address} ${problem}`);
        }
        for (const candidate of (attribute(element, 'srcset') ?? '').split(',').filter(Boolean)) {
          const problem = problemOf(candidate.trim().split(/\s+/)[0]!, page.address);
          if (problem) wrong.add(`${candidate} of ${page.address} ${problem}`);
        }
      }
    }
    expect(links).toBeGreaterThan(pages.length * 10);
    expect([...wrong].slice(0, 30)).toEqual([]);
  });

  // Lighthouse takes it for a link that search engines can't follow.
  it('have no link without an address, not even one that a script fills in', () => {
    const wrong = pages.flatMap((page) =>
      findAll(page.root, ({ tagName }) => tagName === 'a')
        .filter((link) => !attribute(link, 'href'))
        .map(() => page.address),
    );
    expect(wrong).toEqual([]);
  });

  it('have each id once', () => {
    const wrong: string[] = [];
    for (const page of pages) {
      const seen = new Set<string>();
      for (const element of elements(page.root)) {
        const id = attribute(element, 'id');
        if (id !== undefined && seen.has(id)) wrong.push(`${page.file}: ${id}`);
        if (id !== undefined) seen.add(id);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('stay in their edition, but for the switches and the language of the source', () => {
    const wrong = new Set<string>();
    const homes = new Set(pages.map(({ home }) => home));
    const editionOf = (address: string): string =>
      [...homes].filter((home) => address.startsWith(home)).sort((a, b) => b.length - a.length)[0]!;
    for (const page of pages) {
      if (page.template === null) continue;
      const switches = new Set(
        findAll(page.root, (element) => attribute(element, 'class') === 'switch').flatMap((each) =>
          [...elements(each)].filter(({ tagName }) => tagName === 'a'),
        ),
      );
      for (const link of findAll(page.root, ({ tagName }) => tagName === 'a')) {
        const href = attribute(link, 'href') ?? '';
        if (!href.startsWith(`${base}/`) || switches.has(link)) continue;
        // A stale translation leads to its source, and says in which language that is.
        if (attribute(link, 'hreflang') !== undefined) continue;
        const target = byAddress.get(decodeURIComponent(href.split(/[?#]/)[0]!));
        if (target?.template && editionOf(target.address) !== page.home) {
          wrong.add(`${page.address}: ${href}`);
        }
      }
    }
    expect([...wrong].slice(0, 20)).toEqual([]);
  });

  it('name one canonical address, which is a page that names itself', () => {
    const wrong: string[] = [];
    for (const page of pages) {
      if (page.template === null || page.template === 'not-found') continue;
      const canonical = linksOf(page, 'canonical').filter((link) => !attribute(link, 'hreflang'));
      const href = attribute(canonical[0] ?? page.root, 'href') ?? '';
      const target = byAddress.get(decodeURIComponent(new URL(href, origin).pathname));
      const own = target && attribute(linksOf(target, 'canonical')[0] ?? target.root, 'href');
      if (canonical.length !== 1 || !href.startsWith(origin) || own !== href) {
        wrong.push(`${page.address}: ${href}`);
      }
      const isHidden = findAll(page.root, (e) => e.tagName === 'meta').some(
        (meta) => attribute(meta, 'name') === 'robots',
      );
      if (!isHidden && href !== origin + newestOf(page.address))
        wrong.push(`${page.address}: ${href}`);
    }
    expect(wrong).toEqual([]);
  });

  it('name their translations, which name them in turn', () => {
    const named = new Map(
      pages.map((page) => [
        page.address,
        new Map(
          linksOf(page, 'alternate').flatMap((link) => {
            const lang = attribute(link, 'hreflang');
            const href = new URL(attribute(link, 'href') ?? '', origin + page.address);
            return lang === undefined ? [] : [[lang, href.pathname] as const];
          }),
        ),
      ]),
    );
    const wrong: string[] = [];
    let pairs = 0;
    for (const page of pages) {
      const translations = named.get(page.address)!;
      for (const [lang, href] of translations) {
        pairs += 1;
        const back = named.get(href);
        if (!back) wrong.push(`${page.address}: ${href} is no page`);
        // A page that falls back to its source names what there is, and nothing names it.
        else if (translations.get(page.lang) === page.address) {
          if (back.get(page.lang) !== page.address)
            wrong.push(`${href} does not name ${page.address}`);
          if (lang !== 'x-default' && byAddress.get(decodeURIComponent(href))?.lang !== lang) {
            wrong.push(`${page.address}: ${href} is not in ${lang}`);
          }
        }
      }
      if (translations.size > 0 && !translations.has('x-default')) {
        wrong.push(`${page.address} names no x-default`);
      }
    }
    expect(pairs).toBeGreaterThan(50);
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  it('do not name a translation that is not one', () => {
    const wrong: string[] = [];
    for (const page of pages) {
      const shown = new Set(linksOf(page, 'alternate').map((link) => attribute(link, 'href')));
      if (isFallback(page) && shown.has(origin + page.address)) wrong.push(page.address);
    }
    expect(wrong).toEqual([]);
  });
});

describe('feeds', () => {
  it('lead to pages that are there, and nowhere without a host', () => {
    const wrong = new Set<string>();
    for (const feed of feeds) {
      const links = [
        feed.home,
        feed.self,
        feed.older,
        feed.current,
        ...feed.links.map((l) => l.href),
      ];
      for (const { url, html } of feed.entries) {
        links.push(url);
        for (const element of elements(parseFragment(html))) {
          const value = attribute(element, 'href') ?? attribute(element, 'src');
          if (value !== undefined) links.push(value);
        }
      }
      for (const link of links) {
        if (link === undefined) continue;
        if (!/^(?:https?:\/\/|mailto:|tel:|data:image\/)/.test(link)) {
          wrong.add(`${feed.file}: ${link} is not absolute`);
          continue;
        }
        // A part of the entry's own text.
        const problem = link.startsWith('http') ? problemOf(link, '/') : null;
        if (problem) wrong.add(`${feed.file}: ${link} ${problem}`);
      }
      if (feed.self !== `${origin}${base}/${encodeURI(feed.file)}`)
        wrong.add(`self of ${feed.file}`);
    }
    expect([...wrong].slice(0, 20)).toEqual([]);
  });

  it('give no id to two entries in all editions', () => {
    const owners = new Map<string, string>();
    const wrong = new Set<string>();
    for (const feed of feeds) {
      for (const { id, url } of feed.entries) {
        expect(id).toMatch(/^tag:[^/]+,\d{4}(?:-\d\d){0,2}:/);
        const owner = owners.get(id);
        const own = url.split('#')[0]!;
        if (owner !== undefined && owner !== own) wrong.add(`${id}: ${owner} and ${own}`);
        owners.set(id, own);
      }
      const ids = feed.entries.map(({ id }) => id);
      if (new Set(ids).size !== ids.length) wrong.add(`${feed.file} has an entry twice`);
    }
    expect([...wrong]).toEqual([]);
    expect(owners.size).toBeGreaterThan(50);
  });

  it('are named by every page, in three formats', () => {
    const wrong: string[] = [];
    for (const page of pages) {
      if (page.template === null) continue;
      const types = linksOf(page, 'alternate').flatMap((link) => {
        const type = attribute(link, 'type');
        const title = attribute(link, 'title');
        if (type !== undefined && !title) wrong.push(`${page.address}: a feed without a title`);
        return type ?? [];
      });
      for (const type of ['application/rss+xml', 'application/atom+xml', 'application/feed+json']) {
        if (!types.includes(type)) wrong.push(`${page.address}: no ${type}`);
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  it('are in the directory of their edition, each of them', () => {
    const listed = new Set(
      pages
        .filter(({ template }) => template === 'feed-directory')
        .flatMap((page) => findAll(page.root, ({ tagName }) => tagName === 'a'))
        .map((link) => attribute(link, 'href')),
    );
    const wrong = feeds
      .filter(({ file }) => !/\/archive-\d+\./.test(file))
      .filter(({ file }) => !listed.has(`${base}/${encodeURI(file)}`));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('sitemaps', () => {
  it('name pages that are there, can be found and are in their own language, all of them', async () => {
    const editions = [...new Set(pages.map(({ home }) => home).filter(Boolean))];
    const wrong: string[] = [];
    for (const home of editions) {
      const file = path.join(dist, home.slice(base.length), 'sitemap.xml');
      const text = await readFile(file, 'utf8');
      const { urlset } = new XMLParser({ isArray: (name) => name === 'url' }).parse(text) as {
        urlset: { url: { loc: string }[] };
      };
      const listed = urlset.url.map(({ loc }) => loc);
      expect(new Set(listed).size).toBe(listed.length);
      const expected = pages
        .filter((page) => page.home === home && page.template !== null)
        .filter(({ template }) => template !== 'not-found')
        .filter((page) => !isFallback(page) && newestOf(page.address) === page.address)
        .map(({ address }) => origin + address);
      const missing = expected.filter((url) => !listed.includes(url));
      const strange = listed.filter((url) => !expected.includes(url));
      wrong.push(...missing.map((url) => `lacks ${url}`), ...strange.map((url) => `has ${url}`));
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

function linksOf(page: BuiltPage, rel: string): Element[] {
  return findAll(
    page.root,
    (element) => element.tagName === 'link' && attribute(element, 'rel') === rel,
  );
}
