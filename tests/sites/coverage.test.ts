import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildClean,
  buildFixture,
  fixtureDay,
  lineOf,
  type Built,
  type PortalFiles,
} from '../support/build.ts';
import { gazette, removeFolder, writePortal } from '../support/portal.ts';
import { unpack } from '../support/scan.ts';

const release = (version: string, more = '', body = 'Text.'): string =>
  `---\nversion: "${version}"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n${more}---\n${body}\n`;

/** One entry of every kind, some with translations, and releases in states that feeds leave out. */
const everything: PortalFiles = {
  'content/portal.yaml':
    'title: Acme\nsite: https://acme.example/\nlocales: [{ code: en }, { code: de }, { code: ar }]\naudiences:\n  - { id: user }\n  - { id: admin, includes: [user] }\n',
  'content/products/atlas.yaml': 'title: Atlas\n',
  'content/releases/atlas/1.0.0.mdx': release(
    '1.0.0',
    'changes: [{ id: inline, type: fix, title: Wordinline }]\n',
  ),
  'content/releases/de/atlas/1.0.0.mdx': '---\nsummary: Wortdeutsch\n---\nText.\n',
  'content/releases/atlas/1.1.0.mdx': release('1.1.0', 'state: scheduled\n').replace(
    '2026-11-03',
    '2026-12-03',
  ),
  'content/releases/atlas/1.2.0.mdx': release(
    '1.2.0',
    'state: cancelled\nstateNote: Not needed.\n',
  ).replace('2026-11-03', 'none'),
  'content/releases/atlas/0.9.0.mdx': release('0.9.0').replace('2026-11-03', 'none'),
  'content/changes/atlas/filed.md':
    '---\ntitle: Filed\ntype: feature\nrelease: "1.0.0"\n---\nText.\n',
  'content/changes/atlas/coming.md':
    '---\ntitle: Coming\ntype: feature\nrelease: next\n---\nText.\n',
  'content/deprecations/d.md':
    '---\ntitle: Old API\nproduct: atlas\nsubject: { kind: API, name: v1 }\nannouncedOn: 2026-01-01\nremovalDate: tba\n---\nText.\n',
  'content/migrations/m.md':
    '---\ntitle: Move\nproduct: atlas\nfrom: "<1"\nto: "1.0.0"\n---\nText.\n',
  'content/known-issues/k.md':
    '---\ntitle: Slow\nproduct: atlas\naffects: ["*"]\nseverity: low\npublishedAt: 2026-11-01\n---\nText.\n',
  'content/advisories/a.md':
    '---\ntitle: Hole\nseverity: high\naffected: [{ product: atlas, range: "*" }]\npublishedAt: 2026-11-01\n---\nText.\n',
  'content/announcements/n.md':
    '---\ntitle: Pause\nfrom: 2026-11-01\nuntil: 2026-12-01\n---\nText.\n',
  'content/announcements/later.md':
    '---\ntitle: Later\nfrom: 2027-01-01\nuntil: 2027-02-01\n---\nText.\n',
  'content/glossary/map.yaml': 'title: Map\ndefinition: A picture.\n',
  'content/docs/start.md': '---\ntitle: Start\naudience: [user]\n---\n## Begin\n\nWordenglish.\n',
  'content/docs/de/start.md': '---\ntitle: Anfang\n---\n## Beginn\n\nText.\n',
  'content/docs/keys.md': '---\ntitle: Keys\naudience: [admin]\n---\nText.\n',
};

const revised = (what: string): string =>
  `publishedAt: 2026-11-01\nrevisions: [{ date: 2026-11-10, summary: Wordrevised${what}, material: true }]\n`;

/** An entry of every kind that was revised after its publication; and where its page is. */
const revisedEntries: Readonly<Record<string, [page: string, file: string]>> = {
  release: ['releases/atlas/1.0.0/', 'releases/atlas/1.0.0.md'],
  change: ['changes/atlas/filed/', 'changes/atlas/filed.md'],
  migration: ['migrations/m/', 'migrations/m.md'],
  deprecation: ['deprecations/d/', 'deprecations/d.md'],
  issue: ['known-issues/k/', 'known-issues/k.md'],
  advisory: ['advisories/a/', 'advisories/a.md'],
  announcement: ['announcements/n/', 'announcements/n.md'],
  guide: ['docs/start/', 'docs/start.md'],
};

describe('what was revised', () => {
  const portal: Record<string, string> = { ...everything } as Record<string, string>;
  for (const [name, [, file]] of Object.entries(revisedEntries)) {
    const path = [`content/${file}`, `content/${file}x`].find((each) => each in portal) ?? '';
    portal[path] = (portal[path] ?? '')
      .replace('publishedAt: 2026-11-01\n', '')
      .replace('---\n', `---\n${revised(name)}`);
  }
  portal['content/releases/atlas/1.0.0.mdx'] = (
    portal['content/releases/atlas/1.0.0.mdx'] ?? ''
  ).replace(
    'title: Wordinline }',
    'title: Wordinline, revisions: [{ date: 2026-11-11, summary: Wordrevisedinline, material: true }, { date: 2026-11-12, summary: Wordtypo }] }',
  );
  let built: Built;
  let items: { id: string; content_html: string; _gazette: { revision_of?: string } }[];
  beforeAll(async () => {
    built = await buildClean(portal);
    items = (JSON.parse(built.read('feeds/all.json')) as { items: typeof items }).items;
  });
  const told = (words: string) =>
    items.filter(({ id, content_html: html }) => id.includes('/revision/') && html.includes(words));

  it.each(Object.entries(revisedEntries))('%s: its page and the feeds tell', (name, [page]) => {
    expect(built.read(`${page}index.html`)).toContain(`Wordrevised${name}`);
    expect(told(`Wordrevised${name}`).length).toBe(1);
  });

  it('a change in a release: the page of the release and the feeds tell', () => {
    const page = built.read('releases/atlas/1.0.0/index.html');
    expect(page).toContain('Wordrevisedinline');
    expect(page).toContain('Wordtypo');
    expect(page).toContain('Wordrevisedchange');
    expect(told('Wordrevisedinline')).toMatchObject([
      {
        id: expect.stringMatching(/\/change\/atlas\/1\.0\.0\/inline\/revision\/1$/) as string,
        url: 'https://acme.example/releases/atlas/1.0.0/#inline',
        _gazette: { revision_of: expect.stringMatching(/\/release\/atlas\/1\.0\.0$/) as string },
      },
    ]);
    expect(
      items.some(
        ({ content_html: html }) => html.includes('Revised on') && html.includes('Wordtypo'),
      ),
    ).toBe(false);
  });

  it('a guide for an upgrade is told when it is published, and what was revised points at that', () => {
    const first = items.find(({ id }) => id.endsWith('/migration/m'));
    expect(first?.content_html).toContain('Text.');
    expect(told('Wordrevisedmigration')[0]?._gazette.revision_of).toBe(first?.id);
    expect(items.some(({ id }) => id.endsWith('/doc/start'))).toBe(false);
    expect(told('Wordrevisedguide')[0]?._gazette.revision_of).toBeUndefined();
  });
});

describe('every entry', () => {
  let built: Built;
  beforeAll(async () => {
    built = await buildClean(everything);
  });

  it('has a page in every locale of its audience', () => {
    const pages = [
      'releases/atlas/',
      'releases/atlas/1.0.0/',
      'releases/atlas/1.1.0/',
      'releases/atlas/1.2.0/',
      'releases/atlas/0.9.0/',
      'changes/atlas/filed/',
      'changes/atlas/coming/',
      'deprecations/d/',
      'migrations/m/',
      'known-issues/k/',
      'advisories/a/',
      'announcements/n/',
      'announcements/later/',
      'glossary/',
      'docs/start/',
    ];
    for (const prefix of ['', 'de/', 'ar/', 'admin/', 'de/admin/', 'ar/admin/']) {
      for (const page of pages)
        expect(built.files.has(`${prefix}${page}index.html`), prefix + page).toBe(true);
      expect(built.files.has(`${prefix}docs/keys/index.html`)).toBe(prefix.includes('admin'));
    }
    expect(built.read('releases/atlas/1.0.0/index.html')).toContain('Wordinline');
    expect(built.read('glossary/index.html')).toContain('id="map"');
  });

  it('is in feeds and search, or the report says why not', () => {
    const english = built.counts?.find(
      ({ audience, locale }) => audience === 'user' && locale === 'en',
    );
    expect(english?.entries).toEqual({
      product: 1,
      release: 4,
      change: 2,
      deprecation: 1,
      migration: 1,
      'known-issue': 1,
      advisory: 1,
      announcement: 2,
      term: 1,
      doc: 1,
    });
    // One record an entry; terms share one.
    expect(english?.searchRecords).toBe(15);
    expect(english?.left.search).toEqual({});
    expect(english?.left.feeds).toEqual({
      scheduled: ['release:atlas/1.1.0'],
      cancelled: ['release:atlas/1.2.0'],
      'no-day': ['release:atlas/0.9.0', 'migration:m'],
      'not-yet': ['announcement:later'],
      unreleased: ['change:atlas/coming'],
    });
    // What feeds do not tell of alone, of each kind how many.
    expect(english?.apart.feeds).toEqual({
      product: 1,
      'in-release': 1,
      guide: 1,
      term: 1,
    });
    const feed = JSON.parse(built.read('feeds/all.json')) as { items: { url: string }[] };
    expect(feed.items.length).toBe(english?.feedEntries);
    const told = feed.items.map(({ url }) => new URL(url).pathname).sort();
    for (const page of [
      '/releases/atlas/1.0.0/',
      '/deprecations/d/',
      '/known-issues/k/',
      '/advisories/a/',
      '/announcements/n/',
    ]) {
      expect(told).toContain(page);
    }
  });

  it('that is not translated is in no search of another language, and the report says so', () => {
    const german = built.counts?.find(
      ({ audience, locale }) => audience === 'user' && locale === 'de',
    );
    expect(german?.searchRecords).toBe(2);
    const untranslated = Object.values(german?.left.search ?? {}).flat();
    expect(untranslated).toContain('known-issue:k');
    expect(untranslated).not.toContain('release:atlas/1.0.0');
    expect(untranslated.length).toBe(14);
    const indexed = (folder: string): string =>
      [...built.files]
        .filter(([file]) => file.startsWith(`${folder}pagefind/`) && file.includes('/fragment/'))
        .map(([, bytes]) => unpack(bytes)?.toString('utf8') ?? '')
        .join('\n');
    expect(indexed('')).toContain('Wordenglish');
    expect(indexed('de/')).toContain('Wortdeutsch');
    expect(indexed('de/')).not.toContain('Old API');
    expect([...built.files.keys()].some((file) => file.startsWith('ar/pagefind/'))).toBe(false);
  });

  it('is counted in the report that the command writes', async () => {
    const root = await writePortal(everything);
    try {
      const report = path.join(root, 'made', 'report.json');
      const ran = await gazette([
        'build',
        '--root',
        root,
        '--today',
        fixtureDay,
        '--report',
        report,
      ]);
      expect(ran.code).toBe(0);
      expect(ran.stdout).toMatch(/^user\/en +15 +\d+ +\d+ +15 +/m);
      const written = JSON.parse(await readFile(report, 'utf8')) as Record<string, unknown>;
      expect(written).toMatchObject({ clock: { today: fixtureDay }, editions: built.counts });
      expect(Object.keys(written)).toEqual([
        'clock',
        'out',
        'editions',
        'files',
        'bytes',
        'phases',
        'findings',
      ]);
      expect(written['files']).toBeGreaterThan(100);
    } finally {
      await removeFolder(root);
    }
  });

  it('names its translations and no others in hreflang', () => {
    const both = ['ar', 'de', 'en', 'x-default'];
    expect(alternates(built.read('docs/start/index.html'))).toEqual(['de', 'en', 'x-default']);
    expect(alternates(built.read('de/docs/start/index.html'))).toEqual(['de', 'en', 'x-default']);
    expect(alternates(built.read('known-issues/k/index.html'))).toEqual([]);
    // Lists are in every language.
    expect(alternates(built.read('known-issues/index.html'))).toEqual(both);
  });

  it('in another language than its page is marked so, with a notice, and is in no sitemap', () => {
    const page = parse(built.read('ar/docs/start/index.html'));
    const root = [...elementsOf(page)].find(({ tagName }) => tagName === 'html');
    expect([attribute(root, 'lang'), attribute(root, 'dir')]).toEqual(['ar', 'rtl']);
    const texts = [...elementsOf(page)].filter(
      (element) => attribute(element, 'lang') === 'en' && attribute(element, 'dir') === 'ltr',
    );
    expect(texts.some((element) => textOf(element).includes('Wordenglish'))).toBe(true);
    const strings = textOf(page);
    expect(strings).toContain('English');
    expect(robots(page)).toContain('noindex');
    const canonical = [...elementsOf(page)].find(
      (element) => attribute(element, 'rel') === 'canonical',
    );
    expect(attribute(canonical, 'href')).toBe('https://acme.example/docs/start/');
    expect(built.read('ar/sitemap.xml')).not.toContain('/docs/start/');
    expect(built.read('de/sitemap.xml')).toContain('https://acme.example/de/docs/start/');
    expect(built.read('sitemap.xml')).toContain('https://acme.example/docs/start/');
    expect(built.read('sitemap.xml')).not.toContain('admin');
    const translated = parse(built.read('de/docs/start/index.html'));
    expect(robots(translated)).toBe('');
  });
});

describe('links', () => {
  const base: PortalFiles = {
    'content/portal.yaml':
      'title: Acme\naudiences:\n  - { id: user }\n  - { id: admin, includes: [user] }\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
    'content/docs/there.md': '---\ntitle: There\n---\n## Part\n\nText.\n',
    'content/docs/secret.md': '---\ntitle: Secret\naudience: [admin]\n---\nText.\n',
  };
  const from = (text: string): PortalFiles => ({
    ...base,
    'content/docs/from.md': `---\ntitle: From\n---\nOne\n\nTwo ${text}\n`,
  });

  it.each([
    ['a file that is not there', '[x](./gone.md)', /gone\.md/],
    ['an address that is not there', '[x](/releases/gone/)', /\/releases\/gone\//],
    ['an anchor that is not there', '[x](./there.md#gone)', /#gone/],
    ['an anchor of its own that is not there', '[x](#gone)', /#gone/],
    ['a way out of the portal', '[x](../../../../etc/hosts)', /etc\/hosts/],
  ])('to %s are errors that name file and line', async (_, text, found) => {
    const built = await buildFixture(from(text));
    expect(built.code).toBe(1);
    expect(built.files.size).toBe(0);
    expect(built.problems.map(lineOf).join('\n')).toMatch(found);
    expect(built.problems[0]).toMatchObject({
      severity: 'error',
      file: 'content/docs/from.md',
      line: 6,
    });
    expect(built.problems[0]?.fix).toBeTruthy();
  });

  it('in a translation are errors that name its own file', async () => {
    const built = await buildFixture({
      ...from('fine'),
      'content/portal.yaml': 'title: Acme\nlocales: [{ code: en }, { code: de }]\n',
      'content/docs/secret.md': '---\ntitle: Open\n---\nText.\n',
      'content/docs/de/from.md':
        '---\ntitle: Von\n---\nEins\n\n[a](./gone.md)\n\n[b](./there.md#teil)\n',
    });
    const file = 'content/docs/de/from.md';
    expect(built.problems).toMatchObject([
      { code: 'link/dead', file, line: 6, found: './gone.md' },
      { code: 'link/broken', file, line: 8, found: '/de/docs/there/#teil' },
    ]);
  });

  it('that are right lead where they say', async () => {
    const built = await buildClean(
      from(
        '[a](./there.md#part) [b](/docs/there/) [c](there.md) [d](/releases/) [e](../products/atlas.yaml)',
      ),
    );
    const hrefs = links(built.read('docs/from/index.html'));
    for (const href of ['/docs/there/#part', '/docs/there/', '/releases/', '/releases/atlas/']) {
      expect(hrefs).toContain(href);
    }
    expect(links(built.read('admin/docs/from/index.html'))).toContain('/admin/docs/there/#part');
  });

  it("to another audience's page are its words only, and a note says so", async () => {
    const built = await buildFixture(from('see [the words](./secret.md) there'));
    expect(built.problems.map(lineOf)).toEqual([]);
    expect(built.findings).toMatchObject([
      {
        code: 'link/other-audience',
        severity: 'info',
        file: 'content/docs/from.md',
        line: 6,
        found: './secret.md',
      },
    ]);
    const page = built.read('docs/from/index.html');
    expect(textOf(parse(page))).toContain('see the words there');
    expect(page).not.toContain('secret');
    expect(links(built.read('admin/docs/from/index.html'))).toContain('/admin/docs/secret/');
  });
});

describe('addresses', () => {
  it('are all below the path of the site', async () => {
    const built = await buildClean({
      ...everything,
      'content/portal.yaml': String(everything['content/portal.yaml']).replace(
        'https://acme.example/',
        'https://acme.example/notes/',
      ),
      'public/brand.css': ':root { --gz-accent: red }',
      'content/docs/pic.md':
        '---\ntitle: Pic\naliases: [/old/pic/]\n---\n![x](./a.svg)\n\n[y](/releases/)\n',
      'content/docs/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>',
    });
    let checked = 0;
    for (const [file, bytes] of built.files) {
      const text = bytes.toString('utf8');
      if (file.endsWith('.html')) {
        for (const element of elementsOf(parse(text))) {
          for (const { name, value } of element.attrs) {
            if (!/^(?:href|src|action|data-.*href)$/.test(name) || !value.startsWith('/')) continue;
            checked += 1;
            expect([file, value]).toEqual([file, expect.stringMatching(/^\/notes\//)]);
          }
        }
      }
      // Scripts name one another relative to themselves.
      if (file.endsWith('.js')) expect(/["'`]\/?_gazette\//.test(text), file).toBe(false);
      for (const [, address] of text.matchAll(/https:\/\/acme\.example(\/[^"'<\s)]*)?/g)) {
        expect([file, address]).toEqual([file, expect.stringMatching(/^\/notes(?:\/|$)/)]);
      }
    }
    expect(checked).toBeGreaterThan(1000);
    expect(links(built.read('docs/pic/index.html'))).toContain('/notes/releases/');
    expect(built.read('docs/pic/index.html')).toContain('src="/notes/files/docs/a.svg"');
    expect(built.read('old/pic/index.html')).toContain('/notes/docs/pic/');
    const list = JSON.parse(built.read('releases/list.json')) as { items: { href: string }[] };
    for (const { href } of list.items) expect(href).toMatch(/^\/notes\/releases\//);
  });

  it('that two pages claim are an error', async () => {
    const page = (title: string, more = ''): string => `---\ntitle: ${title}\n${more}---\nText.\n`;
    for (const files of [
      { 'content/docs/a.md': page('A', 'aliases: [/docs/b/]\n'), 'content/docs/b.md': page('B') },
      {
        'content/docs/a.md': page('A', 'aliases: [/old/]\n'),
        'content/docs/b.md': page('B', 'aliases: [/old/]\n'),
      },
      { 'content/docs/a.md': page('A', 'aliases: [/feeds/]\n') },
      {
        'content/docs/a.md': page('A', 'aliases: [/Old/]\n'),
        'content/docs/b.md': page('B', 'aliases: [/old/]\n'),
      },
      { 'content/docs/a.md': page('A'), 'public/docs/a/index.html': 'mine' },
    ] as Record<string, string>[]) {
      const built = await buildFixture({ 'content/portal.yaml': 'title: Acme\n', ...files });
      expect([Object.values(files), built.code]).toEqual([Object.values(files), 1]);
      expect(built.problems.length).toBeGreaterThan(0);
      expect(built.files.size).toBe(0);
    }
  });

  it('that an entry had lead on', async () => {
    const built = await buildClean({
      ...everything,
      'content/docs/new.md': '---\ntitle: New\naliases: [old, /very/old/]\n---\nText.\n',
    });
    expect(built.read('docs/old/index.html')).toContain('url=/docs/new/');
    expect(built.read('very/old/index.html')).toContain('url=/docs/new/');
    expect(built.read('de/admin/docs/old/index.html')).toContain('url=/de/admin/docs/new/');
    expect(built.read('releases/atlas/latest/index.html')).toContain('url=/releases/atlas/1.0.0/');
  });
});

it('the data of a product that is too large for its readers is told, and told again by the next build', async () => {
  const noise = (index: number): string =>
    createHash('sha512').update(`${index}`).digest('base64').repeat(2);
  const changes = Array.from(
    { length: 900 },
    (_, index) =>
      `  - { id: c${index}, title: Change, type: fix, action: { steps: ["${noise(index)}"] } }\n`,
  ).join('');
  const root = await writePortal({
    'content/portal.yaml': 'title: Acme\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
    'content/releases/atlas/1.0.0.md': release('1.0.0'),
    'content/releases/atlas/1.1.0.md': release('1.1.0', `changes:\n${changes}`),
  });
  try {
    const out = path.join(root, 'out');
    const flags = ['--root', root, '--out', out, '--cache', path.join(root, 'kept')];
    for (const time of ['first', 'again']) {
      if (time === 'again') {
        await writeFile(
          path.join(root, 'content/releases/atlas/1.0.0.md'),
          release('1.0.0', '', 'New.'),
        );
      }
      const { stdout, stderr, code } = await gazette(['build', ...flags, '--today', fixtureDay]);
      expect(code).toBe(0);
      expect(stdout + stderr, time).toContain('upgrade/large-data');
    }
  } finally {
    await removeFolder(root);
  }
});

describe('the smallest portal', () => {
  it('has a title and nothing else', async () => {
    const built = await buildClean({ 'content/portal.yaml': 'title: Acme\n' });
    const home = built.read('index.html');
    expect(/<title>([^<]*)/.exec(home)?.[1]).toBe('Acme');
    // Without an address of the site nothing absolute can be said.
    expect(home).not.toMatch(/canonical|og:url|hreflang|ld\+json/);
    expect(built.files.has('sitemap.xml')).toBe(false);
    expect(built.files.has('404.html')).toBe(true);
    expect(built.files.has('feeds/all.json')).toBe(true);
  });

  it('needs no address of its site', async () => {
    const built = await buildClean({
      ...everything,
      'content/portal.yaml': String(everything['content/portal.yaml']).replace(
        'site: https://acme.example/\n',
        '',
      ),
    });
    for (const [file, bytes] of built.files) {
      if (file.endsWith('.html'))
        expect(bytes.toString('utf8')).not.toMatch(/undefined|null\/|acme\.example/);
    }
    const page = built.read('releases/atlas/1.0.0/index.html');
    expect(page).not.toContain('rel="canonical"');
    expect(alternates(page)).toEqual([]);
    expect(() => JSON.parse(built.read('feeds/all.json')) as unknown).not.toThrow();
  });
});

function* elementsOf(node: Tree.ParentNode): Generator<Tree.Element> {
  for (const child of node.childNodes) {
    if ('tagName' in child) yield child;
    if ('childNodes' in child) yield* elementsOf(child);
  }
}

function textOf(node: Tree.ParentNode): string {
  return node.childNodes
    .map((child) => ('value' in child ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join('');
}

function attribute(element: Tree.Element | undefined, name: string): string | undefined {
  return element?.attrs.find((found) => found.name === name)?.value;
}

function links(html: string): string[] {
  return [...elementsOf(parse(html))].flatMap((element) => attribute(element, 'href') ?? []);
}

function alternates(html: string): string[] {
  return [...elementsOf(parse(html))]
    .filter(({ tagName }) => tagName === 'link')
    .flatMap((element) => attribute(element, 'hreflang') ?? [])
    .sort();
}

function robots(page: Tree.ParentNode): string {
  const element = [...elementsOf(page)].find((found) => attribute(found, 'name') === 'robots');
  return attribute(element, 'content') ?? '';
}
