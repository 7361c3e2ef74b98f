/** The filters of the release list: in the address, and so reloaded, sent and gone back from. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { locales, useSite } from './site.ts';

const site = useSite();
let page: Page;

beforeEach(async () => {
  page = await site.open('/releases/');
  // Its scripts are there, also on a busy machine.
  await page.waitForLoadState('networkidle');
});
afterEach(() => page.context().close());

const products = () => page.locator('[data-list] .row-product').allTextContents();
const query = () => new URL(page.url()).search;
const status = () => page.locator('[data-count]').textContent();
const choose = (name: string, value: string) =>
  page.locator(`[data-filters] select[name=${name}]`).selectOption(value);

it('filter, and say how many there are', async () => {
  const before = await products();
  expect(new Set(before).size).toBeGreaterThan(1);
  await choose('product', 'beam');
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
  await expect.poll(query).toBe('?product=beam');
  const rows = await page.locator('[data-list] .row').count();
  await expect.poll(status).toContain(String(rows));
  const types = page.locator('[data-filters] select[name=type] option');
  await choose('type', (await types.nth(1).getAttribute('value'))!);
  await expect.poll(query).toMatch(/^\?product=beam&type=[a-z]+$/);
});

it('count even when chosen before their script has come', async () => {
  const slow = await site.browser.newPage();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await slow.route(/_gazette\/filters\./, async (route) => {
    await held;
    await route.continue();
  });
  await slow.goto(`${site.served.origin}/releases/`);
  await slow.locator('[data-filters] select[name=product]').selectOption('beam');
  expect(new URL(slow.url()).search).toBe('');
  release();
  await expect.poll(() => new URL(slow.url()).search).toBe('?product=beam');
  await expect
    .poll(async () => new Set(await slow.locator('[data-list] .row-product').allTextContents()))
    .toEqual(new Set(['Beam ']));
  await slow.close();
});

it('survive a reload and a link', async () => {
  await choose('product', 'beam');
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
  await expect.poll(query).toBe('?product=beam');
  const shown = await page.locator('[data-list] .row-name').allTextContents();
  await page.reload();
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
  expect(await page.locator('[data-list] .row-name').allTextContents()).toEqual(shown);
  const select = page.locator('[data-filters] select[name=product]');
  await expect.poll(() => select.inputValue()).toBe('beam');
});

it('go back and forward', async () => {
  const all = await products();
  await choose('product', 'beam');
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
  await choose('product', 'atlas');
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Atlas ']);
  await page.goBack();
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
  await page.goBack();
  await expect.poll(products).toEqual(all);
  await expect.poll(query).toBe('');
  await expect
    .poll(() => page.locator('[data-filters] select[name=product]').inputValue())
    .toBe('');
  await page.goForward();
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
});

it('are cleared by one button, which keeps the focus in the filters', async () => {
  const all = await products();
  const clear = page.locator('[data-clear]');
  expect(await clear.isVisible()).toBe(false);
  await choose('product', 'beam');
  await clear.press('Enter');
  await expect.poll(products).toEqual(all);
  await expect.poll(query).toBe('');
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-filters]') !== null),
  ).toBe(true);
});

it('show rows as the page shows them', async () => {
  // Chosen by script, all of one product; by the page, the same product's rows among others.
  const row = (text: string) => page.locator('[data-list] .row', { hasText: text }).first();
  const name = (await page.locator('[data-list] .row-name').first().textContent())!.trim();
  const product = name.split(' ')[0]!.toLowerCase();
  const html = () =>
    row(name).evaluate((element) => ({
      // Spaces between elements and their text are the template's, and nobody sees them.
      html: element.outerHTML.replace(/\s+/g, ' ').replace(/ ?(<[^<>]*>) ?/g, '$1'),
      text: (element as HTMLElement).innerText,
    }));
  const before = await html();
  await choose('product', product);
  await expect.poll(query).toBe(`?product=${product}`);
  await expect.poll(async () => new Set(await products()).size).toBe(1);
  await expect.poll(html).toEqual(before);
});

it('say when there are none, and what may be wrong in an address does no harm', async () => {
  await page.goto(`${site.served.origin}/releases/?product=%3Cscript%3E&year=9999&strange=1`);
  await expect.poll(() => page.locator('[data-list] .row').count()).toBe(0);
  await expect.poll(async () => (await status())?.trim()).not.toBe('');
});

it.each(locales)('%s: work in each language', async (lang) => {
  await page.goto(`${site.served.origin}${site.sample('release-list', lang)!.home}releases/`);
  await choose('product', 'beam');
  await expect.poll(async () => [...new Set(await products())]).toEqual(['Beam ']);
  const count = await page.locator('[data-list] .row').count();
  // Arabic has words for one and two.
  if (count > 2) await expect.poll(status).toContain(String(count));
});

it('are plain links without JavaScript, with nothing that does nothing', async () => {
  const plain = await site.open('/releases/', { javaScriptEnabled: false });
  expect(await plain.locator('[data-filters]').isVisible()).toBe(false);
  const links = plain.locator('.plain-filters a');
  expect(await links.count()).toBeGreaterThan(3);
  await links.filter({ hasText: 'Beam' }).click();
  await plain.waitForURL((url) => url.pathname === '/releases/beam/');
  await plain.context().close();
});
