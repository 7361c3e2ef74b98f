/** What a page does while it loads and in other circumstances: nothing jumps, fails or moves. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { desktop, useSite, phone, samples, templates } from './site.ts';

const site = useSite();
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & {
          value: number;
          sources: { node: Element | null }[];
        };
        const nodes = sources.map(({ node }) => node?.nodeName + ' ' + (node?.className ?? ''));
        shifts.push(`${value.toFixed(4)} by ${nodes.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    // Leaving a page before its icon has come is no failure.
    if (errorText !== 'net::ERR_ABORTED') problems.push(`${request.url()}: ${errorText}`);
  });
});

async function shiftsOf(address: string): Promise<string[]> {
  await page.goto(site.served.origin + address, { waitUntil: 'load' });
  // Long enough for the scripts that fill days and switches in, and a frame after it.
  await page.waitForTimeout(150);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
}

describe('nothing jumps (CLS 0)', () => {
  it('sees what is planted', async () => {
    await shiftsOf(site.sample('home', 'en')!.address);
    await page.evaluate(() => {
      const block = document.createElement('div');
      block.style.blockSize = '200px';
      document.body.prepend(block);
    });
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts.length))
      .toBeGreaterThan(0);
  });

  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('on %s', async (_, viewport) => {
    await page.setViewportSize(viewport);
    const found: string[] = [];
    for (const { page: sample, lang } of samples(site)) {
      if (lang !== 'en' && lang !== 'ar') continue;
      found.push(...(await shiftsOf(sample.address)).map((line) => `${sample.address}: ${line}`));
    }
    expect(found).toEqual([]);
  });

  it('in colours that a reader has chosen', async () => {
    await page.evaluate(() => {
      localStorage.setItem('gazette.scheme', 'dark');
    });
    const { address } = site.sample('release', 'en')!;
    expect(await shiftsOf(address)).toEqual([]);
    expect(await page.locator('html').getAttribute('data-scheme')).toBe('dark');
    await page.evaluate(() => {
      localStorage.clear();
    });
  });
});

it('no script fails, and nothing asked for is missing', async () => {
  await page.setViewportSize(desktop);
  for (const template of templates) {
    const sample = site.sample(template, 'en');
    if (sample) await page.goto(site.served.origin + sample.address);
  }
  expect(problems).toEqual([]);
});

it('nothing moves for those who asked for less motion', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const template of ['home', 'release', 'release-list']) {
    await page.goto(site.served.origin + site.sample(template, 'en')!.address);
    await page.keyboard.press('/');
    const moving = await page.evaluate(() => {
      const seconds = (list: string): number =>
        Math.max(
          ...list.split(',').map((each) => parseFloat(each) * (each.includes('ms') ? 0.001 : 1)),
        );
      return [...document.querySelectorAll('*')]
        .filter((element) => {
          const style = getComputedStyle(element);
          return (
            seconds(style.transitionDuration) > 0.02 ||
            (style.animationName !== 'none' && seconds(style.animationDuration) > 0.02)
          );
        })
        .map((element) => element.outerHTML.slice(0, 80));
    });
    expect(moving).toEqual([]);
    expect(
      await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior),
    ).toBe('auto');
  }
  await page.emulateMedia({ reducedMotion: 'no-preference' });
});

it('forced colours leave words, states and focus to be seen', async () => {
  await page.emulateMedia({ forcedColors: 'active' });
  const { address } = site.sample('release', 'en')!;
  await page.goto(site.served.origin + address);
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const invisible = await page.locator('main h1, main h2, main p, .badge').evaluateAll((elements) =>
    elements
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return color === backgroundColor;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(invisible).toEqual([]);
  for (const badge of await page.locator('main .badge').all()) {
    expect((await badge.textContent())?.trim()).not.toBe('');
  }
  await page.locator('main a').first().focus();
  await page.keyboard.press('Tab');
  expect(
    await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle),
  ).not.toBe('none');
  await page.emulateMedia({ forcedColors: 'none' });
});

it('a release prints as a document: no furniture, but its address and day', async () => {
  await page.setViewportSize(desktop);
  const { address } = site.sample('release', 'en')!;
  await page.goto(site.served.origin + address);
  await page.emulateMedia({ media: 'print' });
  const seen = (selector: string) => page.locator(selector).first().isVisible();
  for (const selector of [
    'nav.side',
    'nav.sections',
    '[data-search-open]',
    'nav.neighbours',
    'a.skip',
  ]) {
    expect(await seen(selector), selector).toBe(false);
  }
  for (const selector of ['h1', 'main time', '.colophon .print-only']) {
    expect(await seen(selector), selector).toBe(true);
  }
  expect(await page.locator('.colophon .print-only').textContent()).toContain(address);
  // A dark scheme is for screens: paper is white.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const [ink, paper] = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
  expect(paper).toMatch(/^rgba?\(255, 255, 255|^rgba\(0, 0, 0, 0\)/);
  expect(ink).not.toMatch(/^rgb\(2[0-5]\d/);
  expect((await page.pdf()).length).toBeGreaterThan(5000);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
});
