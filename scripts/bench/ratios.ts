import type { BenchResult, BuildResult } from './run.ts';

/** A comparison that a bench is for. */
export interface Ratio {
  readonly id: 'time' | 'memory' | 'largest-process' | 'growth' | 'exponent' | 'page-weight';
  readonly what: string;
  readonly value: number;
  /** At most this much is wanted; null where nothing is promised. */
  readonly target: number | null;
  /** Set where the two sides are not of one size. */
  readonly note: string | null;
}

/** Time per page may seem to grow by this much from noise alone. */
const noise = 1.05;

/** What the measurements say against each other. Only what was measured is in the list. */
export function ratiosOf({ gazette, smaller, stock }: BenchResult): Ratio[] {
  const ratios: Ratio[] = [];
  const { cold, content } = gazette;
  if (stock !== null && cold !== undefined) {
    const { all } = stock;
    const note =
      all.pages === cold.pages
        ? null
        : `stock Starlight at ${all.pages} pages, Gazette at ${cold.pages}`;
    ratios.push({
      id: 'time',
      what: 'wall time of a page, Gazette cold : stock',
      value: perPage(cold) / perPage(all),
      target: 1 / 4,
      note,
    });
    const memory = divide(cold.measured.peakTree, all.measured.peakTree);
    if (memory !== null) {
      const what = 'peak memory of all processes, Gazette cold : stock';
      ratios.push({ id: 'memory', what, value: memory, target: 1 / 2, note });
    }
    const largest = divide(cold.measured.peakProcess, all.measured.peakProcess);
    if (largest !== null) {
      const what = 'peak memory of the largest process, Gazette cold : stock';
      ratios.push({ id: 'largest-process', what, value: largest, target: null, note });
    }
    ratios.push({
      id: 'page-weight',
      what: 'bytes of HTML a file, Gazette : stock',
      value: htmlPerFile(cold) / htmlPerFile(all),
      target: null,
      note,
    });
  }
  if (smaller !== null && content !== undefined) {
    const from = `from ${smaller.pages} to ${content.pages} pages, templates built before`;
    ratios.push({
      id: 'growth',
      what: `time per page ${from}`,
      value: perPage(content) / perPage(smaller),
      target: noise,
      note: null,
    });
    ratios.push({
      id: 'exponent',
      what: `exponent of time ${from} (1 is linear)`,
      value:
        Math.log(content.measured.wall / smaller.measured.wall) /
        Math.log(content.pages / smaller.pages),
      target: null,
      note: null,
    });
  }
  return ratios;
}

/** Seconds of wall time for each page of a note. */
export function perPage({ measured, pages }: BuildResult): number {
  return measured.wall / pages;
}

/** Bytes of an average HTML file. */
export function htmlPerFile({ output }: BuildResult): number {
  return output.htmlFiles === 0 ? 0 : output.htmlBytes / output.htmlFiles;
}

export function isMet({ value, target }: Ratio): boolean {
  return target === null || value <= target;
}

function divide(a: number | null, b: number | null): number | null {
  return a === null || b === null || b === 0 ? null : a / b;
}
