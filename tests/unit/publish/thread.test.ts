import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startThread } from '../../../src/publish/thread.ts';

const CODE = `
  import { getCompileCacheDir } from 'node:module';
  import { parentPort, workerData } from 'node:worker_threads';
  parentPort.postMessage({ told: workerData, kept: getCompileCacheDir(), path: process.env.PATH });
`;

describe('a thread', () => {
  it('is told what it has to know, and has what Node keeps of code where this process has it', async () => {
    enableCompileCache(path.join(tmpdir(), 'gazette-compiled'));
    const worker = startThread(new URL(`data:text/javascript,${encodeURIComponent(CODE)}`), [1]);
    const [{ told, kept, path: folders }] = (await once(worker, 'message')) as [
      { told: unknown; kept?: string; path?: string },
    ];
    expect(told).toEqual([1]);
    expect(kept).toContain('compiled');
    expect(folders).toBe(process.env['PATH']);
  });
});
