import { describe, expect, it } from 'vitest';
import { isMet, ratiosOf } from '../../../scripts/bench/ratios.ts';
import { benchReport, formatBench } from '../../../scripts/bench/report.ts';
import type { BenchResult, BuildResult } from '../../../scripts/bench/run.ts';
import { readOptions, run } from '../../../scripts/commands/bench.ts';
import { readClock } from '../../../src/model/clock.ts';

const large = { notes: 1000, locales: 3, audiences: 2 };

function build(name: string, values: Partial<BuildResult['measured']>, pages = 6000): BuildResult {
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
  };
}

const stock = build('stock', { wall: 200, cpu: 300, peakTree: 4e9 });
const result: BenchResult = {
  gazette: { content: build('content', { wall: 55 }), cold: build('cold', {}) },
  smaller: build('smaller', { wall: 10 }, 1000),
  stock: { all: stock, builds: [stock] },
};

function ratio(of: BenchResult, id: string): number | undefined {
  return ratiosOf(of).find((one) => one.id === id)?.value;
}

describe('ratios', () => {
  it('compare a cold build with stock Starlight', () => {
    expect(ratio(result, 'cold-time')).toBeCloseTo(0.3);
    expect(ratio(result, 'cold-cpu')).toBeCloseTo(1 / 3);
    expect(ratio(result, 'cold-memory')).toBeCloseTo(0.5);
  });

  it('tell what grows faster than the pages', () => {
    expect(ratio(result, 'growth-time')).toBeCloseTo(55 / 60);
    expect(ratio(result, 'growth-exponent')).toBeCloseTo(Math.log(5.5) / Math.log(6));
  });

  it('know what was promised', () => {
    const missed = ratiosOf(result).filter((one) => !isMet(one));
    expect(missed.map(({ id }) => id)).toEqual(['cold-time']);
  });

  it('go by the page when stock Starlight was smaller, and say so', () => {
    const small = build('stock', { wall: 20 }, 600);
    const ratios = ratiosOf({ ...result, stock: { all: small, builds: [small] } });
    const time = ratios.find(({ id }) => id === 'cold-time');
    expect(time?.value).toBeCloseTo(60 / 6000 / (20 / 600));
    expect(time?.note).toBe('stock Starlight at 600 pages, Gazette at 6000');
  });

  it('leave out what was not measured', () => {
    const cold = build('cold', { peakTree: null, peakProcess: null, cpu: null });
    const ids = ratiosOf({ gazette: { cold }, smaller: null, stock: result.stock }).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['cold-time']);
    expect(ratiosOf({ ...result, stock: null, smaller: null })).toEqual([]);
  });
});

describe('the report', () => {
  const machine = {
    cores: 2,
    processor: 'Some Processor',
    memory: 8e9,
    system: 'Linux 6 x64',
    load: 0.5,
    node: 'v24.0.0',
    packages: { astro: '7.0.0' },
  };
  const plan = { size: large, growthFrom: null, stock: large, runs: 1, scenarios: ['cold'] };
  const text = formatBench(benchReport(readClock({ today: '2026-06-01' }), machine, plan, result));

  it('names the machine, each build and each ratio', () => {
    expect(text).toContain('2 cores (Some Processor), 8.00 GB');
    expect(text).toContain('| cold | 1000 × 3 × 2 | 6000 | 60.0 | 100.0 | 10.00 | 2.00 | 1.00 |');
    expect(text).toContain(
      '| wall time a page, Gazette cold : stock | 0.300 | at most 0.25 | missed |',
    );
    expect(text).toContain(
      '| peak memory of all processes, Gazette cold : stock | 0.500 | at most 0.5 | met |',
    );
  });

  it('says where nothing could be measured', () => {
    const cold = build('cold', { peakTree: null, peakProcess: null, cpu: null });
    const report = benchReport(readClock({ today: '2026-06-01' }), machine, plan, {
      gazette: { cold },
      smaller: null,
      stock: null,
    });
    expect(formatBench(report)).toContain('| 60.0 | not told | 10.00 | not told | not told |');
  });
});

describe('gazette bench', () => {
  it('measures 6,000 pages, and their growth from 1,000, unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      plan: {
        size: large,
        growthFrom: { ...large, notes: 167 },
        stock: large,
        runs: 1,
        scenarios: ['content', 'cold', 'again'],
      },
      json: null,
      check: false,
    });
  });

  it('takes sizes, a smaller stock site, and what to leave out', () => {
    const plan = readOptions([
      '--notes=300',
      '--stock-notes=60',
      '--no-growth',
      '--only=cold',
    ])?.plan;
    expect(plan).toMatchObject({
      size: { notes: 300 },
      stock: { notes: 60, locales: 3, audiences: 2 },
      growthFrom: null,
      scenarios: ['cold'],
    });
    expect(readOptions(['--quick', '--no-stock'])?.plan).toMatchObject({
      size: { notes: 60, locales: 2, audiences: 2 },
      stock: null,
      growthFrom: null,
    });
  });

  it('needs a build before one in which nothing changed', () => {
    expect(readOptions(['--only=again'])?.plan.scenarios).toEqual(['content', 'again']);
  });

  it.each([
    ['--notes=0'],
    ['--notes=many'],
    ['--locales=99'],
    ['--notes=10', '--stock-notes=11'],
    ['--no-stock', '--stock-notes=5'],
    ['--only=hot'],
    ['--unknown'],
  ])('refuses %s %s', async (...argv) => {
    const said: string[] = [];
    const stream = { write: (text: string) => said.push(text) };
    expect(await run(argv, { stdout: stream, stderr: stream })).toBe(2);
    expect(said.join('')).toMatch(/^gazette bench: .+\n\ngazette bench \[options\]/u);
  });
});
