/**
 * A portal changes by chance, step by step, as people change theirs; builds are killed, and what is kept
 * between them is damaged. What was built is then what building it with nothing to go by gives, byte for
 * byte, and so is what it says.
 *
 * GAZETTE_SEEDS=7,8,9 tries those; GAZETTE_STEPS=100 takes so many steps of each.
 */
import { describe, expect, it } from 'vitest';
import { tryIncremental } from '../support/try-incremental.ts';

const seeds = (process.env['GAZETTE_SEEDS'] ?? '1,2,3,4,5').split(',').map(Number);
const steps = Number(process.env['GAZETTE_STEPS'] ?? 40);

describe('a portal that changes by chance', () => {
  it.concurrent.each(seeds)(
    `is as if it had been built with nothing to go by, in ${steps} steps of seed %i`,
    async (seed) => {
      const published = await tryIncremental(seed, steps);
      // Else nothing was tried.
      expect(published).toBeGreaterThan(steps / 3);
    },
    600_000,
  );
});
