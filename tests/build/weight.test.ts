/** What a reader has to load, and what is left when no script runs. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { attribute, basePath, findAll, listPages, readPages } from '../support/pages.ts';
import type { PageFacts } from '../support/pages.ts';
import { serve } from '../support/serve.ts';
import type { Served } from '../support/serve.ts';

const KB = 1024;
const dist = inject('referenceDist');
let pages: PageFacts[];
let site: Served;
let browser: Browser;

beforeAll(async () => {
  pages = await listPages(dist);
  site = await serve(dist, { gzip: true, base: await basePath(dist) });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The page of each template that has the most in it; of releases, in each edition. */
function largest(): PageFacts[] {
  const most = new Map<string, PageFacts>();
  const [front] = pages.filter(({ file }) => file === 'index.html');
  for (const page of pages) {
    if (page.template !== 'release' && page.home !== front?.home) continue;
    const key = `${page.template} ${page.home}`;
    if (page.bytes > (most.get(key)?.bytes ?? 0)) most.set(key, page);
  }
  return [...most.values()];
}

describe('weight', () => {
  it('is at most 12 KB of HTML for each release, gzipped', async () => {
    const heavy: string[] = [];
    const releases = pages.filter(({ template }) => template === 'release');
    expect(releases.length).toBeGreaterThan(100);
    for (const { file } of releases) {
      const bytes = gzipSync(await readFile(path.join(dist, file))).length;
      if (bytes > 12 * KB) heavy.push(`${file}: ${(bytes / KB).toFixed(1)} KB`);
    }
    expect(heavy).toEqual([]);
  });

  it('is at most 45 KB in all and 15 KB of scripts when a release is the first page, and all from this host', async () => {
    const found: string[] = [];
    for (const { address, template } of largest()) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const requests: Request[] = [];
      page.on('request', (request) => requests.push(request));
      await page.goto(site.origin + address, { waitUntil: 'load' });
      // What scripts fetch once they run.
      await page.waitForTimeout(200);
      let bytes = 0;
      let scripts = 0;
      for (const request of requests) {
        const url = request.url();
        if (url.startsWith('data:')) continue;
        if (!url.startsWith(`${site.origin}/`)) found.push(`${address} asks for ${url}`);
        const { responseBodySize, responseHeadersSize } = await request.sizes();
        bytes += responseBodySize + responseHeadersSize;
        if (request.resourceType() === 'script') scripts += responseBodySize;
      }
      expect(requests.length).toBeGreaterThan(2);
      if (template === 'release' && (bytes > 45 * KB || scripts > 15 * KB)) {
        const [all, own] = [bytes, scripts].map((size) => (size / KB).toFixed(1));
        found.push(`${address} takes ${all} KB, ${own} KB of them scripts`);
      }
      await context.close();
    }
    expect(found).toEqual([]);
  });

  it('asks nobody else when somebody searches', async () => {
    const page = await browser.newPage();
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(site.origin + pages.find(({ template }) => template === 'release')!.address);
    await page.keyboard.press('/');
    await page.locator('dialog[data-search] input[type=search]').fill('Atlas');
    await page.locator('dialog[data-search] .search-title').first().waitFor();
    expect(urls.some((url) => url.includes('/pagefind/'))).toBe(true);
    expect(
      urls.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(site.origin)),
    ).toEqual([]);
    await page.close();
  });
});

describe('without JavaScript', () => {
  it('each template reads: its heading, its text, its lists, and nothing that needs a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const wrong: string[] = [];
    for (const { address, home } of largest()) {
      if (/\/admin\//.test(home)) continue;
      await page.goto(site.origin + address);
      if (((await page.locator('h1').textContent()) ?? '').trim() === '')
        wrong.push(`${address}: h1`);
      // Words that have no size can't be read; folded ones can be unfolded.
      const unread = await page
        .locator('main :is(.prose, .lead, .rows, .links, .definitions, .feed-list)')
        .evaluateAll((elements) =>
          elements
            .filter((element) => element.closest('details:not([open])') === null)
            .filter((element) => element.textContent.trim() !== '' && !element.checkVisibility())
            .map((element) => element.textContent.trim().slice(0, 60)),
        );
      wrong.push(...unread.map((text) => `${address}: ${text}`));
      const idle = await page
        .locator('[data-search-open], [data-scheme-switch], [data-filters], [data-copy]')
        .evaluateAll((elements) => elements.filter((element) => element.checkVisibility()).length);
      if (idle > 0) wrong.push(`${address}: ${idle} things that do nothing`);
    }
    expect(wrong).toEqual([]);
    await context.close();
  });

  it('every page is reached from the front page of its edition by links', async () => {
    const parsed = await readPages(dist);
    const wrong: string[] = [];
    for (const home of new Set(parsed.map((page) => page.home).filter(Boolean))) {
      const own = new Map(
        parsed.filter((page) => page.home === home).map((page) => [page.address, page]),
      );
      const reached = new Set([home]);
      for (const address of reached) {
        const page = own.get(address);
        if (!page) continue;
        // Links of the script's own row are no links yet.
        for (const link of findAll(page.root, ({ tagName }) => tagName === 'a')) {
          const href = attribute(link, 'href') ?? '';
          const { pathname } = new URL(href, `http://x${address}`);
          if (own.has(pathname)) reached.add(pathname);
        }
      }
      for (const [address, { template }] of own) {
        if (template !== 'not-found' && !reached.has(address)) wrong.push(address);
      }
    }
    expect(wrong).toEqual([]);
  });
});
