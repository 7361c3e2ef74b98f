import { describe, expect, it } from 'vitest';
import type { BenchResult } from '../../../scripts/bench/plan.ts';
import { ratiosOf, verdict } from '../../../scripts/bench/ratios.ts';
import type { Ratio } from '../../../scripts/bench/ratios.ts';
import { benchReport, formatBench } from '../../../scripts/bench/report.ts';
import { readClock } from '../../../src/model/clock.ts';
import { build, sampleMachine, samplePlan, sampleResult } from './bench-sample.ts';

const nothing: BenchResult = {
  install: sampleResult.install,
  gazette: {},
  growth: [],
  stock: null,
  hugo: null,
  search: [],
  dev: [],
  notMeasured: [],
};

function ratio(of: BenchResult, id: string): Ratio {
  const found = ratiosOf(of).find((one) => one.id === id);
  if (!found) throw new Error(`There is no ratio ${id}.`);
  return found;
}

const value = (id: string): number => ratio(sampleResult, id).value;

describe('ratios', () => {
  it('compare a cold build with stock Starlight and with Hugo', () => {
    expect(value('cold-time')).toBeCloseTo(0.3);
    expect(value('cold-cpu')).toBeCloseTo(1 / 3);
    expect(value('cold-memory')).toBeCloseTo(0.5);
    expect(value('hugo-time')).toBeCloseTo(2);
    expect(value('hugo-memory')).toBeCloseTo(2);
  });

  it('compare a change with a cold build, and a template with one without search', () => {
    expect(value('edit-share')).toBeCloseTo(0.05);
    expect(value('template-share')).toBeCloseTo(44 / 40);
    expect(value('again-seconds')).toBe(0.3);
  });

  it('tell what grows faster than the pages, and memory at the largest size', () => {
    expect(value('growth-to-exponent')).toBeCloseTo(Math.log(6) / Math.log(6000 / 1002));
    expect(value('growth-exponent')).toBeCloseTo(Math.log(240 / 60) / Math.log(4));
    expect(ratio(sampleResult, 'growth-memory')).toMatchObject({ value: 1.2, unit: 'GB' });
  });

  it('compare what a reader pays for search', () => {
    expect(value('search-milliseconds')).toBe(150);
    expect(value('search-requests-stock')).toBe(1);
    expect(value('search-bytes-stock')).toBe(0.5);
    expect(value('script-kilobytes')).toBe(9);
  });

  it('compare what a writer waits for', () => {
    expect(value('dev-ready-seconds')).toBe(1.5);
    expect(value('dev-edit-milliseconds')).toBe(120);
    expect(value('dev-ready-stock')).toBeCloseTo(1 / 6);
    expect(value('dev-edit-stock')).toBe(0.25);
  });

  it('know what was promised', () => {
    const missed = ratiosOf(sampleResult).filter((one) => verdict(one) === 'missed');
    expect(missed.map(({ id }) => id)).toEqual([
      'cold-time',
      'hugo-time',
      'edit-seconds',
      'template-share',
      'search-milliseconds',
      'differing',
    ]);
  });

  it('judge by what was promised of a size only when there is that size', () => {
    const small = { ...nothing, gazette: { again: build('Gazette, again', { wall: 9 }, 600) } };
    expect(verdict(ratio(small, 'again-seconds'))).toBe('too few');
    expect(verdict(ratio(sampleResult, 'again-seconds'))).toBe('met');
    expect(verdict(ratio(sampleResult, 'cold-cpu'))).toBeNull();
  });

  it('go by the page when stock Starlight was smaller, and say so', () => {
    const all = build('stock Starlight, 2 builds', { wall: 20 }, 600);
    const time = ratio({ ...sampleResult, stock: { all, builds: [all] } }, 'cold-time');
    expect(time.value).toBeCloseTo(60 / 6000 / (20 / 600));
    expect(time.note).toBe('stock Starlight, 2 builds at 600 pages, Gazette at 6000');
  });

  it('leave out what was not measured', () => {
    const cold = build('cold', { peakTree: null, peakProcess: null, cpu: null });
    const ratios = ratiosOf({ ...nothing, gazette: { cold }, stock: sampleResult.stock });
    expect(ratios.map(({ id }) => id)).toEqual(['cold-time']);
    expect(ratiosOf(nothing)).toEqual([]);
  });
});

describe('the report', () => {
  const clock = readClock({ today: '2026-06-01' });
  const text = formatBench(benchReport(clock, sampleMachine, samplePlan, sampleResult));

  it('names the machine, each build and each ratio', () => {
    expect(text).toContain('2026-06-01, 2 cores (Some Processor), 8.00 GB');
    expect(text).toContain('Hugo 0.111.3, Gazette abcdef0123.');
    expect(text).toContain(
      '| Install: engine and templates compiled once | – | – | 6.00 | 7.0 | – | 2.00 | 1.00 |',
    );
    expect(text).toContain(
      '| Gazette, cold | 1000 × 3 × 2 | 6000 | 60.0 | 100.0 | 10.00 | 2.00 | 1.00 |',
    );
    expect(text).toContain(
      '| wall time a page, Gazette cold : stock | 0.300 | at most 0.1 | missed |',
    );
    expect(text).toContain(
      '| peak memory of all processes, Gazette cold : stock | 0.500 | at most 0.5 | met |',
    );
    expect(text).toContain('| wall time, nothing changed | 0.300 s | at most 0.5 s | met |');
  });

  it('says whether builds were those of a clean build', () => {
    expect(text).toMatch(/^\| Gazette, cold \|.+\| yes \|$/mu);
    expect(text).toMatch(/^\| Gazette, edit \|.+\| no: 1 files \|$/mu);
    expect(text).toMatch(/^\| Gazette, again \|.+\| not compared \|$/mu);
  });

  it('says what a reader pays for search', () => {
    expect(text).toContain('| Gazette | 1,000 | 150 | 8 | 90.0 | 8 | 40.0 |');
  });

  it('says when the machine had other work', () => {
    const busy = benchReport(clock, { ...sampleMachine, load: 3 }, samplePlan, sampleResult);
    expect(formatBench(busy)).toContain('(load 3.0 on 2 cores)');
    expect(text).not.toContain('busy');
  });

  it('says where nothing could be measured', () => {
    const cold = build('cold', { peakTree: null, peakProcess: null, cpu: null });
    const notMeasured = [{ what: 'Hugo + Pagefind', why: 'hugo is not installed' }];
    const report = benchReport(clock, sampleMachine, samplePlan, {
      ...nothing,
      gazette: { cold },
      notMeasured,
    });
    expect(formatBench(report)).toContain('| 60.0 | not told | 10.00 | not told | not told |');
    expect(formatBench(report)).toContain(
      '- Not measured: Hugo + Pagefind, because hugo is not installed.',
    );
  });
});
