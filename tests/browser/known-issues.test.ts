/** Known issues and advisories: narrowed in place with the choice in the address, by keyboard too. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { locales, useSite, phone } from './site.ts';

const site = useSite();
let page: Page;

beforeEach(async () => {
  page = await site.open('/known-issues/');
});
afterEach(() => page.context().close());

const shown = (of = page) => of.locator('.entry:visible').count();
const query = () => new URL(page.url()).search;
const status = () => page.locator('[data-count]').textContent();
const choose = (name: string, value: string) =>
  page.locator(`[data-choices] select[name=${name}]`).selectOption(value);

it('narrow by product and state, say how many are left, and keep the choice in the address', async () => {
  const all = await shown();
  await choose('product', 'beam');
  await expect.poll(() => shown()).toBeLessThan(all);
  await expect.poll(query).toBe('?product=beam');
  await expect.poll(status).toContain(String(await shown()));
  await choose('state', 'fixed');
  await expect.poll(query).toBe('?product=beam&state=fixed');
  const facets = () =>
    page.locator('.entry:visible').evaluateAll((rows) => [
      ...new Set(
        rows.map((row) => {
          const { product, state } = JSON.parse((row as HTMLElement).dataset['facets']!) as {
            product: string[];
            state: string[];
          };
          return `${product.join()} ${state.join()}`;
        }),
      ),
    ]);
  await expect.poll(facets).toEqual(['beam fixed']);
});

it('narrow by the version that a reader has', async () => {
  await choose('affected', 'atlas/4.2.1');
  await expect.poll(query).toBe('?affected=atlas%2F4.2.1');
  const own = await site.open('/releases/atlas/4.2.1/');
  const onRelease = await own.locator('.issue h3').allTextContents();
  await own.context().close();
  const words = (list: string[]) => list.map((title) => title.trim()).sort();
  await expect
    .poll(async () => words(await page.locator('.entry:visible .entry-title').allTextContents()))
    .toEqual(words(onRelease));
});

it('survive a link, go back, and are cleared with the focus kept', async () => {
  const all = await shown();
  await page.goto(`${site.served.origin}/known-issues/?severity=critical`);
  await expect.poll(() => shown()).toBeLessThan(all);
  await expect.poll(() => page.locator('select[name=severity]').inputValue()).toBe('critical');
  const narrowed = await shown();
  await choose('product', 'beam');
  await expect.poll(query).toContain('product=beam');
  await page.goBack();
  await expect.poll(() => shown()).toBe(narrowed);
  await page.locator('[data-clear]').press('Enter');
  await expect.poll(() => shown()).toBe(all);
  await expect.poll(query).toBe('');
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-choices]') !== null),
  ).toBe(true);
});

it('are chosen by keyboard alone', async () => {
  const all = await shown();
  const select = page.locator('select[name=severity]');
  await select.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => shown()).toBeLessThan(all);
  await expect.poll(query).toBe('?severity=critical');
});

it('count even when chosen before their script has come', async () => {
  const slow = await site.browser.newPage();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await slow.route(/_gazette\/paged-list\./, async (route) => {
    await held;
    await route.continue();
  });
  await slow.goto(`${site.served.origin}/known-issues/`);
  const rows = () => slow.locator('.entry:visible').count();
  const all = await rows();
  await slow.locator('[data-choices] select[name=severity]').selectOption('critical');
  expect(new URL(slow.url()).search).toBe('');
  release();
  await expect.poll(() => new URL(slow.url()).search).toBe('?severity=critical');
  await expect.poll(rows).toBeLessThan(all);
  await slow.close();
});

it('say when nothing matches', async () => {
  await page.goto(`${site.served.origin}/known-issues/?product=gazette&severity=critical`);
  await expect.poll(() => shown()).toBe(0);
  await expect.poll(async () => (await status())?.trim()).not.toBe('');
});

it('have open ones first, each with its workaround in sight', async () => {
  const closed = await page
    .locator('.entry')
    .evaluateAll((rows) => rows.map((row) => row.classList.contains('is-over')));
  expect(closed.lastIndexOf(false)).toBeLessThan(closed.indexOf(true));
  expect(closed).toContain(true);
  expect(await page.locator('.entry:not(.is-over) .workaround').first().isVisible()).toBe(true);
});

it('take in the rows of other pages, in their order', async () => {
  const html = await (await fetch(`${site.served.origin}/known-issues/`)).text();
  const second = html
    .replace(/data-item="/g, 'data-item="second-')
    .replace(/data-order="(\d)"/g, 'data-order="2$1"');
  await page.route('**/known-issues/', (route) =>
    route.fulfill({
      body: html.replace('data-paged="[]"', 'data-paged="[&quot;/known-issues/page/2/&quot;]"'),
      contentType: 'text/html',
    }),
  );
  await page.route('**/known-issues/page/2/', (route) =>
    route.fulfill({ body: second, contentType: 'text/html' }),
  );
  await page.goto(`${site.served.origin}/known-issues/`);
  const all = await shown();
  await choose('severity', 'critical');
  await expect
    .poll(() => page.locator('[data-item^="second-"]:visible').count())
    .toBeGreaterThan(0);
  const order = await page
    .locator('.entry')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['order'])));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  await page.locator('[data-clear]').click();
  await expect.poll(() => shown()).toBe(all);
});

it('advisories narrow too, and keep what was withdrawn', async () => {
  await page.goto(`${site.served.origin}/advisories/`);
  await choose('state', 'withdrawn');
  await expect.poll(query).toBe('?state=withdrawn');
  await expect.poll(() => page.locator('.entry:visible').count()).toBe(1);
  expect(await page.locator('.entry:visible .badge').textContent()).toContain('Withdrawn');
  await page.locator('.entry:visible h2 a').click();
  await page.waitForURL(/TSL-2026-003/);
  expect(await page.locator('.alert h2').textContent()).toContain('withdrawn');
});

it.each(locales)('%s: read at 360 px without a page that scrolls sideways', async (lang) => {
  const prefix = lang === 'en' ? '' : `/${lang}`;
  for (const at of ['/known-issues/', '/advisories/', '/advisories/TSL-2026-004/']) {
    const narrow = await site.open(`${prefix}${at}`, { viewport: phone });
    const widths = await narrow.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(widths[0], at).toBeLessThanOrEqual(widths[1]!);
    await narrow.context().close();
  }
});

it('are whole without JavaScript', async () => {
  const plain = await site.open('/known-issues/', { javaScriptEnabled: false });
  expect(await shown(plain)).toBe(await shown());
  expect(await plain.locator('[data-choices]').isVisible()).toBe(false);
  await plain.context().close();
});
