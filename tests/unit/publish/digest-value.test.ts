import { describe, expect, it } from 'vitest';
import { Trace, TRACE } from '../../../src/catalog/trace.ts';
import { digestValue } from '../../../src/publish/digest-value.ts';

const entry = (key: string, title: string): object => ({ [TRACE]: new Trace(), key, title });

describe('the digest of a value', () => {
  it('is another for each of these', () => {
    const values: unknown[] = [
      ...[null, undefined, true, false, 0, 1, '', '1', 'null', 'a,b', 'u'],
      ...[[], {}, new Map(), new Set(), [[]], [{}], [1, 2], [2, 1], ['1,2'], [[1], 2], [1, [2]]],
      ...[{ a: 1 }, { a: '1' }, { b: 1 }, { a: undefined }, { a: null }, { a: { b: 1 } }],
      ...[new Map([['a', 1]]), new Map([['a', 2]]), new Set(['a']), ['a', 1], new Set([1, 2])],
      ...[entry('doc:a', 'A'), [entry('doc:a', 'A')], entry('doc:b', 'A'), 'doc:a', '@doc:a'],
    ];
    const digests = values.map(digestValue);
    expect(new Set(digests).size).toBe(values.length);
  });

  it('is the same for what means the same', () => {
    expect(digestValue({ a: [1, new Map([['b', new Set([2])]])] })).toBe(
      digestValue({ a: [1, new Map([['b', new Set([2])]])] }),
    );
  });

  it('counts entries by their keys: what they say is a fact of its own', () => {
    expect(digestValue([entry('doc:a', 'A')])).toBe(digestValue([entry('doc:a', 'B')]));
  });

  it('refuses what nobody can compare', () => {
    expect(() => digestValue({ a: () => 1 })).toThrow(TypeError);
    expect(() => digestValue([Symbol('a')])).toThrow(TypeError);
  });
});
