/** The upgrade planner as readers use it: by keyboard, by address, on paper, on a phone, with what goes wrong. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { run as runUpgradePath } from '../../scripts/commands/upgrade-path.ts';
import { referenceDay } from '../support/reference.ts';
import { repository } from '../support/portal.ts';
import { violations, violationsInBothSchemes } from './axe.ts';
import { desktop, useSite, phone } from './site.ts';

const [from, to] = ['3.6.0', '4.2.0'];
const whole = `?product=atlas&from=${from}&to=${to}`;

const site = useSite();
let page: Page;

afterEach(() => page?.context().close());

const address = (lang = 'en', audience = 'admin'): string =>
  site.sample('upgrade', lang, audience)!.address;
const open = async (
  search: string,
  { lang = 'en', audience = 'admin', ...options }: Record<string, unknown> = {},
): Promise<void> => {
  const path = address(lang as string, audience as string);
  page = await site.open(path + search, options);
};
const heading = () => page.locator('#_plan');
const search = () => new URL(page.url()).search;
const problem = () => page.locator('[data-problem]');
const mustTitles = () => page.locator('.plan-must .plan-title').allTextContents();

describe('by keyboard alone', () => {
  const tabTo = async (selector: string): Promise<void> => {
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      if (await page.locator(':focus').evaluate((at, wanted) => at.matches(wanted), selector))
        return;
    }
    throw new Error(`Tab does not reach ${selector}`);
  };

  it('a product and two versions make a plan, which a tick is kept for', async () => {
    await open('');
    await tabTo('#_product');
    await page.keyboard.type('Atlas');
    await expect.poll(search).toBe('?product=atlas');
    // The version to be on is the one to go to.
    await expect.poll(() => page.locator('#_to').inputValue()).toBe(to);
    await tabTo('#_from');
    await page.keyboard.type(from);
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from ${from} to ${to}`);
    await expect.poll(search).toBe(whole);
    // Told to screen readers, and the focus stays where the choice is made.
    expect(await page.locator('[data-plan-status]').textContent()).toMatch(
      /^Atlas: from 3\.6\.0 to 4\.2\.0\. \d+ versions on the way\. .*For: Administrators/,
    );
    expect(await page.locator(':focus').getAttribute('id')).toBe('_from');
    await tabTo('input[name=module][value=billing]');
    await page.keyboard.press('Space');
    await expect.poll(search).toBe(`${whole}&module=billing`);
    expect(await page.locator('.plan-facts').textContent()).toContain('Modules: Billing');
    await page.keyboard.press('Space');
    await tabTo('.plan-make button');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('_plan');

    await tabTo('.plan-must input');
    const name = await page
      .locator(':focus')
      .evaluate((box: HTMLInputElement) => box.labels?.[0]?.textContent);
    expect((await mustTitles())[0]).toBe(name);
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('[data-done]').textContent()).toMatch(/^1 of \d+ done$/);
    const keys = () => page.evaluate(() => Object.keys(localStorage));
    expect(await keys()).toEqual(['upgrade:admin:atlas:atlas-3-to-4/read']);
    await page.reload();
    await expect.poll(() => page.locator('[data-done]').textContent()).toMatch(/^1 of/);
    expect(await page.locator('.plan-must input').first().isChecked()).toBe(true);
    await page.locator('.plan-must input').first().press('Space');
    expect(await keys()).toEqual([]);
  });
});

describe('the address', () => {
  it('holds the choice: it restores form and plan, without a jump', async () => {
    page = await site.open('/');
    await page.context().addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const viewport of [desktop, phone]) {
      await page.setViewportSize(viewport);
      await page.goto(`${site.served.origin}${address()}${whole}&module=identity`);
      await expect.poll(() => heading().textContent()).toBe(`Atlas: from ${from} to ${to}`);
      expect(await page.locator('#_product').inputValue()).toBe('atlas');
      expect(await page.locator('#_from').inputValue()).toBe(from);
      expect(await page.locator('input[value=identity]').isChecked()).toBe(true);
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual(
        [],
      );
    }
  });

  it('takes the beginning of a version, and the latest', async () => {
    await open('?product=atlas&from=3.7&to=latest');
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from 3.7.9 to ${to}`);
  });

  it('leads to the section that it names', async () => {
    await open(`${whole}#_plan-met`);
    const section = page.locator('#_plan-met');
    await section.waitFor();
    await expect.poll(async () => (await section.boundingBox())?.y ?? -1).toBeLessThan(200);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(200);
  });

  it('goes back and forward, and is left alone by links inside a plan', async () => {
    await open(whole);
    await heading().waitFor();
    const first = await page.locator('.plan').elementHandle();
    await page.locator('.plan-contents a').first().click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#_plan-/);
    await page.goBack();
    expect(await first.evaluate((plan) => plan.isConnected)).toBe(true);
    await page.locator('#_from').selectOption('4.0.0');
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from 4.0.0 to ${to}`);
    await page.goBack();
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from ${from} to ${to}`);
    expect(await page.locator('#_from').inputValue()).toBe(from);
    await page.goForward();
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from 4.0.0 to ${to}`);
  });

  it('brings nothing in', async () => {
    const evil = encodeURIComponent('<img src=x onerror="window.hit=1"><b>x</b>');
    for (const query of [
      `?product=${evil}`,
      `?product=atlas&from=${evil}&to=${evil}&module=${evil}`,
      `?product=atlas&from=${from}&to=${to}&module=${evil}`,
      '?product=__proto__&from=constructor&to=toString',
      '?product=atlas&from=javascript:alert(1)',
    ]) {
      if (page) await page.context().close();
      await open(query);
      await problem().locator('p').waitFor();
      expect(await problem().locator('img, b').count()).toBe(0);
      expect(await page.locator('main img').count()).toBe(0);
      expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    }
  });
});

describe('what the reader says to run', () => {
  const openAs = async (own: string, query: string): Promise<void> => {
    await open('');
    await page.evaluate((text) => {
      const { mineKey } = document.querySelector<HTMLElement>('script[data-mine-key]')!.dataset;
      localStorage.setItem(mineKey!, text);
    }, own);
    await page.goto(`${site.served.origin}${address()}${query}`);
  };
  const facts = () => page.locator('.plan-facts').textContent();
  const ticked = () => page.locator('fieldset[data-modules=atlas] input:checked').count();

  it('takes nothing from a plan that somebody sent', async () => {
    await open(whole);
    await heading().waitFor();
    const sent = await mustTitles();
    await page.context().close();
    await openAs('atlas@3.7.9:billing', whole);
    await heading().waitFor();
    expect(await mustTitles()).toEqual(sent);
    expect(await facts()).not.toContain('Modules');
    expect(await ticked()).toBe(0);
    expect(search()).toBe(whole);
  });

  it('stands in the address once a plan is made of it, and what is unticked stays so', async () => {
    await openAs('atlas@3.7.9:billing', '?product=atlas');
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from 3.7.9 to ${to}`);
    expect(search()).toBe('?product=atlas&from=3.7.9&module=billing');
    await page.locator('input[name=module][value=billing]').uncheck();
    await expect.poll(facts).not.toContain('Modules');
    await page.reload();
    await heading().waitFor();
    expect(await facts()).not.toContain('Modules');
    expect(await ticked()).toBe(0);
    await page.goBack();
    await expect.poll(facts).toContain('Modules: Billing');
    expect(await ticked()).toBe(1);
  });

  it('fills the form again when the reader goes back to where it did', async () => {
    await openAs('atlas:billing', '');
    await expect.poll(ticked).toBe(1);
    await page.locator('input[name=module][value=billing]').uncheck();
    await expect.poll(search).toBe(`?product=atlas&to=${to}`);
    // No version says here that the address is a plan, and still nothing is added to it.
    await page.reload();
    await expect.poll(() => page.locator('#_to').inputValue()).toBe(to);
    expect(await ticked()).toBe(0);
    await page.goBack();
    await expect.poll(ticked).toBe(1);
  });
});

describe('what goes wrong is said, with what to do next', () => {
  it('a version that is not there, with the one that is meant', async () => {
    await open(`?product=atlas&from=3.7.8&to=${to}`);
    await expect
      .poll(() => problem().locator('p').textContent())
      .toBe('There is no version 3.7.8. Choose one from the list.');
    expect(await page.locator('#_from').getAttribute('aria-invalid')).toBe('true');
    await problem().locator('button').click();
    await expect.poll(() => heading().textContent()).toMatch(/^Atlas: from 3\.7\.\d to/);
    expect(await problem().textContent()).toBe('');
    expect(await page.locator(':focus').getAttribute('id')).toBe('_plan');
  });

  it('the wrong way, no way, and nothing chosen', async () => {
    await open(`?product=atlas&from=4.1.0&to=3.7.0`);
    await expect.poll(() => problem().textContent()).toContain('3.7.0 is older than 4.1.0.');
    expect(await problem().textContent()).toContain('Choose a later version');
    await page.locator('#_to').selectOption('4.1.0');
    await expect.poll(() => problem().textContent()).toContain('You run 4.1.0 already.');
    expect(await heading().count()).toBe(0);
    await page.locator('#_product').selectOption('');
    await page.locator('.plan-make button').click();
    await expect.poll(() => problem().textContent()).toBe('Choose a product first.');
    expect(await page.locator(':focus').getAttribute('id')).toBe('_product');
    await page.locator('#_product').selectOption('atlas');
    await page.locator('.plan-make button').click();
    await expect.poll(() => problem().textContent()).toBe('Choose the version that you run.');
    expect(await page.locator(':focus').getAttribute('id')).toBe('_from');
  });

  it('a module that is not there, beside the plan', async () => {
    await open(`${whole}&module=nope`);
    await heading().waitFor();
    await expect
      .poll(() => problem().textContent())
      .toBe('There is no module nope. With none chosen, the plan covers all of them.');
  });

  it('data that does not come, until it does', async () => {
    await open('');
    await page.route('**/upgrade/atlas.json', (route) => route.abort());
    await page.locator('#_product').selectOption('atlas');
    await expect.poll(() => problem().textContent()).toContain('could not be loaded');
    await page.unroute('**/upgrade/atlas.json');
    await problem().locator('button').click();
    await expect.poll(() => page.locator('#_to').inputValue()).toBe(to);
  });
});

it('is fetched once for a product', async () => {
  await open('');
  let fetched = 0;
  await page.route('**/upgrade/atlas.json', (route) => {
    fetched += 1;
    return route.continue();
  });
  await page.locator('#_product').selectOption('atlas');
  await expect.poll(() => page.locator('#_to').inputValue()).toBe(to);
  for (const version of [from, '4.0.0']) {
    await page.locator('#_from').selectOption(version);
    await expect.poll(() => heading().textContent()).toBe(`Atlas: from ${version} to ${to}`);
  }
  expect(fetched).toBe(1);
});

it('follows ticks that are made in another window, and while the page was left', async () => {
  await open(whole);
  await heading().waitFor();
  const done = () => page.locator('[data-done]').textContent();
  const first = page.locator('.plan-must input').first();
  const other = await page.context().newPage();
  await other.goto(page.url());
  const box = other.locator('.plan-must input').first();
  await box.check();
  await expect.poll(() => first.isChecked()).toBe(true);
  await expect.poll(done).toMatch(/^1 of/);
  await box.uncheck();
  await expect.poll(() => first.isChecked()).toBe(false);
  await expect.poll(done).toMatch(/^0 of/);
  // As a browser shows a page that was left, from its memory.
  await page.evaluate(() => {
    localStorage.setItem('upgrade:admin:atlas:atlas-3-to-4/read', '1');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  expect(await first.isChecked()).toBe(true);
  expect(await done()).toMatch(/^1 of/);
});

it('says what the command says, to copy and to download', async () => {
  let expected = '';
  const io = {
    stdout: { write: (text: string) => (expected += text) },
    stderr: { write: (text: string) => (expected += text) },
  };
  const flags = ['--audience', 'admin', '--format', 'markdown', '--today', referenceDay];
  expect(await runUpgradePath(['atlas', from, to, ...flags, '--root', repository], io)).toBe(0);
  await open(whole, { permissions: ['clipboard-read', 'clipboard-write'] });
  await heading().waitFor();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const here = (text: string): string =>
    text.replace(/https?:\/\/[^/\s)]+(?=\/[^\s)]*)/g, (origin) =>
      origin.includes('127.0.0.1') || expectedOrigin === origin ? '' : origin,
    );
  const expectedOrigin = /\]\((https?:\/\/[^/]+)\//.exec(expected)?.[1];
  await page.locator('[data-tool=copyMarkdown]').click();
  await expect.poll(async () => here(await clipboard())).toBe(here(expected));
  await expect.poll(() => page.locator('[data-announcer]').textContent()).not.toBe('');
  await page.locator('[data-tool=copyLink]').click();
  await expect.poll(clipboard).toBe(site.served.origin + address() + whole);

  await page.locator('.plan-must input').first().check();
  const downloading = page.waitForEvent('download');
  await page.locator('[data-tool=download]').click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe(`upgrade-atlas-${from}-${to}.md`);
  const text = await readFile(await file.path(), 'utf8');
  expect(here(text)).toBe(here(expected).replace('- [ ] [Read', '- [x] [Read'));
});

it('shows the command that makes the same plan', async () => {
  const command = () => page.locator('[data-plan-command]').textContent();
  await open('', { lang: 'de' });
  const before = await command();
  expect(before).toMatch(/^gazette upgrade-path \S+ \S+ \S+ --audience admin --locale de$/);
  await open(`${whole}&module=billing&module=identity`, { lang: 'de' });
  await heading().waitFor();
  const shown = `gazette upgrade-path atlas ${from} ${to} --module billing --module identity --audience admin --locale de`;
  await expect.poll(command).toBe(shown);
  let plan = '';
  const io = { stdout: { write: (text: string) => (plan += text) }, stderr: process.stderr };
  const args = shown.split(' ').slice(2);
  const rest = ['--root', repository, '--today', referenceDay];
  expect(await runUpgradePath([...args, ...rest], io)).toBe(0);
  expect(plan).toContain((await heading().textContent())!);
  // Without a plan it is an example again.
  await page.locator('#_from').selectOption('');
  await expect.poll(command).toBe(before);
});

it('has no step of another audience', async () => {
  await open(whole);
  await heading().waitFor();
  const admin = await mustTitles();
  await page.context().close();
  await open(whole, { audience: '' });
  await heading().waitFor();
  const user = await mustTitles();
  expect(admin).toContain('Back up the database');
  expect(user).not.toContain('Back up the database');
  expect(user.length).toBeGreaterThan(0);
  expect(user.filter((title) => !admin.includes(title))).toEqual([]);
  const data = await (await fetch(`${site.served.origin}${address('en', '')}atlas.json`)).text();
  expect(data).toContain('"product"');
  expect(data).not.toContain('atlasctl backup');
});

describe.each(['en', 'ar'])('%s', (lang) => {
  it('passes axe with a plan, in light and dark', async () => {
    await open('', { lang, reducedMotion: 'reduce' });
    await page.locator('#_product').selectOption('atlas');
    await expect.poll(() => page.locator('#_to').inputValue()).toBe(to);
    await page.locator('#_from').selectOption(from);
    await heading().waitFor();
    await page.locator('.plan-must input').first().check();
    expect(await violationsInBothSchemes(page)).toEqual([]);
    await page.locator('#_to').selectOption(from);
    await problem().locator('p').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('fits a phone', async () => {
    await open(whole, { lang, viewport: phone });
    await heading().waitFor();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    // Boxes and buttons are large enough for a thumb (WCAG 2.5.8).
    const small = await page
      .locator('.plan-form :is(select, button), .plan-tools button')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 24).length);
    expect(small).toBe(0);
  });
});

it('prints as a document: the plan, its address and its day', async () => {
  await open(whole);
  await heading().waitFor();
  await page.locator('.plan-must input').first().check();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const seen = (selector: string) => page.locator(selector).first().isVisible();
  for (const selector of ['.plan-form', '.plan-tools', '.plan-contents', '.plan-help', 'h1'])
    expect(await seen(selector), selector).toBe(false);
  for (const selector of ['#_plan', '.plan-must input', '.plan-must pre', '.plan-facts'])
    expect(await seen(selector), selector).toBe(true);
  expect(await page.locator('.plan .print-only').textContent()).toContain(whole);
  expect(await page.locator('.plan-facts').textContent()).toContain('As of Nov 21, 2026');
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
});

it('without JavaScript says so, and leads to what says the same', async () => {
  await open('', { javaScriptEnabled: false });
  expect(await page.locator('.plan-form').isVisible()).toBe(false);
  expect(await page.locator('main .notice').textContent()).toContain('needs JavaScript');
  const links = page.locator('.plan-help a');
  expect(await links.count()).toBeGreaterThan(3);
  expect(await page.locator('.plan-help code').textContent()).toMatch(
    /^gazette upgrade-path atlas/,
  );
  await links.filter({ hasText: 'From Atlas 3.7 to 4' }).click();
  await page.waitForURL(/\/migrations\/atlas-3-to-4\/$/);
});

it('is led to from a release, with that version chosen', async () => {
  page = await site.open(`${site.sample('home', 'en', 'admin')!.address}releases/atlas/4.1.0/`);
  await page.locator('.plan-link a').click();
  await expect.poll(() => page.locator('#_to').inputValue()).toBe('4.1.0');
  expect(await heading().count()).toBe(0);
  await page.locator('#_from').selectOption(from);
  await expect.poll(() => heading().textContent()).toBe(`Atlas: from ${from} to 4.1.0`);
});
