/** The calendar: days are days wherever it is read, windows have the reader's own time beside them. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { locales, useSite, phone } from './site.ts';

const site = useSite();
let page: Page;

afterEach(() => page?.context().close());

/** Opens the calendar as on a day, whatever the day of the test. */
async function open(
  address = '/calendar/',
  { now, ...options }: BrowserContextOptions & { now?: string } = {},
) {
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  page = await context.newPage();
  if (now !== undefined) {
    await page.clock.install({ time: new Date(now) });
    // The moment of opening comes from the page itself, which a test's clock does not move.
    await page.addInitScript(() => {
      Object.defineProperty(performance, 'timeOrigin', { value: Date.now() });
    });
  }
  await page.goto(site.served.origin + address);
  if (options.javaScriptEnabled === false) return;
  await page.waitForFunction(() => document.querySelector('.cal-far')?.textContent !== '');
}

const query = () => new URL(page.url()).search;
const select = (name: string) => page.locator(`[data-choices] select[name=${name}]`);
/** What the agenda shows, as text without what a script adds. */
const agenda = () =>
  page.locator('.cal-day').evaluateAll((days) =>
    days
      .filter((day) => day.checkVisibility())
      .map((day) => {
        const time = day.querySelector('.cal-date time');
        const events = [...day.querySelectorAll('.cal-event')]
          .filter((event) => event.checkVisibility())
          .map((event) =>
            event.querySelector('.cal-title')?.textContent.replace(/\s+/g, ' ').trim(),
          );
        return [time?.getAttribute('datetime'), time?.textContent, ...events].join(' | ');
      }),
  );
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(['Pacific/Kiritimati', 'America/Anchorage', 'Europe/Berlin'])(
  'in %s',
  (timezoneId) => {
    it('days are those that were written', async () => {
      await open('/calendar/2026/', { timezoneId, now: '2026-11-21T12:00:00Z' });
      const here = await agenda();
      const grid = () =>
        page
          .locator('.cal-grid td[data-day] a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));
      const names = await grid();
      await page.context().close();
      await open('/calendar/2026/', { timezoneId: 'UTC', javaScriptEnabled: false });
      expect(here.length).toBeGreaterThan(20);
      expect(here).toEqual(await agenda());
      expect(names).toEqual(await grid());
    });
  },
);

describe('a window', () => {
  const window = () => page.locator('.cal-window[data-start^="2026-11-03T22:00"]');
  const own = () => window().locator('[data-window-here]');

  it.each([
    // 22:00 in Berlin is 21:00 UTC; Kiritimati is 14 hours before it, Anchorage 9 behind.
    ['Pacific/Kiritimati', 'Your time: Nov 4, 2026, 11:00 AM – 3:00 PM'],
    ['America/Anchorage', 'Your time: Nov 3, 2026, 12:00 – 4:00 PM'],
    ['America/St_Johns', 'Your time: Nov 3, 2026, 5:30 – 9:30 PM'],
  ])('has the time of %s beside its own', async (timezoneId, expected) => {
    await open('/calendar/', { timezoneId });
    expect(await window().locator('.num').textContent()).toBe(
      '22:00 – Nov 4, 2026 02:00 Europe/Berlin',
    );
    const text = ((await own().textContent()) ?? '').replaceAll(/[\u2009\u202f\u00a0]/g, ' ');
    expect(text).toBe(expected);
  });

  it('needs no second time for those who are where it is', async () => {
    await open('/calendar/', { timezoneId: 'Europe/Berlin' });
    expect(await own().textContent()).toBe('Your time is the same.');
  });
});

describe('today', () => {
  const marked = (selector: string) =>
    page
      .locator(`${selector}[aria-current=date]`)
      .evaluateAll((days) => days.map((day) => (day as HTMLElement).dataset['day']));

  it.each([
    // One moment, two days.
    ['Pacific/Kiritimati', '2026-12-08'],
    ['America/Anchorage', '2026-12-07'],
  ])('is that of %s', async (timezoneId, day) => {
    await open('/calendar/', { timezoneId, now: '2026-12-07T23:30:00Z' });
    await expect.poll(() => marked('td')).toEqual([day]);
    expect(await marked('.cal-day')).toEqual(day === '2026-12-08' ? [day] : []);
    const past = await page
      .locator('td.is-past')
      .evaluateAll((days) => days.map((cell) => (cell as HTMLElement).dataset['day'] ?? ''));
    expect(past.length).toBeGreaterThan(30);
    expect(past.every((each) => each < day)).toBe(true);
    const far = page.locator('.cal-day[data-day="2026-12-10"] .cal-far');
    expect(await far.textContent()).toBe(day === '2026-12-08' ? 'in 2 days' : 'in 3 days');
  });

  it('is marked nowhere before a script knows it', async () => {
    await open('/calendar/', { javaScriptEnabled: false });
    expect(await marked('td')).toEqual([]);
  });
});

describe('filters', () => {
  it('narrow agenda and months by kind and product, by keys, in the address', async () => {
    await open();
    const all = await agenda();
    await select('kind').focus();
    await page.keyboard.type('Removals');
    await page.keyboard.press('Enter');
    await expect.poll(query).toBe('?kind=removal');
    const kinds = () =>
      page
        .locator('.cal-event:visible')
        .evaluateAll((events) => [
          ...new Set(events.map((event) => (event as HTMLElement).dataset['kind'])),
        ]);
    await expect.poll(kinds).toEqual(['removal']);
    await select('product').selectOption('beam');
    await expect.poll(query).toBe('?kind=removal&product=beam');
    await expect
      .poll(agenda)
      .toEqual(['2026-12-10 | Dec 10, 2026 | Kafka 2 as a source of events']);
    const count = page.locator('[data-choices] [data-count]');
    await expect.poll(() => count.textContent()).toBe('1 event');
    // Months in which nothing is left are gone, and so are links of days without anything.
    expect(await page.locator('.cal-month:visible h2').allTextContents()).toEqual([
      'December 2026',
    ]);
    const links = page.locator('.cal-grid a[href]:visible');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      '#_2026-12-10',
    ]);
    await page.goBack();
    await expect.poll(kinds).toEqual(['removal']);
    await page.reload();
    await expect.poll(kinds).toEqual(['removal']);
    await expect.poll(() => select('kind').inputValue()).toBe('removal');
    await page.locator('[data-clear]').press('Enter');
    await expect.poll(agenda).toEqual(all);
    await expect.poll(query).toBe('');
  });

  it('keep what concerns all products', async () => {
    await open('/admin/calendar/?kind=freeze&product=beam');
    await expect.poll(async () => (await agenda()).length).toBe(1);
    expect((await agenda())[0]).toContain('14 December to 6 January');
  });

  it.each(locales)('%s: say how many are left', async (lang) => {
    await open(`/${lang === 'en' ? '' : `${lang}/`}calendar/`);
    const events = page.locator('.cal-event:visible');
    const all = await events.count();
    const said = page.locator('[data-choices] [data-count]');
    await select('product').selectOption('beam');
    await expect.poll(query).toBe('?product=beam');
    await expect.poll(() => events.count()).toBeLessThan(all);
    expect(await events.count()).toBeGreaterThan(2);
    await expect.poll(() => said.textContent()).toContain(String(await events.count()));
  });
});

it('a day of a month leads to its place in the agenda, by keys too', async () => {
  await open();
  await page.locator('td[data-day="2026-12-08"] a').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).hash).toBe('#_2026-12-08');
  const target = page.locator('.cal-day:target');
  expect(await target.getAttribute('data-day')).toBe('2026-12-08');
  await expect
    .poll(() => target.evaluate((day) => day.getBoundingClientRect().top))
    .toBeLessThan(900);
  // A day within a freeze leads to where the freeze is told of.
  const within = page.locator('td[data-day="2026-12-20"] a');
  expect(await within.getAttribute('href')).toBe('#_2026-12-14');
});

it('freezes of other audiences are on the calendar of theirs only', async () => {
  await open('/calendar/2027/');
  expect((await agenda()).join('\n')).not.toContain('Audit week');
  await page.context().close();
  await open('/admin/calendar/2027/');
  expect((await agenda()).join('\n')).toContain('Audit week in the EU region');
});

describe('without a script', () => {
  it('it reads as an agenda, with every year a link away', async () => {
    await open('/calendar/', { javaScriptEnabled: false });
    expect((await agenda()).length).toBeGreaterThan(15);
    expect(await page.locator('[data-choices]').isVisible()).toBe(false);
    expect(await page.locator('[data-window-here]').first().isVisible()).toBe(false);
    await page.locator('.cal-years a', { hasText: '2027' }).click();
    await page.waitForURL((url) => url.pathname === '/calendar/2027/');
    expect((await agenda()).every((day) => day.startsWith('2027-'))).toBe(true);
    await page.locator('td a[href="#_2027-03-16"]').click();
    const target = page.locator('.cal-day:target');
    await expect.poll(() => target.getAttribute('data-day')).toBe('2027-03-16');
  });
});

it.each(locales)('%s: nothing is wider than a phone', async (lang) => {
  await open(`/${lang === 'en' ? '' : `${lang}/`}calendar/`, {
    viewport: phone,
    timezoneId: 'America/Anchorage',
  });
  expect(await overflow()).toBe(0);
});

it('weeks begin where the language has them begin, and run from the right in Arabic', async () => {
  const columns = async (address: string) => {
    await open(address);
    const heads = await page
      .locator('.cal-grid')
      .first()
      .locator('th')
      .evaluateAll((all) =>
        all.map((head) => [head.getAttribute('abbr'), head.getBoundingClientRect().x] as const),
      );
    await page.context().close();
    return heads;
  };
  const [english, german, arabic] = [
    await columns('/calendar/'),
    await columns('/de/calendar/'),
    await columns('/ar/calendar/'),
  ];
  expect([english[0]?.[0], german[0]?.[0], arabic[0]?.[0]]).toEqual(['Sunday', 'Montag', 'السبت']);
  expect(english[0]![1]).toBeLessThan(english[6]![1]);
  expect(arabic[0]![1]).toBeGreaterThan(arabic[6]![1]);
});

it('prints as months beside their agenda, without what a script does', async () => {
  await open('/calendar/', { viewport: { width: 690, height: 1000 } });
  await page.emulateMedia({ media: 'print' });
  for (const idle of ['[data-choices]', '.cal-years', '.cal-far', '[data-window-here]']) {
    expect([idle, await page.locator(idle).first().isVisible()]).toEqual([idle, false]);
  }
  expect(await overflow()).toBe(0);
});

it('tells kinds apart without colour: marks differ in shape, and have a word beside them', async () => {
  await open('/calendar/', { forcedColors: 'active' });
  const shapes = await page.locator('.cal-what .cal-mark').evaluateAll((marks) => {
    const known = new Map<string, string>();
    for (const mark of marks) {
      const { borderRadius, backgroundImage, backgroundColor, clipPath, blockSize } =
        getComputedStyle(mark);
      const filled = backgroundColor !== 'rgba(0, 0, 0, 0)';
      known.set(
        (mark as HTMLElement).dataset['kind'] ?? '',
        [borderRadius, backgroundImage, filled, clipPath, blockSize].join(' '),
      );
    }
    return [...known];
  });
  expect(shapes.length).toBeGreaterThan(4);
  expect(new Set(shapes.map(([, shape]) => shape)).size).toBe(shapes.length);
  const words = await page.locator('.cal-what').allTextContents();
  expect(words.every((word) => word.trim() !== '')).toBe(true);
});

it('is clean for axe when it is narrowed, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const address of ['/calendar/?kind=removal', '/ar/calendar/2026/?product=atlas']) {
      await open(address, { colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page), `${address} ${colorScheme}`).toEqual([]);
      await page.context().close();
    }
  }
});
