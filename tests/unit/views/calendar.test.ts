import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, day } from '../../../src/model/day.ts';
import { calendarEvents } from '../../../src/views/calendar-event.ts';
import { calendarPages, calendarView, calendarYears } from '../../../src/views/calendar.ts';
import { deprecation, smallContext, type Small } from './lifecycle-edition.ts';

const full: Small = {
  products: {
    atlas: {
      title: 'Atlas',
      cycles: [
        { cycle: '5', releaseDate: '2027-03-16', eoasFrom: '2028-02-29' },
        { cycle: '4', releaseDate: '2026-01-01', eoasFrom: true, eolFrom: '2027-01-19' },
      ],
    },
    beam: { title: 'Beam' },
  },
  releases: {
    'atlas/4.2.0': {
      date: { start: '2026-11-24T22:00', end: '2026-11-25T02:00', zone: 'Europe/Berlin' },
      state: 'scheduled',
    },
    'atlas/4.1.0': { date: '2026-11-03' },
    'beam/2.0.0': { date: 'none', state: 'scheduled' },
  },
  deprecations: {
    keys: deprecation({
      announcedOn: '2026-05-12',
      endOfSupport: '2026-11-03',
      removalDate: '2026-12-01',
    }),
    hooks: deprecation({ announcedOn: '2026-11-03' }),
  },
  announcements: {
    rest: {
      title: 'We rest',
      kind: 'freeze',
      from: '2026-11-16',
      until: '2027-01-06',
      start: '2026-12-14',
      end: '2027-01-06',
      products: ['atlas'],
    },
  },
  freezes: [
    { title: 'Year-end freeze', from: '2026-12-14', to: '2027-01-06', products: ['atlas'] },
    { title: 'Audit', from: '2027-02-08', to: '2027-02-12', products: [] },
  ],
};

describe('the events of a calendar', () => {
  const events = calendarEvents(smallContext(full));
  const brief = events.map(({ day, endDay, kind, what }) => [day, endDay, kind, what].join(' '));

  it('are releases, freezes, deprecations, removals and ends of support, by day', () => {
    expect(brief).toEqual([
      '2026-05-12  deprecation Deprecated',
      '2026-11-03  support-end Support ends',
      '2026-11-03  release Release',
      '2026-11-03  deprecation Deprecated',
      '2026-11-24 2026-11-25 release Release',
      '2026-12-01  removal Removal',
      '2026-12-14 2027-01-06 freeze Release freeze',
      '2027-01-19  support-end Security support ends',
      '2027-02-08 2027-02-12 freeze Release freeze',
      '2027-03-16  release Release',
      '2028-02-29  support-end Active support ends',
    ]);
  });

  it('leave out what has no day: tba, none, and phases that only say that they are over', () => {
    expect(events.filter(({ id }) => id.startsWith('deprecation-hooks'))).toHaveLength(1);
    expect(events.some(({ version }) => version === '2.0.0')).toBe(false);
  });

  it('tell of a freeze once, with the page of its announcement', () => {
    const freezes = events.filter(({ kind }) => kind === 'freeze');
    expect(freezes.map(({ href }) => href)).toEqual(['/announcements/rest/', null]);
  });

  it('keep a window as written, with its zone', () => {
    const window = events.find(({ version }) => version === '4.2.0')?.window;
    expect(window).toEqual({
      start: '2026-11-24T22:00',
      end: '2026-11-25T02:00',
      zone: 'Europe/Berlin',
      text: '22:00 – Nov 25, 2026 02:00 Europe/Berlin',
    });
  });

  it('have ids of their own', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });
});

describe('the calendar', () => {
  const view = calendarView(smallContext(full));

  it('runs in whole months from 30 days before the build clock to a year after it', () => {
    expect([view.from.day, view.to.day]).toEqual(['2026-10-01', '2027-11-30']);
    expect([view.months[0]?.month, view.months.at(-1)?.month]).toEqual(['2026-10', '2027-11']);
    const shown = view.months.flatMap(({ agenda }) => agenda.map(({ day: { day } }) => day));
    expect(shown).not.toContain('2026-05-12');
    expect(shown).not.toContain('2028-02-29');
    expect([...shown].sort()).toEqual(shown);
  });

  it('marks every day that a freeze lasts, and leads to where the agenda tells of it', () => {
    const cells = view.months.flatMap(({ weeks }) => weeks.flat()).filter((cell) => cell !== null);
    const frozen = cells.filter(({ marks }) => marks.some(({ kind }) => kind === 'freeze'));
    expect(frozen).toHaveLength(18 + 6 + 5);
    expect(frozen.find(({ day }) => day === '2027-01-03')?.marks).toEqual([
      { kind: 'freeze', products: ['atlas'], begins: '2026-12-14' },
    ]);
  });

  it('shows what goes on already on the first of its days', () => {
    const during = calendarView(smallContext({ ...full, today: '2027-02-05' }));
    const first = during.months[0]?.agenda[0];
    expect(first?.day.day).toBe('2027-01-01');
    expect(first?.events.map(({ kind }) => kind)).toEqual(['freeze']);
  });

  it('has a page for each year with something in it, newest first', () => {
    const context = smallContext(full);
    expect(calendarYears(context).map(({ year }) => year)).toEqual(['2028', '2027', '2026']);
    expect(calendarPages(context.edition)).toEqual(['2028', '2027', '2026']);
    expect(calendarPages(smallContext({}).edition)).toEqual([]);
    const year = calendarView(context, '2028');
    expect(year.months).toHaveLength(12);
    expect(year.months.flatMap(({ agenda }) => agenda.map(({ day: { day } }) => day))).toEqual([
      '2028-02-29',
    ]);
    expect(year.months[1]?.weeks.flat().filter((cell) => cell !== null)).toHaveLength(29);
    // The freeze that began in December is told of on 1 January of the year after.
    const next = calendarView(context, '2027');
    expect(next.months[0]?.agenda[0]?.day.day).toBe('2027-01-01');
  });

  it('begins weeks as the locale does', () => {
    const first = (locale: string) => {
      const { weekdays, months } = calendarView(smallContext({ locale }), '2026');
      const column = months[10]?.weeks[0]?.findIndex((cell) => cell !== null) ?? -1;
      return [weekdays[0]?.number, column];
    };
    // 1 November 2026 was a Sunday.
    expect(first('de')).toEqual([1, 6]);
    expect(first('en')).toEqual([7, 0]);
    expect(first('ar')).toEqual([6, 1]);
  });

  it('counts what concerns all products for each of them', () => {
    const { products, kinds } = view.filters;
    expect(products.map(({ value, count }) => [value, count])).toEqual([
      ['atlas', 9],
      ['beam', 1],
    ]);
    expect(kinds.find(({ value }) => value === 'freeze')?.count).toBe(2);
  });

  it('puts every event into its months once, whatever the days', () => {
    const someDay = fc
      .integer({ min: 0, max: 800 })
      .map((count) => addDays(day('2026-01-01'), count));
    const freeze = fc.tuple(someDay, fc.nat(90)).map(([from, length]) => ({
      title: 'F',
      from,
      to: addDays(from, length),
      products: [],
    }));
    fc.assert(
      fc.property(fc.array(freeze, { maxLength: 6 }), someDay, (freezes, today) => {
        const { months, from, to, total } = calendarView(smallContext({ freezes, today }));
        const days = months.flatMap(({ agenda }) => agenda);
        expect(days.flatMap(({ events }) => events)).toHaveLength(total);
        expect(days.every(({ day: { day } }) => day >= from.day && day <= to.day)).toBe(true);
        const agenda = new Set(days.map(({ day: { day } }) => day));
        for (const cell of months.flatMap(({ weeks }) => weeks.flat())) {
          for (const { begins } of cell?.marks ?? []) expect(agenda.has(begins)).toBe(true);
        }
        expect(months.every(({ weeks }) => weeks.every((week) => week.length === 7))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('in any time zone', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('a calendar day stays that day', () => {
    const seen = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York'].map((name) => {
      process.env['TZ'] = name;
      const offset = new Date(2026, 2, 8, 12).getTimezoneOffset();
      return { offset, text: JSON.stringify(calendarView(smallContext(full))) };
    });
    expect(new Set(seen.map(({ offset }) => offset)).size).toBe(3);
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1);
  });
});
