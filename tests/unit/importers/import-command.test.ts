import { describe, expect, it } from 'vitest';
import { run } from '../../../scripts/commands/import.ts';
import { folder } from './support.ts';

async function call(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  });
  return { code, out, err };
}

describe('gazette import', () => {
  it.each([
    [['markdown'], 'at least one file'],
    [[], 'Name a format'],
    [['word', 'a.doc', '--product', 'p'], 'word is not a format'],
    [['markdown', 'a.md'], '--product ID'],
    [['markdown', 'a.md', '--product', '../p'], 'leads out of its folder'],
    [['markdown', 'a.md', '--product', 'p', '--locale', 'no locale'], 'not a language tag'],
    [['markdown', 'a.md', '--product', 'p', '--link-base', '/x'], 'not an address'],
    [['markdown', 'a.md', '--product', 'p', '--frob'], '--frob'],
  ])('exits 2 for %j', async (argv, message) => {
    const { code, err } = await call(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('exits 0 with a report that ends with counts, and 1 for errors', async () => {
    const source = folder({ 'v1.0.0.md': '---\ndate: 2026-01-02\n---\n' });
    const root = folder({});
    const good = await call('markdown', source, '--product', 'p', '--root', root);
    expect(good.code).toBe(0);
    expect(good.out).toMatch(/taken: 1 release\n {2}not mapped: 0 in 0 sorts\n {2}errors: 0\n$/u);
    const bad = await call('markdown', '/no/such', '--product', 'p', '--root', root);
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('/no/such: There is no such file or folder');
  });
});
