/**
 * axe over every template in every locale; home and release on a phone as well. What colours do is the
 * same in all languages: in dark only they are looked at, from left to right and from right to left.
 */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { axeSource, violations } from './axe.ts';
import { desktop, locales, useSite, phone, templates } from './site.ts';

const site = useSite();
let page: Page;

beforeAll(async () => {
  // Colours are looked at while they stand still.
  const context = await site.browser.newContext({ viewport: desktop, reducedMotion: 'reduce' });
  await context.addInitScript(axeSource);
  page = await context.newPage();
});

async function inBothSchemes(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [colorScheme, rules] of [['light'], ['dark', ['color-contrast']]] as const) {
    await page.emulateMedia({ colorScheme });
    const lines = await violations(page, rules);
    found.push(...lines.map((line) => `${name}, ${colorScheme}: ${line}`));
  }
  return found;
}

/** In both schemes in one language of each direction, and in light in the others. */
async function inSchemesOf(lang: string, name: string): Promise<string[]> {
  if (lang === 'en' || lang === 'ar') return inBothSchemes(name);
  await page.emulateMedia({ colorScheme: 'light' });
  return (await violations(page)).map((line) => `${name}: ${line}`);
}

it('finds what is planted', async () => {
  await page.goto(site.served.origin + site.sample('home', 'en')!.address);
  await page.evaluate(() => {
    document
      .querySelector('main')
      ?.insertAdjacentHTML('beforeend', '<img src="data:,"><button></button>');
  });
  const found = await violations(page);
  expect(found.join('\n')).toMatch(/image-alt[^]*button-name|button-name[^]*image-alt/);
});

describe.each(locales)('%s', (lang) => {
  it.each(templates)('%s', async (template) => {
    const sample = site.sample(template, lang);
    // A portal with a guide `index` has that for a list of guides.
    if (!sample) expect(template).toBe('guide-list');
    else {
      await page.setViewportSize(desktop);
      await page.goto(site.served.origin + sample.address);
      const found = await inSchemesOf(lang, sample.address);
      if (template === 'home' || template === 'release') {
        await page.setViewportSize(phone);
        found.push(...(await inSchemesOf(lang, `${sample.address} on a phone`)));
      }
      expect(found).toEqual([]);
    }
  });

  it('release for administrators', async () => {
    await page.setViewportSize(desktop);
    await page.goto(site.served.origin + site.sample('release', lang, 'admin')!.address);
    expect(await inSchemesOf(lang, 'release')).toEqual([]);
  });

  it('search dialog, with results and filters', async () => {
    await page.setViewportSize(desktop);
    await page.goto(site.served.origin + site.sample('home', lang)!.address);
    await page.keyboard.press('/');
    await page.locator('dialog[data-search] input[type=search]').fill('Atlas');
    await page.locator('dialog[data-search] .search-title').first().waitFor();
    expect(await inSchemesOf(lang, 'search')).toEqual([]);
  });
});

it('menu, keys and switches, open', async () => {
  await page.setViewportSize(desktop);
  await page.goto(site.served.origin + site.sample('release', 'en')!.address);
  await page.keyboard.press('?');
  expect(await inBothSchemes('keys')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('details.switch summary').last().click();
  expect(await inBothSchemes('switch')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.setViewportSize(phone);
  await page.locator('.menu-open').click();
  expect(await inBothSchemes('menu')).toEqual([]);
});

it('colours chosen by the switch, against those of the system', async () => {
  await page.setViewportSize(desktop);
  await page.goto(site.served.origin + site.sample('release', 'en')!.address);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (let press = 0; press < 3; press += 1) {
      await page.locator('[data-scheme-switch]').click();
      expect(await violations(page)).toEqual([]);
    }
  }
});
