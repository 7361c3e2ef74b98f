import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeKey } from '../../../src/publish/code-key.ts';
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
