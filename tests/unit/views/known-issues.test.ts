import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../src/views/history.ts';
import { knownIssueItem, knownIssuesOf } from '../../../src/views/known-issue-item.ts';
import { knownIssueListView } from '../../../src/views/known-issue-list.ts';
import { knownIssuePage } from '../../../src/views/known-issue-page.ts';
import { rangeWords } from '../../../src/views/range-words.ts';
import { knownIssue, smallContext, type Small } from './lifecycle-edition.ts';

const small: Small = {
  products: {
    atlas: { title: 'Atlas', modules: [{ id: 'billing', title: 'Billing' }] },
    beam: { title: 'Beam', versioning: 'calver' },
  },
  releases: {
    'atlas/4.1.0': { date: '2026-03-10' },
    'atlas/4.0.1': { date: '2026-02-10', knownIssues: ['named'] },
    'atlas/4.0.0': { date: '2026-01-10' },
    'beam/2026.4': { date: '2026-04-10' },
  },
  knownIssues: {
    later: knownIssue({
      affects: ['>=4.0.0 <4.1.0'],
      severity: 'high',
      publishedAt: '2026-02-20',
      modules: ['billing'],
      fixedIn: '4.1.0',
      workaround: 'Wait **here**.',
      revisions: [
        { date: '2026-03-01', summary: 'We know why.' },
        { date: '2026-03-10', summary: 'Mended in 4.1.0.', material: true },
      ],
    }),
    // Named by a release, though no range of its own holds that.
    named: knownIssue({ affects: ['5.0.0'], state: 'workaround', publishedAt: '2026-02-10' }),
    closed: knownIssue({ affects: ['4.0.0'], state: 'fixed', severity: 'critical' }),
    kept: knownIssue({ product: 'beam', affects: ['2026.4'], state: 'wont-fix' }),
  },
};
const context = smallContext(small);
const release = (id: string) => context.edition.byKey('release', id)!;
const onPage = (id: string) =>
  knownIssuesOf(context, release(id)).map((issue) => knownIssueItem(context, issue, release(id)));

describe('the known issues of a release', () => {
  it('are those of its version, also when they were found after it, open ones first', () => {
    expect(onPage('atlas/4.0.0').map(({ id }) => id)).toEqual(['later', 'closed']);
    expect(onPage('atlas/4.0.1').map(({ id }) => id)).toEqual(['later', 'named']);
    expect(onPage('atlas/4.1.0')).toEqual([]);
    expect(onPage('beam/2026.4').map(({ id }) => id)).toEqual(['kept']);
  });

  it('say so when they were found after the release, and only then', () => {
    const later = (id: string) =>
      Object.fromEntries(onPage(id).map((item) => [item.id, item.foundLater?.day ?? null]));
    expect(later('atlas/4.0.0')).toEqual({ later: '2026-02-20', closed: null });
    expect(later('atlas/4.0.1')).toEqual({ later: '2026-02-20', named: null });
  });

  it('lead to the version that mends them', () => {
    expect(onPage('atlas/4.0.0')[0]?.fixedIn).toEqual({
      version: '4.1.0',
      href: '/releases/atlas/4.1.0/',
    });
  });
});

describe('the list of known issues', () => {
  const view = knownIssueListView(context);

  it('has open ones first, the worst before the others', () => {
    expect(view.rows.map(({ id }) => id)).toEqual(['later', 'named', 'closed', 'kept']);
    expect(view.rows.map(({ tone }) => tone)).toEqual(['care', 'care', 'good', 'soon']);
  });

  it('says where each is, in words and as written', () => {
    expect(view.rows[0]).toMatchObject({
      affectsText: '4.0.0 to before 4.1.0',
      affects: ['>=4.0.0 <4.1.0'],
      modules: [{ id: 'billing', title: 'Billing' }],
      fixedIn: { version: '4.1.0' },
      since: { day: '2026-02-20' },
    });
    expect(view.rows[0]?.workaroundHtml).toContain('<strong>here</strong>');
  });

  it('is found by product, module, affected version, state and severity', () => {
    expect(view.rows[0]?.facets).toEqual({
      product: ['atlas'],
      module: ['atlas/billing'],
      affected: ['atlas/4.0.1', 'atlas/4.0.0'],
      state: ['open'],
      severity: ['high'],
    });
    expect(view.facets.map(({ name }) => name)).toEqual([
      'product',
      'affected',
      'state',
      'severity',
    ]);
    expect(view.facets.find(({ name }) => name === 'affected')?.options).toEqual([
      { value: 'atlas/4.0.1', label: 'Atlas 4.0.1', count: 2 },
      { value: 'atlas/4.0.0', label: 'Atlas 4.0.0', count: 2 },
      { value: 'beam/2026.4', label: 'Beam 2026.4', count: 1 },
    ]);
  });

  it('has 25 on a page, and names the other pages', () => {
    const many = smallContext({
      knownIssues: Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`i${100 + index}`, knownIssue({})]),
      ),
    });
    const second = knownIssueListView(many, 2);
    expect(second.rows).toHaveLength(25);
    expect(second).toMatchObject({ offset: 25, total: 60 });
    expect(second.otherPages).toEqual(['/known-issues/', '/known-issues/page/3/']);
    expect(knownIssueListView(many, 3).rows).toHaveLength(10);
  });
});

describe('the page of a known issue', () => {
  const page = knownIssuePage(context, context.edition.byKey('known-issue', 'later')!);

  it('lists the releases that have it as links', () => {
    expect(page.releases.groups).toEqual([
      {
        product: { label: 'Atlas', href: '/releases/atlas/' },
        releases: [
          {
            version: '4.0.1',
            href: '/releases/atlas/4.0.1/',
            date: { day: '2026-02-10', text: 'Feb 10, 2026' },
          },
          {
            version: '4.0.0',
            href: '/releases/atlas/4.0.0/',
            date: { day: '2026-01-10', text: 'Jan 10, 2026' },
          },
        ],
        more: 0,
      },
    ]);
  });

  it('tells what became of it, latest first', () => {
    const issue = context.edition.byKey('known-issue', 'later')!;
    expect(historyOf(context, issue).map(({ on, label }) => [on.day, label])).toEqual([
      ['2026-03-10', 'Important'],
      ['2026-03-01', ''],
      ['2026-02-20', 'Published'],
    ]);
  });
});

it.each([
  ['en', '4.0.3 and 4.1.0 and later'],
  ['de', '4.0.3 und ab 4.1.0'],
  ['ar', '\u20664.0.3\u2069 و\u20664.1.0\u2069 وما بعده'],
])('%s: ranges are said in words', (locale, words) => {
  const context = smallContext({ ...small, locale });
  expect(rangeWords(context, 'atlas', ['4.0.3', '>=4.1.0'])).toBe(words);
});
