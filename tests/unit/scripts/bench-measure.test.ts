import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measure } from '../../../scripts/bench/measure.ts';
import { outputSize, sumSizes } from '../../../scripts/bench/output-size.ts';
import { canWatchProcesses } from '../../../scripts/bench/process-tree.ts';
import { makeRunFolder } from '../../../scripts/bench/run-folder.ts';

const cwd = tmpdir();
const megabyte = 1e6;

/** Arguments for Node that hold so many megabytes for 300 ms, and then run `more`. */
function hold(megabytes: number, more = ''): string[] {
  const script = `const held = Buffer.alloc(${megabytes} * 1e6, 1);
    ${more}
    setTimeout(() => held.at(0), 300);`;
  return ['-e', script];
}

describe('measuring a process', () => {
  it('tells its wall time, exit and last words', async () => {
    const result = await measure(
      ['-e', 'console.log("some words"); setTimeout(() => process.exit(3), 200);'],
      { cwd },
    );
    expect(result.exit).toBe(3);
    expect(result.tail).toBe('some words\n');
    expect(result.wall).toBeGreaterThan(0.2);
    expect(result.wall).toBeLessThan(4);
  });

  it('gives it a bare environment', async () => {
    const { tail } = await measure(
      ['-e', 'console.log(process.env.VITEST, process.env.NODE_ENV, process.env.MINE)'],
      { cwd, env: { MINE: 'yes' } },
    );
    expect(tail).toBe('undefined undefined yes\n');
  });

  it.skipIf(!canWatchProcesses())('adds up the memory of all that it starts', async () => {
    const child = `require('node:child_process').spawn(process.execPath, ${JSON.stringify(hold(90))});`;
    const result = await measure(hold(150, child), { cwd });
    expect(result.processes).toBe(2);
    expect(result.peakTree).toBeGreaterThan(240 * megabyte);
    expect(result.peakProcess).toBeGreaterThan(150 * megabyte);
    expect(result.peakProcess).toBeLessThan(235 * megabyte);
  });

  it.skipIf(!canWatchProcesses())('tells processor time apart from waiting', async () => {
    const busy = 'const end = performance.now() + 300; while (performance.now() < end);';
    const child = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(busy)}]);`;
    const working = await measure(['-e', child], { cwd });
    const waiting = await measure(['-e', 'setTimeout(() => {}, 300)'], { cwd });
    // On a machine that others share, a busy loop gets only part of the time.
    expect(working.cpu).toBeGreaterThan((waiting.cpu ?? 0) + 0.05);
    expect(waiting.cpu).toBeLessThan(0.3);
  });
});

describe('the size of an output', () => {
  it('tells pages, search and feeds apart', async () => {
    const root = mkdtempSync(join(tmpdir(), 'gazette-size-'));
    try {
      for (const folder of ['feeds', 'de/pagefind'])
        mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, 'index.html'), 'a'.repeat(100));
      writeFileSync(join(root, 'feeds/index.html'), 'b'.repeat(50));
      writeFileSync(join(root, 'feeds/all.json'), 'c'.repeat(7));
      writeFileSync(join(root, 'de/pagefind/pagefind.js'), 'd'.repeat(30));
      const size = await outputSize(root);
      expect(size).toEqual({
        files: 4,
        bytes: 187,
        htmlFiles: 2,
        htmlBytes: 150,
        searchBytes: 30,
        feedBytes: 7,
      });
      expect(sumSizes([size, size])).toMatchObject({ files: 8, bytes: 374, feedBytes: 14 });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('the folder of a run', () => {
  it('is empty and its own, and those of broken runs go', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'gazette-runs-'));
    try {
      // Process 1 is always there; no process has the greatest number there is.
      for (const name of ['run-1', 'run-2147483646', 'kept']) mkdirSync(join(parent, name));
      const folder = await makeRunFolder(parent);
      expect(readdirSync(folder)).toEqual([]);
      const own = `run-${process.pid}`;
      expect(readdirSync(parent).sort()).toEqual(['kept', 'run-1', own].sort());
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
