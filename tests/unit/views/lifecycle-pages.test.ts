import { describe, expect, it } from 'vitest';
import { deprecationPage } from '../../../src/views/deprecation-page.ts';
import { releaseLifecycle } from '../../../src/views/release-lifecycle.ts';
import type { ViewContext } from '../../../src/views/context.ts';
import { deprecationState } from '../../../src/views/deprecation-state.ts';
import { homeView } from '../../../src/views/home.ts';
import { productView } from '../../../src/views/product.ts';
import { timelineView } from '../../../src/views/timeline.ts';
import { deprecation, smallContext, type Small } from './lifecycle-edition.ts';

const small: Small = {
  products: {
    atlas: {
      title: 'Atlas',
      notice: { minDays: 400 },
      cycles: [
        { cycle: '4', releaseDate: '2026-01-01' },
        { cycle: '3', eolFrom: '2026-09-30', eoesFrom: '2027-09-30' },
        { cycle: '2', eolFrom: '2024-01-01', eoesFrom: '2025-01-01' },
        { cycle: '1', eolFrom: true },
      ],
    },
  },
  releases: {
    'atlas/4.2.0': { date: '2026-11-10' },
    'atlas/4.1.0': { date: '2026-06-10' },
    'atlas/4.0.0': { date: '2026-01-10' },
    'atlas/3.0.0': { date: '2023-01-10' },
    'atlas/2.0.0': { date: '2022-01-10' },
    'atlas/1.0.0': { date: '2021-01-10' },
  },
  changes: {
    'atlas/4.0.0/told': {
      type: 'deprecation',
      deprecation: 'keys',
      action: { by: '2026-11-01', who: ['user'], steps: ['Make a **new** key.'] },
    },
    'atlas/4.2.0/gone': { type: 'removal', deprecation: 'theme' },
  },
  deprecations: {
    keys: deprecation({
      announcedOn: '2026-01-10',
      announcedIn: '4.0.0',
      endOfSupport: '2026-11-01',
      removedIn: '5.0.0',
      removalDate: '2026-12-01',
      replacement: 'A *new* key.',
      contact: 'mailto:keys@example.com',
    }),
    theme: deprecation({ announcedOn: '2026-01-10', removalDate: '2026-11-10' }),
    due: deprecation({ announcedOn: '2026-01-10', removalDate: '2026-11-10' }),
    past: deprecation({ announcedOn: '2026-01-10', removalDate: '2026-06-10' }),
    later: deprecation({ announcedOn: '2026-01-10', removalDate: '2026-11-11' }),
    open: deprecation({ announcedIn: '4.2.0' }),
  },
};
const context = smallContext(small);
const entry = (id: string) => context.edition.byKey('deprecation', id)!;
const release = (version: string) => context.edition.byKey('release', `atlas/${version}`)!;

describe('the page of a deprecation', () => {
  const page = deprecationPage(context, entry('keys'));

  it('has its milestones in the order of their days, with versions where there are', () => {
    expect(
      page.milestones.map(({ key, on, version, isPast }) => [
        key,
        on?.day,
        version?.version,
        version?.href,
        isPast,
      ]),
    ).toEqual([
      ['announced', '2026-01-10', '4.0.0', '/releases/atlas/4.0.0/', true],
      ['supportEnds', '2026-11-01', undefined, undefined, true],
      ['removal', '2026-12-01', '5.0.0', null, false],
    ]);
  });

  it('says how much notice it gives, against what is promised', () => {
    expect(page.notice).toEqual({ days: 325, promised: 400, isShort: true, text: '325 days' });
  });

  it('says what to use, whom to ask, who must act and where it was told', () => {
    expect(page.replacementHtml).toContain('<em>new</em>');
    expect(page.contact).toEqual({ label: 'keys@example.com', href: 'mailto:keys@example.com' });
    expect(page.who).toEqual([{ id: 'user', label: 'USER' }]);
    expect(page.actions[0]?.stepsHtml).toContain('<strong>new</strong>');
    expect(page.changes.map(({ release, href }) => [release?.version, href])).toEqual([
      ['4.0.0', '/releases/atlas/4.0.0/#told'],
    ]);
  });

  it('has a removal without a day last', () => {
    const open = deprecationPage(context, entry('open'));
    expect(open.milestones.at(-1)).toMatchObject({ key: 'removal', on: null, isPast: false });
  });

  it('sorts milestones that contradict one another', () => {
    const odd = smallContext({
      deprecations: { odd: deprecation({ announcedOn: '2026-06-01', removalDate: '2026-03-01' }) },
    });
    const { milestones } = deprecationPage(odd, odd.edition.byKey('deprecation', 'odd')!);
    expect(milestones.map(({ key }) => key)).toEqual(['removal', 'announced']);
  });
});

describe('a removal by a version that nobody has', () => {
  const versions = (fields: object, later: object = { state: 'scheduled' }) =>
    smallContext({
      releases: {
        'atlas/1.2.2': { date: '2026-11-15', ...later },
        'atlas/1.2.1': { date: '2026-11-01', ...fields },
      },
      deprecations: { old: deprecation({ removedIn: '1.2.1', removalDate: '2026-11-01' }) },
    });
  const stateOf = (one: ViewContext) =>
    deprecationState(one.edition, one.edition.byKey('deprecation', 'old')!);

  it('is overdue, and not removed', () => {
    expect(stateOf(versions({}))).toBe('removed');
    expect(stateOf(versions({ state: 'rolling-out' }))).toBe('removed');
    for (const state of ['rolled-back', 'withdrawn', 'cancelled', 'delayed', 'scheduled']) {
      expect([state, stateOf(versions({ state }))]).toEqual([state, 'overdue']);
    }
    const lost = { rollout: [{ region: 'EU', date: '2026-11-01', outcome: 'failed' }] };
    expect(stateOf(versions(lost))).toBe('overdue');
    // A later version carries it out.
    expect(stateOf(versions({ state: 'rolled-back' }, {}))).toBe('removed');
  });

  it('is still to come on the timeline, and on the page of the version', () => {
    const one = versions({ state: 'rolled-back' });
    const timeline = timelineView(one);
    expect([timeline.counts.coming, timeline.counts.removed]).toEqual([1, 0]);
    expect(timeline.rows[0]?.stateLabel).toBe('Removal overdue');
    const { removesLabel } = releaseLifecycle(one, one.edition.byKey('release', 'atlas/1.2.1')!);
    expect(removesLabel).toBe('To go with this version');
    const out = versions({});
    expect(releaseLifecycle(out, out.edition.byKey('release', 'atlas/1.2.1')!).removesLabel).toBe(
      'Gone with this version',
    );
  });
});

describe('what is said of days to come', () => {
  it('is by its state on each of them, and of a removal that its day has come', () => {
    const one = smallContext({
      deprecations: {
        old: deprecation({
          announcedOn: '2026-11-25',
          endOfSupport: '2026-12-01',
          removalDate: '2026-12-31',
        }),
      },
    });
    const [row] = timelineView(one).rows;
    expect(row?.stateLabel).toBe('Announced');
    expect(row?.later).toEqual([
      { from: '2026-11-25', label: 'Deprecated', tone: 'care' },
      { from: '2026-12-01', label: 'No longer supported', tone: 'bad' },
      { from: '2027-01-01', label: 'Was to be removed', tone: 'bad' },
    ]);
    expect(timelineView(one).comingLater).toEqual([
      { from: '2027-01-01', label: 'Will be removed, as of Nov 21, 2026' },
    ]);
  });

  it('is the phase of a cycle on each of them', () => {
    const one = smallContext({
      products: {
        atlas: {
          title: 'Atlas',
          cycles: [
            { cycle: '4', eoasFrom: '2026-12-02', eolFrom: '2027-12-02', eoesFrom: '2028-12-02' },
          ],
        },
      },
    });
    expect(productView(one, one.edition.products[0]!, 1).cycles[0]?.later).toEqual([
      { from: '2026-12-02', label: 'Security support', tone: 'care', state: 'security' },
      { from: '2027-12-02', label: 'Extended support', tone: 'care', state: 'extended' },
      { from: '2028-12-02', label: 'Ended', tone: 'soon', state: 'ended' },
    ]);
    const { endsSoon } = homeView(one);
    expect(endsSoon[0]?.later).toEqual([{ from: '2026-12-03', label: 'Active support has ended' }]);
  });
});

describe('a release in the life of its product', () => {
  it('names what it announces and what it carries out, by version and by its changes', () => {
    const { deprecates, removes } = releaseLifecycle(context, release('4.2.0'));
    expect(deprecates.map(({ href }) => href)).toEqual(['/deprecations/open/']);
    expect(removes.map(({ href }) => href)).toEqual(['/deprecations/theme/']);
    expect(releaseLifecycle(context, release('4.0.0')).deprecates.map(({ href }) => href)).toEqual([
      '/deprecations/keys/',
    ]);
  });

  it('names what falls due after the release before it and by its own day, soonest first', () => {
    const { due, dueActions } = releaseLifecycle(context, release('4.2.0'));
    expect(due.map(({ href, on, dayLabel }) => [href, on?.day, dayLabel])).toEqual([
      ['/deprecations/keys/', '2026-11-01', 'Support ends'],
      ['/deprecations/due/', '2026-11-10', 'Removal'],
    ]);
    expect(dueActions.map(({ version, by }) => [version, by?.day])).toEqual([
      ['4.0.0', '2026-11-01'],
    ]);
    expect(releaseLifecycle(context, release('4.1.0')).due.map(({ href }) => href)).toEqual([
      '/deprecations/past/',
    ]);
    expect(releaseLifecycle(context, release('1.0.0')).due).toEqual([]);
  });

  it('has nothing fall due with a version that nobody has, or that is none yet', () => {
    const between = (fields: object, version = '1.1.0') => {
      const one = smallContext({
        releases: {
          'atlas/1.2.0': { date: '2026-11-20' },
          [`atlas/${version}`]: { date: '2026-11-05', ...fields },
          'atlas/1.0.0': { date: '2026-06-10' },
        },
        deprecations: { old: deprecation({ removalDate: '2026-11-01' }) },
      });
      return releaseLifecycle(one, one.edition.byKey('release', 'atlas/1.2.0')!).due.length;
    };
    expect(between({})).toBe(0);
    for (const state of ['cancelled', 'withdrawn', 'rolled-back']) {
      expect([state, between({ state })]).toEqual([state, 1]);
    }
    expect(between({}, '1.2.0-rc.1')).toBe(1);
  });

  it('says so when support of its cycle is over', () => {
    const ended = (version: string) => releaseLifecycle(context, release(version)).ended;
    expect(ended('4.2.0')).toBeNull();
    expect(ended('3.0.0')?.text).toBe(
      'You are reading notes of Atlas 3. Security support ended on Sep 30, 2026; extended support ends on Sep 30, 2027.',
    );
    expect(ended('2.0.0')).toMatchObject({
      status: 'ended',
      text: 'You are reading notes of Atlas 2, whose support ended on Jan 1, 2025.',
      latest: { version: '4.2.0', href: '/releases/atlas/4.2.0/' },
    });
    expect(ended('1.0.0')?.text).toBe('You are reading notes of Atlas 1, whose support has ended.');
  });
});
