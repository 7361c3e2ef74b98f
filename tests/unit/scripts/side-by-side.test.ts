import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../scripts/test/side-by-side.mjs';

interface Told {
  readonly name: string;
  readonly needs?: number;
  readonly after?: readonly string[];
}

/** Runs jobs that end when they are told to, and says what happened in which order. */
function told(jobs: readonly Told[], room: number) {
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const all = sideBySide(
    jobs.map((job) => ({
      ...job,
      run: async (isAlone: boolean) => {
        log.push(`${job.name}${isAlone ? ' alone' : ''}`);
        await new Promise<void>((resolve) => ends.set(job.name, resolve));
        log.push(`${job.name} ends`);
        return job.name.toUpperCase();
      },
    })),
    room,
  );
  return {
    log,
    all,
    end: async (name: string): Promise<void> => {
      ends.get(name)!();
      // Whatever follows begins within a few turns.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
  };
}

describe('jobs side by side', () => {
  it('fill the room, and begin when another ends', async () => {
    const { log, all, end } = told([{ name: 'a' }, { name: 'b' }, { name: 'c' }], 2);
    expect(log).toEqual(['a', 'b']);
    await end('b');
    expect(log).toEqual(['a', 'b', 'b ends', 'c']);
    await end('c');
    await end('a');
    expect(await all).toEqual(['A', 'B', 'C']);
  });

  it('wait for what they come after, and others go first', async () => {
    const { log, all, end } = told([{ name: 'a', after: ['b', 'none'] }, { name: 'b' }], 2);
    expect(log).toEqual(['b']);
    await end('b');
    expect(log).toEqual(['b', 'b ends', 'a']);
    await end('a');
    expect(await all).toEqual(['A', 'B']);
  });

  it('are alone when they need all there is, or more', async () => {
    const jobs = [{ name: 'big', needs: 2 }, { name: 'a' }, { name: 'huge', needs: 9 }];
    const { log, all, end } = told(jobs, 2);
    expect(log).toEqual(['big alone']);
    await end('big');
    expect(log.slice(2)).toEqual(['a']);
    await end('a');
    expect(log.slice(4)).toEqual(['huge alone']);
    await end('huge');
    expect(await all).toEqual(['BIG', 'A', 'HUGE']);
  });

  it('are one after the other where there is room for one', async () => {
    const { log, all, end } = told([{ name: 'a' }, { name: 'b', needs: 2 }], 1);
    await end('a');
    await end('b');
    expect(log).toEqual(['a alone', 'a ends', 'b alone', 'b ends']);
    expect(await all).toEqual(['A', 'B']);
  });

  it('say so when they wait for each other', async () => {
    const jobs = [
      { name: 'a', after: ['b'] },
      { name: 'b', after: ['a'] },
    ];
    await expect(told(jobs, 2).all).rejects.toThrow('wait for each other');
  });
});
