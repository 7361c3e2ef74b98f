/**
 * Node.js: 205 release posts, 75 security posts and the cycles of endoflife.date, taken over by
 * `gazette import` and built, as a person would. What stands in the portal is held against the source files, read here
 * by themselves.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import RssParser from 'rss-parser';
import semver from 'semver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { run as runUpgradePath } from '../../scripts/commands/upgrade-path.ts';
import type { UpgradePlan } from '../../src/views/upgrade/plan.ts';
import type { UpgradeData } from '../../src/views/upgrade/upgrade-document.ts';
import { planUpgrade } from '../../src/views/upgrade/upgrade-plan.ts';
import { launchChromium } from '../support/chromium.ts';
import { formats, readWholeFeed } from '../support/feeds.ts';
import { attribute, find, findAll, hasClass, readPage, textOf } from '../support/pages.ts';
import type { BuiltPage } from '../support/pages.ts';
import { referenceDay } from '../support/reference.ts';
import { serve } from '../support/serve.ts';
import type { Served } from '../support/serve.ts';
import { corpora, hasCorpus, importAndBuild } from './imported.ts';
import type { Imported } from './imported.ts';

const posts = path.join(corpora, 'nodejs/release');
const securityPosts = path.join(corpora, 'nodejs/vulnerability');
const endoflife = path.join(corpora, 'endoflife/nodejs.md');

interface Post {
  version: string;
  day: string;
  title: string;
  /** Plain words of the text, each of which the page must have. */
  words: string[];
}

interface Advisory {
  id: string;
  title: string;
  day: string;
  cves: string[];
}

describe.skipIf(!hasCorpus('nodejs') || !existsSync(endoflife))(
  'Node.js, imported and built',
  () => {
    let portal: Imported;
    let dist: string;
    /** Newest version first. */
    let releases: Post[];
    let advisories: Advisory[];
    let browser: Browser | undefined;
    let site: Served | undefined;

    beforeAll(async () => {
      releases = readdirSync(posts)
        .map(readPost)
        .sort((a, b) => semver.rcompare(a.version, b.version));
      advisories = readdirSync(securityPosts).map(readAdvisory);
      portal = await importAndBuild([
        ['markdown', posts, 'nodejs'],
        // With the release posts beside them, which say what was fixed where.
        ['security-posts', path.join(corpora, 'nodejs'), 'nodejs'],
        ['endoflife', endoflife, 'nodejs'],
      ]);
      ({ dist } = portal);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
      await portal?.remove();
    });

    it('tells of 205 releases and 75 advisories, and loses none', () => {
      expect(releases).toHaveLength(205);
      expect(advisories).toHaveLength(75);
      const [edition, ...more] = portal.report.editions;
      expect(more).toEqual([]);
      expect(edition).toMatchObject({
        entries: { product: 1, release: 205, advisory: 75 },
        feedEntries: 205 + 75,
        // The product itself can be found too.
        searchRecords: 205 + 75 + 1,
        left: { search: {}, feeds: {} },
      });
      // Posts that begin again with a heading of the first level.
      const others = portal.report.findings.filter(({ code }) => code !== 'title-in-body');
      // One says high of what its own vector says is medium; the vector of the other is that of its lesser part.
      expect(others.map(({ code, file }) => [code, file])).toEqual([
        ['severity-differs-from-score', 'content/advisories/june-2016-security-releases.md'],
        [
          'severity-differs-from-score',
          'content/advisories/openssl-and-low-severity-fixes-jan-2016.md',
        ],
      ]);
    });

    it('has a page of each, with its day and its words', async () => {
      const wrong: string[] = [];
      for (const { version, day, words } of releases) {
        const page = await readPage(dist, `releases/nodejs/${version}/index.html`, '');
        const main = find(page.root, ({ tagName }) => tagName === 'main')!;
        const heading = find(main, ({ tagName }) => tagName === 'h1')!;
        const time = find(main, ({ tagName }) => tagName === 'time')!;
        const text = textOf(main);
        if (page.template !== 'release') wrong.push(`${version} is made by ${page.template}`);
        if (textOf(heading) !== `Node.js ${version}`) wrong.push(`${version}: ${textOf(heading)}`);
        if (attribute(time, 'datetime') !== day) {
          wrong.push(`${version}: ${attribute(time, 'datetime')} for ${day}`);
        }
        const lost = words.filter((word) => !text.includes(word));
        if (lost.length > 0) wrong.push(`${version} lacks ${lost.slice(0, 5).join(', ')}`);
      }
      expect(wrong).toEqual([]);
    });

    it('has a page of each advisory, with its day and the vulnerabilities that it names', async () => {
      const wrong: string[] = [];
      for (const { id, title, day, cves } of advisories) {
        const page = await readPage(dist, `advisories/${id}/index.html`, '');
        const main = find(page.root, ({ tagName }) => tagName === 'main')!;
        const heading = textOf(find(main, ({ tagName }) => tagName === 'h1')!);
        if (heading !== title) wrong.push(`${id}: ${heading}`);
        const days = findAll(main, ({ tagName }) => tagName === 'time').map((time) =>
          attribute(time, 'datetime'),
        );
        if (!days.includes(day)) wrong.push(`${id}: ${days.join(', ')} for ${day}`);
        const text = textOf(main);
        const lost = cves.filter((cve) => !text.includes(cve));
        if (lost.length > 0) wrong.push(`${id} lacks ${lost.join(', ')}`);
      }
      expect(wrong).toEqual([]);
    });

    it('lists the advisories, newest first', async () => {
      const pages = await walk(dist, '/advisories/');
      const hrefs = pages.flatMap((page) =>
        findAll(
          find(page.root, ({ tagName }) => tagName === 'main')!,
          ({ tagName }) => tagName === 'a',
        )
          .map((link) => attribute(link, 'href') ?? '')
          .filter((href) => /^\/advisories\/(?!page\/)[^/]+\/$/.test(href)),
      );
      const links = [...new Set(hrefs)];
      const days = new Map(advisories.map(({ id, day }) => [`/advisories/${id}/`, day]));
      expect([...links].sort(compare)).toEqual([...days.keys()].sort(compare));
      const shown = links.map((href) => days.get(href) ?? '');
      expect(shown).toEqual([...shown].sort(compare).reverse());
    });

    it('answers the planner from one file of at most 50 KB', () => {
      const text = readFileSync(path.join(dist, 'upgrade/nodejs.json'));
      expect(gzipSync(text, { level: 9 }).length).toBeLessThan(50_000);
      const data = JSON.parse(text.toString()) as UpgradeData;
      const { plan } = planUpgrade(data, { from: '18.20.0', to: '24.0.0' });
      expect(plan?.security.releases.length).toBeGreaterThan(5);
    });

    it('shows the plan from 18.20.0 to 24.0.0 on its page as the command prints it', async () => {
      site ??= await serve(dist);
      browser ??= await launchChromium();
      let printed = '';
      const write = (text: string) => (printed += text);
      const ask = ['nodejs', '18.20.0', '24.0.0', '--root', portal.root, '--today', referenceDay];
      const io = { stdout: { write }, stderr: { write } };
      expect(await runUpgradePath([...ask, '--format', 'markdown'], io)).toBe(0);
      const markdown = printed;
      printed = '';
      expect(await runUpgradePath([...ask, '--format', 'json'], io)).toBe(0);
      const plan = JSON.parse(printed) as UpgradePlan;

      const context = await browser.newContext({
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      await page.goto(`${site.origin}/upgrade/?product=nodejs&from=18.20.0&to=24.0.0`);
      await page.locator('#_plan').waitFor();
      const titles = (section: string) =>
        page
          .locator(`.plan-${section} .plan-items`)
          .last()
          .locator('.plan-title')
          .allTextContents();
      const releasesOnWay = plan.security.releases.map(({ version }) => version);
      expect(releasesOnWay.length).toBeGreaterThan(5);
      expect(await titles('security')).toEqual(releasesOnWay);
      expect(await titles('cycles')).toEqual(
        plan.cycles.map(({ name, codename }) => (codename === null ? name : `${name} ${codename}`)),
      );
      await page.locator('[data-tool=copyMarkdown]').click();
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      // A portal without an address of its own: links of the page say where it stands.
      const { origin } = site;
      await expect
        .poll(async () => (await copied()).replaceAll(`](${origin}/`, '](/'))
        .toBe(markdown);
      await context.close();
    });

    it('has the days of releases and ends of support in the calendar', async () => {
      const ends = (frontMatter(endoflife)['releases'] as Record<string, string>[]).flatMap(
        ({ eol }) => (typeof eol === 'string' ? [eol] : []),
      );
      for (const year of ['2023', '2024', '2025']) {
        const page = await readPage(dist, `calendar/${year}/index.html`, '');
        const main = find(page.root, ({ tagName }) => tagName === 'main')!;
        const shown = new Set(
          findAll(main, ({ tagName }) => tagName === 'time').map((time) =>
            attribute(time, 'datetime'),
          ),
        );
        const days = [...releases.map(({ day }) => day), ...ends];
        const expected = days.filter((day) => day.startsWith(year));
        expect(expected.length).toBeGreaterThan(10);
        expect(expected.filter((day) => !shown.has(day))).toEqual([]);
      }
    });

    it('lists them in SemVer order on the pages of the product', async () => {
      const pages = await walk(dist, '/releases/nodejs/');
      expect(pages.length).toBe(Math.ceil(205 / 25));
      const rows = pages.flatMap(rowsOf);
      expect(rows.map(({ version }) => version)).toEqual(releases.map(({ version }) => version));
      expect(rows.map(({ day }) => day)).toEqual(releases.map(({ day }) => day));
    });

    it('lists them all by day on the pages of all releases, and by year', async () => {
      const rows = (await walk(dist, '/releases/')).flatMap(rowsOf);
      expect(rows.map(({ day }) => day)).toEqual(
        releases
          .map(({ day }) => day)
          .sort()
          .reverse(),
      );
      expect(new Set(rows.map(({ version }) => version)).size).toBe(205);
      const years = [...new Set(releases.map(({ day }) => day.slice(0, 4)))];
      const byYear = await Promise.all(years.map((year) => walk(dist, `/releases/year/${year}/`)));
      const inYears = byYear.flatMap((pages) => pages.flatMap(rowsOf));
      expect(inYears.map(({ version }) => version).sort()).toEqual(
        releases.map(({ version }) => version).sort(),
      );
    });

    it('leads from each release to the ones beside it', async () => {
      for (const [at, { version }] of releases.entries()) {
        if (at % 20 !== 0 && at !== releases.length - 1) continue;
        const page = await readPage(dist, `releases/nodejs/${version}/index.html`, '');
        const to = (name: string): string | undefined => {
          const link = find(page.root, (element) => attribute(element, name) !== undefined);
          return link && attribute(link, 'href');
        };
        const address = (other: Post | undefined) => other && `/releases/nodejs/${other.version}/`;
        expect(to('data-newer')).toBe(address(releases[at - 1]));
        expect(to('data-older')).toBe(address(releases[at + 1]));
      }
    });

    it('shows each cycle with the days on which its support ends', async () => {
      const page = await readPage(dist, 'releases/nodejs/index.html', '');
      const table = find(page.root, (element) => hasClass(element, 'cycles'))!;
      const body = find(table, ({ tagName }) => tagName === 'tbody')!;
      const shown = findAll(body, ({ tagName }) => tagName === 'tr').map((row) => ({
        cycle: textOf(find(row, (element) => hasClass(element, 'v'))!),
        days: findAll(row, ({ tagName }) => tagName === 'time').map((time) =>
          attribute(time, 'datetime'),
        ),
      }));
      const source = frontMatter(endoflife)['releases'] as Record<string, string>[];
      expect(source.length).toBeGreaterThan(20);
      expect(shown.map(({ cycle }) => cycle)).toEqual(source.map((each) => each['releaseCycle']));
      for (const [at, each] of source.entries()) {
        const days = shown[at]!.days;
        for (const key of ['releaseDate', 'lts', 'eoas', 'eol', 'eoes']) {
          if (typeof each[key] !== 'string') continue;
          expect(days, `${each['releaseCycle']}: ${key}`).toContain(each[key]);
        }
      }
    });

    it.each(formats)(
      'has each of them once in the %s feed and its archives, newest first',
      async (format) => {
        const file = format === 'json' ? 'json' : `${format}.xml`;
        for (const name of ['all', 'product/nodejs']) {
          const { documents, entries } = await readWholeFeed(dist, `feeds/${name}.${file}`);
          expect(documents.length).toBeGreaterThan(1);
          // Of long notes there are fewer in a document: readers ask for it again and again.
          for (const { text } of documents) expect(text.length).toBeLessThan(1_500_000);
          const names = entries.map(
            ({ url }) => /\/(?:releases\/nodejs|advisories)\/([^/]+)\/$/.exec(url)?.[1] ?? url,
          );
          const days = new Map([
            ...releases.map(({ version, day }) => [version, day] as const),
            ...advisories.map(({ id, day }) => [id, day] as const),
          ]);
          expect([...names].sort(compare)).toEqual([...days.keys()].sort(compare));
          expect(new Set(entries.map(({ id }) => id)).size).toBe(205 + 75);
          const published = entries.map((entry) => entry.published);
          expect(published).toEqual([...published].sort().reverse());
          for (const [at, { published: when, html, title }] of entries.entries()) {
            const name = names[at]!;
            expect(when).toBe(`${days.get(name)}T00:00:00.000Z`);
            expect(title).toContain(advisories.find(({ id }) => id === name)?.title ?? name);
            expect(html.length).toBeGreaterThan(100);
          }
        }
      },
    );

    it('has feeds that rss-parser reads', async () => {
      const parser = new RssParser();
      const text = readFileSync(path.join(dist, 'feeds/all.rss.xml'), 'utf8');
      const { items } = await parser.parseString(text);
      const newest = [...releases, ...advisories]
        .map(({ day }) => day)
        .sort(compare)
        .at(-1);
      expect(items[0]).toMatchObject({
        title: expect.any(String) as string,
        isoDate: `${newest}T00:00:00.000Z`,
      });
      for (const item of items) expect(item['content:encoded']).toMatch(/<(?:h[2-6]|p)/);
    });

    it('finds each of them by its version in the search', async () => {
      site ??= await serve(dist);
      browser ??= await launchChromium();
      const page = await browser.newPage();
      await page.goto(`${site.origin}/releases/nodejs/`);
      const addresses = releases.map(({ version }) => `/releases/nodejs/${version}/`);
      const { all, notFound } = await askPagefind(
        page,
        releases.map(({ version }) => version),
      );
      addresses.push('/releases/nodejs/', ...advisories.map(({ id }) => `/advisories/${id}/`));
      expect([...all].sort(compare)).toEqual(addresses.sort(compare));
      expect(notFound).toEqual([]);

      // And as a reader does it.
      await page.keyboard.press('/');
      await page.locator('dialog[data-search] input[type=search]').fill('18.10.0');
      const first = page.locator('dialog[data-search] .search-title a').first();
      await first.waitFor();
      expect(await first.getAttribute('href')).toContain('/releases/nodejs/18.10.0/');
    });
  },
);

/** Every address in the index, and the versions for which their own page is not among the results. */
async function askPagefind(page: Page, versions: readonly string[]) {
  // As text: Vitest would make the import its own.
  await page.addScriptTag({
    type: 'module',
    content: `
      import { keep, PagefindInstance } from '/pagefind/pagefind.js';
      const { indexes, starts } = await (await fetch('/pagefind/index.json')).json();
      const all = [];
      for (const [at, index] of indexes.entries()) {
        keep(index, starts[at]);
        const one = new PagefindInstance({ basePath: '/pagefind/' + index + '/', baseUrl: '/' });
        await one.init('en', { load_wasm: at === 0 });
        all.push(one);
      }
      const search = async (text) => {
        const found = await Promise.all(all.map((one) => one.search(text)));
        return { results: found.flatMap(({ results }) => results) };
      };
      window.pagefind = { search };`,
  });
  await page.waitForFunction(() => 'pagefind' in window);
  return page.evaluate(async (wanted) => {
    interface Found {
      results: { data(): Promise<{ url: string }> }[];
    }
    const { pagefind } = window as unknown as {
      pagefind: { search(text: string | null): Promise<Found> };
    };
    const urls = async ({ results }: Found) =>
      (await Promise.all(results.map((result) => result.data()))).map(({ url }) => url);
    const notFound: string[] = [];
    for (const version of wanted) {
      const found = await urls(await pagefind.search(version));
      if (!found.includes(`/releases/nodejs/${version}/`)) notFound.push(version);
    }
    return { all: await urls(await pagefind.search(null)), notFound };
  }, versions);
}

/** The pages of a list, as a reader goes through them by its link to older ones. */
async function walk(dist: string, address: string): Promise<BuiltPage[]> {
  const pages: BuiltPage[] = [];
  for (let next: string | undefined = address; next !== undefined;) {
    if (pages.length > 50) throw new Error(`${address} leads in a circle`);
    const page = await readPage(dist, `${next.slice(1)}index.html`, '');
    pages.push(page);
    const pager = find(page.root, (element) => hasClass(element, 'pager'));
    const older = pager && find(pager, (element) => attribute(element, 'rel') === 'next');
    next = older && attribute(older, 'href');
  }
  return pages;
}

function rowsOf(page: BuiltPage): { version: string; day: string | undefined }[] {
  const main = find(page.root, ({ tagName }) => tagName === 'main')!;
  return findAll(main, (element) => hasClass(element, 'rows')).flatMap((list) =>
    list.childNodes
      .filter((node) => 'tagName' in node && node.tagName === 'li')
      .map((row) => {
        const time = find(row, ({ tagName }) => tagName === 'time');
        return {
          version: textOf(find(row, (element) => hasClass(element, 'v'))!),
          day: time && attribute(time, 'datetime'),
        };
      }),
  );
}

function readPost(file: string): Post {
  const data = frontMatter(path.join(posts, file));
  const text = readFileSync(path.join(posts, file), 'utf8').split(/^---$/m).slice(2).join('---');
  return {
    version: file.slice(1, -3),
    day: String(data['date']).slice(0, 10),
    title: String(data['title']),
    // Hashes of commits stand in almost every post, and nothing changes how they are written.
    words: [...new Set([...text.matchAll(/\[`([0-9a-f]{10})`\]/g)].map((match) => match[1]!))],
  };
}

function readAdvisory(file: string): Advisory {
  const data = frontMatter(path.join(securityPosts, file));
  const text = readFileSync(path.join(securityPosts, file), 'utf8');
  return {
    id: file.slice(0, -3),
    title: String(data['title']),
    // As written: YAML would shift a time with a zone.
    day: /^date: '?(\S{10})/m.exec(text)![1]!,
    cves: [...new Set(text.match(/CVE-\d{4}-\d{4,}/g))],
  };
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function frontMatter(file: string): Record<string, unknown> {
  const text = readFileSync(file, 'utf8');
  return parseYaml(text.slice(4, text.indexOf('\n---\n') + 1)) as Record<string, unknown>;
}
