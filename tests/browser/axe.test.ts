/** axe over every template in every locale, light and dark; home and release on a phone as well. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, locales, openSite, phone, templates } from './site.ts';
import type { Site } from './site.ts';

declare const axe: typeof axeCore;

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await openSite();
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'));
  // Colours are looked at while they stand still.
  const context = await site.browser.newContext({ viewport: desktop, reducedMotion: 'reduce' });
  await context.addInitScript(source.toString());
  page = await context.newPage();
});
afterAll(() => site?.close());

/** What axe finds, in lines that say where. */
function violations(within?: string): Promise<string[]> {
  return page.evaluate(async (selector) => {
    const { violations } = await axe.run(selector ?? document, {
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
  }, within ?? null);
}

async function inBothSchemes(name: string, within?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(within)).map((line) => `${name}, ${colorScheme}: ${line}`));
  }
  return found;
}

it('finds what is planted', async () => {
  await page.goto(site.served.origin + site.sample('home', 'en')!.address);
  await page.evaluate(() => {
    document
      .querySelector('main')
      ?.insertAdjacentHTML('beforeend', '<img src="data:,"><button></button>');
  });
  const found = await violations();
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
      const found = await inBothSchemes(sample.address);
      if (template === 'home' || template === 'release') {
        await page.setViewportSize(phone);
        found.push(...(await inBothSchemes(`${sample.address} on a phone`)));
      }
      expect(found).toEqual([]);
    }
  });

  it('release for administrators', async () => {
    await page.setViewportSize(desktop);
    await page.goto(site.served.origin + site.sample('release', lang, 'admin')!.address);
    expect(await inBothSchemes('release')).toEqual([]);
  });

  it('search dialog, with results and filters', async () => {
    await page.setViewportSize(desktop);
    await page.goto(site.served.origin + site.sample('home', lang)!.address);
    await page.keyboard.press('/');
    await page.locator('dialog[data-search] input[type=search]').fill('Atlas');
    await page.locator('dialog[data-search] .search-title').first().waitFor();
    expect(await inBothSchemes('search')).toEqual([]);
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
      expect(await violations()).toEqual([]);
    }
  }
});
