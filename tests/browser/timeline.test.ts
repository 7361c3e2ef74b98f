/** Deprecations on a ruler of years: driven by keys, sent by address, read without a script. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { locales, useSite, phone } from './site.ts';

const site = useSite();
let page: Page;

afterEach(() => page?.context().close());

/** Opens the timeline, and waits for its script where there is one to wait for. */
async function open(address = '/deprecations/', options: BrowserContextOptions = {}) {
  page = await site.open(address, options);
  if (options.javaScriptEnabled !== false) {
    await page.locator('.tl-now[data-today]').first().waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('text.tl-now').textContent()).not.toMatch(/\d/);
  }
}

const query = () => new URL(page.url()).search;
const select = (name: string) => page.locator(`[data-choices] select[name=${name}]`);
const status = async () =>
  (await page.locator('[data-choices] [data-count]').textContent())?.trim();
/** Ids of what can be seen: bars of the chart, rows of the table. */
const bars = () => seen('.tl-row');
const rows = () => seen('.tl-table tbody > tr');
function seen(selector: string): Promise<string[]> {
  return page
    .locator(selector)
    .evaluateAll((items) =>
      items
        .filter((item) => item.checkVisibility())
        .map((item) => (item as HTMLElement).dataset['item'] ?? ''),
    );
}
/** How much wider the page is than its window. */
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;

describe('chart and table', () => {
  it('say the same', async () => {
    await open();
    const inTable = await rows();
    expect(inTable.length).toBeGreaterThan(5);
    expect([...(await bars())].sort()).toEqual([...inTable].sort());
    const facts = async (selector: string, day: string) =>
      page.locator(selector).evaluateAll(
        (items, place) =>
          items
            .map((item) => {
              const link = item.querySelector('a');
              const time = item.querySelector(`${place} time`)?.getAttribute('datetime') ?? 'tba';
              return [link?.getAttribute('href'), link?.textContent.trim(), time].join(' | ');
            })
            .sort(),
        day,
      );
    expect(await facts('.tl-row', '.tl-day')).toEqual(
      await facts('.tl-table tbody > tr', 'td:nth-of-type(1)'),
    );
  });

  it('put the soonest removal first, and what has no day apart', async () => {
    await open();
    for (const group of await page.locator('[data-part=coming] .tl-group').all()) {
      const days = await group
        .locator('time')
        .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
      expect(days).toEqual([...days].sort());
    }
    const undated = page.locator('[data-part=undated] .tl-row');
    expect(await undated.count()).toBeGreaterThan(0);
    expect(await undated.locator('time, .tl-removal').count()).toBe(0);
  });

  it('name every bar in words', async () => {
    await open();
    const names = await page
      .locator('.tl-bar')
      .evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label') ?? ''));
    expect(names.every((name) => /\d{4}/.test(name))).toBe(true);
    expect(names.some((name) => name.includes('to be announced'))).toBe(true);
  });
});

describe('filters', () => {
  it('are chosen by keys, and the choice is in the address', async () => {
    await open();
    const all = await rows();
    await select('product').focus();
    await page.keyboard.type('Beam');
    await page.keyboard.press('Enter');
    await expect.poll(query).toBe('?product=beam');
    await expect.poll(async () => (await rows()).length).toBeLessThan(all.length);
    const left = await rows();
    expect(left.every((id) => id.startsWith('beam-'))).toBe(true);
    await expect.poll(async () => (await bars()).sort()).toEqual([...left].sort());
    await expect.poll(status).toMatch(new RegExp(`^${left.length} `));
    expect(await page.locator('.tl-group:visible h4').allTextContents()).toHaveLength(1);
  });

  it.each(['product', 'module', 'state', 'breaking', 'year', 'version', 'who'])(
    'narrow by %s, to as many as they said',
    async (name) => {
      await open();
      const all = (await rows()).length;
      const option = select(name).locator('option').nth(1);
      const [value, label] = [await option.getAttribute('value'), await option.textContent()];
      await select(name).selectOption(value);
      await expect.poll(query).toBe(`?${new URLSearchParams({ [name]: value ?? '' })}`);
      await expect.poll(async () => (await rows()).length).toBeLessThan(all);
      expect(label).toContain(`(${(await rows()).length})`);
    },
  );

  it('go back and forward, survive a reload, and are taken away by one button', async () => {
    await open();
    const all = await rows();
    await select('state').selectOption('removed');
    await expect.poll(query).toBe('?state=removed');
    await expect.poll(async () => (await rows()).length).toBeLessThan(all.length);
    const removed = await rows();
    await select('product').selectOption('atlas');
    await expect.poll(query).toBe('?product=atlas&state=removed');
    await page.goBack();
    await expect.poll(query).toBe('?state=removed');
    await expect.poll(rows).toEqual(removed);
    await page.reload();
    await expect.poll(rows).toEqual(removed);
    await expect.poll(() => select('state').inputValue()).toBe('removed');
    await page.locator('[data-clear]').press('Enter');
    await expect.poll(rows).toEqual(all);
    await expect.poll(query).toBe('');
    expect(
      await page.evaluate(() => document.activeElement?.closest('[data-choices]') !== null),
    ).toBe(true);
    await page.goBack();
    await expect.poll(rows).toEqual(removed);
  });

  it('take no harm from what an address may hold', async () => {
    await open('/deprecations/?product=%3Cscript%3E&state=&years=9999-0000&strange=1');
    expect((await rows()).length).toBeGreaterThan(5);
    await open('/deprecations/?who=admin&state=announced&breaking=yes&years=2026');
    await expect.poll(rows).toEqual([]);
    await expect.poll(status).toBe('Nothing matches. Remove a filter to see more.');
  });

  it.each(locales)('%s: work', async (lang) => {
    await open(`/${lang === 'en' ? '' : `${lang}/`}deprecations/`);
    await select('product').selectOption('beam');
    await expect.poll(async () => (await rows()).every((id) => id.startsWith('beam-'))).toBe(true);
    expect(await rows()).not.toEqual([]);
  });
});

describe('years', () => {
  const years = (name: string) => page.locator(`[data-years="${name}"]`);

  it('are looked at more closely by keys, with the years in the address', async () => {
    await open();
    const before = await box('[data-item=atlas-xls-export] .tl-deprecated');
    await years('2026').focus();
    await page.keyboard.press('Enter');
    await expect.poll(query).toBe('?years=2026');
    const after = await box('[data-item=atlas-xls-export] .tl-deprecated');
    expect(after.width).toBeGreaterThan(before.width * 2);
    expect(await years('2026').getAttribute('aria-current')).toBe('true');
    expect(await page.locator('text.tl-month').count()).toBe(11);
    await page.goBack();
    await expect.poll(query).toBe('');
    await expect
      .poll(async () => (await box('[data-item=atlas-xls-export] .tl-deprecated')).width)
      .toBeCloseTo(before.width, 0);
    expect(await page.locator('text.tl-month').count()).toBe(0);
  });

  it('leave out what has no bar in them, and keep the filters', async () => {
    await open('/deprecations/?product=atlas');
    await expect.poll(async () => (await rows()).length).toBeGreaterThan(1);
    await years('2024').click();
    await expect.poll(query).toBe('?product=atlas&years=2024');
    await expect.poll(bars).toEqual(['atlas-old-sign-in']);
    await page.reload();
    await expect.poll(bars).toEqual(['atlas-old-sign-in']);
    expect(await select('product').inputValue()).toBe('atlas');
  });

  it('open as they are in the address', async () => {
    await open('/deprecations/?years=2027');
    await expect.poll(() => years('2027').getAttribute('aria-current')).toBe('true');
    expect(await bars()).not.toContain('atlas-old-sign-in');
  });
});

describe('today', () => {
  it('is that of whoever reads the page, days after it was built', async () => {
    const context = await site.browser.newContext();
    page = await context.newPage();
    await page.clock.install({ time: new Date('2027-03-01T12:00:00Z') });
    // The moment of opening comes from the page itself, which a test's clock does not move.
    await page.addInitScript(() => {
      Object.defineProperty(performance, 'timeOrigin', { value: Date.now() });
    });
    await page.goto(`${site.served.origin}/deprecations/`);
    await expect.poll(() => page.locator('text.tl-now').textContent()).toBe('Today');
    const line = await box('line.tl-now');
    const removal = await box('[data-item=atlas-api-v1] .tl-removal');
    expect(line.x).toBeLessThan(removal.x);
    expect(line.x).toBeGreaterThan((await box('[data-item=atlas-xls-export] .tl-removal')).x);
    const far = page.locator('tr[data-item=atlas-api-v1] [data-relative]').first();
    expect(await far.textContent()).toBe('in 15 days');
    const gone = page.locator('tr[data-item=atlas-xls-export] [data-relative]').first();
    expect(await gone.textContent()).toBe('83 days ago');
  });

  it('stands beside no removal that has no day', async () => {
    await open('/deprecations/atlas-webhooks-v1/', { javaScriptEnabled: false });
    const removal = page.locator('[data-milestone=removal]');
    expect(await removal.textContent()).toContain('To be announced');
    expect(await removal.locator('time, [data-relative]').count()).toBe(0);
  });
});

describe('without a script', () => {
  it('it reads: bars, table, and nothing that does nothing', async () => {
    await open('/deprecations/', { javaScriptEnabled: false });
    expect((await bars()).length).toBe((await rows()).length);
    for (const idle of ['[data-choices]', '.tl-years']) {
      expect(await page.locator(idle).isVisible()).toBe(false);
    }
    // The day of the build stands at the line, since it may not be today.
    expect(await page.locator('text.tl-now').textContent()).toMatch(/2026/);
    const countdown = page.locator('.tl-table [data-relative]');
    expect((await countdown.allTextContents()).join('')).toBe('');
  });
});

describe.each(locales)('%s, on a phone', (lang) => {
  it('nothing is wider than the window', async () => {
    const home = lang === 'en' ? '/' : `/${lang}/`;
    for (const address of [
      'deprecations/',
      'deprecations/?years=2026',
      'deprecations/atlas-old-keys/',
    ]) {
      page = await site.open(home + address, { viewport: phone });
      expect([address, await overflow()]).toEqual([address, 0]);
      if (address !== 'deprecations/atlas-old-keys/') await page.context().close();
    }
  });
});

it('in Arabic the ruler runs from the right to the left', async () => {
  await open('/ar/deprecations/');
  const numbers = await page.locator('.tl-ruler text:not(.tl-now)').evaluateAll((texts) =>
    texts
      .map((text) => ({ year: Number(text.textContent), x: text.getBoundingClientRect().x }))
      .sort((a, b) => b.x - a.x)
      .map(({ year }) => year),
  );
  expect(numbers.length).toBeGreaterThan(2);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const removal = await box('[data-item=atlas-xls-export] .tl-removal');
  const bar = await box('[data-item=atlas-xls-export] .tl-deprecated');
  expect(removal.x).toBeLessThan(bar.x);
  const name = await box('[data-item=atlas-xls-export] .tl-name');
  expect(name.x).toBeGreaterThan(bar.x);
});

it('reads under forced colours: bars have edges, removals a shape', async () => {
  await open('/deprecations/', { forcedColors: 'active' });
  const paint = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((shape) => {
        const { fill, stroke } = getComputedStyle(shape);
        return { fill, stroke };
      });
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect((await paint('.tl-deprecated')).stroke).not.toBe(ground);
  expect((await paint('.tl-removal')).fill).not.toBe(ground);
  expect((await paint('line.tl-now')).stroke).not.toBe(ground);
});

it('prints chart and table without what a script does', async () => {
  await open('/deprecations/', { viewport: { width: 690, height: 1000 } });
  await page.emulateMedia({ media: 'print' });
  for (const idle of ['[data-choices]', '.tl-years', '.relative']) {
    expect(await page.locator(idle).first().isVisible()).toBe(false);
  }
  expect((await bars()).length).toBe((await rows()).length);
  expect(await overflow()).toBe(0);
  const table = await page
    .locator('.scroller')
    .evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth);
  expect(table).toBeLessThanOrEqual(1);
});

it('is clean for axe when it is narrowed and zoomed, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const address of [
      '/deprecations/?product=atlas&years=2026',
      '/ar/deprecations/?who=admin',
    ]) {
      await open(address, { colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page), `${address} ${colorScheme}`).toEqual([]);
      await page.context().close();
    }
  }
});
