/** Pages on paper: what is printed, in one piece, in the right direction. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { useSite } from './site.ts';

const site = useSite();
let page: Page;
afterEach(() => page?.context().close());

/** A page as it is laid out on A4 between its margins. */
async function print(address: string): Promise<void> {
  page = await site.open(address, { viewport: { width: 673, height: 986 } });
  await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
}
const sample = (template: string, lang = 'en'): string =>
  site.sample(template, lang, 'admin')!.address;

describe.each(['release', 'advisory', 'record-list', 'migration', 'guide'])('%s', (template) => {
  it('prints its icons, which browsers leave out as backgrounds', async () => {
    await print(sample(template));
    const left = await page.evaluate(() => {
      const found: string[] = [];
      let icons = 0;
      for (const element of document.querySelectorAll('main, main *')) {
        if (!element.checkVisibility()) continue;
        for (const pseudo of ['::before', '::after']) {
          const style = getComputedStyle(element, pseudo);
          if (style.maskImage === 'none' || style.content === 'none') continue;
          icons += 1;
          if (style.printColorAdjust !== 'exact') found.push(element.outerHTML.slice(0, 80));
        }
      }
      const bars = [...document.querySelectorAll('main progress')].filter(
        (bar) => bar.checkVisibility() && getComputedStyle(bar).printColorAdjust !== 'exact',
      );
      return { icons, found: [...found, ...bars.map(({ outerHTML }) => outerHTML)] };
    });
    expect(left.found).toEqual([]);
    if (template === 'release') expect(left.icons).toBeGreaterThan(3);
  });

  it('keeps headings with what they head, and nothing else', async () => {
    await print(sample(template));
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll('main :is(h2, h3, h4, .eyebrow)')]
        .filter((heading) => heading.checkVisibility())
        .flatMap((heading) => {
          const isBeside = heading.parentElement?.matches('.change-brief') === true;
          const hasBody = heading.nextElementSibling !== null && !isBeside;
          const wanted = hasBody ? 'avoid' : 'auto';
          const { breakAfter } = getComputedStyle(heading);
          // What heads nothing holds nothing: a row of short sections would be a page of its own.
          return /^h[34]$/i.test(heading.tagName) || hasBody
            ? breakAfter === wanted
              ? []
              : [`${breakAfter}: ${heading.outerHTML.slice(0, 80)}`]
            : [];
        }),
    );
    expect(wrong).toEqual([]);
  });
});

it('an advisory or a known issue in a list is in one piece', async () => {
  for (const template of ['known-issue-list', 'advisory-list']) {
    await print(sample(template));
    const entry = page.locator('main .entry').first();
    expect(await entry.evaluate((each) => getComputedStyle(each).breakInside)).toBe('avoid');
    await page.context().close();
  }
});

it('the name of a product stays with the first deprecation below it', async () => {
  await print(sample('timeline'));
  const head = page.locator('.tl-group > h4').first();
  expect(await head.evaluate((each) => getComputedStyle(each).breakAfter)).toBe('avoid');
});

it('lines of releases are printed whole', async () => {
  await print(sample('release-list'));
  const cut = await page
    .locator('.row-line')
    .evaluateAll(
      (lines) => lines.filter((line) => line.scrollHeight > line.clientHeight + 1).length,
    );
  expect(cut).toBe(0);
  const clamp = await page
    .locator('.row-line')
    .first()
    .evaluate((line) => getComputedStyle(line).webkitLineClamp);
  expect(clamp).toBe('none');
});

it('a table has the lines of its rows in every column', async () => {
  await print(sample('product'));
  const first = page.locator('.scroller :is(th, td):first-child').first();
  expect(await first.evaluate((cell) => getComputedStyle(cell).position)).toBe('static');
});

it.each(['en', 'ar'])(
  '%s: the address reads from left to right, where lines begin',
  async (lang) => {
    await print(sample('release', lang));
    const look = (selector: string) =>
      page.locator(selector).evaluate((line) => {
        const text = document.createRange();
        text.selectNodeContents(line);
        const words = text.getBoundingClientRect();
        const box = line.getBoundingClientRect();
        return {
          direction: getComputedStyle(line).direction,
          gap: document.dir === 'rtl' ? box.right - words.right : words.left - box.left,
        };
      });
    const printed = await look('.colophon .print-only');
    expect(printed.direction).toBe('ltr');
    expect(printed.gap).toBeLessThan(2);

    await page.goto(
      `${site.served.origin}${sample('upgrade', lang)}?product=atlas&from=3.6.0&to=4.2.0`,
    );
    await page.locator('#_plan').waitFor();
    const plan = await look('.plan .print-only');
    expect(plan.direction).toBe('ltr');
    expect(plan.gap).toBeLessThan(2);
  },
);
