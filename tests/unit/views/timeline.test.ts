import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, day } from '../../../src/model/day.ts';
import {
  TIMELINE_PAGE_SIZE,
  timelinePageCount,
  timelineView,
} from '../../../src/views/timeline.ts';
import { deprecation, smallContext } from './lifecycle-edition.ts';

const one = (fields: Record<string, unknown>, today = '2026-11-21') => {
  const context = smallContext({ today, deprecations: { old: deprecation(fields) } });
  const view = timelineView(context);
  return { view, row: view.rows[0]! };
};

describe('a bar of the timeline', () => {
  it('goes from the announcement over the end of support to the removal', () => {
    const { row, view } = one({
      announcedOn: '2026-01-01',
      endOfSupport: '2026-07-02',
      removalDate: '2027-01-01',
    });
    expect([view.ruler.from, view.ruler.to]).toEqual(['2026-01-01', '2027-12-31']);
    expect(row.bar.phases).toEqual(
      [
        { phase: 'deprecated', from: 0, to: 182 / 730 },
        { phase: 'unsupported', from: 182 / 730, to: 0.5 },
      ].map((phase) => ({ ...phase, from: round(phase.from), to: round(phase.to) })),
    );
    expect(row.bar.removal).toBe(0.5);
    expect(row.notice).toMatchObject({ days: 365, text: '365 days' });
    expect(row.words).toBe('Announced Jan 1, 2026, support ends Jul 2, 2026, removal Jan 1, 2027');
    expect(row.told).toBe('');
  });

  it('begins with its publication, when that is before the day it is announced for', () => {
    const { row } = one({
      publishedAt: '2026-11-01',
      announcedOn: '2026-12-08',
      removalDate: '2027-03-01',
    });
    expect(row.bar.phases.map(({ phase }) => phase)).toEqual(['announced', 'deprecated']);
    expect(row.state).toBe('announced');
    expect(
      one({ publishedAt: '2026-06-01', announcedOn: '2026-01-01' }).row.bar.phases,
    ).toHaveLength(1);
  });

  it('stays open while the removal is to be announced, which is never today', () => {
    const { row, view } = one({ announcedOn: '2026-01-01', removalDate: 'tba' });
    expect(row.removal).toBeNull();
    expect(row.bar.removal).toBeNull();
    expect(row.bar.phases.at(-1)?.to).toBe(1);
    expect(row.notice).toBeNull();
    expect(row.facets.year).toEqual(['tba']);
    expect(view.undated[0]?.rows.map(({ id }) => id)).toEqual(['old']);
    expect([...view.coming, ...view.removed]).toEqual([]);
    expect(JSON.stringify(row)).not.toContain('2026-11-21');
  });

  it('never runs backwards, whatever the days say', () => {
    const { row } = one({
      announcedOn: '2026-06-01',
      endOfSupport: '2026-09-01',
      removalDate: '2026-03-01',
    });
    expect(row.bar.phases).toEqual([]);
    expect(row.bar.removal).not.toBeNull();
    expect(row.notice?.days).toBe(0);
    const late = one({ endOfSupport: '2027-09-01', removalDate: '2027-03-01' }).row;
    expect(late.bar.phases.map(({ phase }) => phase)).toEqual(['deprecated']);
  });

  it('counts days over 29 February', () => {
    expect(one({ announcedOn: '2028-02-28', removalDate: '2028-03-01' }).row.notice?.days).toBe(2);
    expect(one({ announcedOn: '2027-02-28', removalDate: '2027-03-01' }).row.notice?.days).toBe(1);
  });

  it('marks the days from which a removal was moved', () => {
    const { row } = one({
      removalDate: '2027-06-01',
      moved: [
        { on: '2026-03-01', from: 'tba', to: '2027-01-01' },
        { on: '2026-05-01', from: '2027-01-01', to: '2027-06-01', reason: 'More *time*.' },
      ],
      revisions: [
        { date: '2026-05-01', summary: 'Told with the move.', material: true },
        { date: '2026-04-01', summary: 'Another word.', material: true },
      ],
    });
    expect(row.bar.earlier).toHaveLength(1);
    expect(row.moves.map(({ on }) => on.day)).toEqual(['2026-03-01', '2026-05-01']);
    expect(row.moves[1]).toMatchObject({ moved: { days: 151, to: { day: '2027-06-01' } } });
    expect(row.moves[1]?.textHtml).toContain('More <em>time</em>.');
  });
});

describe('the timeline', () => {
  it('puts the soonest removal first, then what has no day, then what is gone, latest first', () => {
    const context = smallContext({
      products: { atlas: { title: 'Atlas' }, beam: { title: 'Beam' } },
      deprecations: {
        gone: deprecation({ removalDate: '2026-02-01' }),
        today: deprecation({ removalDate: '2026-11-21' }),
        late: deprecation({ removalDate: '2028-01-01' }),
        soon: deprecation({ product: 'beam', removalDate: '2026-12-01' }),
        open: deprecation({}),
      },
    });
    const view = timelineView(context);
    expect(view.rows.map(({ id }) => id)).toEqual(['soon', 'late', 'open', 'today', 'gone']);
    expect(view.coming.map(({ product, rows }) => [product.id, rows.length])).toEqual([
      ['atlas', 1],
      ['beam', 1],
    ]);
    expect(view.counts).toEqual({ coming: 2, undated: 1, removed: 2 });
  });

  it('offers to narrow by what there is', () => {
    const context = smallContext({
      audiences: ['user', 'admin'],
      products: {
        atlas: {
          title: 'Atlas',
          modules: [
            { id: 'a', title: 'A' },
            { id: 'b', title: 'B' },
          ],
        },
      },
      releases: { 'atlas/1.0.0': { date: '2026-01-01' } },
      changes: {
        'atlas/1.0.0/x': { deprecation: 'one', action: { who: ['admin', 'board'] } },
        'atlas/1.0.0/y': { deprecation: 'two', action: { required: false, who: ['user'] } },
        'atlas/1.0.0/z': { deprecation: 'three', action: { who: ['user'] } },
      },
      deprecations: {
        one: deprecation({ modules: ['a'], removedIn: '10.0.0', removalDate: '2027-01-01' }),
        two: deprecation({ breaking: false, removedIn: '9.0.0' }),
        three: deprecation({ modules: ['b'] }),
      },
    });
    const { facets, rows } = timelineView(context);
    const of = (name: string) => facets.find((facet) => facet.name === name)?.options;
    expect(of('product')).toBeUndefined();
    // One that names no module concerns them all.
    expect(of('module')).toEqual([
      { value: 'atlas/a', label: 'A', count: 2 },
      { value: 'atlas/b', label: 'B', count: 2 },
    ]);
    expect(of('version')?.map(({ label }) => label)).toEqual(['10.0.0', '9.0.0']);
    expect(of('year')?.map(({ value }) => value)).toEqual(['2027', 'tba']);
    // Another audience that this edition does not speak of is not named.
    expect(of('who')?.map(({ value }) => value)).toEqual(['user', 'admin']);
    expect(JSON.stringify(rows)).not.toContain('board');
  });

  it('offers a single choice where it leaves some out', () => {
    const { facets } = timelineView(
      smallContext({
        releases: { 'atlas/1.0.0': { date: '2026-01-01' } },
        changes: { 'atlas/1.0.0/x': { deprecation: 'one', action: { who: ['user'] } } },
        deprecations: { one: deprecation({}), two: deprecation({}) },
      }),
    );
    expect(facets.map(({ name }) => name)).toEqual(['who']);
  });

  it('says when notice is shorter than the product promises', () => {
    const context = smallContext({
      products: { atlas: { title: 'Atlas', notice: { minDays: 90 } } },
      deprecations: {
        short: deprecation({ announcedOn: '2026-12-01', removalDate: '2027-02-28' }),
        whole: deprecation({ announcedOn: '2026-12-01', removalDate: '2027-03-01' }),
      },
    });
    const notices = timelineView(context).rows.map(({ notice }) => [notice?.days, notice?.isShort]);
    expect(notices).toEqual([
      [89, true],
      [90, false],
    ]);
  });

  it('is paged, with one ruler and the same choices on every page', () => {
    const count = 2 * TIMELINE_PAGE_SIZE + 1;
    const deprecations = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `d${index}`,
        deprecation({ removalDate: addDays(day('2027-01-01'), index) }),
      ]),
    );
    const context = smallContext({ deprecations });
    const pages = [1, 2, 3].map((page) => timelineView(context, page));
    expect(timelinePageCount(context.edition)).toBe(3);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(count);
    expect(pages.map(({ offset }) => offset)).toEqual([0, 100, 200]);
    expect(pages[2]?.ruler).toEqual(pages[0]?.ruler);
    expect(pages[2]?.facets).toEqual(pages[0]?.facets);
    expect(pages[1]?.otherPages).toEqual(['/deprecations/', '/deprecations/page/3/']);
    expect(pages[1]?.pager?.total).toBe(3);
  });

  it('has one page when there is nothing', () => {
    const view = timelineView(smallContext({}));
    expect([view.total, view.rows, view.facets, view.pager]).toEqual([0, [], [], null]);
  });

  const someDay = fc
    .integer({ min: 0, max: 9000 })
    .map((count) => addDays(day('2015-01-01'), count));
  const anyDeprecation = fc.record({
    announcedOn: someDay,
    publishedAt: fc.option(someDay, { nil: undefined }),
    endOfSupport: fc.option(someDay, { nil: undefined }),
    removalDate: fc.oneof(someDay, fc.constant('tba')),
    moved: fc.array(
      fc.record({ on: someDay, from: fc.oneof(someDay, fc.constant('tba')), to: someDay }),
      { maxLength: 2 },
    ),
  });

  it('keeps every bar inside the ruler and every phase after the one before it', () => {
    fc.assert(
      fc.property(fc.array(anyDeprecation, { maxLength: 8 }), someDay, (all, today) => {
        const deprecations = Object.fromEntries(
          all.map((fields, index) => [`d${index}`, deprecation(fields)]),
        );
        const view = timelineView(smallContext({ today, deprecations }));
        expect(view.rows).toHaveLength(all.length);
        for (const { bar } of view.rows) {
          let end = 0;
          for (const { from, to } of bar.phases) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            end = to;
          }
          const places = [end, ...bar.earlier, ...(bar.removal === null ? [] : [bar.removal])];
          expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
          if (bar.removal !== null && bar.phases.length > 0) expect(end).toBe(bar.removal);
        }
        const coming = view.rows.filter(({ state, removal }) => state !== 'removed' && removal);
        const days = coming.map(({ removal }) => removal?.day ?? '');
        expect([...days].sort()).toEqual(days);
      }),
      { numRuns: 60 },
    );
  });
});

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

it('says since when readers know what is announced for a later day, as its bar shows', () => {
  const one = smallContext({
    deprecations: {
      old: deprecation({
        publishedAt: '2026-01-01',
        announcedOn: '2026-02-01',
        removalDate: '2027-01-01',
      }),
    },
  });
  const [row] = timelineView(one).rows;
  expect(row?.told).toBe('told of since Jan 1, 2026');
  expect(row?.words).toBe('Announced Feb 1, 2026, told of since Jan 1, 2026, removal Jan 1, 2027');
});
