import type { Bar } from '../../views/timeline-row.ts';

/** A stretch of the chart as SVG takes it: percentages from the left edge, whatever way the page reads. */
export interface Stretch {
  x: string;
  width: string;
}

/** Where something from one place of the ruler to another is drawn. */
export function stretch(from: number, to: number, dir: 'ltr' | 'rtl'): Stretch {
  return { x: percent(dir === 'rtl' ? 1 - to : from), width: percent(to - from) };
}

/** Where a place of the ruler is drawn. */
export function spot(at: number, dir: 'ltr' | 'rtl'): string {
  return percent(dir === 'rtl' ? 1 - at : at);
}

/** A hundredth of a percent is less than a day in 27 years, and less than a pixel on any screen. */
function percent(value: number): string {
  return `${Number((value * 100).toFixed(2))}%`;
}

/** From where to where a bar reaches, its removals included; for scripts that narrow the ruler. */
export function reach({ phases, removal, earlier }: Bar): { from: number; to: number } {
  const places = [
    ...phases.flatMap(({ from, to }) => [from, to]),
    ...(removal === null ? [] : [removal]),
    ...earlier,
  ];
  return { from: Math.min(...places), to: Math.max(...places) };
}

/** Height of a phase's bar: with its pattern it tells the phases apart without any colour. */
export const PHASE_SHAPE = {
  announced: { y: 8, height: 2 },
  deprecated: { y: 5, height: 8 },
  unsupported: { y: 3, height: 12 },
} as const;
