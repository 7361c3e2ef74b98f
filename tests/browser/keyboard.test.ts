/** What a reader does without a mouse: skip link, keys, dialogs, focus, switches. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readPage, findAll, attribute } from '../support/pages.ts';
import type { PageFacts } from '../support/pages.ts';
import { locales, useSite, phone } from './site.ts';

const site = useSite();
let page: Page;
/** A release between two others. */
let release: PageFacts;

beforeAll(async () => {
  for (const candidate of site.pages.filter(
    ({ template, home }) => template === 'release' && home === site.sample('home', 'en')!.address,
  )) {
    const { root } = await readPage(inject('referenceDist'), candidate.file);
    const has = (name: string): boolean =>
      findAll(root, (element) => attribute(element, name) !== undefined).length > 0;
    if (has('data-older') && has('data-newer')) release = candidate;
  }
});
beforeEach(async () => {
  page = await site.open(release.address);
});
afterEach(() => page.context().close());

const hasFocus = (at: Locator) => at.evaluate((each) => each === document.activeElement);
const focused = () => page.locator(':focus');
const pathname = () => new URL(page.url()).pathname;

describe('skip link', () => {
  it.each(locales)('%s: is the first stop, shows itself and leads to the heading', async (lang) => {
    await page.goto(site.served.origin + site.sample('release', lang)!.address);
    const skip = page.locator('a.skip');
    await page.keyboard.press('Tab');
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    const box = (await skip.boundingBox())!;
    expect(box.width * box.height).toBeGreaterThan(100);
    expect(box.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('_top');
  });
});

describe('keys', () => {
  it('/ opens the search, which gives the focus back', async () => {
    const link = page.locator('main a').first();
    await link.focus();
    await page.keyboard.press('/');
    const input = page.locator('dialog[data-search] input[type=search]');
    await input.waitFor({ state: 'visible' });
    await expect.poll(() => hasFocus(input)).toBe(true);
    expect(await input.inputValue()).toBe('');
    await stayInside('dialog[data-search]');
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(link)).toBe(true);
  });

  it('? lists the keys, in a dialog that keeps the focus and gives it back', async () => {
    const link = page.locator('main a').first();
    await link.focus();
    await page.keyboard.press('?');
    const dialog = page.locator('dialog[data-keys]');
    await dialog.waitFor({ state: 'visible' });
    expect(await dialog.locator('kbd').allTextContents()).toEqual(
      expect.arrayContaining(['/', 'g', 'r', '[', ']', '?']),
    );
    await stayInside('dialog[data-keys]');
    // The keys of the page rest meanwhile.
    await page.keyboard.press(']');
    await page.keyboard.press('/');
    expect(pathname()).toBe(release.address);
    expect(await page.locator('dialog[data-search]').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(link)).toBe(true);
  });

  it.each([
    ['g r', 'release-list'],
    ['g d', 'timeline'],
    ['g h', 'home'],
  ])('%s goes to its list', async (keys, template) => {
    for (const key of keys.split(' ')) await page.keyboard.press(key);
    await page.locator(`[data-template="${template}"]`).waitFor();
    if (keys === 'g r') expect(pathname()).toMatch(/\/releases\/$/);
    if (keys === 'g d') expect(pathname()).toMatch(/\/deprecations\/$/);
  });

  it('[ and ] go to older and newer versions', async () => {
    const to = async (name: string) =>
      (await page.locator(`[${name}]`).first().getAttribute('href')) ?? '';
    const older = await to('data-older');
    await Promise.all([page.waitForURL(`**${older}`), page.keyboard.press('[')]);
    expect(await to('data-newer')).toBe(release.address);
    await Promise.all([page.waitForURL(`**${release.address}`), page.keyboard.press(']')]);
  });

  it('are letters in a field', async () => {
    await page.keyboard.press('/');
    const input = page.locator('dialog[data-search] input[type=search]');
    await expect.poll(() => hasFocus(input)).toBe(true);
    await page.keyboard.type('gr[]?/');
    expect(await input.inputValue()).toBe('gr[]?/');
    expect(pathname()).toBe(release.address);
  });

  it('are left alone with Ctrl, Alt and Meta', async () => {
    for (const key of ['Control+[', 'Alt+]', 'Meta+?']) await page.keyboard.press(key);
    expect(pathname()).toBe(release.address);
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });
});

/** Tab goes round within a dialog: neither the page behind nor nothing gets the focus. */
async function stayInside(selector: string): Promise<void> {
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate((dialog) => {
      const { activeElement, body } = document;
      // Chromium goes by its own interface between the last stop and the first.
      return activeElement === body || activeElement?.closest(dialog)
        ? ''
        : activeElement?.outerHTML;
    }, selector);
    expect(where).toBe('');
  }
}

describe('focus', () => {
  const plan = '?product=atlas&from=3.6.0&to=4.2.0';
  it.each([
    ...['home', 'release-list', 'product', 'release', 'guide', 'timeline', 'migration'],
    ...['calendar', 'upgrade'],
  ])('is seen at each stop of %s', async (template) => {
    const search = template === 'upgrade' ? plan : '';
    // What scrolls smoothly is on its way when it is looked at.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(site.served.origin + site.sample(template, 'en')!.address + search);
    if (search !== '') await page.locator('#_plan').waitFor();
    const unseen: string[] = [];
    let stops = 0;
    // The frame alone takes some twenty, and a plan begins behind its form.
    for (; stops < 110; stops += 1) {
      await page.keyboard.press('Tab');
      const state = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const box = element.getBoundingClientRect();
        // A whole row is the target of its link, and shows the focus.
        const rows = [element.closest('.row'), element.closest('.tl-row')];
        const outlined = [element, ...rows].some((each) => {
          if (!each) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(each);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
        });
        const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
        return { ok: outlined && inside, html: element.outerHTML.slice(0, 120) };
      });
      if (state === null) break;
      if (!state.ok) unseen.push(state.html);
    }
    expect(stops).toBeGreaterThan(10);
    expect(unseen).toEqual([]);
  });

  it('goes into the menu of a phone and back', async () => {
    await page.setViewportSize(phone);
    const button = page.locator('.menu-open');
    await button.focus();
    await page.keyboard.press('Enter');
    const menu = page.locator('nav.side');
    await menu.waitFor({ state: 'visible' });
    await page.keyboard.press('Tab');
    expect(await focused().evaluate((element) => element.closest('nav.side') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(button)).toBe(true);
  });
});

describe('switches', () => {
  const choose = async (label: RegExp, choice: string): Promise<void> => {
    await page.locator('details.switch summary').filter({ hasText: label }).press('Enter');
    const link = page.locator(`details.switch[open] a${choice}`);
    await Promise.all([
      page.waitForURL((url) => url.pathname !== release.address),
      link.press('Enter'),
    ]);
  };

  it.each(['de', 'ja', 'ar'])('the one of languages stays on the entry in %s', async (lang) => {
    await choose(/language/i, `[hreflang="${lang}"]`);
    expect(pathname()).toBe(`/${lang}${release.address}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect((await page.locator('h1 .version').textContent())?.trim()).toBe(
      release.address.split('/').at(-2),
    );
  });

  it('the one of audiences stays on the entry, and comes back', async () => {
    const from = release.address;
    await choose(/edition/i, ':not([aria-current])');
    expect(pathname()).toBe(`/admin${from}`);
    await page.goto(`${site.served.origin}/de/admin${from}`);
    await page.locator('details.switch summary').first().press('Enter');
    const back = page.locator('details.switch[open] a:not([aria-current])').first();
    expect(await back.getAttribute('href')).toBe(`/de${from}`);
  });

  it('close by Escape and by a click elsewhere, and open one at a time', async () => {
    const summaries = page.locator('details.switch summary');
    const open = page.locator('details.switch[open]');
    await summaries.first().press('Enter');
    await summaries.last().press('Enter');
    await expect.poll(() => open.count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => open.count()).toBe(0);
    await expect.poll(() => hasFocus(summaries.last())).toBe(true);
    await summaries.first().click();
    await page.locator('h1').click();
    await expect.poll(() => open.count()).toBe(0);
  });
});

describe('copying', () => {
  it('says so, for code and for links to headings', async () => {
    const context = await site.browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const own = await context.newPage();
    const said = own.locator('[data-announcer]');
    const clipboard = () => own.evaluate(() => navigator.clipboard.readText());

    const withCode = site.pages.find(
      ({ template, file }) =>
        (template === 'guide' || template === 'record') &&
        / data-copy[ >=]/.test(readFileSync(path.join(inject('referenceDist'), file), 'utf8')),
    );
    await own.goto(site.served.origin + withCode!.address);
    const button = own.locator('[data-copy]').first();
    const words = await button.textContent();
    await button.focus();
    await own.keyboard.press('Enter');
    await expect.poll(() => said.textContent()).toBe('Copied');
    expect(await clipboard()).toBe(
      await own.locator('figure:has([data-copy]) code').first().textContent(),
    );
    // The button says it too, and then what it said before.
    await expect.poll(() => button.textContent()).toBe(words);

    const change = own.locator('main a.gz-anchor').first();
    const { address } = site.sample('release', 'en')!;
    await own.goto(site.served.origin + address);
    await change.focus();
    const id = await change.getAttribute('href');
    await own.keyboard.press('Enter');
    await expect.poll(() => said.textContent()).toMatch(/link/i);
    expect(await clipboard()).toBe(site.served.origin + address + (id ?? ''));
    await context.close();
  });
});
