import { describe, expect, it } from 'vitest';
import { Trace, TRACE } from '../../../src/catalog/trace.ts';
import { GoneEntry, packValue, unpackValue } from '../../../src/publish/query-value.ts';

const entry = { [TRACE]: new Trace(), key: 'doc:a', title: 'A' };
const find = (key: string): object | undefined => (key === entry.key ? entry : undefined);

const again = (value: unknown): unknown => unpackValue(packValue(value) ?? '"nothing"', find);

describe('the value of a query that is kept', () => {
  it.each<[string, unknown]>([
    ['text', 'a'],
    ['numbers', [0, 1.5, -2]],
    ['nothing', [null, true, false]],
    ['what is undefined', { a: undefined, b: [undefined] }],
    ['maps', new Map<unknown, unknown>([['a', new Map([[1, { b: [] }]])]])],
    ['sets', { set: new Set(['a', 'b']) }],
    ['objects', { a: { b: { c: '' } }, constructor: 'x' }],
  ])('comes back with %s', (_, value) => {
    expect(again(value)).toStrictEqual(value);
  });

  it('has the very entry of the edition', () => {
    expect((again({ a: [entry] }) as { a: unknown[] }).a[0]).toBe(entry);
    expect(() => unpackValue(packValue([entry]) ?? '', () => undefined)).toThrow(GoneEntry);
  });

  it.each<[string, unknown]>([
    ['what is long', 'a'.repeat(2000)],
    ['functions', [() => 1]],
    [
      'what is looked at when it is asked for',
      Object.defineProperty({}, 'a', { get: () => 1, enumerable: true }),
    ],
    ['things of classes', new Date(0)],
    ['an edition', { [TRACE]: new Trace() }],
    ['numbers that JSON has not', [NaN]],
    ['a zero below zero', -0],
    ['names that mean something else', { $: 'a' }],
  ])('is not kept with %s', (_, value) => {
    expect(packValue(value)).toBeNull();
  });
});
