/** What really became of a release: told on lists, at its top and in feeds, each audience on its day. */
import { beforeAll, describe, expect, it } from 'vitest';
import { buildClean, type Built, type PortalFiles } from '../support/build.ts';

interface Release {
  version: string;
  date: string;
  state?: string;
  more?: string;
}

const release = ({ version, date, state = 'released', more = '' }: Release): string => `---
version: "${version}"
date: ${date}
state: ${state}
publishedAt: 2026-06-01
rollback: none
knownIssues: none
${more}---
`;

const portal = `title: Acme
site: https://acme.example/
locales: [{ code: en }]
audiences:
  - { id: user, label: Everybody }
  - { id: admin, label: Administrators, includes: [user] }
# States are told in few words here; the rules on them have fixtures of their own.
policies: { state-without-note: off, state-without-revision: off }
`;

const all: readonly Release[] = [
  { version: '2.2.0', date: '2026-12-10', state: 'scheduled' },
  { version: '2.1.2', date: '2026-11-18', state: 'rolling-out' },
  {
    version: '2.1.1',
    date: '2026-11-03',
    state: 'partial',
    more: `stateNote: Sign-in failed in Europe.
rollout:
  - { region: US, date: 2026-11-03, actualDate: 2026-11-05, percent: 100, outcome: succeeded }
  - { region: EU, date: 2026-11-04, actualDate: 2026-11-04, percent: 40, outcome: rolled-back, note: Sign-in failed. }
revisions:
  - { date: 2026-11-05, summary: Europe went back., material: true }
  - { date: 2026-11-06, summary: A word was mended. }
`,
  },
  { version: '2.1.0', date: '2026-10-01' },
  { version: '2.0.4', date: '2026-12-02', state: 'delayed', more: 'stateNote: A gap was found.\n' },
  { version: '2.0.3', date: '2026-09-10', state: 'withdrawn', more: 'stateNote: It lost files.\n' },
  { version: '2.0.2', date: '2026-09-03', state: 'rolled-back', more: 'stateNote: Sent twice.\n' },
  { version: '2.0.1', date: '2026-09-01', state: 'cancelled' },
  { version: '2.0.0', date: '2026-08-01' },
  { version: '1.9.0', date: '2026-07-01' },
];

const files: PortalFiles = {
  'content/portal.yaml': portal,
  'content/products/atlas.yaml': `title: Atlas
versioning: semver
cycles:
  - { cycle: "2.1", releaseDate: 2026-10-01, eoasFrom: 2027-10-01, eolFrom: 2028-10-01 }
  - { cycle: "2.0", releaseDate: 2026-08-01, eoasFrom: 2026-10-01, eolFrom: 2027-08-01 }
  - { cycle: "1.9", releaseDate: 2025-07-01, eoasFrom: 2026-01-01, eolFrom: 2026-11-01 }
`,
  ...Object.fromEntries(
    all.map((each) => [`content/releases/atlas/${each.version}.md`, release(each)]),
  ),
};

/** The words of a page, as a reader has them. */
const words = (html: string): string =>
  html
    .replaceAll(/<(script|style)[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
/** A page without the sidebar and what stands above and below, and without a script's blank rows. */
const main = (html: string): string =>
  (/<main[^]*<\/main>/.exec(html)?.[0] ?? '').replaceAll(/<template[^]*?<\/template>/g, '');
/** The rows of a list, one for each release. */
const rows = (html: string): string[] =>
  html
    .split(/<li[^>]*class="row\b/)
    .slice(1)
    .map(words);

describe('what became of a release', () => {
  let built: Built;
  const page = (version: string) => main(built.read(`releases/atlas/${version}/index.html`));
  beforeAll(async () => {
    built = await buildClean(files, { today: '2026-11-21' });
  });

  it.each([
    [
      '2.1.1',
      'Partly released',
      'This release has reached only a part of its readers',
      'Sign-in failed in Europe.',
    ],
    ['2.0.4', 'Delayed', 'This release is delayed', 'A gap was found.'],
    ['2.0.3', 'Withdrawn', 'This release was withdrawn', 'It lost files.'],
    ['2.0.2', 'Rolled back', 'This release was rolled back', 'Sent twice.'],
    ['2.0.1', 'Cancelled', 'This release was cancelled', ''],
  ])('%s: at its top, with the cause, and on every list', (version, state, title, cause) => {
    const top = page(version).split('id="_rollback"')[0]!;
    expect(words(top)).toContain(title);
    expect(words(top)).toContain(cause);
    expect(top.indexOf(title)).toBeLessThan(6000);
    for (const list of ['releases/index.html', 'releases/atlas/index.html']) {
      const own = rows(main(built.read(list))).filter((row) => row.includes(` ${version} `));
      expect([list, own.length]).toEqual([list, 1]);
      expect(own[0]).toContain(state);
      expect(own[0]).not.toContain('Latest');
    }
  });

  it('only what is wholly released is the latest, of the product and of each cycle', () => {
    const marked = rows(main(built.read('releases/index.html'))).filter((row) =>
      row.includes('Latest'),
    );
    expect(marked).toHaveLength(1);
    expect(marked[0]).toContain(' 2.1.0 ');
    expect(built.read('releases/atlas/latest/index.html')).toContain('/releases/atlas/2.1.0/');
    const cycles = /<table class="cycles[^]*?<\/table>/.exec(
      built.read('releases/atlas/index.html'),
    )?.[0];
    const newest = [...(cycles ?? '').matchAll(/href="\/releases\/atlas\/([\d.]+)\/"/g)];
    expect(newest.map(([, version]) => version)).toEqual(['2.1.0', '2.0.0', '1.9.0']);
    expect(words(cycles ?? '')).toMatch(/2\.1 Active support.*2\.0 Security support.*1\.9 Ended/);
  });

  it('a release that was taken back leads to what to use, and to what puts it right', () => {
    expect(words(page('2.0.2'))).toContain('Use 2.1.0 instead');
    expect(words(page('2.0.2'))).toContain('Next version: 2.0.4, Dec 2, 2026');
    expect(page('2.0.2')).toContain('href="/releases/atlas/2.0.4/"');
    expect(words(page('2.1.1'))).toContain('Next version: 2.1.2, Nov 18, 2026');
  });

  it('planned and actual stand side by side, region by region', () => {
    const table = /<section[^>]*aria-labelledby="_rollout"[^]*?<\/section>/.exec(
      page('2.1.1'),
    )?.[0];
    const told = words(table ?? '');
    expect(told).toMatch(/US Nov 3, 2026 Nov 5, 2026 2 days later .*100% .*Done/);
    expect(told).toMatch(/EU Nov 4, 2026 Nov 4, 2026 .*40% .*Rolled back .*Sign-in failed\./);
  });

  it('revisions say what and when, and which are important; those are in the feed as well', () => {
    const revisions = words(page('2.1.1').split('id="_revisions"')[1] ?? '');
    expect(revisions).toMatch(/Nov 5, 2026 Important Europe went back\./);
    expect(revisions).toMatch(/Nov 6, 2026 A word was mended\./);
    const feed = built.read('feeds/all.atom.xml');
    expect(feed).toContain('Europe went back.');
    expect(feed.match(/<title[^>]*>[^<]*2\.1\.1[^<]*</g)?.length).toBeGreaterThan(1);
  });

  it('a version whose support has ended says so', () => {
    expect(words(page('1.9.0'))).toContain(
      'You are reading notes of Atlas 1.9, whose support ended on Nov 1, 2026.',
    );
    expect(page('2.0.0')).not.toContain('You are reading notes of');
  });
});

describe('early notice', () => {
  const early: PortalFiles = {
    ...files,
    'content/releases/atlas/2.2.0.md': release({
      version: '2.2.0',
      date: '2026-12-10',
      state: 'scheduled',
      more: 'title: Wordearly\nembargoUntil: { admin: 2026-11-20, user: 2026-12-01 }\n',
    })
      .replace('state: scheduled', 'state: released')
      .replace('2026-12-10', '2026-11-15')
      .replace('publishedAt: 2026-06-01', 'publishedAt: 2026-11-20'),
    'content/deprecations/keys.md': `---
title: Wordkeys
product: atlas
subject: { kind: API, name: keys }
announcedOn: 2026-11-15
removalDate: 2027-03-01
publishedAt: 2026-11-20
embargoUntil: { admin: 2026-11-20, user: 2026-12-01 }
---
`,
  };
  const places = (built: Built, word: string): string[] =>
    [...built.files]
      .filter(([, bytes]) => bytes.includes(word))
      .map(([file]) => file)
      .filter((file) => /\.(html|xml|json)$/.test(file));

  it.each([
    ['2026-11-19', false, false],
    ['2026-11-20', false, true],
    ['2026-12-01', true, true],
  ])(
    'on %s: users %s, administrators %s; pages, calendar, timeline and feeds alike',
    async (today, user, admin) => {
      const built = await buildClean(early, { today });
      for (const word of ['Wordearly', 'Wordkeys']) {
        const found = places(built, word);
        expect([word, found.some((file) => !file.startsWith('admin/'))]).toEqual([word, user]);
        expect([word, found.some((file) => file.startsWith('admin/'))]).toEqual([word, admin]);
        if (!admin) continue;
        expect(found).toContain('admin/calendar/index.html');
        expect(found).toContain('admin/feeds/all.atom.xml');
      }
      if (admin) expect(places(built, 'Wordkeys')).toContain('admin/deprecations/index.html');
      // Each audience hears of it on the day on which it may: what is dated before is no news.
      const days = (feed: string): (string | undefined)[] => {
        const { items } = JSON.parse(built.read(feed)) as {
          items: { title: string; date_published: string }[];
        };
        return ['Wordearly', 'Wordkeys'].map((word) =>
          items.find(({ title }) => title.includes(word))?.date_published.slice(0, 10),
        );
      };
      if (admin) expect(days('admin/feeds/all.json')).toEqual(['2026-11-20', '2026-11-20']);
      if (user) expect(days('feeds/all.json')).toEqual(['2026-12-01', '2026-12-01']);
    },
  );
});
