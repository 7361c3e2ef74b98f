/** Addresses that lead nowhere, on a host that knows only the page of the root for them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, inject, it } from 'vitest';
import { findAll, attribute, readPage } from '../support/pages.ts';
import { useSite } from './site.ts';

const site = useSite();
let page: Page;
afterEach(() => page?.context().close());

/** Opens an address that is missing, answered as simple hosts do. */
async function openMissing(address: string, options = {}): Promise<void> {
  const root = await readFile(path.join(inject('referenceDist'), '404.html'), 'utf8');
  page = await site.open('/404.html', options);
  await page.route(
    (url) => url.pathname === address,
    (route) => route.fulfill({ status: 404, contentType: 'text/html', body: root }),
  );
  await page.goto(site.served.origin + address);
}
const state = () =>
  page.evaluate(() => `${document.documentElement.lang} ${document.dir} ${location.pathname}`);

it.each([
  ['/ar/admin/nothing/here/', 'ar rtl /ar/admin/404.html'],
  ['/ja/releases/atlas/0.0.0/', 'ja ltr /ja/404.html'],
  ['/admin/nothing/', 'en ltr /admin/404.html'],
])('%s: leads to the page of its language and edition', async (address, wanted) => {
  await openMissing(address);
  await expect.poll(state).toBe(wanted);
});

it('stays where it is in its own edition', async () => {
  await openMissing('/releases/nothing/');
  await page.waitForLoadState('networkidle');
  expect(await state()).toBe('en ltr /releases/nothing/');
});

it('links to every language and edition without a script', async () => {
  const { root } = await readPage(inject('referenceDist'), '404.html');
  const [section] = findAll(root, (each) => attribute(each, 'data-missing') !== undefined);
  const links = findAll(section!, (each) => each.tagName === 'a');
  expect(links.map((link) => [attribute(link, 'href'), attribute(link, 'dir')])).toEqual([
    ['/', 'ltr'],
    ['/de/', 'ltr'],
    ['/ja/', 'ltr'],
    ['/ar/', 'rtl'],
    ['/admin/', 'ltr'],
    ['/de/admin/', 'ltr'],
    ['/ja/admin/', 'ltr'],
    ['/ar/admin/', 'rtl'],
  ]);
});
