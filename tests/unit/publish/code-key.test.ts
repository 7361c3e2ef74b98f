import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeKey, codeKeys } from '../../../src/publish/code-key.ts';
import { addFiles, removeFolder, temporaryFolder } from '../../support/portal.ts';

let engine = '';
beforeEach(async () => {
  engine = await temporaryFolder('engine');
  await addFiles(engine, {
    'src/one.ts': '1',
    'src/README.md': 'words',
    'package-lock.json': '{"packages":{"a":{"version":"1.0.0"}}}',
    'node_modules/.package-lock.json': '{"packages":{"a":{"version":"1.0.0"}}}',
  });
});
afterEach(() => removeFolder(engine));

it('is another when code is, and the same when words about it are', async () => {
  const key = codeKey(engine);
  await addFiles(engine, { 'src/README.md': 'other words' });
  expect(codeKey(engine)).toBe(key);
  await addFiles(engine, { 'src/one.ts': '2' });
  expect(codeKey(engine)).not.toBe(key);
});

it('is another when other packages are installed than before, whatever is to be installed', async () => {
  const key = codeKey(engine);
  await addFiles(engine, {
    'node_modules/.package-lock.json': '{"packages":{"a":{"version":"1.0.1"}}}',
  });
  const other = codeKey(engine);
  expect(other).not.toBe(key);
  await removeFolder(path.join(engine, 'node_modules'));
  expect([key, other]).not.toContain(codeKey(engine));
});

it('tells templates from what is made without them', async () => {
  const before = codeKeys(engine);
  expect(before.all).toBe(codeKey(engine));
  for (const file of ['src/components/A.astro', 'src/pages/a.astro', 'src/styles/a.css']) {
    const { all } = codeKeys(engine);
    await addFiles(engine, { [file]: 'new' });
    const now = codeKeys(engine);
    expect(now.all).not.toBe(all);
    expect(now.engine).toBe(before.engine);
  }
  await addFiles(engine, { 'src/views/components/a.ts': 'new' });
  expect(codeKeys(engine).engine).not.toBe(before.engine);
});
