/** After an edit, editions that it does not concern are taken over as they are, without opening their ledgers. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BuildState } from '../../src/publish/build.ts';
import { filesOf, fixtureDay } from '../support/build.ts';
import {
  addFiles,
  gazette,
  removeFolder,
  temporaryFolder,
  writePortal,
} from '../support/portal.ts';

const guide = (title: string, more = ''): string => `---\ntitle: ${title}\n---\n\nText.${more}\n`;
const forAdmins =
  '\n\n<Audience only="admin">\n\nFor those who run it: xylograph, quokka, zephyr.\n\n</Audience>\n';

let root = '';
let folder = '';
let builds = 0;

beforeAll(async () => {
  root = await writePortal({
    'content/portal.yaml':
      'title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences:\n  - { id: user }\n  - { id: admin, includes: [user] }\n',
    'content/docs/setup.mdx': guide('Set up'),
    'content/docs/de/setup.mdx': guide('Aufbau'),
  });
  folder = await temporaryFolder('kept-editions');
});
afterAll(() => Promise.all([removeFolder(root), removeFolder(folder)]));

async function build(out: string, cache = 'cache'): Promise<void> {
  const into = (name: string): string => path.join(folder, name);
  const ran = await gazette([
    ...['build', '--root', root, '--out', into(out), '--cache', into(cache), '--today', fixtureDay],
  ]);
  expect(ran.code, ran.stderr).toBe(0);
}

/** The files in which it is kept what each edition gave, and its ledger. */
function kept(): Record<string, string> {
  const builds = path.join(folder, 'cache', 'builds');
  const [file = ''] = readdirSync(builds).filter((name) => name.endsWith('.build'));
  const text = readFileSync(path.join(builds, file), 'utf8');
  // Below its checksum; what follows says how the output was left.
  const [, json = ''] = text.split('\n');
  const { state } = JSON.parse(json) as { state: BuildState };
  return Object.fromEntries(
    Object.entries(state.editions).map(([name, edition]) => [name, edition.kept]),
  );
}

async function changedBy(files: Record<string, string>): Promise<string[]> {
  const before = kept();
  await addFiles(root, files);
  await build('out');
  builds += 1;
  await build('clean', `clean-${builds}`);
  expect(filesOf(path.join(folder, 'out'))).toEqual(filesOf(path.join(folder, 'clean')));
  const after = kept();
  const others = Object.keys(after).filter((name) => after[name] !== before[name]);
  return others.sort();
}

it('opens those of the language in which a text was edited', async () => {
  await build('out');
  expect(await changedBy({ 'content/docs/setup.mdx': guide('Set up', ' More.') })).toEqual([
    'admin/en',
    'user/en',
  ]);
  expect(await changedBy({ 'content/docs/de/setup.mdx': guide('Aufbauen') })).toEqual([
    'admin/de',
    'user/de',
  ]);
});

it('opens all of an audience from which there is more to keep', async () => {
  const secret = guide('Set up', forAdmins);
  expect(await changedBy({ 'content/docs/setup.mdx': secret })).toEqual([
    'admin/en',
    'user/de',
    'user/en',
  ]);
});
