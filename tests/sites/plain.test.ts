import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { codeKey } from '../../src/publish/code-key.ts';
import { engineFolder } from '../../src/site/engine.ts';
import { filesOf, fixtureDay } from '../support/build.ts';
import { addFiles, gazette, removeFolder, temporaryFolder } from '../support/portal.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(removeFolder)));

/** What builds left there, beside what Astro has Node keep of its own code. */
function leftIn(folder: string): string[] {
  return [...filesOf(folder).keys()].filter((name) => !name.startsWith('node-compile-cache/'));
}

it('with nothing from earlier builds and nothing for later ones, a plain build is the same', async () => {
  const folder = await temporaryFolder('plain');
  folders.push(folder);
  const temporary = path.join(folder, 'tmp');
  const cache = path.join(folder, 'cache');
  const code = codeKey(engineFolder);
  await addFiles(folder, {
    'portal/content/portal.yaml': 'title: Acme\n',
    // Templates of this code, as a build before it may have left them: no build can go on with these.
    [`cache/bundle/${code}/complete`]: '',
    [`cache/bundle/${code}/built/server/entry.mjs`]: 'throw new Error("kept templates");',
    'tmp/here': '',
  });
  const args = ['build', '--root', path.join(folder, 'portal'), '--today', fixtureDay];
  const { code: exit, stderr } = await gazette(
    [...args, '--out', path.join(folder, 'plain'), '--cache', cache, '--plain'],
    { env: { TMPDIR: temporary } },
  );
  expect(stderr).not.toContain('kept templates');
  expect(exit).toBe(0);
  const kept = [...filesOf(cache).keys()].filter((name) => !name.startsWith('bundle/'));
  expect(kept).toEqual(['report.json']);
  expect(leftIn(temporary)).toEqual(['here']);
  await gazette([...args, '--out', path.join(folder, 'usual')]);
  expect(existsSync(path.join(folder, 'usual', 'index.html'))).toBe(true);
  expect(filesOf(path.join(folder, 'plain'))).toEqual(filesOf(path.join(folder, 'usual')));
});

it('leaves nothing behind when there is something wrong with the notes', async () => {
  const folder = await temporaryFolder('plain');
  folders.push(folder);
  await addFiles(folder, { 'portal/content/portal.yaml': 'titel: Acme\n', 'tmp/here': '' });
  const { code } = await gazette(
    ['build', '--root', path.join(folder, 'portal'), '--out', path.join(folder, 'out'), '--plain'],
    { env: { TMPDIR: path.join(folder, 'tmp') } },
  );
  expect(code).toBe(1);
  expect(leftIn(path.join(folder, 'tmp'))).toEqual(['here']);
});
