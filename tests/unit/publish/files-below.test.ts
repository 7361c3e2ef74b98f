import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { below, filesBelow } from '../../../src/publish/files-below.ts';
import { addFiles, removeFolder, temporaryFolder } from '../../support/portal.ts';

let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder('below');
});
afterEach(() => removeFolder(folder));

it('lists files at any depth by code unit, and no folders', async () => {
  await addFiles(folder, { 'b.md': '', 'a/b/c.md': '', 'a-z.md': '', 'Z.md': '', 'a/ü ?.md': '' });
  mkdirSync(path.join(folder, 'empty'));
  expect(filesBelow(folder)).toEqual(['Z.md', 'a-z.md', 'a/b/c.md', 'a/ü ?.md', 'b.md']);
  expect(filesBelow(`${folder}${path.sep}a`)).toEqual(['b/c.md', 'ü ?.md']);
});

it('lists nothing of what is not there', () => {
  expect(below(path.join(folder, 'none'))).toEqual({ files: [], links: [] });
});

it('names links, and does not follow them', async () => {
  await addFiles(folder, { 'in/one.md': '', 'out/two.md': '' });
  expect(below(path.join(folder, 'in')).links).toEqual([]);
  symlinkSync(path.join(folder, 'out'), path.join(folder, 'in/link'));
  expect(below(path.join(folder, 'in'))).toEqual({ files: ['one.md'], links: ['link'] });
});
