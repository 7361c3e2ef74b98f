/** Two builds publish into one folder: the later one begins again from nothing, and says what it would have said. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePortal, type Made } from '../../scripts/commands/make-portal.ts';
import { portalContents } from '../../src/publish/portal-cache.ts';
import { codeKeys } from '../../src/publish/code-key.ts';
import { readClock } from '../../src/model/clock.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { filesOf, fixtureDay } from '../support/build.ts';
import { removeFolder, temporaryFolder, writePortal } from '../support/portal.ts';

let root = '';
let folder = '';

beforeAll(async () => {
  root = await writePortal({ 'content/portal.yaml': 'title: Acme\n' });
  folder = await temporaryFolder('two-builds');
});
afterAll(() => Promise.all([removeFolder(root), removeFolder(folder)]));

async function build(beforePublishing: () => Promise<boolean>): Promise<Made> {
  const code = codeKeys(engineFolder);
  const clock = readClock({ today: fixtureDay });
  return makePortal(
    { root, out: path.join(folder, 'dist'), split: false, clock, engine: engineFolder, code },
    {
      cache: cacheFolder(),
      remembered: null,
      quiet: true,
      plain: false,
      contents: portalContents(path.join(folder, 'notes'), root, true),
      beforePublishing,
    },
  );
}

it('begins again, once, when the output is no longer what it began from', async () => {
  const asked: boolean[] = [];
  const moved = await build(async () => {
    asked.push(filesOf(path.join(folder, 'dist')).size === 0);
    return asked.length === 1;
  });
  // Nothing was published before it was asked again.
  expect(asked).toEqual([true, true]);
  expect(moved.report).not.toBeNull();
  expect(moved.changes).toBeNull();
  expect(filesOf(path.join(folder, 'dist')).has('index.html')).toBe(true);
  await expect(build(async () => true)).rejects.toThrow('Another build has published meanwhile.');
});
