import { describe, expect, it } from 'vitest';
import { cycleBars, placeOf } from '../../../src/components/parts/cycle-bars.ts';
import type { ProductView } from '../../../src/views/product.ts';

type Cycle = ProductView['cycles'][number];

function cycle(released: string | null, active: string | null, ends: string | null): Cycle {
  const day = (text: string | null): Cycle['released'] =>
    text === null ? null : { day: text, text };
  return {
    cycle: '1',
    codename: null,
    status: 'active',
    statusLabel: '',
    tone: 'good',
    later: [],
    released: day(released),
    ltsFrom: null,
    activeUntil: day(active),
    endsOn: day(ends),
    extendedUntil: null,
    latest: null,
  };
}

describe('cycleBars', () => {
  it('puts phases end to end on one scale', () => {
    const { bars, today } = cycleBars(
      [cycle('2026-01-01', '2027-01-01', '2028-01-01')],
      '2026-07-02',
    );
    expect(bars[0]).toEqual([
      { phase: 'active', x: 0, width: 500 },
      { phase: 'security', x: 500, width: 500 },
    ]);
    expect(today).toBe(249);
  });

  it('says its scale, so that the mark of today can be moved on it', () => {
    const { today, from, to } = cycleBars(
      [cycle('2026-01-01', '2027-01-01', '2028-01-01')],
      '2026-07-02',
    );
    expect(placeOf(Date.parse('2026-07-02') / 86_400_000, from, to)).toBe(today);
    expect(placeOf(Date.parse('2027-01-01') / 86_400_000, from, to)).toBe(500);
    expect(placeOf(Date.parse('2035-01-01') / 86_400_000, from, to)).toBe(1000);
  });

  it('cuts off what ended long ago, so that it does not squeeze the rest', () => {
    const { bars } = cycleBars(
      [cycle('2001-01-01', '2002-01-01', '2003-01-01'), cycle('2026-01-01', null, '2027-01-01')],
      '2026-07-01',
    );
    expect(bars[0]).toEqual([]);
    expect(bars[1]?.[0]?.width).toBeGreaterThan(100);
  });

  it('keeps to whole thousandths within the bar', () => {
    const { bars } = cycleBars([cycle('2024-03-05', '2025-09-09', '2031-02-28')], '2026-11-21');
    for (const { x, width } of bars.flat()) {
      expect(Number.isInteger(x) && Number.isInteger(width)).toBe(true);
      expect(x + width).toBeLessThanOrEqual(1000);
    }
  });

  it('has no bar for a cycle without days', () => {
    expect(cycleBars([cycle(null, null, null)], '2026-11-21').bars).toEqual([[]]);
    expect(cycleBars([], '2026-11-21')).toMatchObject({ bars: [], today: null });
  });
});
