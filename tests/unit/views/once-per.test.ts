import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Trace, TRACE } from '../../../src/catalog/trace.ts';
import {
  oncePer,
  oncePerEach,
  oncePerItem,
  queryOf,
  readQueryFact,
} from '../../../src/views/once-per.ts';

interface Owner {
  readonly [TRACE]: Trace;
  readonly key?: string;
}

interface Context {
  readonly edition: Owner;
  readonly place: { readonly name: string };
}

const owner = (trace = new Trace()): Owner => ({ [TRACE]: trace });
const namesOf = (trace: Trace, facts: readonly number[]): string[] =>
  facts.map((fact) => trace.names[fact] ?? '');

describe('what is worked out once', () => {
  it('is worked out once for each owner', () => {
    let count = 0;
    const query = oncePer('test/once', (_: Owner) => (count += 1));
    const [a, b] = [owner(), owner()];
    expect([query(a), query(a), query(b), query(a)]).toEqual([1, 1, 2, 1]);
  });

  it('is a fact for whoever uses it, every time, in the place of what it was made from', () => {
    const trace = new Trace();
    const own = owner(trace);
    const query = oncePer('test/fact', (_: Owner) => (trace.look('a'), 1));
    for (const use of [1, 2]) {
      const { facts } = trace.follow(() => query(own));
      expect(namesOf(trace, facts), String(use)).toEqual(['q test/fact']);
    }
    const made = trace.made.get(trace.number('q test/fact'));
    expect(made?.value).toBe(1);
    expect(namesOf(trace, made?.facts ?? [])).toEqual(['a']);
  });

  it('is told apart by entry, and by the place of a context', () => {
    const trace = new Trace();
    const query = oncePer<Owner | Context, number>('test/apart', () => 1);
    query({ [TRACE]: trace, key: 'product:atlas' });
    query({ edition: owner(trace), place: { name: 'page' } });
    expect(namesOf(trace, [...trace.made.keys()])).toEqual([
      'q test/apart#product:atlas',
      'q test/apart@page',
    ]);
  });

  it('is the same for the copies of a context', () => {
    let count = 0;
    const query = oncePer<Context, number>('test/copies', () => (count += 1));
    const context = { edition: owner(), place: { name: 'page' } };
    expect([query(context), query({ ...context })]).toEqual([1, 1]);
  });

  it('can be found by its name, to be made again', () => {
    const query = oncePer('test/found', (_: Owner) => 1);
    expect(queryOf('test/found')).toBe(query);
    expect(queryOf('test/gone')).toBeUndefined();
  });

  it('has a name of its own everywhere', () => {
    const src = path.resolve(import.meta.dirname, '../../../src');
    const names = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('once-per.ts'))
      .flatMap((file) => [
        ...readFileSync(path.join(src, file), 'utf8').matchAll(
          /\boncePer(?:Item)?\b\s*(?:<[^>]*>)?\(([^,]*)/g,
        ),
      ])
      .map(([, name = '']) => name.trim());
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect(name).toMatch(/^'[^@#']+'$/);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('what is worked out once for each item of an owner', () => {
  it('is a fact for each, for whoever uses it, every time', () => {
    const trace = new Trace();
    const own = owner(trace);
    let count = 0;
    const query = oncePerItem('test/item', (_: Owner, item) => {
      trace.look(`d ${item}`);
      return (count += 1);
    });
    for (const use of [1, 2]) {
      const { value, facts } = trace.follow(() => [query(own, 'a'), query(own, 'b/1@!')]);
      expect(value).toEqual([1, 2]);
      expect(namesOf(trace, facts), String(use)).toEqual(['q test/item!a', 'q test/item!b/1@!']);
    }
    expect(namesOf(trace, trace.made.get(trace.number('q test/item!a'))?.facts ?? [])).toEqual([
      'd a',
    ]);
    expect(queryOf('test/item')?.({ [TRACE]: new Trace() }, 'c')).toBe(3);
  });

  it('is told apart by owner too', () => {
    const trace = new Trace();
    const query = oncePerItem('test/items', (_: Owner, item) => item);
    query({ [TRACE]: trace, key: 'product:atlas' }, '2026-11-21');
    query({ [TRACE]: trace, key: 'product:billing' }, '2026-11-21');
    expect(namesOf(trace, [...trace.made.keys()])).toEqual([
      'q test/items#product:atlas!2026-11-21',
      'q test/items#product:billing!2026-11-21',
    ]);
  });

  it.each([
    ['q a/b', { query: 'a/b', owner: '', item: undefined }],
    ['q a/b@page', { query: 'a/b', owner: '@page', item: undefined }],
    ['q a/b#doc:x', { query: 'a/b', owner: '#doc:x', item: undefined }],
    ['q a/b!x', { query: 'a/b', owner: '', item: 'x' }],
    ['q a/b#doc:x!2', { query: 'a/b', owner: '#doc:x', item: '2' }],
    ['q a/b!', { query: 'a/b', owner: '', item: '' }],
  ])('has a name that can be taken apart: %s', (name, parts) => {
    expect(readQueryFact(name)).toEqual(parts);
  });
});

describe('what is worked out once for each of many', () => {
  it('hands on what it was made from to whoever uses it, the first time and later', () => {
    const trace = new Trace();
    const own = owner(trace);
    let count = 0;
    const line = oncePerEach<Owner, string, number>(
      (item) => item,
      (_, item) => (trace.look(`d ${item}`), (count += 1)),
    );
    for (const use of [1, 2]) {
      const { value, facts } = trace.follow(() => line(own, 'a'));
      expect(value).toBe(1);
      expect(namesOf(trace, facts), String(use)).toEqual(['d a']);
    }
    expect(line(own, 'b')).toBe(2);
  });
});
