import { describe, expect, it } from 'vitest';
import { Lately } from '../../../src/catalog/lately.ts';

describe('Lately', () => {
  const makeOthers = (count: number): void => {
    for (let other = 0; other < count; other += 1) new Lately<object>().keep({});
  };

  it('gives what it made until enough else was made', () => {
    let made = 0;
    const lately = new Lately<{ number: number }>();
    const get = (): number => lately.get(() => ({ number: (made += 1) })).number;
    expect([get(), get()]).toEqual([1, 1]);
    makeOthers(3);
    expect(get()).toBe(1);
    makeOthers(100);
    expect([get(), get()]).toEqual([2, 2]);
  });

  it('gives what it was told to keep last', () => {
    const lately = new Lately<string[]>();
    lately.keep(['one']);
    lately.keep(['two']);
    expect(lately.get(() => ['none'])).toEqual(['two']);
  });
});
