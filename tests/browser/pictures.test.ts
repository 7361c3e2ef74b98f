/** Which file of a picture a browser loads, and that nothing moves when it comes. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readPicture, withoutMetadata } from '../../src/catalog/pictures/read-picture.ts';
import type { Picture } from '../../src/catalog/pictures/format.ts';
import { planVariants } from '../../src/outputs/images/recipe.ts';
import { pictureSources } from '../../src/views/picture-sources.ts';
import { fromTelephone, moving, photo } from '../support/pictures.ts';
import { desktop, useSite, phone } from './site.ts';

const site = useSite();

const GUIDE = 'docs/atlas/approvals/';
const addressIn = (lang: string): string => {
  const found = site.pages.find(({ address }) => address.endsWith(lang + GUIDE));
  if (found === undefined) throw new Error(`there is no ${lang}${GUIDE}`);
  return found.address;
};

/** A window with nothing in it. */
async function blank(options: BrowserContextOptions = {}): Promise<Page> {
  return (await site.browser.newContext(options)).newPage();
}

/** Opens the guide, scrolls to its picture, and tells which files were loaded for it. */
async function loads(
  options: BrowserContextOptions,
): Promise<{ names: string[]; bytes: number; page: Page }> {
  const page = await blank(options);
  const names: string[] = [];
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('waiting-invoices')) return;
    names.push(response.url().replace(/^.*\/waiting-invoices\.?/, ''));
    bodies.push(response.body());
  });
  await page.goto(site.served.origin + addressIn(''), { waitUntil: 'load' });
  const image = page.locator('.prose img');
  await image.scrollIntoViewIfNeeded();
  await expect
    .poll(() => image.evaluate((node: HTMLImageElement) => node.complete && node.naturalWidth > 0))
    .toBe(true);
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
  return { names, bytes, page };
}

describe('which file is loaded', () => {
  it.each([
    [1, /-360\.avif$/, /-672\.avif$/],
    [2, /-672\.avif$/, /-1344\.avif$/],
  ])(
    'at %i pixels a point: one, and a smaller one on a phone',
    async (deviceScaleFactor, small, large) => {
      const onPhone = await loads({ viewport: phone, deviceScaleFactor });
      const onDesktop = await loads({ viewport: desktop, deviceScaleFactor });
      expect(onPhone.names).toEqual([expect.stringMatching(small)]);
      expect(onDesktop.names).toEqual([expect.stringMatching(large)]);
      expect(onPhone.bytes).toBeLessThan(onDesktop.bytes * 0.6);
      await onPhone.page.close();
      await onDesktop.page.close();
    },
  );
});

describe('nothing moves', () => {
  it.each([
    ['', phone],
    ['', desktop],
    ['ar/', phone],
  ])('when a picture comes late (%s%o)', async (lang, viewport) => {
    const page = await blank({ viewport });
    let letCome = (): void => {};
    const asked = new Promise<void>((resolve) => (letCome = resolve));
    await page.route(/waiting-invoices/, async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(site.served.origin + addressIn(lang), { waitUntil: 'domcontentloaded' });
    const image = page.locator('.prose img');
    await image.scrollIntoViewIfNeeded();
    const places = (): Promise<number[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('.prose img, .prose > *')].flatMap((node) => {
          const { width, height } = node.getBoundingClientRect();
          return [width, height];
        }),
      );
    const before = await places();
    const { width, height } = (await image.boundingBox()) ?? { width: 0, height: 0 };
    expect(width / height).toBeCloseTo(1600 / 940, 1);
    letCome();
    await expect
      .poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth))
      .toBeGreaterThan(0);
    // The height of a file is a whole number of pixels, so its shape is off by a part of one.
    const moved = (await places()).map((place, at) => Math.abs(place - (before[at] ?? 0)));
    expect(Math.max(...moved)).toBeLessThan(0.5);
    await page.close();
  });
});

describe('pictures of other kinds', () => {
  it('what moves stands still for whoever asked for less motion', async () => {
    const bytes = await moving('gif', 300, 200);
    const picture = readPicture(bytes) as Picture;
    const still = await photo(300, 200).webp().toBuffer();
    const sources = pictureSources(
      picture,
      planVariants(picture)
        .filter(({ format }) => format === 'webp')
        .map((one) => ({ ...one, bytes: 1 })),
      ({ isAnimated }) => `${site.served.origin}/x/${isAnimated ? 'moving' : 'still'}.webp`,
    );
    const html = sources
      .map(
        ({ type, srcset, sizes, media }) =>
          `<source type="${type}" srcset="${srcset}" sizes="${sizes}"${media === undefined ? '' : ` media="${media}"`}>`,
      )
      .join('');
    const page = await blank();
    await page.route('**/x/**', (route) =>
      route.fulfill({ body: still, contentType: 'image/webp' }),
    );
    const chosen = async (reducedMotion: 'reduce' | 'no-preference'): Promise<string> => {
      await page.emulateMedia({ reducedMotion });
      await page.setContent(
        `<picture>${html}<img src="${site.served.origin}/x/original.gif" width="300" height="200" alt="x"></picture>`,
      );
      const image = page.locator('img');
      await expect
        .poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth))
        .toBe(300);
      return (await image.evaluate((node: HTMLImageElement) => node.currentSrc)).replace(
        /^.*\/x\//,
        '',
      );
    };
    expect(await chosen('reduce')).toBe('still.webp');
    expect(await chosen('no-preference')).toBe('moving.webp');
    await page.close();
  });

  it('a photo that was taken on its side stands upright, without what its camera wrote', async () => {
    const clean = withoutMetadata(await fromTelephone(120, 80, 6).jpeg().toBuffer());
    const page = await blank();
    await page.setContent(
      `<img alt="x" src="data:image/jpeg;base64,${Buffer.from(clean).toString('base64')}">`,
    );
    const size = page
      .locator('img')
      .evaluate((node: HTMLImageElement) => [node.naturalWidth, node.naturalHeight]);
    expect(await size).toEqual([80, 120]);
    await page.close();
  });
});
