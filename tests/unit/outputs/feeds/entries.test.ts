import { describe, expect, it } from 'vitest';
import { feedEntries } from '../../../../src/outputs/feeds/entries.ts';
import { excludedFromFeeds } from '../../../../src/outputs/feeds/exclusions.ts';
import { contextOf, sampleEdition, type Sample } from './edition.ts';
import { HOSTILE, HOSTILE_KEPT } from './sample.ts';

const entriesOf = (sample: Sample) =>
  feedEntries(contextOf(sampleEdition(sample))).map(({ entry }) => entry);
const id = (rest: string) => `tag:example.com,2026:entry/user/en/${rest}`;

describe('entries of releases', () => {
  it('carry product, version, headline and what is in them', () => {
    const [entry] = entriesOf({
      releases: [
        {
          version: '4.2.1',
          title: 'Faster `export`',
          summary: 'Exports take **half** the time.',
          changes: [
            { type: 'fix' },
            { type: 'breaking', action: { steps: ['Rotate keys.'] } },
            { type: 'fix' },
          ],
        },
      ],
    });
    expect(entry?.title).toBe('Atlas 4.2.1: Faster export');
    expect(entry?.summary).toBe('Exports take half the time.');
    expect(entry?.url).toBe('https://notes.example.com/releases/atlas/4.2.1/');
    expect(entry?.id).toBe(id('release/atlas/4.2.1'));
    expect(entry?.facts).toEqual({
      kind: 'release',
      product: 'atlas',
      version: '4.2.1',
      state: 'released',
      types: ['breaking', 'fix'],
      actionRequired: true,
    });
    const terms = entry?.categories.map(({ term, scheme }) => `${scheme?.split('/')[1]}=${term}`);
    expect(terms).toEqual([
      'kind=release',
      'product=atlas',
      'type=breaking',
      'type=fix',
      'state=released',
      'action=action-required',
    ]);
  });

  it.each([
    ['2026-11-03', '2026-11-03T00:00:00Z'],
    [
      { start: '2026-11-03T23:30', end: '2026-11-04T02:00', zone: 'Asia/Tokyo' },
      '2026-11-03T00:00:00Z',
    ],
    [{ start: '2026-11-03T23:30-11:00' }, '2026-11-03T00:00:00Z'],
  ])('date %j is %s', (date, published) => {
    const [entry] = entriesOf({ releases: [{ version: '1.0.0', date }] });
    expect(entry?.published).toBe(published);
  });

  it('keep `published` while `updated` follows revisions', () => {
    const [entry] = entriesOf({
      releases: [
        {
          version: '1.0.0',
          revisions: [
            { date: '2026-11-09', summary: 'A typo.' },
            { date: '2026-11-20', summary: 'Another.' },
          ],
        },
      ],
    });
    expect(entry?.published).toBe('2026-11-03T00:00:00Z');
    expect(entry?.updated).toBe('2026-11-20T00:00:00Z');
  });

  it('are news when they go out, and when a late note appears; backfilled ones on their day', () => {
    const published = (fields: object) =>
      entriesOf({ releases: [{ version: '1.0.0', ...fields }] })
        .at(-1)
        ?.published.slice(0, 10);
    expect(published({ publishedAt: '2026-10-01' })).toBe('2026-11-03');
    expect(published({ publishedAt: '2026-12-01' })).toBe('2026-12-01');
    expect(published({ publishedAt: '2026-12-01', backfilled: true })).toBe('2026-11-03');
    const moved = { date: '2026-11-04', summary: 'It went out later.', material: true };
    expect(published({ publishedAt: '2026-11-03', date: '2026-11-10', revisions: [moved] })).toBe(
      '2026-11-03',
    );
    const late = { date: '2026-11-05', summary: 'Taken back.', material: true };
    expect(published({ publishedAt: '2026-10-01', revisions: [late] })).toBe('2026-11-03');
  });

  it('make a new entry of each material revision, which points at the first', () => {
    const entries = entriesOf({
      releases: [
        {
          version: '1.0.0',
          state: 'rolled-back',
          stateNote: 'Exports lost rows.',
          revisions: [
            { date: '2026-11-04', summary: 'A typo.' },
            { date: '2026-11-05', summary: 'Rolled back in **Europe**.', material: true },
            { date: '2026-11-06', summary: 'Rolled back everywhere.', material: true },
          ],
        },
      ],
    });
    expect(
      entries.map((entry) => [entry.id, entry.published.slice(0, 10), entry.revisionOf]),
    ).toEqual([
      [id('release/atlas/1.0.0/revision/2'), '2026-11-06', id('release/atlas/1.0.0')],
      [id('release/atlas/1.0.0/revision/1'), '2026-11-05', id('release/atlas/1.0.0')],
      [id('release/atlas/1.0.0'), '2026-11-03', undefined],
    ]);
    expect(entries[0]?.title).toBe('Revised: Atlas 1.0.0 (Rolled back)');
    expect(entries[1]?.summary).toBe('Rolled back in Europe.');
    expect(entries[1]?.html).toMatch(
      /^<div[^>]*>\n<p><strong>Revised on .*2026<\/strong><\/p><p>Rolled back in <strong>Europe/,
    );
    expect(entries[2]?.html).toMatch(
      /^<div[^>]*>\n<p><strong>This release was rolled back<\/strong><\/p><p>Exports lost rows/,
    );
  });

  it.each([
    ['rolled-back', true],
    ['withdrawn', true],
    ['delayed', false],
    ['cancelled', false],
  ])('tell of %s even when no revision does', (state, wentOut) => {
    const entries = entriesOf({ releases: [{ version: '1.0.0', state }] });
    const first = id('release/atlas/1.0.0');
    expect(entries.map((entry) => entry.id)).toEqual([
      `${first}/state/${state}`,
      ...(wentOut ? [first] : []),
    ]);
    expect(entries[0]?.revisionOf).toBe(wentOut ? first : undefined);
    expect(entries[0]?.title).toMatch(/^Atlas 1\.0\.0 \(.+\)$/);
  });

  it('tell of a roll-back on the day on which it happened', () => {
    const entries = entriesOf({
      releases: [
        {
          version: '1.0.0',
          state: 'rolled-back',
          rollout: [
            { region: 'EU', date: '2026-11-04', actualDate: '2026-11-08', outcome: 'rolled-back' },
            { region: 'US', date: '2026-12-04' },
          ],
        },
      ],
    });
    expect(entries[0]?.published).toBe('2026-11-08T00:00:00Z');
  });

  it('tell of a release that reached only a part, once its roll-out says when', () => {
    const stage = { date: '2026-11-04', actualDate: '2026-11-08' };
    const ids = (outcome: string, revised?: string) =>
      entriesOf({
        releases: [
          {
            version: '1.0.0',
            state: 'partial',
            revisions: revised ? [{ date: revised, summary: 'Revised.', material: true }] : [],
            rollout: [
              { region: 'US', date: '2026-11-03', outcome: 'succeeded' },
              { region: 'EU', ...stage, outcome },
            ],
          },
        ],
      }).map((entry) => [entry.id.replace(id(''), ''), entry.published.slice(0, 10)]);
    const own = ['release/atlas/1.0.0', '2026-11-03'];
    const news = ['release/atlas/1.0.0/state/partial', '2026-11-08'];
    expect(ids('rolled-back')).toEqual([news, own]);
    expect(ids('paused')).toEqual([news, own]);
    expect(ids('succeeded')).toEqual([own]);
    // What was revised before it stopped tells of something else.
    const revision = (day: string) => ['release/atlas/1.0.0/revision/1', day];
    expect(ids('paused', '2026-11-05')).toEqual([news, revision('2026-11-05'), own]);
    expect(ids('paused', '2026-11-08')).toEqual([revision('2026-11-08'), own]);
  });

  it('tell of a state that came after what the last material revision tells of', () => {
    const moved = { date: '2026-10-27', summary: 'The day was moved.', material: true };
    const ids = (fields: object) =>
      entriesOf({ releases: [{ version: '1.0.0', publishedAt: '2026-10-20', ...fields }] }).map(
        (entry) => [entry.id.replace(id('release/atlas/1.0.0'), ''), entry.published.slice(0, 10)],
      );
    const revision = ['/revision/1', '2026-10-27'];
    expect(ids({ state: 'withdrawn', revisions: [moved] })).toEqual(
      [['/state/withdrawn', '2026-11-03'], ['', '2026-10-20'], revision].sort(
        ([, a = ''], [, b = '']) => (a < b ? 1 : -1),
      ),
    );
    const stage = { region: 'EU', date: '2026-11-03', actualDate: '2026-11-06' };
    const rolledBack = {
      state: 'rolled-back',
      rollout: [{ ...stage, outcome: 'rolled-back' }],
    };
    expect(ids({ ...rolledBack, revisions: [moved] })[0]).toEqual([
      '/state/rolled-back',
      '2026-11-06',
    ]);
    const told = { date: '2026-11-06', summary: 'Rolled back.', material: true };
    expect(ids({ ...rolledBack, revisions: [moved, told] })[0]).toEqual([
      '/revision/2',
      '2026-11-06',
    ]);
  });

  it('wait until a release goes out, and say so', () => {
    const edition = sampleEdition({
      releases: [
        { version: '5.0.0', state: 'scheduled' },
        { version: '4.0.0', state: 'cancelled' },
        { version: '3.0.0', state: 'rolling-out' },
        { version: '2.0.0', state: 'partial' },
        { version: '1.0.0', date: 'none' },
      ],
    });
    expect(excludedFromFeeds(edition)).toEqual([
      { key: 'release:atlas/5.0.0', reason: 'scheduled' },
      { key: 'release:atlas/4.0.0', reason: 'cancelled' },
      { key: 'release:atlas/1.0.0', reason: 'no-day' },
    ]);
    const ids = feedEntries(contextOf(edition)).map(({ entry }) => entry.id);
    expect(ids).toEqual([
      id('release/atlas/4.0.0/state/cancelled'),
      id('release/atlas/3.0.0'),
      id('release/atlas/2.0.0'),
    ]);
  });

  it('stand newest first, in the edition’s order on one day', () => {
    const entries = entriesOf({
      releases: [
        { version: '10.0.0', date: '2026-01-01' },
        { version: '9.0.0', date: '2026-01-01' },
        { version: '8.0.9', date: '2026-02-01' },
      ],
    });
    expect(entries.map((entry) => entry.facts?.version)).toEqual(['8.0.9', '10.0.0', '9.0.0']);
  });
});

describe('entries of records', () => {
  const sample: Sample = {
    products: ['atlas', 'beam'],
    today: '2026-12-01',
    releases: [{ version: '4.2.2', date: '2026-11-09' }, { version: '4.2.1' }],
    deprecations: {
      'v1-api': {
        title: 'Version 1 of the API',
        product: 'atlas',
        subject: { kind: 'API', name: 'v1' },
        announcedOn: '2026-06-01',
        removalDate: 'tba',
      },
      later: {
        title: 'Later',
        product: 'atlas',
        subject: { kind: 'API', name: 'v2' },
        announcedOn: '2027-06-01',
        removalDate: 'tba',
      },
    },
    knownIssues: {
      rows: { title: 'Rows get lost', product: 'atlas', affects: ['>=4.2.1'], severity: 'high' },
      nowhere: { title: 'No day', product: 'beam', affects: ['*'], severity: 'low' },
    },
    advisories: {
      'SA-1': {
        title: 'A weakness',
        severity: 'high',
        affected: [{ product: 'atlas', range: '<4.2.2', fixedIn: '4.2.2' }],
        withdrawn: '2026-11-20',
      },
    },
    announcements: {
      freeze: { title: 'Freeze', from: '2026-11-15', until: '2026-12-31' },
      soon: { title: 'Soon', from: '2026-12-15', until: '2026-12-31', products: ['beam'] },
    },
  };

  it('have the day on which they were first told', () => {
    const days = entriesOf(sample).map((entry) => [
      entry.id.replace(id(''), ''),
      entry.published.slice(0, 10),
    ]);
    expect(days).toEqual([
      ['advisory/SA-1/state/withdrawn', '2026-11-20'],
      ['announcement/freeze', '2026-11-15'],
      ['release/atlas/4.2.2', '2026-11-09'],
      ['advisory/SA-1', '2026-11-09'],
      ['release/atlas/4.2.1', '2026-11-03'],
      ['known-issue/rows', '2026-11-03'],
      ['deprecation/v1-api', '2026-06-01'],
    ]);
  });

  it('say by when, and what to use instead', () => {
    const entry = entriesOf({
      ...sample,
      deprecations: {
        'v1-api': {
          ...sample.deprecations?.['v1-api'],
          announcedIn: '4.2.1',
          endOfSupport: '2026-12-31',
          replacement: 'Use **version 2**.',
          contact: 'mailto:api@example.com',
        },
      },
    }).find(({ id }) => id.endsWith('deprecation/v1-api'));
    const html = entry?.html ?? '';
    expect(html).toContain('<time datetime="2026-06-01">');
    expect(html).toContain('/releases/atlas/4.2.1/');
    expect(html).toContain('<time datetime="2026-12-31">');
    expect(html).toContain('To be announced');
    expect(html).toContain('Use <strong>version 2</strong>.');
    expect(html).toContain('<a href="mailto:api@example.com">api@example.com</a>');
  });

  it('are told with the reason when left out', () => {
    expect(excludedFromFeeds(sampleEdition(sample))).toEqual([
      { key: 'deprecation:later', reason: 'not-yet' },
      { key: 'known-issue:nowhere', reason: 'no-day' },
      { key: 'announcement:soon', reason: 'not-yet' },
    ]);
  });

  it('belong to the feeds of their products; those of no product to all', () => {
    const placed = feedEntries(contextOf(sampleEdition(sample)));
    const of = (part: string) => placed.find(({ entry }) => entry.id.endsWith(part))?.products;
    expect(of('announcement/freeze')).toBeNull();
    expect(of('known-issue/rows')).toEqual(['atlas']);
    expect(of('advisory/SA-1')).toEqual(['atlas']);
  });

  it('are never of a day that is still to come', () => {
    const future = {
      ...sample,
      today: '2026-11-08',
      releases: [
        ...(sample.releases ?? []),
        { version: '4.2.0', date: '2026-11-01', publishedAt: '2026-11-30' },
        {
          version: '4.1.0',
          date: '2026-11-01',
          revisions: [{ date: '2026-11-30', summary: 'It will be.', material: true }],
        },
      ],
    };
    const entries = entriesOf(future);
    expect(entries.map((entry) => entry.id.replace(id(''), ''))).toEqual([
      'release/atlas/4.2.1',
      'known-issue/rows',
      'release/atlas/4.1.0',
      'deprecation/v1-api',
    ]);
    expect(entries.filter(({ updated }) => updated > '2026-11-09')).toEqual([]);
    const left = excludedFromFeeds(sampleEdition(future)).map(({ key, reason }) => [key, reason]);
    expect(left).toEqual([
      ['release:atlas/4.2.2', 'not-yet'],
      ['release:atlas/4.2.0', 'not-yet'],
      ['deprecation:later', 'not-yet'],
      ['advisory:SA-1', 'not-yet'],
      ['known-issue:nowhere', 'no-day'],
      ['announcement:freeze', 'not-yet'],
      ['announcement:soon', 'not-yet'],
    ]);
  });

  it('do not change with the day of the build', () => {
    const on = (today: string) =>
      entriesOf({
        ...sample,
        today,
        deprecations: {
          'v1-api': {
            ...sample.deprecations?.['v1-api'],
            endOfSupport: '2027-02-01',
            removalDate: '2027-03-01',
          },
        },
        announcements: {},
      });
    expect(on('2028-01-01')).toEqual(on('2026-12-01'));
  });

  it('say what they are in the title', () => {
    const titles = entriesOf(sample).map((entry) => entry.title);
    expect(titles).toContain('Known issue: Rows get lost');
    expect(titles).toContain('Security advisory: A weakness (Withdrawn)');
  });
});

describe('a removal that is moved', () => {
  const deprecation = {
    title: 'Version 1 of the API',
    product: 'atlas',
    subject: { kind: 'API', name: 'v1' },
    announcedOn: '2026-06-01',
    publishedAt: '2026-06-01',
    removalDate: '2027-03-01',
    moved: [
      { on: '2026-05-01', from: 'tba', to: '2026-12-01' },
      { on: '2026-08-01', from: '2026-12-01', to: 'tba', reason: 'Too *many* use it.' },
      { on: '2026-09-01', from: 'tba', to: '2027-02-01', reason: 'Told as a revision.' },
      { on: '2026-10-01', from: '2027-02-01', to: '2027-03-01' },
    ],
    revisions: [{ date: '2026-09-01', summary: 'It has a day again.', material: true }],
  };
  const entries = entriesOf({ deprecations: { 'v1-api': deprecation } });
  const first = id('deprecation/v1-api');

  it('is a new entry that points at the first, unless a revision of that day tells of it', () => {
    expect(
      entries.map((entry) => [entry.id, entry.published.slice(0, 10), entry.revisionOf]),
    ).toEqual([
      [`${first}/moved/4`, '2026-10-01', first],
      [`${first}/revision/1`, '2026-09-01', first],
      [`${first}/moved/2`, '2026-08-01', first],
      [first, '2026-06-01', undefined],
    ]);
  });

  it('says from when to when, and why', () => {
    expect(entries[0]?.title).toBe('Revised: Deprecation: Version 1 of the API');
    expect(entries[0]?.summary).toBe('Moved from Feb 1, 2027 to Mar 1, 2027');
    expect(entries[2]?.summary).toBe('Too many use it.');
    expect(entries[2]?.html).toMatch(
      /^<div[^>]*>\n<p><strong>Revised on .*2026<\/strong><\/p><p>Moved from Dec 1, 2026; the new day is to be announced<\/p><p>Too <em>many<\/em> use it/,
    );
  });

  it('makes the first entry an updated one, and moves it nowhere', () => {
    expect(entries.at(-1)?.updated).toBe('2026-10-01T00:00:00Z');
  });
});

describe('a note that others could read before', () => {
  it('is news on the day on which the audience may read it', () => {
    const entries = entriesOf({
      releases: [
        { version: '1.1.0', date: '2026-11-20' },
        { version: '1.0.0', date: '2026-11-01' },
        { version: '0.9.0', date: '2026-10-01', state: 'rolled-back' },
      ],
      deprecations: {
        old: {
          title: 'Old',
          product: 'atlas',
          subject: { kind: 'API', name: 'v1' },
          announcedOn: '2026-10-01',
          removalDate: 'tba',
          revisions: [
            { date: '2026-10-09', summary: 'Before they could read it.', material: true },
            { date: '2026-12-09', summary: 'After.', material: true },
          ],
        },
      },
      opensOn: {
        'release:atlas/1.0.0': '2026-11-27',
        'release:atlas/0.9.0': '2026-11-26',
        'deprecation:old': '2026-11-25',
      },
    });
    expect(
      entries.map((entry) => [entry.id.replace(id(''), ''), entry.published.slice(0, 10)]),
    ).toEqual([
      ['deprecation/old/revision/2', '2026-12-09'],
      ['release/atlas/1.0.0', '2026-11-27'],
      ['release/atlas/0.9.0/state/rolled-back', '2026-11-26'],
      ['release/atlas/0.9.0', '2026-11-26'],
      ['deprecation/old', '2026-11-25'],
      ['release/atlas/1.1.0', '2026-11-20'],
    ]);
    expect(entries.every(({ updated, published }) => updated >= published)).toBe(true);
  });
});

it('an advisory is told when its embargo ends, not with the version that is to mend it', () => {
  const advisory = {
    title: 'Weak',
    severity: 'high',
    affected: [{ product: 'atlas', range: '<1.1.0', fixedIn: '1.1.0' }],
  };
  const published = (opensOn: Sample['opensOn']) =>
    entriesOf({
      releases: [{ version: '1.1.0', date: '2026-12-01', state: 'scheduled' }],
      advisories: { weak: advisory },
      ...(opensOn ? { opensOn } : {}),
    })[0]?.published.slice(0, 10);
  expect(published(undefined)).toBe('2026-12-01');
  expect(published({ 'advisory:weak': '2026-11-28' })).toBe('2026-11-28');
});

describe('content', () => {
  it('has everything that a reader needs, links absolute', () => {
    const [entry] = entriesOf({
      site: 'https://example.com/notes',
      releases: [
        {
          version: '4.2.1',
          summary: 'The summary.',
          benefits: 'The benefit.',
          knownIssues: ['rows'],
          body: '## More\n\nSee [start](/docs/start/), [below](#more), [logo](/logo.svg), [bad](javascript:alert(1)) and [out](https://other.example/a?b=1&c=2).\n\nA footnote.[^1]\n\n[^1]: Here.',
          changes: [
            {
              title: 'Keys',
              type: 'breaking',
              action: { by: '2026-12-01', steps: ['Rotate `keys`.'], guide: 'javascript:alert(1)' },
            },
            { title: 'Rows', type: 'fix', summary: 'They are back.', body: 'Change [text](#c1).' },
          ],
        },
      ],
      knownIssues: {
        rows: {
          title: 'Rows get lost',
          product: 'atlas',
          affects: ['4.2.1'],
          severity: 'high',
          workaround: 'Export twice.',
        },
      },
    }).filter(({ facts }) => facts?.kind === 'release');
    const html = entry?.html ?? '';
    const order = [
      'The summary.',
      'The benefit.',
      'You must',
      'Rotate',
      'Rows',
      'They are back.',
      'Change',
      'Known issues',
      'Export twice.',
      'More',
      'Here.',
    ];
    const at = order.map((words) => html.indexOf(words));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
    for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      expect(address).toMatch(/^https:\/\/(?:example\.com\/notes\/|other\.example\/)/);
    }
    expect(html).toContain('https://example.com/notes/docs/start/');
    expect(html).toContain('https://example.com/notes/logo.svg');
    expect(html).toMatch(/https:\/\/example\.com\/notes\/releases\/atlas\/4\.2\.1\/#[\w-]*more/);
    expect(html).not.toMatch(/="?javascript:/);
  });

  it('brings its language and direction, and marks words of another', () => {
    const [own] = entriesOf({ locale: 'ar', releases: [{ version: '1.0.0' }] });
    expect(own?.html).toMatch(/^<div lang="ar" dir="rtl">/);
    const [fallback] = entriesOf({
      locale: 'ar',
      lang: 'en',
      releases: [{ version: '1.0.0', changes: [{}] }],
    });
    expect(fallback?.lang).toBe('en');
    expect(fallback?.html).toMatch(/^<div lang="en" dir="ltr">/);
    expect(fallback?.html).toContain('<h2 lang="ar" dir="rtl">');
  });

  it('lets no text out of its place', () => {
    const [entry] = entriesOf({
      releases: [
        {
          version: '1.0.0',
          title: HOSTILE.replace(/\s/g, ' '),
          summary: HOSTILE,
          body: HOSTILE,
          changes: [{ title: HOSTILE.replace(/\s/g, ' '), body: HOSTILE }],
        },
      ],
    });
    expect(entry?.html).not.toMatch(/<script|<\/script|<img[^>]*onerror|<!--/i);
    expect(entry?.title).toContain(HOSTILE_KEPT.slice(0, 40));
  });
});

describe('ids', () => {
  it('are unique over audiences and locales, and stable', () => {
    const ids = ['user', 'admin'].flatMap((audience) =>
      ['en', 'de', 'ar'].flatMap((locale) =>
        entriesOf({
          audience,
          locale,
          releases: [
            {
              version: '1.0.0',
              revisions: [{ date: '2026-11-04', summary: 'X.', material: true }],
            },
            { version: '1.0.0+b5' },
          ],
        }).map((entry) => entry.id),
      ),
    );
    expect(ids).toHaveLength(18);
    expect(new Set(ids).size).toBe(18);
    expect(ids).toContain('tag:example.com,2026:entry/admin/de/release/atlas/1.0.0%2Bb5');
  });

  it('do not depend on the address', () => {
    const at = (site: string) =>
      entriesOf({ site, releases: [{ version: '1.0.0' }] }).map((entry) => entry.id);
    expect(at('https://a.example/x')).toEqual(at('https://b.example'));
  });
});
