import type {
  BenchPlan,
  BenchResult,
  BuildResult,
  SearchResult,
} from '../../../scripts/bench/plan.ts';

/** 6,000 pages: what targets are promised of. */
export const large = { notes: 1000, locales: 3, audiences: 2 };

/** A build as the bench would have measured it. */
export function build(
  name: string,
  values: Partial<BuildResult['measured']> = {},
  pages = 6000,
): BuildResult {
  return {
    name,
    summary: 'as it is',
    size: { ...large, notes: pages / 6 },
    pages,
    measured: {
      wall: 60,
      cpu: 100,
      peakTree: 2e9,
      peakProcess: 1e9,
      processes: 3,
      exit: 0,
      tail: '',
      ...values,
    },
    walls: [60],
    output: {
      files: 10,
      bytes: 9e8,
      htmlFiles: pages,
      htmlBytes: pages * 30_000,
      searchBytes: 5e7,
      feedBytes: 1e6,
    },
    searchSeconds: 20,
    differing: null,
  };
}

/** What a reader pays, as the bench would have measured it. */
export function search(name: string, milliseconds: number, bytes: number): SearchResult {
  return {
    name,
    pages: 1000,
    page: { requests: 8, bytes: 40_000, scriptBytes: 9_000 },
    search: { requests: 8, bytes },
    milliseconds,
    all: [milliseconds],
  };
}

const stock = build('stock Starlight, 2 builds', { wall: 200, cpu: 300, peakTree: 4e9 });
const hugo = build('Hugo + Pagefind, 2 builds', { wall: 30, cpu: 50, peakTree: 1e9 });

/** A bench in which cold takes 60 s, and everything was measured. */
export const sampleResult: BenchResult = {
  install: { measured: build('', { wall: 6, cpu: 7 }).measured, walls: [6] },
  gazette: {
    cold: { ...build('Gazette, cold'), differing: [] },
    again: build('Gazette, again', { wall: 0.3 }),
    edit: { ...build('Gazette, edit', { wall: 3 }), differing: ['a.html'] },
    template: build('Gazette, template', { wall: 44 }),
  },
  growth: [
    build('Gazette, cold', { wall: 10 }, 1002),
    build('Gazette, cold', { wall: 240, peakTree: 1.2e9 }, 24_000),
  ],
  stock: { all: stock, builds: [{ ...stock, name: 'stock Starlight, user' }] },
  hugo: { all: hugo, builds: [{ ...hugo, name: 'Hugo + Pagefind, user' }] },
  search: [search('Gazette', 150, 90_000), search('stock Starlight', 400, 180_000)],
  dev: [
    { name: 'Gazette', size: large, ready: 1500, edit: 120, all: [120] },
    {
      name: 'stock Starlight',
      size: { ...large, audiences: 1 },
      ready: 9000,
      edit: 480,
      all: [480],
    },
  ],
  notMeasured: [],
};

export const samplePlan: BenchPlan = {
  size: large,
  growth: [
    { ...large, notes: 167 },
    { ...large, notes: 4000 },
  ],
  stock: large,
  hugo: true,
  search: 9,
  dev: 9,
  verify: false,
  runs: 1,
  scenarios: ['cold', 'again'],
};

export const sampleMachine = {
  cores: 2,
  processor: 'Some Processor',
  memory: 8e9,
  system: 'Linux 6 x64',
  load: 0.5,
  node: 'v24.0.0',
  commit: 'abcdef0123',
  packages: { Astro: '7.0.0', Hugo: '0.111.3' },
};
