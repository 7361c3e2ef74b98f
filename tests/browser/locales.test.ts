/** Every template in every locale: direction, languages of texts, and nothing wider than a phone. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { desktop, locales, useSite, phone, samples } from './site.ts';

const site = useSite();
let page: Page;

beforeAll(async () => {
  const context = await site.browser.newContext({ viewport: phone, reducedMotion: 'reduce' });
  page = await context.newPage();
});

/** What sticks out of the page sideways; what scrolls inside itself may be wider. */
function overflowing(): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) ||
        scrolls(element.parentElement));
    for (const element of document.body.querySelectorAll('*')) {
      const box = element.getBoundingClientRect();
      // What takes long to ask is asked of the few that stick out.
      if (box.width === 0 || box.height === 0) continue;
      if ((box.right <= width + 1 && box.left >= -1) || box.right <= 0) continue;
      if (!element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      // What is for screen readers only, and what waits outside of the screen.
      if (style.clip !== 'auto' || style.clipPath !== 'none' || style.position === 'fixed')
        continue;
      if (scrolls(element.parentElement)) continue;
      wide.push(`${element.outerHTML.slice(0, 100)} from ${box.left} to ${box.right}`);
    }
    return wide.slice(0, 5);
  });
}

it('finds what is planted', async () => {
  await page.goto(site.served.origin + site.sample('home', 'en')!.address);
  await page.evaluate(() => {
    const wide = document.createElement('p');
    wide.style.inlineSize = '500px';
    wide.textContent = 'wide';
    document.querySelector('main')?.append(wide);
  });
  expect((await overflowing()).join()).toContain('wide');
});

describe.each(locales)('%s', (lang) => {
  it('fits a phone on each template', async () => {
    const wide: string[] = [];
    for (const { page: sample } of samples(site).filter((each) => each.lang === lang)) {
      await page.setViewportSize(phone);
      await page.goto(site.served.origin + sample.address);
      wide.push(...(await overflowing()).map((line) => `${sample.address}: ${line}`));
      // Text as large as some readers set it (WCAG 1.4.10 at 320 px).
      await page.setViewportSize({ width: 320, height: 640 });
      wide.push(...(await overflowing()).map((line) => `${sample.address} at 320: ${line}`));
    }
    expect(wide).toEqual([]);
  });

  it('has its language and direction on each page, and the source’s on texts of the source', () => {
    const dir = lang === 'ar' ? 'rtl' : 'ltr';
    const own = site.pages.filter((each) => each.lang === lang);
    expect(own.length).toBeGreaterThan(50);
    expect(own.filter((each) => each.dir !== dir)).toEqual([]);
    // The reference portal leaves some notes untranslated on purpose.
    const fallbacks = own.filter(({ isFallback }) => isFallback);
    if (lang === 'en') expect(fallbacks).toEqual([]);
    else expect(fallbacks.length).toBeGreaterThan(0);
  });
});

const english: Readonly<Record<string, string>> = {
  de: 'Sie lesen ihn auf Englisch.',
  ja: '英語で表示しています。',
  ar: 'تقرؤه بلغته الأصلية: الإنجليزية.',
};

it('marks text that is not translated, with a notice in the reader’s language', async () => {
  await page.setViewportSize(desktop);
  for (const lang of ['de', 'ja', 'ar']) {
    for (const template of ['release', 'record', 'change', 'guide']) {
      const fallback = site.pages.find(
        (each) => each.lang === lang && each.template === template && each.isFallback,
      );
      if (!fallback) continue;
      await page.goto(site.served.origin + fallback.address);
      const texts = page.locator('main .prose, main .lead');
      const languages = await texts.evaluateAll((elements) =>
        elements.map((element) => {
          const closest = element.closest<HTMLElement>('[lang]');
          return [closest?.lang, getComputedStyle(element).direction];
        }),
      );
      // The first is the entry's own; others may quote entries that are translated.
      expect(languages[0], fallback.address).toEqual(['en', 'ltr']);
      const own = [lang, lang === 'ar' ? 'rtl' : 'ltr'].join();
      for (const each of languages)
        expect(['en,ltr', own], fallback.address).toContain(each.join());
      // The frame around it stays in the reader's.
      for (const selector of ['.masthead', '.colophon', 'nav.crumbs']) {
        const around = page.locator(selector).first();
        expect(
          await around.evaluate((element) => element.closest<HTMLElement>('[lang]')?.lang),
          `${fallback.address} ${selector}`,
        ).toBe(lang);
      }
      const notice = page.locator('main .notice[role=note]').first();
      expect(await notice.count(), fallback.address).toBe(1);
      expect(
        await notice.evaluate((element) => element.closest<HTMLElement>('[lang]')?.lang),
        fallback.address,
      ).toBe(lang);
      // What that language is called, in a sentence that it fits.
      expect(await notice.textContent(), fallback.address).toContain(english[lang]!);
    }
  }
});

it('keeps versions, code and commands from left to right in Arabic', async () => {
  await page.goto(site.served.origin + site.sample('release', 'ar')!.address);
  const version = page.locator('h1 .version');
  // The digits stand in one piece, whatever is around them.
  expect(await version.evaluate((element) => element.getClientRects().length)).toBe(1);
  const code = await page
    .locator('pre code')
    .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).direction));
  expect(new Set([...code, 'ltr'])).toEqual(new Set(['ltr']));
});
