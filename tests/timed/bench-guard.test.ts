import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchReport } from '../../scripts/bench/report.ts';
import { findChromium } from '../support/chromium.ts';
import { gazette, removeFolder, temporaryFolder } from '../support/portal.ts';

/**
 * A small bench that holds Gazette to what it was, by ratios to stock Starlight, and to its own cold
 * build, on the same machine in the same minute. At 240 pages fixed costs weigh much, so the ratios
 * are far from those of `npm run bench` at full size; processor time swings less than wall time where
 * others share a machine.
 */
describe('a quick bench', () => {
  let folder: string;
  let report: BenchReport;

  beforeAll(async () => {
    folder = await temporaryFolder('bench');
    const json = path.join(folder, 'result.json');
    const only = ['--only', 'cold,again,edit', '--no-hugo', '--no-verify', '--no-dev'];
    // Half a minute on a machine of its own; others may share it.
    const ran = await gazette(['bench', '--quick', ...only, '--json', json], { timeout: 280_000 });
    expect(ran.stderr + ran.stdout).toContain('# Bench: 60 × 2 × 2');
    expect(ran.code).toBe(0);
    report = JSON.parse(await readFile(json, 'utf8')) as BenchReport;
  });
  afterAll(() => removeFolder(folder));

  function ratio(id: string): number {
    const found = report.ratios.find((one) => one.id === id);
    if (!found) throw new Error(`The bench has no ratio ${id}.`);
    return found.value;
  }

  it('builds all pages on both sides, with search', () => {
    const cold = report.builds.find(({ name }) => name === 'Gazette, cold');
    const stock = report.builds.at(-1);
    expect(cold).toMatchObject({ name: 'Gazette, cold', pages: 240 });
    expect(stock).toMatchObject({ name: 'stock Starlight, 2 builds', pages: 240 });
    for (const build of [cold, stock]) {
      expect(build?.output.htmlFiles).toBeGreaterThanOrEqual(240);
      expect(build?.output.searchBytes).toBeGreaterThan(500_000);
    }
    expect(cold?.output.feedBytes).toBeGreaterThan(100_000);
  });

  it('takes less time than stock Starlight', () => {
    expect(ratio('cold-time')).toBeLessThan(0.9);
  });

  it('is done at once when nothing has changed', () => {
    expect(ratio('again-share')).toBeLessThan(0.15);
  });

  it.skipIf(process.platform !== 'linux')('takes less processor time and memory', () => {
    expect(ratio('cold-cpu')).toBeLessThan(0.5);
    expect(ratio('cold-memory')).toBeLessThan(0.75);
    expect(ratio('again-cpu')).toBeLessThan(0.1);
  });

  it.skipIf(findChromium() === undefined)('asks no more of who searches', () => {
    expect(report.notMeasured).toEqual([]);
    expect(ratio('search-time-stock')).toBeLessThan(1);
    expect(ratio('search-requests-stock')).toBeLessThan(1.2);
    expect(ratio('search-bytes-stock')).toBeLessThan(1.1);
    expect(ratio('page-kilobytes')).toBeLessThan(45);
    expect(ratio('script-kilobytes')).toBeLessThan(15);
  });

  it.skipIf(process.platform !== 'linux')('takes less for an edit than for everything', () => {
    expect(ratio('edit-cpu')).toBeLessThan(0.6);
  });
});
