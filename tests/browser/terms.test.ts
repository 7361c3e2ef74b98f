/** Words of the glossary are explained in place: by keyboard, by touch, and as links without a script. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useSite, phone } from './site.ts';

const at = '/docs/atlas/approvals/';
const site = useSite();

const word = (page: Page) => page.locator('a.gz-term').first();
const card = (page: Page) => page.locator('.gz-term-card').first();
const hasFocus = (at: Locator) => at.evaluate((each) => each === document.activeElement);
const ready = (page: Page) => word(page).and(page.locator('[role=button]')).waitFor();

it('open by keyboard, are read out, and give the focus back', async () => {
  const page = await site.open(at);
  await ready(page);
  await word(page).focus();
  for (const key of ['Enter', 'Space']) {
    await page.keyboard.press(key);
    await expect.poll(() => card(page).isVisible()).toBe(true);
    // Told by an event of the card, which comes after it has opened.
    await expect.poll(() => word(page).getAttribute('aria-expanded')).toBe('true');
    await expect.poll(() => hasFocus(card(page))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => card(page).isVisible()).toBe(false);
    await expect.poll(() => hasFocus(word(page))).toBe(true);
  }
  await page.keyboard.press('Enter');
  await expect.poll(() => hasFocus(card(page))).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/glossary\/#approver$/);
  await page.context().close();
});

it.each(['', '/ar'])(
  'open by touch within the screen, and close by a touch beside (%s)',
  async (lang) => {
    const page = await site.open(lang + at, { viewport: phone, hasTouch: true });
    await ready(page);
    await word(page).tap();
    await card(page).waitFor({ state: 'visible' });
    const box = (await card(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(phone.width);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    await word(page).tap();
    await expect.poll(() => card(page).isVisible()).toBe(false);
    await word(page).tap();
    await card(page).waitFor({ state: 'visible' });
    await page.locator('h1').tap();
    await expect.poll(() => card(page).isVisible()).toBe(false);
    await page.context().close();
  },
);

it('are links to the glossary without JavaScript', async () => {
  const page = await site.open(at, { javaScriptEnabled: false });
  expect(await card(page).isVisible()).toBe(false);
  await word(page).click();
  await page.waitForURL((url) => url.hash === '#approver');
  await page.context().close();
});
