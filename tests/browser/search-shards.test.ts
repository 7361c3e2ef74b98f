/** The search of a portal so large that an edition has several shards, and what a first result costs a reader. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createRandom } from '../../scripts/bench/random.ts';
import { phrase, sentences } from '../../scripts/bench/words.ts';
import type { IndexResult } from '../../src/outputs/search/index-locale.ts';
import type { SearchRecord } from '../../src/outputs/search/record.ts';
import { launchChromium } from '../support/chromium.ts';
import { basePath } from '../support/pages.ts';
import { removeFolder, temporaryFolder } from '../support/portal.ts';
import { serve } from '../support/serve.ts';
import type { Served } from '../support/serve.ts';
import { writeAssets, writeSearchPages } from './search-page.ts';

const KB = 1024;
const PAGES = 1000;

/** Of one length: a word is found by its beginning, too. */
const digits = (at: number): string => String(at).padStart(3, '0');

/** Notes of a release as the bench has them, newest last; every tenth has more for admins. */
function releases(lang: string, home: string, isAdmin: boolean): SearchRecord[] {
  return Array.from({ length: PAGES }, (_, at): SearchRecord => {
    const random = createRandom(`${lang} ${at}`);
    const version = `${1 + Math.floor(at / 50)}.${at % 50}.0`;
    const sections = Array.from({ length: 8 }, (_unused, part) => ({
      id: `part-${part}`,
      heading: phrase(random, lang, 4),
      text: sentences(random, lang, 5),
    }));
    if (at % 10 === 3) {
      const text = isAdmin ? `Only wombats: wombat${digits(at)} rotates.` : '';
      if (isAdmin) sections.push({ id: 'told', heading: 'For admins', text });
    }
    sections.push({
      id: 'last',
      heading: 'The last',
      text: `numbat${digits(at % 100)}, the and echidna${digits(at)}.`,
    });
    if (at === 200) sections.push({ id: 'odd', heading: 'Odd', text: 'A theodolite, numbat050.' });
    const type = at % 4 === 0 ? { id: 'fix', title: 'Fixed' } : { id: 'new', title: 'New' };
    return {
      url: `${home}releases/atlas/${version}/`,
      title: `Atlas ${version}`,
      lang,
      kind: 'release',
      kindLabel: 'Release',
      product: at % 2 === 0 ? { id: 'atlas', title: 'Atlas' } : { id: 'beam', title: 'Beam' },
      version,
      types: [type],
      modules: [],
      date: `20${String(10 + Math.floor(at / 50)).padStart(2, '0')}-01-${String(1 + (at % 28)).padStart(2, '0')}`,
      state: 'Released',
      summary: sentences(random, lang, 1),
      sections,
    };
  });
}

let folder: string;
let site: Served;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let results: IndexResult[];

beforeAll(async () => {
  folder = await temporaryFolder('search-shards');
  await writeAssets(folder);
  results = await writeSearchPages(folder, 'en', [
    { audience: 'user', home: '/en/', records: releases('en', '/en/', false) },
    { audience: 'admin', home: '/en/admin/', records: releases('en', '/en/admin/', true) },
  ]);
  site = await serve(folder, { gzip: true });
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  if (folder) await removeFolder(folder);
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  page = await context.newPage();
});
afterEach(() => context.close());

const dialog = () => page.locator('dialog[data-search]');
const status = () => dialog().locator('[role=status]');
const titles = () => dialog().locator('.search-title a');

async function search(home: string, text: string): Promise<void> {
  await page.goto(`${site.origin}${home}`);
  await page.keyboard.press('/');
  await dialog().locator('input').fill(text);
  await expect.poll(() => status().textContent()).toContain(`“${text}”`);
}

/** What a reader loads from the press of `/` to the first result. How long that takes is what the bench tells. */
async function firstResult(address: string, text: string) {
  await page.goto(address, { waitUntil: 'networkidle' });
  const loaded: Promise<{ url: string; bytes: number }>[] = [];
  page.on('requestfinished', (request) => {
    loaded.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => ({
        url: request.url(),
        bytes: responseBodySize + responseHeadersSize,
      })),
    );
  });
  await page.keyboard.press('/');
  await dialog().waitFor({ state: 'visible' });
  await page.waitForLoadState('networkidle');
  await page.keyboard.insertText(text);
  await titles().first().waitFor();
  await page.waitForLoadState('networkidle');
  const requests = await Promise.all(loaded);
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  return { bytes, requests: requests.length };
}

describe('an edition of several shards', () => {
  it('shares most of them with another audience', () => {
    const [user, admin] = results;
    const [own = [], theirs = []] = results.map(({ indexes }) =>
      indexes.flatMap(({ shards }) => shards),
    );
    expect(own.length).toBeGreaterThan(3);
    expect(own.every((shard) => theirs.includes(shard))).toBe(true);
    // What admins alone have.
    expect(theirs.length).toBe(own.length + 1);
    expect(admin?.files).toBeLessThan((user?.files ?? 0) * 1.2);
  });

  it('finds in all of them, with addresses of the reader’s own edition', async () => {
    await search('/en/admin/', 'numbat007');
    expect(await status().textContent()).toBe('10 results for “numbat007”');
    await titles().last().scrollIntoViewIfNeeded();
    await expect.poll(() => titles().count()).toBe(8);
    const hrefs = await titles().evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    const all = Array.from({ length: 10 }, (_, hundred) => hundred * 100 + 7).map(
      (at) => `/en/admin/releases/atlas/${1 + Math.floor(at / 50)}.${at % 50}.0/`,
    );
    expect(all).toEqual(expect.arrayContaining(hrefs));
    const part = dialog().locator('.search-parts a').first();
    expect(await part.getAttribute('href')).toMatch(/^\/en\/admin\/releases\/.*\/#last$/);
  });

  it('counts and narrows over all of them', async () => {
    await search('/en/', 'numbat008');
    expect(await status().textContent()).toBe('10 results for “numbat008”');
    await search('/en/', 'Atlas');
    expect(await status().textContent()).toBe(`1,000 results for “Atlas”`);
    const type = dialog().locator('[data-facet=type]');
    expect(await type.locator('label').allTextContents()).toEqual(['New750', 'Fixed250']);
    await type.getByLabel('Fixed').check();
    await expect.poll(() => status().textContent()).toBe('250 results for “Atlas”');
    const product = dialog().locator('[data-facet=product]');
    await type.getByLabel('New').check();
    await expect
      .poll(() => product.locator('label').allTextContents())
      .toEqual(['Atlas500', 'Beam500']);
    await product.getByLabel('Beam').check();
    await expect.poll(() => status().textContent()).toBe('500 results for “Atlas”');
    expect(await type.locator('label').allTextContents()).toEqual(['New500']);
    await dialog().locator('select').selectOption('date');
    await expect.poll(() => titles().first().textContent()).toBe('Atlas 20.1.0');
  });

  it('takes no other word where a shard lacks the one that was asked for', async () => {
    // A word of one page, which begins like a word of every shard.
    await search('/en/admin/', 'theodolite');
    expect(await titles().allTextContents()).toEqual(['Atlas 5.0.0']);
    await search('/en/admin/', 'theodolite numbat050');
    expect(await titles().allTextContents()).toEqual(['Atlas 5.0.0']);
    await search('/en/admin/', 'theodolite numbat051');
    expect(await titles().count()).toBe(0);
    // Words that begin with it are found in every shard.
    await search('/en/admin/', 'numbat');
    expect(await status().textContent()).toBe(`1,000 results for “numbat”`);
    await search('/en/admin/', 'numbat01');
    expect(await status().textContent()).toBe('100 results for “numbat01”');
  });

  it('puts the page first whose title is what was asked for', async () => {
    for (const version of ['9.17.0', '3.40.0']) {
      await search('/en/admin/', `Atlas ${version}`);
      expect(await titles().first().textContent()).toBe(`Atlas ${version}`);
    }
  });

  it('shows a page once of which two shards have a part, and finds words that are in both', async () => {
    await search('/en/admin/', 'wombat013');
    expect(await titles().allTextContents()).toEqual(['Atlas 1.13.0']);
    expect(await dialog().locator('time').getAttribute('datetime')).toBe('2010-01-14');
    await search('/en/admin/', 'Atlas 1.13.0');
    expect(
      (await titles().allTextContents()).filter((title) => title === 'Atlas 1.13.0').length,
    ).toBe(1);
    // One word stands in what all have, the other in what admins have.
    await search('/en/admin/', 'echidna013 wombat013');
    expect(await titles().allTextContents()).toEqual(['Atlas 1.13.0']);
    expect(await dialog().locator('.search-parts a').allTextContents()).toEqual([
      'The last',
      'For admins',
    ]);
    await search('/en/admin/', 'echidna014 wombat013');
    expect(await titles().count()).toBe(0);
    await search('/en/', 'wombat013');
    expect(await titles().count()).toBe(0);
  });

  it('costs a reader at most 150 KB until the first result', async () => {
    const cost = await firstResult(`${site.origin}/en/admin/`, 'gateway');
    expect(cost.bytes).toBeLessThanOrEqual(150 * KB);
    // Three to begin with, one for the word from what all have and from what admins have, and the pages in sight.
    expect(cost.requests).toBeLessThanOrEqual(3 + 2 + 8);
  }, 60_000);
});

describe('the reference portal', () => {
  it('costs a reader no more than a plain Pagefind index would', async () => {
    const dist = inject('referenceDist');
    const base = await basePath(dist);
    const reference = await serve(dist, { gzip: true, base });
    try {
      const cost = await firstResult(`${reference.origin}${base}/`, 'rollback');
      expect(cost.bytes).toBeLessThanOrEqual(150 * KB);
      // As many as stock Starlight makes, which shows five pages.
      expect(cost.requests).toBeLessThanOrEqual(11);
    } finally {
      await reference.close();
    }
  }, 60_000);
});
