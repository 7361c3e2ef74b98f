/** Pages that were made a week before they are read: no words on them are untrue by then. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildFixture, type PortalFiles } from '../support/build.ts';
import { launchChromium } from '../support/chromium.ts';
import { serve, type Served } from '../support/serve.ts';

const built = '2026-11-28';
const read = '2026-12-05';

const deprecation = (title: string, dates: string): string =>
  `---\ntitle: ${title}\nproduct: atlas\nsubject: { kind: API, name: ${title} }\n${dates}\n---\n`;
const release = (version: string, fields: string): string =>
  `---\nversion: "${version}"\n${fields}\nrollback: none\nknownIssues: none\n---\n`;

const files: PortalFiles = {
  'content/portal.yaml': 'title: Acme\nlocales: [{ code: en }]\n',
  'content/products/atlas.yaml': `title: Atlas
cycles:
  - { cycle: "2", releaseDate: 2026-06-01, eoasFrom: 2027-06-01, eolFrom: 2028-06-01 }
  - { cycle: "1", releaseDate: 2025-06-01, eoasFrom: 2026-12-02, eolFrom: 2027-06-01 }
`,
  'content/releases/atlas/1.0.0.md': release('1.0.0', 'date: 2025-06-01'),
  'content/releases/atlas/2.0.0.md': release('2.0.0', 'date: 2026-06-01'),
  'content/releases/atlas/2.1.0.md': release('2.1.0', 'date: 2026-12-01\nstate: scheduled'),
  'content/releases/atlas/2.2.0.md': release('2.2.0', 'date: 2026-12-20\nstate: scheduled'),
  'content/releases/atlas/2.3.0.md': release(
    '2.3.0',
    'state: scheduled\ndate:\n  start: 2027-03-28 01:30\n  end: 2027-03-28 04:00\n  zone: Europe/Berlin',
  ),
  'content/deprecations/gone.md': deprecation(
    'gone',
    'announcedOn: 2026-06-01\nremovalDate: 2026-11-30',
  ),
  'content/deprecations/soon.md': deprecation(
    'soon',
    'announcedOn: 2026-06-01\nendOfSupport: 2026-12-01\nremovalDate: 2026-12-31',
  ),
};

let site: Served;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serve((await buildFixture(files, { today: built })).dist);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => page?.context().close());

async function open(address: string, day: string, timezoneId = 'UTC'): Promise<void> {
  const context = await browser.newContext({ timezoneId });
  page = await context.newPage();
  await page.clock.install({ time: new Date(`${day}T12:00:00Z`) });
  // The moment of opening comes from the page itself, which a test's clock does not move.
  await page.addInitScript(() => {
    Object.defineProperty(performance, 'timeOrigin', { value: Date.now() });
  });
  await page.goto(site.origin + address);
}

const texts = (selector: string): Promise<string[]> =>
  page
    .locator(selector)
    .evaluateAll((items) => items.map((item) => item.textContent.replace(/\s+/g, ' ').trim()));

describe('on the day on which it was made, and a week later', () => {
  it('the front page: what ends, and what comes', async () => {
    const ends = () => texts('[aria-labelledby=_ends] li');
    await open('/', built);
    await expect
      .poll(async () => (await ends())[0])
      .toBe('Nov 30, 2026 in 2 days gone Will be removed');
    expect(await texts('#_ends')).toEqual(['Ends soon']);
    await page.context().close();
    await open('/', read);
    await expect
      .poll(ends)
      .toEqual([
        'Nov 30, 2026 5 days ago gone Was to be removed',
        'Dec 2, 2026 3 days ago Atlas 1 Active support has ended',
        'Dec 31, 2026 in 26 days soon Will be removed',
      ]);
    expect(await texts('#_ends, #_coming')).toEqual([
      'Ends soon, as of Nov 28, 2026',
      'Coming, as of Nov 28, 2026',
    ]);
  });

  it('the timeline: headings and states', async () => {
    const states = () => texts('.tl-table td:nth-of-type(2) > .badge');
    const heading = () => texts('#_timeline-coming');
    await open('/deprecations/', built);
    expect(await states()).toEqual(['Deprecated', 'Deprecated']);
    expect(await heading()).toEqual(['Will be removed 2']);
    await page.context().close();
    await open('/deprecations/', read);
    await expect.poll(states).toEqual(['Was to be removed', 'No longer supported']);
    expect(await heading()).toEqual(['Will be removed, as of Nov 28, 2026 2']);
    await page.context().close();
    await open('/deprecations/gone/', read);
    await expect.poll(() => texts('.eyebrow .badge')).toEqual(['Was to be removed']);
    expect(await page.locator('[data-milestone=removal].is-past').count()).toBe(1);
  });

  it('a product: phases of its cycles, and the mark of today', async () => {
    const phases = () => texts('.cycles .badge');
    const mark = () =>
      page
        .locator('.cycles .today')
        .evaluateAll((marks) => marks.map((each) => Number(each.getAttribute('x'))));
    await open('/releases/atlas/', built);
    expect(await phases()).toEqual(['Active support', 'Active support']);
    const [before = 0] = await mark();
    expect(await texts('#_deprecations ~ ul small')).toEqual(['Deprecated', 'Deprecated']);
    await page.context().close();
    await open('/releases/atlas/', read);
    await expect.poll(phases).toEqual(['Active support', 'Security support']);
    expect((await mark())[0]).toBeGreaterThan(before);
    expect(await texts('#_deprecations ~ ul small')).toEqual([
      'Was to be removed',
      'No longer supported',
    ]);
    await page.context().close();
    await open('/releases/atlas/1.0.0/', read);
    const cycle = page.locator('.card div', { hasText: 'Security support' });
    await expect.poll(() => cycle.count()).toBe(1);
    expect(await cycle.locator('[data-until]').isVisible()).toBe(false);
  });

  it('a release that was to come', async () => {
    await open('/releases/atlas/2.1.0/', built);
    expect(await texts('#_notice')).toEqual(['This release has not happened yet']);
    await page.context().close();
    await open('/releases/atlas/2.1.0/', read);
    await expect
      .poll(() => texts('#_notice'))
      .toEqual(['The day of this release has passed since this page was made on Nov 28, 2026']);
    await page.context().close();
    await open('/releases/atlas/2.2.0/', read);
    expect(await texts('#_notice')).toEqual(['This release has not happened yet']);
  });
});

it('a window in the night in which clocks change has the reader’s own time', async () => {
  await open('/releases/atlas/2.3.0/', built);
  const own = () => page.locator('[data-window-here]').textContent();
  await expect
    .poll(async () => (await own())?.replaceAll(/[\u2009\u202f\u00a0]/g, ' '))
    .toBe('Your time: Mar 28, 2027, 12:30 – 2:00 AM');
});
