/** How lines are read in each language: order, direction, what stays together, what is cut off. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { locales, phone, useSite } from './site.ts';

const site = useSite();
let page: Page;
afterEach(() => page?.context().close());

const home = (lang: string, audience = ''): string => site.sample('home', lang, audience)!.address;
const planned = 'upgrade/?product=atlas&from=3.6.0&to=4.2.0';

describe.each(['en', 'ar'])('facts of a plan in %s', (lang) => {
  it.each([360, 1280])('stand in their order, each apart, at %d', async (width) => {
    page = await site.open(home(lang, 'admin') + planned, { viewport: { width, height: 800 } });
    await page.locator('#_plan').waitFor();
    const lines = await page.locator('.plan-facts, .plan-item .change-facts').evaluateAll((all) =>
      all.map((line) => {
        const { left, right } = line.getBoundingClientRect();
        return {
          edges: [left, right] as const,
          facts: [...line.querySelectorAll('bdi')].map((fact) => {
            const text = document.createRange();
            text.selectNodeContents(fact);
            const box = text.getBoundingClientRect();
            return { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
          }),
        };
      }),
    );
    expect(lines.length).toBeGreaterThan(5);
    const wrong: string[] = [];
    let neighbours = 0;
    for (const { edges, facts } of lines) {
      for (const [index, fact] of facts.entries()) {
        const before = facts[index - 1];
        const isBeside = before !== undefined && fact.top < before.bottom - 2;
        if (!isBeside) {
          // A line begins with words, not with room for what stands between two.
          const start = lang === 'ar' ? edges[1] - fact.right : fact.left - edges[0];
          if (Math.abs(start) > 2) wrong.push(`begins ${start} from the edge`);
          continue;
        }
        neighbours += 1;
        const gap = lang === 'ar' ? before.left - fact.right : fact.left - before.right;
        if (gap < 8) wrong.push(`a gap of ${gap}`);
      }
    }
    expect(neighbours).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });
});

describe('results of a search', () => {
  it.each(locales)(
    '%s: run in the direction of the page, with days as pages have them',
    async (lang) => {
      page = await site.open(home(lang));
      await page.keyboard.press('/');
      const input = page.locator('dialog[data-search] input[type=search]');
      await input.waitFor({ state: 'visible' });
      await input.fill('Atlas 4.2.1');
      await page.locator('.search-result time').first().waitFor();
      const results = await page.locator('.search-result').evaluateAll((all) =>
        all.map((each) => ({
          href: each.querySelector('a')?.getAttribute('href') ?? '',
          date: each.querySelector('time')?.dateTime ?? '',
          text: each.querySelector('time')?.textContent ?? '',
          directions: [...each.querySelectorAll('a, .search-excerpt')].map(
            (part) => getComputedStyle(part).direction,
          ),
        })),
      );
      const dir = lang === 'ar' ? 'rtl' : 'ltr';
      expect(new Set(results.flatMap(({ directions }) => directions))).toEqual(new Set([dir]));
      const release = results.find(
        ({ href, text }) => /\/releases\/.+\/.+\//.test(href) && text !== '',
      );
      await page.goto(site.served.origin + release!.href);
      expect(
        await page.locator(`main time[datetime^="${release!.date}"]`).first().textContent(),
      ).toBe(release!.text);
    },
  );
});

describe.each(locales)('%s', (lang) => {
  it('no day of a deadline or a card breaks over two lines', async () => {
    const broken: string[] = [];
    page = await site.open(home(lang));
    for (const template of ['home', 'release', 'change', 'record', 'timeline']) {
      const sample = site.sample(template, lang, 'admin')!;
      await page.goto(site.served.origin + sample.address);
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        const lines = await page
          .locator('main :is(.action-by, .card, .ledger-day) time')
          .evaluateAll((all) =>
            all
              .filter((time) => new Set([...time.getClientRects()].map(({ top }) => top)).size > 1)
              .map((time) => time.textContent),
          );
        broken.push(...lines.map((text) => `${sample.address} at ${width}: ${text}`));
      }
    }
    expect(broken).toEqual([]);
  });

  it('the bar of sections says on which side it goes on', async () => {
    page = await site.open(home(lang) + 'deprecations/', { viewport: phone });
    const bar = page.locator('nav.sections');
    const strip = bar.locator('ul');
    const sides = () =>
      bar.evaluate((nav) => ({
        before: nav.hasAttribute('data-before'),
        after: nav.hasAttribute('data-after'),
      }));
    const push = (share: number) =>
      strip.evaluate((list, to) => {
        const sign = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
        list.scrollLeft = sign * to * (list.scrollWidth - list.clientWidth);
      }, share);
    expect(await strip.evaluate((list) => list.scrollWidth > list.clientWidth)).toBe(true);
    await push(0);
    await expect.poll(sides).toEqual({ before: false, after: true });
    const arrow = await bar.evaluate((nav) => {
      const { content, left, right } = getComputedStyle(nav, '::after');
      return { content, side: parseFloat(left) < parseFloat(right) ? 'left' : 'right' };
    });
    expect(arrow.content).toContain('›');
    expect(arrow.side).toBe(lang === 'ar' ? 'left' : 'right');
    await push(0.5);
    await expect.poll(sides).toEqual({ before: true, after: true });
    await push(1);
    await expect.poll(sides).toEqual({ before: true, after: false });
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(sides).toEqual({ before: false, after: false });
  });
});

it('a title that is not translated has all its lines at one edge, beside its box', async () => {
  page = await site.open(home('ar'), { viewport: phone });
  const guides = site.pages.filter(
    (each) => each.template === 'migration' && each.lang === 'ar' && each.isFallback,
  );
  const ends: number[][] = [];
  for (const { address } of guides) {
    await page.goto(site.served.origin + address);
    const found = await page.locator('.step-text > h3[dir=ltr]').evaluateAll((all) =>
      all.map((heading) => {
        const { right } = heading.getBoundingClientRect();
        const text = document.createRange();
        text.selectNodeContents(heading.firstElementChild!);
        return [...text.getClientRects()].map((line) => Math.round(right - line.right));
      }),
    );
    ends.push(...found);
  }
  expect(ends.some((lines) => lines.length > 1)).toBe(true);
  expect(ends.flat().filter((gap) => gap > 2)).toEqual([]);
});

describe('in a window as wide as a phone', () => {
  it.each(locales)(
    '%s: no choice is cut off that stands in a list to choose from',
    async (lang) => {
      const cut: string[] = [];
      page = await site.open(home(lang), { viewport: phone });
      for (const address of [
        'deprecations/',
        'known-issues/',
        'advisories/',
        'releases/',
        planned,
      ]) {
        await page.goto(site.served.origin + home(lang, 'admin') + address);
        if (address === planned) await page.locator('#_plan').waitFor();
        for (const width of address === planned ? [360, 768, 1280] : [360]) {
          await page.setViewportSize({ width, height: 800 });
          const found = await page.locator('main select:visible').evaluateAll((all) =>
            all.flatMap((each) => {
              const select = each as HTMLSelectElement;
              const style = getComputedStyle(select);
              const probe = document.createElement('span');
              probe.style.cssText = `position:absolute;white-space:nowrap;font:${style.font}`;
              probe.textContent = select.selectedOptions[0]?.textContent ?? '';
              document.body.append(probe);
              // The arrow of the browser takes about as much as a letter.
              const wanted = probe.offsetWidth + 2 * parseFloat(style.paddingLeft) + 16;
              probe.remove();
              return wanted > select.clientWidth
                ? [select.selectedOptions[0]?.textContent ?? '']
                : [];
            }),
          );
          cut.push(...found.map((text) => `${address} at ${width}: ${text}`));
        }
      }
      expect(cut).toEqual([]);
    },
  );

  it('the buttons of the masthead keep to its first line', async () => {
    page = await site.open(home('de', 'admin') + 'releases/', { viewport: phone });
    const top = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((each) => each.getBoundingClientRect().top);
    expect(Math.abs((await top('.scheme')) - (await top('.switch summary')))).toBeLessThan(8);
  });

  it('rows of the table of deprecations are no taller than what is in sight', async () => {
    page = await site.open(`${home('en')}deprecations/`, { viewport: phone });
    const tall = await page.locator('.tl-table tbody tr').evaluateAll((rows) =>
      rows.flatMap((row) => {
        const heights = [...row.children].map((cell) => {
          const text = document.createRange();
          text.selectNodeContents(cell);
          return text.getBoundingClientRect().height;
        });
        const seen = Math.max(...heights.slice(0, 3));
        return Math.max(...heights) > seen + 4 ? [row.textContent] : [];
      }),
    );
    expect(tall).toEqual([]);
  });

  it('a heading of one long word in Japanese is in one line', async () => {
    page = await site.open(`${home('ja')}upgrade/`, { viewport: phone });
    const lines = await page.locator('h1').evaluate((heading) => {
      const text = document.createRange();
      text.selectNodeContents(heading);
      return new Set([...text.getClientRects()].map(({ top }) => top)).size;
    });
    expect(lines).toBe(1);
  });

  it('keys of the list of shortcuts keep their room', async () => {
    page = await site.open(home('de'), { viewport: phone });
    await page.keyboard.press('?');
    const widths = await page
      .locator('dialog[data-keys] dt')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(new Set(widths).size).toBe(1);
    expect(widths[0]).toBeGreaterThanOrEqual(72);
  });
});

it('what a release has at a glance leaves no tile alone on a line', async () => {
  page = await site.open(`${home('en', 'admin')}releases/atlas/4.2.1/`, {
    viewport: { width: 1440, height: 900 },
  });
  const tops = await page
    .locator('.tally li')
    .evaluateAll((tiles) => tiles.map((tile) => Math.round(tile.getBoundingClientRect().top)));
  expect(tops.length).toBeGreaterThan(8);
  expect(tops.filter((top) => top === tops.at(-1)).length).toBeGreaterThan(1);
});

it('under forced colours the line below the bar of sections has no gaps', async () => {
  page = await site.open(home('en') + 'deprecations/', {
    viewport: { width: 768, height: 800 },
    forcedColors: 'active',
  });
  const over = await page.locator('.sections').evaluate((bar) => {
    const line = bar.getBoundingClientRect().bottom - 1;
    return [...bar.querySelectorAll('a')].filter(
      (link) => link.getBoundingClientRect().bottom > line + 0.5,
    ).length;
  });
  expect(over).toBe(0);
});

describe('the window of a deployment', () => {
  const here = async (timezoneId: string): Promise<string[]> => {
    page = await site.open(`${home('en')}releases/atlas/4.2.1/`, { timezoneId });
    const place = page.locator('[data-window-here]');
    await expect.poll(async () => (await place.first().textContent()) !== '').toBe(true);
    return place.allTextContents();
  };

  it('is said in the time of the reader', async () => {
    expect((await here('Asia/Tokyo'))[0]).toMatch(/^Your time: .*2026/);
  });

  it('is not said twice where that is the same', async () => {
    expect(await here('Europe/Berlin')).toEqual(['Your time is the same.']);
  });
});

it('a planned release is not told to have been, when its day passes', async () => {
  page = await site.open(home('en'));
  await page.clock.install({ time: new Date('2027-11-01T12:00:00Z') });
  await page.addInitScript(() => {
    Object.defineProperty(performance, 'timeOrigin', { value: Date.now() });
  });
  await page.reload();
  const ends = page.locator('[aria-labelledby=_ends] .relative').first();
  await expect.poll(() => ends.textContent()).toContain('ago');
  const coming = page.locator('[aria-labelledby=_coming] .relative');
  expect(await coming.count()).toBeGreaterThan(0);
  expect((await coming.allTextContents()).join('')).toBe('');
});

it('the contents of a plan count what its head counts', async () => {
  page = await site.open(home('en', 'admin') + planned);
  const count = page.locator('.plan-contents a[href="#_plan-must"] + .count');
  await count.waitFor();
  const head = (await page.locator('[data-done]').textContent()) ?? '';
  expect(head).toBe(`0 of ${await count.textContent()} done`);
});
