import { chmodSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { filesOf, fixtureDay } from '../support/build.ts';
import { addFiles, gazette, removeFolder, temporaryFolder } from '../support/portal.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(removeFolder)));

it('publishes nothing and says why when the search cannot be indexed for lack of its process', async () => {
  const folder = await temporaryFolder('search-dies');
  folders.push(folder);
  await addFiles(folder, {
    'portal/content/portal.yaml': 'title: Acme\n',
    'portal/content/docs/one.md': '---\ntitle: One\n---\nText.\n',
    // Takes what it is sent, and is killed before it answers, as where memory is short.
    'indexer.sh': '#!/bin/sh\nsleep 0.5\nkill -9 $$\n',
  });
  const indexer = path.join(folder, 'indexer.sh');
  chmodSync(indexer, 0o755);
  const args = ['build', '--root', path.join(folder, 'portal'), '--today', fixtureDay];
  const out = path.join(folder, 'dist');
  const { code, stderr } = await gazette([...args, '--out', out], {
    env: { PAGEFIND_EXTENDED_BINARY_PATH: indexer },
  });
  expect(code).toBe(1);
  expect(stderr).toContain("Pagefind's process ended before the search was indexed (SIGKILL)");
  expect([...filesOf(folder).keys()].filter((name) => name.startsWith('dist'))).toEqual([]);
});
