import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BuildFailed } from '../../../scripts/bench/plan.ts';
import { oneAfterTheOther, Samples, together } from '../../../scripts/bench/samples.ts';
import { serveStatic } from '../../../scripts/bench/static-server.ts';
import { build } from './bench-sample.ts';

const measured = (wall: number, exit = 0) => ({
  ...build('one').measured,
  wall,
  exit,
  tail: 'last words',
});

describe('samples', () => {
  it('say each run, and give the one of median wall time', async () => {
    const said: string[] = [];
    const samples = new Samples('A build', (step) => said.push(step));
    for (const wall of [9, 1, 5, 7]) await samples.take(async () => measured(wall));
    expect(samples.median()).toMatchObject({
      measured: { wall: 5, tail: '' },
      walls: [9, 1, 5, 7],
    });
    expect(said.slice(0, 3)).toEqual([
      'A build',
      '  9.0 s, CPU 100.0 s, 2.00 GB',
      'A build, run 2',
    ]);
  });

  it('end with the last words of a build that failed', async () => {
    const samples = new Samples('A build', () => undefined);
    const taken = samples.take(async () => measured(1, 3));
    await expect(taken).rejects.toThrow(new BuildFailed('A build: ended with 3\nlast words'));
    expect(() => samples.median()).toThrow('at least once');
  });
});

describe('builds that belong together', () => {
  it('add up in time, and need the memory of the greatest', () => {
    const parts = [measured(3), { ...measured(4), peakTree: 5e9, cpu: 50, processes: 9 }];
    expect(oneAfterTheOther(parts)).toMatchObject({
      wall: 7,
      cpu: 150,
      peakTree: 5e9,
      peakProcess: 1e9,
      processes: 9,
      exit: 0,
    });
    expect(oneAfterTheOther([measured(1), measured(1, 2)]).exit).toBe(2);
    expect(oneAfterTheOther([{ ...measured(1), cpu: null }, measured(1)]).cpu).toBeNull();
    const { all } = together('Both', 'as one', [build('a', {}, 600), build('b', {}, 600)]);
    expect(all).toMatchObject({ name: 'Both, 2 builds', pages: 1200, measured: { wall: 120 } });
    expect(all.size).toMatchObject({ notes: 100, audiences: 2 });
  });
});

describe('the server that search is measured with', () => {
  it('gzips text, counts what it sends, and knows what is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gazette-serve-'));
    mkdirSync(join(folder, 'a b'));
    writeFileSync(join(folder, 'a b/index.html'), 'x'.repeat(1000));
    writeFileSync(join(folder, 'a.js'), 'y'.repeat(1000));
    writeFileSync(join(folder, 'index.pf_meta'), 'z'.repeat(50));
    const server = await serveStatic(folder);
    try {
      const page = await fetch(`${server.origin}/a%20b/`);
      expect(await page.text()).toBe('x'.repeat(1000));
      await fetch(`${server.origin}/a.js?v=1`);
      expect(await (await fetch(`${server.origin}/index.pf_meta`)).text()).toHaveLength(50);
      expect((await fetch(`${server.origin}/nothing`)).status).toBe(404);
      expect((await fetch(`${server.origin}/a%20b`)).status).toBe(404);
      const answered = server.take();
      expect(answered.map(({ path, isScript }) => [path, isScript])).toEqual([
        ['/a b/', false],
        ['/a.js', true],
        ['/index.pf_meta', false],
        ['/nothing', false],
        ['/a b', false],
      ]);
      expect(answered[0]?.bytes).toBeLessThan(100);
      expect(answered.slice(2).map(({ bytes }) => bytes)).toEqual([50, 0, 0]);
      expect(server.take()).toEqual([]);
      expect(gunzipSync(Buffer.from(await rawBody(`${server.origin}/a.js`))).byteLength).toBe(1000);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** A body as it went over the wire: `fetch` would unpack it. */
async function rawBody(url: string): Promise<Uint8Array> {
  const { get } = await import('node:http');
  return new Promise((resolve) => {
    get(url, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    });
  });
}
