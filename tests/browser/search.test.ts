import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { removeFolder, temporaryFolder } from '../support/portal.ts';
import { serve } from '../support/serve.ts';
import type { Served } from '../support/serve.ts';
import { sampleLanguages, sampleRecords } from '../unit/outputs/search/sample.ts';
import { violationsInBothSchemes } from './axe.ts';
import { writeAssets, writeSearchPage } from './search-page.ts';

let folder: string;
let site: Served;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  folder = await temporaryFolder('search');
  await writeAssets(folder);
  for (const lang of sampleLanguages) {
    const records = sampleRecords(lang);
    if (lang === 'en') {
      records.push({
        ...sampleRecords('en', 1)[0]!,
        url: '/en/evil/',
        title: 'Evil <b>bold</b> </script><img src=x onerror=alert(1)>',
        product: null,
        version: null,
        sections: [
          {
            id: 'evil',
            heading: '<i>Heading</i> quokka',
            text: 'quokka <img src=x onerror="document.title=1"> <mark>no mark</mark> end',
          },
        ],
      });
    }
    await writeSearchPage(folder, lang, records);
  }
  site = await serve(folder);
  browser = await launchChromium();
});

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
const input = () => dialog().locator('input[type=search]');
const status = () => dialog().locator('[role=status]');
const titles = () => dialog().locator('.search-title a');

async function open(lang: string): Promise<void> {
  await page.goto(`${site.origin}/${lang}/`);
  await page.keyboard.press('/');
  await dialog().waitFor({ state: 'visible' });
}

async function search(text: string): Promise<void> {
  const before = await status().textContent();
  await input().fill(text);
  await page.waitForFunction(
    ([old, query]) => {
      const now = document.querySelector('dialog [role=status]')?.textContent ?? '';
      return now !== old && now.includes(query ?? '');
    },
    [before, text],
  );
}

describe('finding', () => {
  it.each([
    ['en', 'pelican', ['Beam, the: other one 1.7.0']],
    ['en', '1.7.0', ['Beam, the: other one 1.7.0']],
    // Stemmed: the text has Pelikandienst, Schlüssel and Datenbanken.
    ['de', 'Pelikandienst', ['Beam, the: other one 1.7.0']],
    ['ja', '監査ログ', ['Beam, the: other one 1.7.0']],
    ['ja', '保存期間', ['Beam, the: other one 1.7.0']],
    ['ar', 'التدقيق', ['Beam, the: other one 1.7.0']],
    ['ar', 'بسجلات', ['Beam, the: other one 1.7.0']],
  ])('%s: %s', async (lang, query, expected) => {
    await open(lang);
    await search(query);
    expect(await titles().allTextContents()).toEqual(expected);
  });

  it.each([
    ['en', 'database', 60],
    ['en', 'upgrades', 60],
    ['de', 'Datenbank', 60],
    ['ja', '暗号化鍵', 60],
    ['ja', 'データベース', 60],
    ['ar', 'التشفير', 60],
    ['ar', 'مفاتيح التشفير', 60],
  ])('%s: %s is on every page, by its stem', async (lang, query, count) => {
    await open(lang);
    await search(query);
    expect(await status().textContent()).toContain(String(count));
    expect(await titles().count()).toBeGreaterThanOrEqual(4);
    await expect.poll(() => dialog().locator('mark').count()).toBeGreaterThan(0);
  });

  it('leads to the heading that matches', async () => {
    await open('en');
    await search('encryption');
    const part = dialog().locator('.search-parts a').first();
    expect(await part.getAttribute('href')).toMatch(/^\/en\/releases\/.*\/#rotate-keys$/);
    expect(await part.textContent()).toBe('Rotate your keys');
  });

  it('shows text that looks like markup as text', async () => {
    await open('en');
    await search('quokka');
    expect(await titles().first().textContent()).toBe(
      'Evil <b>bold</b> </script><img src=x onerror=alert(1)>',
    );
    expect(await dialog().locator('.search-results :is(img, b, i, script)').count()).toBe(0);
    expect(await dialog().locator('.search-excerpt').first().textContent()).toContain('<img src=x');
    expect(await page.title()).toBe('Search');
  });
});

describe('facets', () => {
  it('count what each value would leave, and narrow the results', async () => {
    await open('en');
    await search('database');
    const type = dialog().locator('[data-facet=type]');
    expect(await type.locator('label').allTextContents()).toEqual(['Fixed60', 'Security20']);
    await type.getByLabel('Security').check();
    await expect.poll(() => status().textContent()).toBe('20 results for “database”');
    // The other values of the same facet still say what they would add.
    expect(await type.locator('label').allTextContents()).toEqual(['Fixed60', 'Security20']);
    await dialog().getByLabel('Beam, the: other one').check();
    await expect.poll(() => status().textContent()).toBe('10 results for “database”');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe(
      'Beam, the: other one',
    );
  });

  it('bound the versions, newest first', async () => {
    await open('en');
    await search('database');
    const version = dialog().locator('[data-facet=version]');
    expect(await version.locator('label').count()).toBe(6);
    expect(await version.locator('label').first().textContent()).toBe('6.9.01');
    await version.locator('button').click();
    await expect.poll(() => version.locator('label').count()).toBe(60);
  });

  it('work without words, newest page first', async () => {
    await open('en');
    await search('database');
    await dialog().locator('[data-facet=type]').getByLabel('Security').check();
    await expect.poll(() => status().textContent()).toBe('20 results for “database”');
    await input().fill('');
    await expect.poll(() => status().textContent()).toBe('21 pages with these filters');
    const days = await dialog()
      .locator('time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')));
    expect(days).toEqual([...days].sort((a, b) => ((a ?? '') < (b ?? '') ? 1 : -1)));
  });

  it('keep pages without a day when sorted by date', async () => {
    await open('en');
    await search('database');
    await dialog().locator('select').selectOption('date');
    await expect
      .poll(() => dialog().locator('time').first().getAttribute('datetime'))
      .toMatch(/-12-/);
    expect(await status().textContent()).toBe('60 results for “database”');
  });
});

describe('the dialog', () => {
  it('loads nothing of the search before it is opened', async () => {
    site.forget();
    await page.goto(`${site.origin}/en/`);
    await page.waitForLoadState('networkidle');
    // Stylesheet and script are asked for side by side.
    expect(site.requests.map((request) => request.url).sort()).toEqual([
      '/assets/open.js',
      '/assets/search.css',
      '/en/',
    ]);
  });

  it('is opened by a script of at most 1.5 KB', async () => {
    const file = path.join(folder, 'assets/open.js');
    expect((await stat(file)).size).toBeGreaterThan(200);
    expect(gzipSync(await readFile(file)).byteLength).toBeLessThanOrEqual(1536);
  });

  it('opens by button, by / outside of fields, by Ctrl+K, and by an event with a query', async () => {
    await page.goto(`${site.origin}/en/`);
    await page.getByRole('button', { name: 'Search' }).click();
    await dialog().waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(
      await page.evaluate(() => document.activeElement?.hasAttribute('data-search-open')),
    ).toBe(true);

    await page.locator('#name').focus();
    await page.keyboard.press('/');
    expect(await page.locator('#name').inputValue()).toBe('/');
    expect(await dialog().isVisible()).toBe(false);
    await page.keyboard.press('Control+k');
    await dialog().waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');

    await page.evaluate(() =>
      document.dispatchEvent(new CustomEvent('gazette:search', { detail: { query: 'pelican' } })),
    );
    await expect.poll(() => status().textContent()).toBe('1 result for “pelican”');
  });

  it('is worked with the keyboard alone', async () => {
    await open('en');
    await search('database');
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toBe(await titles().first().textContent());
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('x');
    expect(await input().inputValue()).toBe('databasex');
    await page.keyboard.press('Backspace');
    await search('pelican');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/releases/beam/1.7.0/');
  });

  it('loads results as they come into sight, by keyboard too, and no more than eight before it is asked', async () => {
    await page.setViewportSize({ width: 360, height: 500 });
    await open('en');
    await search('database');
    const more = dialog().locator('.search-more');
    expect(await titles().count()).toBe(4);
    expect(await more.isVisible()).toBe(false);
    await page.waitForLoadState('networkidle');
    expect(await titles().count()).toBe(4);
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('ArrowDown');
      await page.waitForTimeout(30);
    }
    await expect.poll(() => titles().count()).toBe(8);
    await titles().last().scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    expect(await titles().count()).toBe(8);
    expect(await more.isVisible()).toBe(true);
  });

  it('shows more, and puts the reader on the first new one', async () => {
    await open('en');
    await search('database');
    const more = dialog().locator('.search-more');
    expect(await more.textContent()).toBe('Show 8 more');
    await more.click();
    await expect.poll(() => titles().count()).toBe(16);
    expect(
      await page.evaluate(
        () => document.activeElement?.closest('li')?.previousElementSibling !== null,
      ),
    ).toBe(true);
  });

  it('says what to try when nothing is found, and what filters hide', async () => {
    await open('en');
    await search('zzzzqq');
    expect(await status().textContent()).toBe('Nothing found for “zzzzqq”');
    expect(await dialog().locator('.search-none li').count()).toBe(3);

    await search('database');
    await dialog().locator('[data-facet=version]').getByLabel('6.9.0').check();
    await expect.poll(() => status().textContent()).toBe('1 result for “database”');
    await search('pelican');
    await dialog()
      .getByRole('button', { name: 'Remove the filters: 1 result without them' })
      .click();
    await expect.poll(() => status().textContent()).toBe('1 result for “pelican”');
  });

  it('keeps recent searches in the browser until they are cleared', async () => {
    await open('en');
    await search('pelican');
    await titles().first().click();
    await page.waitForURL('**/1.7.0/');
    await open('en');
    const recent = dialog().locator('[data-recent]');
    await recent.waitFor();
    expect(await recent.allTextContents()).toEqual(['pelican']);
    await recent.click();
    await expect.poll(() => status().textContent()).toBe('1 result for “pelican”');
    await input().fill('');
    await dialog().getByRole('button', { name: 'Clear recent searches' }).click();
    expect(await recent.count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  it('says so when there is no index', async () => {
    const empty = await temporaryFolder('search-empty');
    await writeAssets(empty);
    await writeSearchPage(empty, 'en', []);
    const bare = await serve(empty);
    try {
      await page.goto(`${bare.origin}/en/`);
      await page.keyboard.press('/');
      await expect.poll(() => status().textContent()).toMatch(/^There is no search here/);
    } finally {
      await bare.close();
      await removeFolder(empty);
    }
  });
});

describe('everybody', () => {
  const found: Readonly<Record<string, string>> = {
    en: 'database',
    de: 'Datenbank',
    ja: 'データベース',
    ar: 'التشفير',
  };

  it.each(
    sampleLanguages.flatMap((lang) => [360, 1200].map((width): [string, number] => [lang, width])),
  )('axe finds nothing in light and dark: %s, %i px', async (lang, width) => {
    await page.setViewportSize({ width, height: 740 });
    await open(lang);
    await search(found[lang] ?? '');
    expect(await violationsInBothSchemes(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    const shots = process.env['GAZETTE_SHOTS'];
    if (shots) await page.screenshot({ path: path.join(shots, `search-${lang}-${width}.png`) });
  });
});
