import { describe, expect, it } from 'vitest';
import { mayRead, readAudiences, reads } from '../../../src/model/audience.ts';

const declare = (id: string, includes: string[] = [], root = false) => ({
  id,
  includes,
  root,
  listed: true,
});

describe('audiences', () => {
  it('read what they include, and what that includes', () => {
    const { table, problems } = readAudiences([
      declare('user'),
      declare('partner', ['user']),
      declare('admin', ['partner']),
      declare('board'),
    ]);
    expect(problems).toEqual([]);
    expect(table.root).toBe('user');
    expect([...reads(table, 'admin')].sort()).toEqual(['admin', 'partner', 'user']);
    expect([...reads(table, 'user')]).toEqual(['user']);
    expect([...reads(table, 'nobody')]).toEqual([]);
    expect([...reads(table, 'toString')]).toEqual([]);
  });

  it('take the root where it is declared', () => {
    expect(readAudiences([declare('admin', ['user']), declare('user', [], true)]).table.root).toBe(
      'user',
    );
  });

  it('tell of circles once, of unknown names, duplicates and second roots', () => {
    const codes = (...declared: Parameters<typeof readAudiences>[0]): string[] =>
      readAudiences(declared).problems.map(({ code, found }) => `${code}: ${found}`);
    expect(codes(declare('a', ['b']), declare('b', ['a']))).toEqual(['audience-cycle: a → b → a']);
    expect(codes(declare('a', ['a']))).toEqual(['audience-cycle: a → a']);
    expect(codes(declare('a', ['x']))).toEqual(['unknown-audience: x']);
    expect(codes(declare('a'), declare('a'))).toEqual(['duplicate-id: a']);
    expect(codes(declare('a', [], true), declare('b', [], true))).toEqual(['several-roots: a, b']);
  });

  it('give an entry without audience to those who read the root', () => {
    const readers = new Set(['admin', 'user']);
    expect(mayRead(readers, undefined, 'user')).toBe(true);
    expect(mayRead(new Set(['board']), undefined, 'user')).toBe(false);
    expect(mayRead(readers, ['board'], 'user')).toBe(false);
    expect(mayRead(readers, [], 'user')).toBe(false);
  });
});
