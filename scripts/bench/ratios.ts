import type { BenchResult, BuildResult } from './run.ts';

/** A comparison that a bench is for. */
export interface Ratio {
  /** `<scenario>-<measure>` against stock Starlight, or `growth-<measure>`. */
  readonly id: string;
  readonly what: string;
  readonly value: number;
  /** At most this much is wanted; null where nothing is promised. */
  readonly target: number | null;
  /** Set where the two sides are not of one size. */
  readonly note: string | null;
}

/** Time per page may seem to grow by this much from noise alone. */
const noise = 1.05;

/** What is compared with stock Starlight, and what is promised of a cold build. */
const measures: readonly {
  readonly id: string;
  readonly what: string;
  readonly cold: number | null;
  readonly of: (build: BuildResult) => number | null;
}[] = [
  { id: 'time', what: 'wall time a page', cold: 1 / 4, of: perPage },
  {
    id: 'cpu',
    what: 'processor time a page',
    cold: null,
    of: ({ measured, pages }) => (measured.cpu === null ? null : measured.cpu / pages),
  },
  {
    id: 'memory',
    what: 'peak memory of all processes',
    cold: 1 / 2,
    of: ({ measured }) => measured.peakTree,
  },
  {
    id: 'largest',
    what: 'peak memory of the largest process',
    cold: null,
    of: ({ measured }) => measured.peakProcess,
  },
];

/** What the measurements say against each other. Only what was measured is in the list. */
export function ratiosOf({ gazette, smaller, stock }: BenchResult): Ratio[] {
  const ratios: Ratio[] = [];
  for (const name of ['cold', 'content']) {
    const build = gazette[name];
    if (build !== undefined && stock !== null) {
      ratios.push(...againstStock(name, build, stock.all));
    }
  }
  const { content } = gazette;
  if (smaller !== null && content !== undefined) ratios.push(...growth(smaller, content));
  return ratios;
}

function againstStock(name: string, build: BuildResult, stock: BuildResult): Ratio[] {
  const note =
    stock.pages === build.pages
      ? null
      : `stock Starlight at ${stock.pages} pages, Gazette at ${build.pages}`;
  const ratios: Ratio[] = [];
  for (const measure of measures) {
    const [ours, theirs] = [measure.of(build), measure.of(stock)];
    if (ours === null || theirs === null || theirs === 0) continue;
    ratios.push({
      id: `${name}-${measure.id}`,
      what: `${measure.what}, Gazette ${name} : stock`,
      value: ours / theirs,
      target: name === 'cold' ? measure.cold : null,
      note,
    });
  }
  return ratios;
}

function growth(smaller: BuildResult, larger: BuildResult): Ratio[] {
  const from = `from ${smaller.pages} to ${larger.pages} pages, templates built before`;
  const exponent =
    Math.log(larger.measured.wall / smaller.measured.wall) / Math.log(larger.pages / smaller.pages);
  return [
    {
      id: 'growth-time',
      what: `wall time a page ${from}`,
      value: perPage(larger) / perPage(smaller),
      target: noise,
      note: null,
    },
    {
      id: 'growth-exponent',
      what: `exponent of wall time ${from} (1 is linear)`,
      value: exponent,
      target: null,
      note: null,
    },
  ];
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
