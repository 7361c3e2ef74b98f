import { describe, expect, it } from 'vitest';
import { heapGrowth } from '../../../src/publish/heaps.ts';

describe('the growth of heaps', () => {
  it('leaves about as much garbage to a large portal as to a small one', () => {
    expect([1200, 3000, 6000, 12_000, 120_000].map((notes) => heapGrowth(notes))).toEqual([
      150, 150, 75, 40, 40,
    ]);
  });
});
