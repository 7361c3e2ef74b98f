/** What a reader runs: said once, kept in the browser, narrowing lists, with the way back. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violationsInBothSchemes } from './axe.ts';
import { locales, useSite, phone } from './site.ts';

const KEY = 'gazette.mine / user';
const ATLAS = 'atlas@4.1.2:billing,identity';
const site = useSite();
let page: Page;

beforeEach(async () => {
  const context = await site.browser.newContext({ reducedMotion: 'reduce' });
  await context.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        shifts.push(entry.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  page = await context.newPage();
});
afterEach(() => page.context().close());

const visit = (address: string) => page.goto(site.served.origin + address);
const bar = () => page.locator('[data-mine-bar]');
const what = () => page.locator('[data-mine-what]').textContent();
const products = async () => [
  ...new Set(await page.locator('[data-list] .row-product').allTextContents()),
];
const stored = () => page.evaluate((key) => localStorage.getItem(key), KEY);

/** Opens a page as a reader who has chosen before, and waits until it is narrowed. */
async function visitAs(own: string, address: string): Promise<void> {
  // Only a page of the site can say it.
  if (!page.url().startsWith(site.served.origin)) await visit('/feeds/');
  await page.evaluate(([key, text]) => localStorage.setItem(key!, text!), [KEY, own]);
  await visit(address);
  await narrowed();
}

async function narrowed(): Promise<void> {
  const slow = { timeout: 8000 };
  if ((await bar().count()) > 0) await expect.poll(what, slow).not.toBe('');
  await expect.poll(() => page.locator('html').getAttribute('data-mine'), slow).not.toBe('wait');
}

/** Goes on with Tab until an element has the focus. */
async function tabTo(selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((each) => document.activeElement?.matches(each), selector)) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

it('nothing is said until something is chosen', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await visit('/releases/');
  expect(await bar().isVisible()).toBe(false);
  expect((await products()).length).toBeGreaterThan(1);
  expect(asked.filter((url) => /my-version|mine/.test(url))).toEqual([]);
});

it('is chosen by keyboard, narrows, stays after a reload, and is forgotten', async () => {
  await visit('/releases/');
  const all = await products();
  await tabTo('[data-mine-open]');
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog.mine');
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain('Nothing is sent');
  // An empty choice is none, and the dialog says so.
  await dialog.locator('button[type=submit]').press('Enter');
  expect(await dialog.locator('[role=status]').textContent()).not.toBe('');
  const atlas = dialog.locator('[data-mine-product=atlas]');
  await atlas.locator('select').selectOption('4.1.2');
  await tabTo('.mine-product input');
  await page.keyboard.press('Space');
  await tabTo('dialog.mine button[type=submit]');
  await page.keyboard.press('Enter');
  await narrowed();
  expect(await dialog.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-mine-open'))).toBe(
    true,
  );
  expect(await stored()).toBe('atlas@4.1.2:billing');
  await expect.poll(products).toEqual(['Atlas ']);
  expect(await what()).toMatch(/Atlas 4\.1\.2\u2069 \(Billing\)/);

  await page.reload();
  await expect.poll(products).toEqual(['Atlas ']);
  await bar().locator('[data-mine-open]').press('Enter');
  await dialog.locator('[data-forget]').press('Enter');
  await expect.poll(products).toEqual(all);
  await expect.poll(stored).toBeNull();
  await expect.poll(() => bar().isVisible()).toBe(false);
});

describe('the way back', () => {
  it('shows everything, says so in the address, and leads back again', async () => {
    await visitAs(ATLAS, '/releases/');
    const mine = await page.locator('[data-list] .row').count();
    const count = page.locator('[data-mine-count]');
    await expect.poll(() => count.textContent()).toMatch(/^\d+ hidden$/);
    await tabTo('[data-mine-toggle]');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await products()).length).toBeGreaterThan(1);
    await expect.poll(() => new URL(page.url()).search).toBe('?all=1');
    await page.reload();
    await narrowed();
    expect((await products()).length).toBeGreaterThan(1);
    await page.locator('[data-mine-toggle]').press('Enter');
    await expect.poll(products).toEqual(['Atlas ']);
    await expect.poll(() => new URL(page.url()).search).toBe('');
    expect(await page.locator('[data-list] .row').count()).toBe(mine);
  });

  it('is not needed for what an address leads to', async () => {
    await visitAs('atlas@4.1.2:connectors', '/releases/atlas/4.2.0/');
    const hidden = page.locator('.change[data-not-mine]').first();
    const id = (await hidden.getAttribute('aria-labelledby'))!;
    expect(await hidden.isVisible()).toBe(false);
    await visit('/feeds/');
    await visit(`/releases/atlas/4.2.0/#${id}`);
    await narrowed();
    expect(await page.locator(`[aria-labelledby="${id}"]`).isVisible()).toBe(true);
  });
});

describe('what is narrowed', () => {
  it('release lists: to products in use, from the version that is run, beside the filters', async () => {
    await visitAs('atlas@4.1.2', '/releases/');
    await expect.poll(products).toEqual(['Atlas ']);
    const versions = await page.locator('[data-list] .row-name .v').allTextContents();
    expect(versions).toContain('4.2.0');
    expect(versions).not.toContain('4.0.0');
    const own = page.locator('[data-list] .row', { has: page.locator('.badge-mine') });
    expect(await own.locator('.v').allTextContents()).toEqual(['4.1.2']);
    const before = versions.length;
    await page.locator('[data-filters] input[name=action]').check();
    await expect.poll(() => page.locator('[data-list] .row').count()).toBeLessThan(before);
    await expect.poll(products).toEqual(['Atlas ']);
    await page.locator('[data-clear]').click();
    await expect.poll(() => page.locator('[data-list] .row').count()).toBe(before);
  });

  it('the list of a product, but not where nothing would be left', async () => {
    await visitAs('atlas@4.1.2', '/releases/atlas/');
    const rows = page.locator('.rows > .row:visible');
    expect(await rows.locator('.v').allTextContents()).not.toContain('4.0.0');
    await visit('/releases/beam/');
    await narrowed();
    expect(await rows.count()).toBeGreaterThan(1);
  });

  it('the front page: what must be done, and products', async () => {
    await visitAs('beam', '/');
    const titles = await page.locator('.must .action:visible .action-who').allTextContents();
    expect(titles.filter((text) => text.includes('Atlas'))).toEqual([]);
    expect((await page.locator('.front:visible h2').allTextContents()).join().trim()).toBe('Beam');
  });

  it('known issues and advisories: to those that affect the version and the modules', async () => {
    await visitAs('atlas@4.2.0:billing', '/known-issues/');
    const titles = () =>
      page
        .locator('[data-rows] > li:visible')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['item']));
    const found = await titles();
    expect(found).toContain('atlas-approval-mail');
    for (const other of ['beam-late-alerts', 'atlas-report-links', 'atlas-double-reports']) {
      expect(found).not.toContain(other);
    }
    expect(await page.locator('[data-count]').textContent()).toContain(`${found.length}`);
    const hidden = await page.locator('[data-rows] > [data-not-mine]').count();
    expect(await page.locator('[data-mine-count]').textContent()).toBe(`${hidden} hidden`);
    await visit('/advisories/');
    await narrowed();
    const all = await page.locator('[data-rows] > li').count();
    expect((await titles()).length).toBeLessThan(all);
  });

  it('guides: the list, and a guide says that it is written for others', async () => {
    await visitAs('beam', '/docs/');
    const links = await page
      .locator('.guide-groups a:visible')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links).toContain('/docs/beam/');
    expect(links).toContain('/docs/readers/');
    expect(links.filter((href) => href.startsWith('/docs/atlas/'))).toEqual([]);
    const notice = page.locator('[data-mine-notice]');
    await visit('/docs/beam/');
    await narrowed();
    expect(await notice.isVisible()).toBe(false);
    await visit('/docs/atlas/');
    await expect.poll(() => notice.isVisible()).toBe(true);
    expect(await notice.textContent()).toContain('Beam');
    expect(await notice.locator('a').isVisible()).toBe(false);
    await visitAs('atlas@3.7.9', '/docs/atlas/exports/');
    await notice.locator('a').click();
    await page.waitForURL((url) => url.pathname === '/docs/atlas/3.7/exports/');
    await narrowed();
    expect(await notice.count()).toBe(0);
  });

  it('migration guides: the list, and a guide says that it is written for others', async () => {
    const guides = async () =>
      page
        .locator('.record-rows .row:visible a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    const atlas3 = '/migrations/atlas-3-to-4/';
    const notice = page.locator('[data-mine-notice]');
    await visitAs('beam@2026.4', '/migrations/');
    expect(await guides()).toEqual([]);
    const hidden = await page.locator('.record-rows > [data-not-mine]').count();
    expect(await page.locator('[data-mine-count]').textContent()).toBe(`${hidden} hidden`);
    await visit(atlas3);
    await expect.poll(() => notice.isVisible()).toBe(true);
    expect(await notice.textContent()).toContain('Beam 2026.4');
    // Who runs an older version comes to it on the way; who runs a later one has left it behind.
    for (const [version, isMine] of [
      ['3.7.9', true],
      ['3.6.0', true],
      ['4.2.0', false],
    ] as const) {
      await visitAs(`atlas@${version}`, '/migrations/');
      expect((await guides()).includes(atlas3), version).toBe(isMine);
      await visit(atlas3);
      await narrowed();
      await expect.poll(() => notice.isVisible()).toBe(!isMine);
    }
    await visitAs('atlas@3.7.9:identity', '/migrations/');
    expect(await guides()).not.toContain('/migrations/atlas-api-v2/');
    await page.locator('[data-mine-toggle]').click();
    await expect.poll(guides).toContain('/migrations/atlas-api-v2/');
  });

  it('deprecations and calendar, with their counts', async () => {
    await visitAs('beam', '/deprecations/');
    const rows = page.locator('.tl-row:visible');
    const names = await page.locator('.tl-group:visible h4').allTextContents();
    expect(new Set(names.map((name) => name.trim()))).toEqual(new Set(['Beam']));
    expect(await page.locator('[data-count]').textContent()).toContain(`${await rows.count()}`);
    expect(await page.locator('.tl-table tbody tr:visible').count()).toBe(await rows.count());
    await visit('/calendar/');
    await narrowed();
    const concerned = await page
      .locator('.cal-event:visible')
      .evaluateAll((events) => events.map((event) => (event as HTMLElement).dataset['products']));
    expect(concerned.length).toBeGreaterThan(0);
    for (const ids of concerned) expect(ids === '' || ids?.includes('beam')).toBe(true);
  });
});

it('the search leaves other products out, and finds them again', async () => {
  await visitAs('beam', '/feeds/');
  await page.keyboard.press('/');
  await page.locator('[data-search] input[type=search]').fill('release');
  const found = () => page.locator('.search-facts').allTextContents();
  await expect.poll(async () => (await found()).length).toBeGreaterThan(0);
  expect((await found()).filter((facts) => facts.includes('Atlas'))).toEqual([]);
  const box = page.locator('.search-mine input');
  expect(await box.isChecked()).toBe(true);
  // Pages of no product are everybody's.
  await page.locator('[data-search] input[type=search]').fill('glossary edition');
  await expect.poll(async () => (await found()).join()).toMatch(/Glossary|Guide/);
  await page.locator('[data-search] input[type=search]').fill('invoices');
  await page.locator('.search-none button, .search-mine input').first().waitFor();
  await box.uncheck();
  await expect.poll(async () => (await found()).join()).toContain('Atlas');
});

it('the planner begins with it', async () => {
  await visitAs('atlas@4.0.3:billing', '/feeds/');
  await visit('/upgrade/');
  await expect.poll(() => page.locator('#_from').inputValue()).toBe('4.0.3');
  expect(await page.locator('#_product').inputValue()).toBe('atlas');
  const boxes = page.locator('fieldset[data-modules=atlas] input:checked');
  await expect
    .poll(() => boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value)))
    .toEqual(['billing']);
  expect(new URL(page.url()).search).toBe('');
});

describe('an address', () => {
  it('says it for a visit, and is kept on demand', async () => {
    await visit(`/releases/?mine=${ATLAS}`);
    await narrowed();
    await expect.poll(products).toEqual(['Atlas ']);
    expect(await bar().locator('.mine-visit').isVisible()).toBe(true);
    expect(await stored()).toBeNull();
    await visit('/deprecations/');
    await narrowed();
    expect(await what()).toContain('Atlas');
    await bar().locator('[data-mine-keep]').press('Enter');
    await expect.poll(stored).toBe(ATLAS);
    await expect.poll(() => bar().locator('.mine-visit').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
  });

  it('is copied from the dialog with the choice that stands in it', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitAs(ATLAS, '/releases/?type=fix');
    await bar().locator('[data-mine-open]').click();
    const dialog = page.locator('dialog.mine');
    await dialog.locator('[data-mine-product=beam] select').selectOption('*');
    await dialog.locator('[data-copy-address]').click();
    await expect.poll(() => dialog.locator('[role=status]').textContent()).not.toBe('');
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(address).toBe(`${site.served.origin}/releases/?type=fix&mine=${ATLAS};beam`);
    expect(await stored()).toBe(ATLAS);
  });

  it.each([
    '<img src=x onerror=window.hit=1>',
    'secret@1;"><script>window.hit=1</script>',
    ';;;@:,%',
    '%',
    'a'.repeat(6000),
  ])('that is broken or unknown does nothing: %j', async (text) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await visit(`/releases/?mine=${encodeURIComponent(text)}`);
    await expect.poll(() => page.locator('html').getAttribute('data-mine')).toBeNull();
    expect((await products()).length).toBeGreaterThan(1);
    expect(await page.locator('[data-list]').isVisible()).toBe(true);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(problems).toEqual([]);
  });
});

it('each audience keeps its own', async () => {
  await visitAs(ATLAS, '/releases/');
  await visit('/admin/releases/');
  expect(await bar().isVisible()).toBe(false);
  expect((await products()).length).toBeGreaterThan(1);
});

it('shows everything when its data does not come', async () => {
  await page.route('**/my-version.json', (route) => route.abort());
  await visitAs(ATLAS, '/releases/');
  await expect.poll(what).toContain('could not be loaded');
  expect((await products()).length).toBeGreaterThan(1);
  expect(await page.locator('[data-list]').isVisible()).toBe(true);
});

it('is not offered without JavaScript', async () => {
  const plain = await site.open(`/releases/?mine=${ATLAS}`, { javaScriptEnabled: false });
  expect(await plain.locator('[data-mine-open]:visible').count()).toBe(0);
  expect(await plain.locator('[data-mine-bar]').isVisible()).toBe(false);
  await plain.context().close();
});

const narrowable = [
  '/',
  '/releases/',
  '/releases/atlas/',
  '/releases/atlas/4.2.0/',
  '/deprecations/',
  '/known-issues/',
  '/calendar/',
  '/docs/',
  '/docs/atlas/',
  '/migrations/',
  '/migrations/atlas-3-to-4/',
  '/upgrade/',
];

describe('a narrowed page', () => {
  it.each(narrowable)('%s: nothing jumps, on a desktop and on a phone', async (address) => {
    for (const viewport of [phone, { width: 1280, height: 900 }]) {
      await page.setViewportSize(viewport);
      for (const own of [ATLAS, 'beam']) {
        await visitAs(own, address);
        await page.waitForTimeout(150);
        const shifts = await page.evaluate(
          () => (window as unknown as { shifts: number[] }).shifts,
        );
        expect(shifts, `${own} at ${viewport.width}`).toEqual([]);
      }
    }
  });

  it.each(locales)('%s: passes axe, dialog and bar, and fits a phone', async (lang) => {
    await page.setViewportSize(phone);
    const prefix = lang === 'en' ? '' : `/${lang}`;
    await visitAs(ATLAS, `${prefix}/releases/`);
    const fits = () =>
      page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(await violationsInBothSchemes(page)).toEqual([]);
    expect(await fits()).toBe(true);
    await bar().locator('[data-mine-open]').click();
    const dialog = page.locator('dialog.mine');
    await dialog.waitFor();
    expect(await violationsInBothSchemes(page)).toEqual([]);
    const box = (await dialog.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(phone.width);
  });
});
