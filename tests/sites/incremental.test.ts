/**
 * A portal changes by chance, step by step, as people change theirs; builds are killed, and what is kept
 * between them is damaged. What was built is then what building it with nothing to go by gives, byte for
 * byte, and so is what it says.
 *
 * GAZETTE_SEEDS=7,8,9 tries those; GAZETTE_STEPS=100 takes so many steps of each.
 */
import { describe, expect, it } from 'vitest';
import { tryIncremental, type Tried } from '../support/try-incremental.ts';

const seeds = (process.env['GAZETTE_SEEDS'] ?? '1,2,3,4,5').split(',').map(Number);
const steps = Number(process.env['GAZETTE_STEPS'] ?? 40);

/** What has to be tried in 200 steps, or as many more as there are. */
const LEAST: Partial<Tried> = {
  published: 100,
  days: 10,
  locales: 3,
  audiences: 3,
  killed: 5,
  damaged: 5,
  versions: 5,
  plain: 10,
};

describe('a portal that changes by chance', () => {
  const all: Tried[] = [];

  it.concurrent.each(seeds)(
    `is as if it had been built with nothing to go by, in ${steps} steps of seed %i`,
    async (seed) => {
      const tried = await tryIncremental(seed, steps);
      // Each step was compared, and so was how it began.
      expect(tried.published + tried.refused).toBe(steps + 1);
      all.push(tried);
    },
    // Against what hangs: a busy machine takes ten times as long as a quiet one.
    1_800_000,
  );

  it.runIf(seeds.length * steps >= 200)('has changed in every way that there is', () => {
    expect(all).toHaveLength(seeds.length);
    const few = Object.entries(LEAST).flatMap(([name, least]) => {
      const sum = all.reduce((total, tried) => total + tried[name as keyof Tried], 0);
      return sum < least ? [`${name}: ${sum} of ${least}`] : [];
    });
    expect(few).toEqual([]);
  });
});
