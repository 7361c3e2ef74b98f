/** A timeline on two pages: what is narrowed, by years as by choices, is looked for on both. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { buildFixture, type PortalFiles } from '../support/build.ts';
import { launchChromium } from '../support/chromium.ts';
import { serve, type Served } from '../support/serve.ts';

const two = (value: number): string => String(value).padStart(2, '0');
/** Five years of deprecations, a month each, and a hundred on the first page. */
const ids = Array.from({ length: 130 }, (_, number) => `thing-${String(number).padStart(3, '0')}`);
const files: PortalFiles = {
  'content/portal.yaml': 'title: Acme\nlocales: [{ code: en }]\n',
  'content/products/atlas.yaml': 'title: Atlas\n',
  'content/products/beam.yaml': 'title: Beam\n',
  ...Object.fromEntries(
    ids.map((id, number) => {
      const year = 2021 + (number % 5);
      const day = two((number % 28) + 1);
      return [
        `content/deprecations/${id}.md`,
        `---\ntitle: ${id}\nproduct: ${number % 2 ? 'beam' : 'atlas'}\nsubject: { kind: API, name: ${id} }\nannouncedOn: ${year}-02-${day}\nremovalDate: ${year}-11-${day}\n---\n`,
      ];
    }),
  ),
};
/** Those whose bar lies in a year. */
const of = (year: number): string[] => ids.filter((_, number) => 2021 + (number % 5) === year);

let site: Served;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serve((await buildFixture(files)).dist);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => page?.context().close());

async function open(address: string): Promise<void> {
  page = await browser.newPage();
  await page.goto(site.origin + address);
}

const seen = (selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((items) =>
    items
      .filter((item) => item.checkVisibility())
      .map((item) => (item as HTMLElement).dataset['item'] ?? '')
      .sort(),
  );
const bars = () => seen('.tl-row');
const rows = () => seen('.tl-table tbody > tr');
const status = async () =>
  (await page.locator('[data-choices] [data-count]').textContent())?.trim();
const pager = () => page.locator('.pager').isVisible();

it('has a part of them on its first page', async () => {
  await open('/deprecations/');
  await expect.poll(async () => (await bars()).length).toBe(100);
  expect((await bars()).filter((id) => of(2021).includes(id)).length).toBeLessThan(of(2021).length);
  expect(await pager()).toBe(true);
});

it('has all of a year when it is looked at more closely, and says how many', async () => {
  await open('/deprecations/');
  await page.locator('[data-years="2021"]').click();
  await expect.poll(bars).toEqual(of(2021));
  await expect.poll(rows).toEqual(of(2021));
  expect(await status()).toBe('26 deprecations in these years');
  expect(await page.locator('[data-part=removed] [data-part-count]').textContent()).toBe('26');
  expect(await pager()).toBe(false);
  await page.locator('[data-years=""]').click();
  await expect.poll(async () => (await bars()).length).toBe(100);
  expect((await rows()).length).toBe(100);
  expect(await status()).toBe('130 deprecations');
  expect(await pager()).toBe(true);
  await page.goBack();
  await expect.poll(bars).toEqual(of(2021));
});

it('opens so from an address, on any of its pages, and with a choice', async () => {
  for (const address of ['/deprecations/?years=2022', '/deprecations/page/2/?years=2022']) {
    await open(address);
    await expect.poll(bars).toEqual(of(2022));
    await expect.poll(status).toBe('26 deprecations in these years');
    await page.context().close();
  }
  await open('/deprecations/?years=2021-2022&product=beam');
  const left = ids.filter(
    (id, number) => number % 2 === 1 && [...of(2021), ...of(2022)].includes(id),
  );
  await expect.poll(bars).toEqual(left);
  await expect.poll(status).toBe(`${left.length} deprecations in these years`);
});

it('says so when pages can’t be fetched', async () => {
  await open('/deprecations/');
  await page.route('**/deprecations/page/2/', (route) => route.abort());
  await page.locator('[data-years="2021"]').click();
  await expect.poll(status).toMatch(/could not be loaded/);
});
