import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchReport } from '../../../scripts/bench/report.ts';
import type { BenchResult } from '../../../scripts/bench/plan.ts';
import { scenarios } from '../../../scripts/bench/scenarios.ts';
import { run } from '../../../scripts/commands/bench.ts';
import { readOptions } from '../../../scripts/commands/bench-options.ts';
import { readClock } from '../../../src/model/clock.ts';
import { large, sampleMachine, samplePlan, sampleResult } from './bench-sample.ts';

describe('gazette bench', () => {
  it('measures 6,000 pages on all sides, and growth from 1,000 and to 24,000', () => {
    expect(readOptions([])).toEqual({
      plan: {
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
        scenarios: scenarios.map(({ name }) => name),
      },
      json: null,
      from: null,
      check: false,
      publish: false,
    });
  });

  it('takes sizes, a smaller stock site, and what to leave out', () => {
    const plan = readOptions([
      '--notes=300',
      '--stock-notes=60',
      '--no-growth',
      '--no-hugo',
      '--no-search',
      '--no-dev',
      '--only=cold',
    ])?.plan;
    expect(plan).toMatchObject({
      size: { notes: 300 },
      stock: { notes: 60, locales: 3, audiences: 2 },
      growth: [],
      hugo: false,
      search: 0,
      dev: 0,
      scenarios: ['cold'],
    });
    expect(readOptions(['--growth', '500,100'])?.plan.growth.map(({ notes }) => notes)).toEqual([
      100, 500,
    ]);
  });

  it('is small, and compares bytes, when it is to be quick', () => {
    const quick = readOptions(['--quick', '--no-stock'])?.plan;
    expect(quick).toMatchObject({
      size: { notes: 60, locales: 2, audiences: 2 },
      stock: null,
      growth: [],
      verify: true,
    });
    expect(readOptions(['--quick', '--no-verify'])?.plan.verify).toBe(false);
    expect(readOptions(['--verify'])?.plan.verify).toBe(true);
  });

  it.each([
    ['--notes=0'],
    ['--notes=many'],
    ['--locales=99'],
    ['--notes=10', '--stock-notes=11'],
    ['--no-stock', '--stock-notes=5'],
    ['--no-growth', '--growth=5'],
    ['--growth=5,many'],
    ['--only=hot'],
    ['--unknown'],
  ])('refuses %s %s', async (...argv) => {
    const said: string[] = [];
    const stream = { write: (text: string) => said.push(text) };
    expect(await run(argv, { stdout: stream, stderr: stream })).toBe(2);
    expect(said.join('')).toMatch(/^gazette bench: .+\n\ngazette bench \[options\]/u);
  });
});

describe('gazette bench --check', () => {
  async function check(result: BenchResult): Promise<{ code: number; said: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'gazette-bench-'));
    const file = join(folder, 'result.json');
    const clock = readClock({ today: '2026-06-01' });
    await writeFile(file, JSON.stringify(benchReport(clock, sampleMachine, samplePlan, result)));
    const said: string[] = [];
    const stderr = { write: (text: string) => said.push(text) };
    const stdout = { write: () => true };
    try {
      const code = await run(['--from', file, '--check'], { stdout, stderr });
      return { code, said: said.join('') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  const { again, cold } = sampleResult.gazette;
  const { install } = sampleResult;
  const others = {
    install,
    growth: [],
    stock: null,
    hugo: null,
    search: [],
    dev: [],
    notMeasured: [],
  };

  it('is content when what was judged is met', async () => {
    expect(await check({ ...others, gazette: { again: again! } })).toEqual({ code: 0, said: '' });
  });

  it('ends with 1 and says what was missed', async () => {
    const { code, said } = await check({
      ...others,
      gazette: { cold: cold! },
      hugo: sampleResult.hugo,
    });
    expect(code).toBe(1);
    expect(said).toBe('gazette bench: missed: wall time a page, Gazette cold : Hugo + Pagefind\n');
  });

  it('ends with 1 when there was nothing to judge', async () => {
    const { code, said } = await check({ ...others, gazette: {} });
    expect(code).toBe(1);
    expect(said).toContain('nothing to judge');
  });
});
