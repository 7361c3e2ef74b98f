/** The timeline whatever deprecations a portal has: order, range, pages, and `tba` apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day, type Day } from '../../../src/model/day.ts';
import {
  TIMELINE_PAGE_SIZE,
  timelinePageCount,
  timelineView,
  type TimelineGroup,
  type TimelineView,
} from '../../../src/views/timeline.ts';
import type { TimelineRow } from '../../../src/views/timeline-row.ts';
import { placeOn } from '../../../src/views/ruler.ts';
import { deprecation, smallContext } from './lifecycle-edition.ts';

interface Source {
  product: string;
  announcedOn: Day;
  publishedAt?: Day;
  endOfSupport?: Day;
  removalDate: Day | 'tba';
  moved: { on: Day; from: Day | 'tba'; to: Day }[];
}

/** Days around 29 February among them, and far fewer than there are deprecations: many are alike. */
const someDay = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((count) => addDays(day('2026-10-20'), count)),
  fc.integer({ min: 0, max: 9000 }).map((count) => addDays(day('2015-01-01'), count)),
  fc.constantFrom(day('2024-02-29'), day('2028-02-29'), day('2027-02-28')),
);
const dayOrTba = fc.oneof(someDay, fc.constant('tba' as const));
const source: fc.Arbitrary<Source> = fc.record(
  {
    product: fc.constantFrom('atlas', 'beam'),
    announcedOn: someDay,
    publishedAt: someDay,
    endOfSupport: someDay,
    removalDate: dayOrTba,
    moved: fc.array(fc.record({ on: someDay, from: dayOrTba, to: someDay }), { maxLength: 2 }),
  },
  { requiredKeys: ['product', 'announcedOn', 'removalDate', 'moved'] },
);
// Half of them fill one page, some fill two to four.
const sources = fc.oneof(
  fc.array(source, { maxLength: 12 }),
  fc
    .tuple(fc.array(source, { minLength: 20, maxLength: 40 }), fc.integer({ min: 3, max: 7 }))
    .map(([some, times]) => Array.from({ length: times }, () => some).flat()),
);

function pagesOf(all: readonly Source[], today: Day): TimelineView[] {
  const context = smallContext({
    today,
    products: { atlas: { title: 'Atlas' }, beam: { title: 'Beam' } },
    deprecations: Object.fromEntries(
      all.map((fields, index) => [`d${index}`, deprecation({ ...fields })]),
    ),
  });
  const count = timelinePageCount(context.edition);
  return Array.from({ length: count }, (_, index) => timelineView(context, index + 1));
}

const rowsOf = (groups: readonly TimelineGroup[]): TimelineRow[] =>
  groups.flatMap(({ rows }) => rows);
const sorted = (list: readonly string[]): string[] => [...list].sort();
const parts = ['coming', 'undated', 'removed'] as const;

function holds(check: (pages: TimelineView[], all: Source[], today: Day) => void): void {
  fc.assert(
    fc.property(sources, someDay, (all, today) => {
      check(pagesOf(all, today), all, today);
    }),
    { numRuns: 25 },
  );
}

// A machine at work takes its time for so many.
describe('the timeline of any deprecations', { timeout: 30_000 }, () => {
  it('has each of them once over its pages, as a bar and in the table', () => {
    holds((pages, all) => {
      const expected = sorted(all.map((_, index) => `d${index}`));
      expect(sorted(pages.flatMap(({ rows }) => rows.map(({ id }) => id)))).toEqual(expected);
      for (const [index, page] of pages.entries()) {
        const bars = parts.flatMap((part) => rowsOf(page[part]));
        expect(sorted(bars.map(({ id }) => id))).toEqual(sorted(page.rows.map(({ id }) => id)));
        expect(page.offset).toBe(index * TIMELINE_PAGE_SIZE);
        expect(page.rows.length).toBeLessThanOrEqual(TIMELINE_PAGE_SIZE);
        if (index < pages.length - 1) expect(page.rows).toHaveLength(TIMELINE_PAGE_SIZE);
        expect(page.total).toBe(all.length);
        for (const part of parts) {
          for (const { product, rows } of page[part]) {
            expect(rows.filter((row) => row.product.id !== product.id)).toEqual([]);
          }
        }
      }
    });
  });

  it('goes by its days: what comes soonest first, what is gone latest first, tba between', () => {
    holds((pages, all, today) => {
      const rows = pages.flatMap((page) => page.rows);
      const partOf = ({ removalDate }: Source): (typeof parts)[number] => {
        if (removalDate === 'tba') return 'undated';
        return removalDate <= today ? 'removed' : 'coming';
      };
      const of = (row: TimelineRow): Source => all[Number(row.id.slice(1))]!;
      const places = rows.map((row) => parts.indexOf(partOf(of(row))));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const part of parts) {
        const days = rows
          .filter((row) => partOf(of(row)) === part)
          .map((row) => (part === 'undated' ? row.announced.day : (row.removal?.day ?? 'none')));
        expect(days).toEqual(part === 'removed' ? sorted(days).reverse() : sorted(days));
        const shown = pages.flatMap((page) => rowsOf(page[part]));
        expect(shown).toHaveLength(days.length);
        expect(pages.map(({ counts }) => counts[part])).toEqual(pages.map(() => days.length));
      }
    });
  });

  it('gives what has no day of removal none, and today least of all', () => {
    holds((pages, all, today) => {
      for (const row of pages.flatMap(({ undated }) => rowsOf(undated))) {
        expect(all[Number(row.id.slice(1))]?.removalDate).toBe('tba');
        expect([row.removal, row.bar.removal, row.notice]).toEqual([null, null, null]);
        expect(row.facets.year).toEqual(['tba']);
        expect(row.state).not.toBe('removed');
        // Open at its end: it has begun and nothing says when it is over.
        expect(row.bar.phases.at(-1)?.to ?? 1).toBe(1);
        const own = all[Number(row.id.slice(1))]!;
        const named = [own.announcedOn, own.endOfSupport, own.publishedAt];
        named.push(
          ...own.moved.flatMap(({ on, from, to }) => (from === 'tba' ? [on, to] : [on, from, to])),
        );
        if (!named.includes(today)) expect(JSON.stringify(row)).not.toContain(today);
      }
    });
  });

  it('has one ruler of whole years, which holds every day that it shows', () => {
    holds((pages, all, today) => {
      const [{ ruler } = { ruler: undefined! }] = pages;
      expect(pages.every((page) => page.ruler === ruler)).toBe(true);
      expect([ruler.from.slice(4), ruler.to.slice(4)]).toEqual(['-01-01', '-12-31']);
      const days = all.flatMap(({ announcedOn, removalDate, moved }): (Day | 'tba')[] => {
        const removals = [removalDate, ...moved.flatMap(({ from, to }) => [from, to])];
        // One that is gone before it is announced has no bar, only its removal.
        return removalDate <= announcedOn ? removals : [announcedOn, ...removals];
      });
      const shown = [today, ...days.filter((each) => each !== 'tba')];
      expect(shown.filter((each) => each < ruler.from || each > ruler.to)).toEqual([]);
      // And no year more than they need: each end is the year of a day.
      const told = all.flatMap(({ publishedAt }) => publishedAt ?? []);
      const years = [...shown, ...told].map((each) => each.slice(0, 4));
      expect(years).toContain(ruler.from.slice(0, 4));
      expect(ruler.years.map(({ year }) => year)).toEqual(sorted(ruler.years.map((at) => at.year)));
      expect(ruler.years.at(-1)?.year).toBe(ruler.to.slice(0, 4));
    });
  });

  it('sets each mark where its day is, so that an earlier day is never further on', () => {
    holds((pages) => {
      const marks = pages
        .flatMap(({ rows, ruler }) => rows.map((row) => ({ row, ruler })))
        .flatMap(({ row, ruler }) => {
          if (row.removal === null) return [];
          expect(row.bar.removal).toBe(placeOn(ruler, row.removal.day as Day));
          return [{ day: row.removal.day, at: row.bar.removal ?? -1 }];
        })
        .sort((a, b) => (a.day < b.day ? -1 : 1));
      for (const [index, { at }] of marks.entries()) {
        expect(at).toBeGreaterThanOrEqual(marks[index - 1]?.at ?? 0);
      }
    });
  });
});
