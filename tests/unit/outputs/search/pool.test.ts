import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import { createSearchPool, type ShardJob } from '../../../../src/outputs/search/pool.ts';

/** Jobs that note when they begin and how many are under way then. */
function jobs(sizes: readonly number[], groups: readonly string[] = []) {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const list = sizes.map((size, at): ShardJob & { done: () => void } => ({
    size,
    group: groups[at] ?? '',
    lang: 'en',
    pages: () => {
      begun.push(size);
      running += 1;
      most = Math.max(most, running);
      return Promise.resolve([
        { path: `/${size}/`, html: '<html lang="en"><body>word</body></html>' },
      ]);
    },
    done: () => (running -= 1),
  }));
  return { list, begun, most: () => most };
}

describe('createSearchPool', () => {
  it('begins with the longest, as many side by side as it may', async () => {
    const pool = createSearchPool(2);
    const { list, begun, most } = jobs([1, 5, 3, 4]);
    await Promise.all(list.map((job) => pool.index(job).finally(job.done)));
    expect(begun).toEqual([5, 4, 3, 1]);
    expect(most()).toBe(2);
    await pool.close();
  });

  it('has done with one group before it begins the next, the largest first', async () => {
    const pool = createSearchPool(1);
    const { list, begun } = jobs([2, 5, 6, 4], ['small', 'large', 'small', 'large']);
    await Promise.all(list.map((job) => pool.index(job).finally(job.done)));
    expect(begun).toEqual([5, 4, 6, 2]);
    await pool.close();
  });

  it('has what takes much memory alone, and what fits beside it', async () => {
    const pool = createSearchPool(3);
    const { list, begun, most } = jobs([20_000_000, 8_000_000, 7_000_000, 2_000_000]);
    await Promise.all(list.map((job) => pool.index(job).finally(job.done)));
    expect(begun).toEqual([20_000_000, 8_000_000, 2_000_000, 7_000_000]);
    expect(most()).toBe(2);
    await pool.close();
  });

  it('waits until it may begin, and drops what is queued when it is closed', async () => {
    const pool = createSearchPool(0);
    const { list, begun } = jobs([1]);
    const [job] = list;
    if (!job) throw new Error('no job');
    const queued = pool.index(job);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(begun).toEqual([]);
    pool.widen(1);
    await queued;
    expect(begun).toEqual([1]);
    await pool.close();
    const late = createSearchPool(0);
    const dropped = expect(late.index(job)).rejects.toThrow(/closed/);
    await late.close();
    await dropped;
  });

  describe('that has prepared a process', () => {
    /** The processes that are started meanwhile. */
    async function processesOf(what: () => Promise<unknown>): Promise<ChildProcess[]> {
      const all: ChildProcess[] = [];
      const note = (message: unknown): void => {
        all.push((message as { process: ChildProcess }).process);
      };
      subscribe('child_process', note);
      try {
        await what();
      } finally {
        unsubscribe('child_process', note);
      }
      return all;
    }
    const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
      exitCode !== null || signalCode !== null;
    const [job] = jobs([1]).list;
    if (!job) throw new Error('no job');

    it('indexes with that, and with no other', async () => {
      const pool = createSearchPool(0);
      const processes = await processesOf(async () => {
        pool.prepare();
        const queued = pool.index(job);
        pool.widen(1);
        expect((await queued).packs).toEqual([0]);
        await pool.close();
      });
      expect(processes).toHaveLength(1);
      await expect.poll(() => processes.every(hasEnded)).toBe(true);
    });

    it('ends it when nothing is to be indexed', async () => {
      const pool = createSearchPool(0);
      const processes = await processesOf(async () => {
        pool.prepare();
        await new Promise((resolve) => setTimeout(resolve, 100));
        await pool.close();
      });
      expect(processes).toHaveLength(1);
      await expect.poll(() => processes.every(hasEnded)).toBe(true);
      const early = createSearchPool(0);
      early.prepare();
      await early.close();
    });

    it('starts another where it has ended before it was asked for anything', async () => {
      const pool = createSearchPool(1);
      const processes = await processesOf(async () => {
        pool.prepare();
        await new Promise((resolve) => setTimeout(resolve, 100));
      });
      expect(processes).toHaveLength(1);
      processes[0]?.kill('SIGKILL');
      await expect.poll(() => processes.every(hasEnded)).toBe(true);
      expect((await pool.index(job)).packs).toEqual([0]);
      await pool.close();
    });
  });

  it('fails when a process is killed, at its start and while it is waited for, and goes on', async () => {
    const pool = createSearchPool(1);
    const { list } = jobs([1]);
    const [job] = list;
    if (!job) throw new Error('no job');
    for (const kill of [
      (child: ChildProcess): unknown => child.kill('SIGKILL'),
      // It takes what it is sent, and never answers.
      (child: ChildProcess): unknown => {
        child.kill('SIGSTOP');
        return setTimeout(() => child.kill('SIGKILL'), 100);
      },
    ]) {
      const onProcess = (message: unknown): void => {
        const { process: child } = message as { process: ChildProcess };
        child.once('spawn', () => kill(child));
      };
      subscribe('child_process', onProcess);
      try {
        await expect(pool.index(job)).rejects.toThrow(/Pagefind/);
      } finally {
        unsubscribe('child_process', onProcess);
      }
      expect((await pool.index(job)).packs).toEqual([0]);
    }
    await pool.close();
  });
});
