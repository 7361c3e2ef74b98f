/** The check list of a migration guide: what is done is kept here, and goes along on paper and as Markdown. */
import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violationsInBothSchemes } from './axe.ts';
import { useSite, phone } from './site.ts';

const guide = '/admin/migrations/atlas-3-to-4/';
const site = useSite();
let page: Page;

beforeEach(async () => {
  page = await site.open(guide);
  await counted();
});
afterEach(() => page.context().close());

const boxes = () => page.locator('main input[type=checkbox]');
const status = async (of = page): Promise<string> =>
  (await of.locator('[data-check-list] [role=status]').innerText()).trim();
/** The script of the list is there: it says how many are done. */
const counted = (of = page) => expect.poll(() => status(of)).not.toBe('');
const ticked = (): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('main input:checked')].map(({ id }) => id),
  );
const kept = (): Promise<string[]> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith('upgrade:'))
      .sort(),
  );
const button = (name: string) => page.locator(`[data-check-list] [data-${name}]`);

async function another(address: string, options?: BrowserContextOptions): Promise<void> {
  await page.context().close();
  page = await site.open(address, options);
  if (options?.javaScriptEnabled !== false) await counted();
}

describe('ticks', () => {
  it('are made by keyboard, counted aloud, and kept over a reload', async () => {
    expect(await boxes().count()).toBe(7);
    expect(await status()).toBe('0 of 7 done');
    await boxes().first().focus();
    await page.keyboard.press('Space');
    expect(await status()).toBe('1 of 7 done');
    // Between two boxes are only the links of steps to themselves, and what is in their texts.
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => document.activeElement?.id);
      if (at === '_do-backup') break;
    }
    await page.keyboard.press('Space');
    expect(await kept()).toEqual([
      'upgrade:admin:atlas:atlas-3-to-4/backup',
      'upgrade:admin:atlas:atlas-3-to-4/read',
    ]);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('main input:checked').length === 2);
    expect(await status()).toBe('2 of 7 done');
    expect(await ticked()).toEqual(['_do-read', '_do-backup']);
  });

  it('are made on the words of a step as well, and hold in every language of the edition', async () => {
    await page.locator('label', { hasText: 'Back up the database' }).click();
    expect(await ticked()).toEqual(['_do-backup']);
    await page.goto(`${site.served.origin}/de${guide}`);
    await page.waitForFunction(() => document.querySelector('main input:checked'));
    expect(await status()).toBe('1 von 7 erledigt');
    await page.goto(site.served.origin + guide.replace('/admin', ''));
    await counted();
    expect(await ticked()).toEqual([]);
  });

  it('come and go with those of another window', async () => {
    const other = await page.context().newPage();
    await other.goto(site.served.origin + guide);
    await counted(other);
    await other.locator('#_do-upgrade').check();
    await expect.poll(ticked).toEqual(['_do-upgrade']);
    await other.locator('#_do-upgrade').uncheck();
    await expect.poll(ticked).toEqual([]);
    expect(await status()).toBe('0 of 7 done');
  });

  it('are cleared with a way back', async () => {
    expect(await button('reset').isVisible()).toBe(false);
    expect(await button('undo').isVisible()).toBe(false);
    for (const id of ['read', 'roles']) await page.locator(`#_do-${id}`).check();
    await button('reset').focus();
    await page.keyboard.press('Enter');
    expect([await ticked(), await kept(), await status()]).toEqual([[], [], '0 of 7 done']);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(
      'Bring the ticks back',
    );
    await page.keyboard.press('Enter');
    expect(await ticked()).toEqual(['_do-read', '_do-roles']);
    expect((await kept()).length).toBe(2);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(
      'Start over',
    );
    // Whoever ticks anew after starting over does not want the old ticks.
    await button('reset').click();
    await page.locator('#_do-backup').check();
    expect(await button('undo').isVisible()).toBe(false);
  });

  it('say when all is done', async () => {
    for (const box of await boxes().all()) await box.check();
    expect(await status()).toBe('All 7 done');
  });

  it('work where a browser keeps nothing, and say so', async () => {
    await page.context().addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new Error('denied');
        },
      });
    });
    await page.reload();
    await page.locator('#_do-read').check();
    await expect.poll(() => status()).toBe('1 of 7 done');
    expect(await page.locator('[data-kept]').innerText()).toContain('keeps nothing');
  });

  it('move nothing', async () => {
    await page.locator('#_do-read').check();
    await page.reload();
    await expect.poll(() => status()).toBe('1 of 7 done');
    const shift = await page.evaluate(async () => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
      const top = (): number => document.querySelector('#backup')!.getBoundingClientRect().top;
      const before = top();
      document.querySelector<HTMLInputElement>('#_do-roles')!.click();
      document.querySelector<HTMLElement>('[data-reset]')!.click();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [sum, top() - before];
    });
    expect(shift).toEqual([0, 0]);
  });
});

describe('the list elsewhere', () => {
  it('is copied as Markdown with what is done', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('#_do-backup').check();
    await button('copy-markdown').click();
    await expect.poll(() => button('copy-markdown').innerText()).toBe('Copied');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^# From Atlas 3\.7 to 4\n/);
    expect(text).toContain(`<${site.served.origin}${guide}>`);
    expect(text).toContain('There is no way back without a backup');
    expect(text.match(/^- \[ \] /gm)?.length).toBe(6);
    expect(text).toContain(
      '- [x] Back up the database: Required · Administrators\n\n  ```\n  atlasctl backup create --full\n  ```\n',
    );
    expect(text).toContain(`[4.0.0](${site.served.origin}/admin/releases/atlas/4.0.0/)`);
  });

  it('is downloaded under the name of the guide', async () => {
    await page.locator('#_do-read').check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('download-markdown').click(),
    ]);
    expect(download.suggestedFilename()).toBe('atlas-3-to-4.md');
    expect(await readFile(await download.path(), 'utf8')).toContain('- [x] Read what has changed');
  });

  it('is printed with its boxes, whole commands, address and day', async () => {
    await page.locator('#_do-read').check();
    await page.setViewportSize({ width: 640, height: 900 });
    await page.evaluate(() => {
      document.querySelector('main pre code')!.textContent = `atlasctl ${'x'.repeat(400)}`;
    });
    await page.emulateMedia({ media: 'print' });
    expect(await boxes().first().isVisible()).toBe(true);
    expect(await button('copy-markdown').isVisible()).toBe(false);
    const clipped = await page.evaluate(() =>
      [...document.querySelectorAll('main pre')].filter((pre) => pre.scrollWidth > pre.clientWidth),
    );
    expect(clipped).toEqual([]);
    const colophon = await page.locator('.colophon').innerText();
    expect(colophon).toContain(guide);
    expect(colophon).toContain('2026');
  });

  it('reads without script: numbers, no boxes, no buttons; boxes on paper', async () => {
    await another(guide, { javaScriptEnabled: false });
    for (const selector of ['main input', 'main button', '[data-check-list]']) {
      for (const element of await page.locator(selector).all()) {
        expect(await element.isVisible(), selector).toBe(false);
      }
    }
    const numbers = await page.locator('.step-mark .num').allInnerTexts();
    expect(numbers.map((text) => text.trim())).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(await page.locator('main').innerText()).toContain('atlasctl upgrade 4.0.0');
    await page.emulateMedia({ media: 'print' });
    const edges = await page.evaluate(() =>
      [...document.querySelectorAll('.step-mark')].map(
        (mark) => getComputedStyle(mark, '::before').borderTopStyle === 'solid',
      ),
    );
    expect(edges).toEqual([true, true, true, true, true, false, true, true]);
  });
});

describe('the page', () => {
  it.each(['', '/ar', '/ja'])(
    'passes axe in light and dark with something done: %s',
    async (lang) => {
      await another(`${lang}${guide}`, { reducedMotion: 'reduce' });
      await page.locator('#_do-read').check();
      expect(await violationsInBothSchemes(page)).toEqual([]);
    },
  );

  it.each(['', '/ar', '/de'])(
    'fits a phone, with boxes large enough for a thumb: %s',
    async (lang) => {
      await another(`${lang}${guide}`, { viewport: phone });
      const { over, size } = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        size: document.querySelector('main input')!.getBoundingClientRect().width,
      }));
      expect(over).toBeLessThanOrEqual(0);
      expect(size).toBeGreaterThanOrEqual(24);
    },
  );

  it('marks the language of a guide that is not translated, and of nothing else', async () => {
    await another('/ja/migrations/atlas-3-to-4/');
    expect(await page.locator('.toc a[href="#read"] span').getAttribute('lang')).toBe('en');
    expect(await page.locator('.toc a[href="#_before"] span').getAttribute('lang')).toBe(null);
    expect(await page.locator('#read').getAttribute('lang')).toBe('en');
    expect(await page.locator('#_before').getAttribute('lang')).toBe(null);
  });
});
