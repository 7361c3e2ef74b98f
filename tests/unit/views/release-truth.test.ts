import { describe, expect, it } from 'vitest';
import { latestOfCycle, latestRelease } from '../../../src/views/latest.ts';
import { productView } from '../../../src/views/product.ts';
import { releaseLine } from '../../../src/views/release-line.ts';
import { releaseView } from '../../../src/views/release.ts';
import { smallContext, type Small } from './lifecycle-edition.ts';

/** Highest first, as an edition has them. */
const small: Small = {
  products: {
    atlas: {
      title: 'Atlas',
      versioning: 'semver',
      cycles: [{ cycle: '5.0' }, { cycle: '4.2' }, { cycle: '4.1' }],
    },
  },
  releases: {
    'atlas/5.0.0': { date: '2026-12-24' },
    'atlas/5.0.0-rc.1': { date: '2026-11-20' },
    'atlas/4.2.2': { date: '2026-11-17', state: 'rolling-out' },
    'atlas/4.2.1': {
      date: '2026-11-03',
      state: 'partial',
      stateNote: 'EU went back.',
      rollout: [
        { region: 'US', date: '2026-11-03', actualDate: '2026-11-03', outcome: 'succeeded' },
        { region: 'APAC', date: '2026-11-05', actualDate: '2026-11-09', outcome: 'paused' },
        { region: 'EU', date: '2026-11-05', actualDate: '2026-11-04', outcome: 'rolled-back' },
        { region: 'MEA', date: '2026-11-06' },
      ],
    },
    'atlas/4.2.0': { date: '2026-09-15' },
    'atlas/4.1.5': { date: '2026-12-02', state: 'delayed' },
    'atlas/4.1.4': { date: '2026-10-02', state: 'withdrawn' },
    'atlas/4.1.3': { date: '2026-08-18', state: 'rolled-back', stateNote: 'Sent twice.' },
    'atlas/4.1.2': { date: '2026-07-14', state: 'cancelled' },
    'atlas/4.1.1': { date: '2026-07-07' },
    'atlas/4.1.0': { date: '2026-05-12', state: 'rolled-back' },
  },
};
const context = smallContext(small);
const atlas = context.edition.products[0]!;
const release = (version: string) =>
  atlas.releases.find((candidate) => candidate.version === version)!;
const noticeOf = (version: string) => releaseView(context, release(version)).notice;

describe('the latest version', () => {
  it('is wholly released, no prerelease and not of a day to come', () => {
    expect(latestRelease(atlas, '2026-11-21')?.version).toBe('4.2.0');
    expect(latestRelease(atlas, '2026-12-24')?.version).toBe('5.0.0');
    expect(
      atlas.releases.filter((each) => releaseLine(context, each).isLatest).map((each) => each.id),
    ).toEqual(['atlas/4.2.0']);
  });

  it('is so in each cycle', () => {
    expect(latestOfCycle(atlas, '4.1', '2026-11-21')?.version).toBe('4.1.1');
    expect(latestOfCycle(atlas, '5.0', '2026-11-21')).toBeNull();
    const { cycles } = productView(context, atlas, 1);
    expect(cycles.map(({ latest }) => latest?.version)).toEqual([undefined, '4.2.0', '4.1.1']);
  });
});

describe('a release that did not go as planned', () => {
  it('says so at the top, with the cause', () => {
    expect(noticeOf('4.1.3')).toMatchObject({ title: 'This release was rolled back', tone: 'bad' });
    expect(noticeOf('4.1.3')?.html).toContain('Sent twice.');
    expect(noticeOf('4.1.4')?.title).toBe('This release was withdrawn');
    expect(noticeOf('4.1.2')?.title).toBe('This release was cancelled');
    expect(noticeOf('4.1.5')?.title).toBe('This release is delayed');
    expect(noticeOf('4.2.1')?.title).toBe('This release has reached only a part of its readers');
    expect(noticeOf('4.2.0')).toBeNull();
  });

  it('leads to the lowest good version above it', () => {
    expect(noticeOf('4.1.3')?.link?.href).toBe('/releases/atlas/4.2.0/');
    expect(noticeOf('4.1.0')?.link?.href).toBe('/releases/atlas/4.1.1/');
    // A prerelease is not what to be on instead, nor is a release of a day to come.
    expect(noticeOf('4.2.1')?.link).toBeNull();
  });

  it('names the version that is to put it right, with its day and its state', () => {
    expect(noticeOf('4.1.3')?.next).toEqual({
      label: 'Next version: 4.1.5, Dec 2, 2026',
      href: '/releases/atlas/4.1.5/',
      stateLabel: 'Delayed',
      tone: 'care',
    });
    expect(noticeOf('4.2.1')?.next?.label).toBe('Next version: 4.2.2, Nov 17, 2026');
    // It has been put right already, by 4.1.1.
    expect(noticeOf('4.1.0')?.next).toBeNull();
    expect(noticeOf('4.1.5')?.next).toBeNull();
  });

  it('says so too while its state does not: where it failed, went back or stands still', () => {
    const rollout = [
      { region: 'US', date: '2026-11-17', outcome: 'rolled-back' },
      { region: 'EU', date: '2026-11-18', outcome: 'paused' },
      { region: 'APAC', date: '2026-11-18', outcome: 'in-progress' },
    ];
    const of = (state: string, stages: object[]) => {
      const fields = { date: '2026-11-17', state, rollout: stages };
      const one = smallContext({
        releases: {
          'atlas/1.0.1': { date: '2026-12-01', state: 'scheduled' },
          'atlas/1.0.0': fields,
        },
      });
      return releaseView(one, one.edition.byKey('release', 'atlas/1.0.0')!).notice;
    };
    expect(of('rolling-out', rollout)).toMatchObject({
      tone: 'bad',
      title: 'The roll-out is not going as planned: US (Rolled back) and EU (Paused)',
      next: { label: 'Next version: 1.0.1, Dec 1, 2026' },
    });
    expect(of('rolling-out', rollout.slice(1))?.tone).toBe('care');
    expect(of('rolling-out', rollout.slice(2))).toBeNull();
    expect(of('released', rollout.slice(0, 1))?.title).toContain('US (Rolled back)');
    const again = { region: 'US', date: '2026-11-19', outcome: 'succeeded' };
    expect(of('released', [rollout[0]!, again])).toBeNull();
  });

  it('is not the latest, nor what to be on instead, when nobody has it', () => {
    const one = smallContext({
      releases: {
        'atlas/1.0.2': {
          date: '2026-11-17',
          rollout: [
            { region: 'EU', date: '2026-11-17', outcome: 'rolled-back' },
            { region: 'US', date: '2026-11-17', outcome: 'failed' },
          ],
        },
        'atlas/1.0.1': { date: '2026-11-10', state: 'withdrawn' },
        'atlas/1.0.0': { date: '2026-11-03' },
      },
    });
    const product = one.edition.products[0]!;
    expect(latestRelease(product, '2026-11-21')?.version).toBe('1.0.0');
    expect(releaseView(one, one.edition.byKey('release', 'atlas/1.0.1')!).notice?.link).toBeNull();
  });

  it('names what comes of another cycle where its own goes on no more', () => {
    const one = smallContext({
      products: {
        atlas: {
          title: 'Atlas',
          versioning: 'calver',
          cycles: ['2026.12', '2026.11', '2026.10', '2026.9', '2026.8'].map((cycle) => ({ cycle })),
        },
      },
      releases: {
        'atlas/2026.12.1': { date: '2026-12-20', state: 'scheduled' },
        'atlas/2026.11.1': { date: '2026-12-02', state: 'scheduled' },
        'atlas/2026.10.2': { date: '2026-11-10', state: 'rolled-back' },
        'atlas/2026.9.1': { date: '2026-10-02' },
        'atlas/2026.8.1': { date: '2026-09-02', state: 'rolled-back' },
      },
    });
    const next = (version: string) =>
      releaseView(one, one.edition.byKey('release', `atlas/${version}`)!).notice?.next?.label;
    expect(next('2026.10.2')).toBe('Next version: 2026.11.1, Dec 2, 2026');
    // It has been put right already, by 2026.9.1.
    expect(next('2026.8.1')).toBeUndefined();
  });

  it('shows what was planned and what came of it, region by region', () => {
    const { rollout } = releaseView(context, release('4.2.1'));
    const rows = rollout.map(({ where, date, actual, shift, outcomeLabel }) =>
      [where, date.day, actual?.day, shift, outcomeLabel].join(' | '),
    );
    expect(rows).toEqual([
      'US | 2026-11-03 | 2026-11-03 |  | Done',
      'APAC | 2026-11-05 | 2026-11-09 | 4 days later | Paused',
      'EU | 2026-11-05 | 2026-11-04 | 1 day sooner | Rolled back',
      'MEA | 2026-11-06 |  |  | Planned',
    ]);
  });
});
