import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchReport } from '../../scripts/bench/report.ts';
import { gazette, removeFolder, temporaryFolder } from '../support/portal.ts';

/**
 * A small bench that holds Gazette to what it was, by ratios to stock Starlight on the same machine in
 * the same minute. At 240 pages fixed costs weigh much, so the ratios are far from those of
 * `npm run bench` at full size; processor time swings less than wall time where others share a machine.
 */
describe('a quick bench', () => {
  let folder: string;
  let report: BenchReport;
  let seconds: number;

  beforeAll(async () => {
    folder = await temporaryFolder('bench');
    const json = path.join(folder, 'result.json');
    const began = performance.now();
    const ran = await gazette(['bench', '--quick', '--only', 'content', '--json', json]);
    seconds = (performance.now() - began) / 1000;
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
    const [content] = report.builds;
    const stock = report.builds.at(-1);
    expect(content).toMatchObject({ name: 'Gazette, content', pages: 240 });
    expect(stock).toMatchObject({ name: 'stock Starlight, 2 builds', pages: 240 });
    for (const build of [content, stock]) {
      expect(build?.output.htmlFiles).toBeGreaterThanOrEqual(240);
      expect(build?.output.searchBytes).toBeGreaterThan(500_000);
    }
    expect(content?.output.feedBytes).toBeGreaterThan(100_000);
  });

  it('takes less time than stock Starlight', () => {
    expect(ratio('content-time')).toBeLessThan(0.75);
  });

  it.skipIf(process.platform !== 'linux')('takes less processor time and memory', () => {
    expect(ratio('content-cpu')).toBeLessThan(0.5);
    expect(ratio('content-memory')).toBeLessThan(0.75);
  });

  it('is quick', () => {
    expect(seconds).toBeLessThan(120);
  });
});
