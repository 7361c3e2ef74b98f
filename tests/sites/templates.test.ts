/** Other templates make all pages again, and nothing else: the output is what it would be without what was kept. */
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePortal } from '../../scripts/commands/make-portal.ts';
import { filesNamed } from '../../src/publish/build.ts';
import { codeKeys, type CodeKeys } from '../../src/publish/code-key.ts';
import { dropUnnamed } from '../../src/publish/kept-files.ts';
import {
  inputKey,
  ledgerFolder,
  rememberBuild,
  rememberedBuild,
} from '../../src/publish/last-build.ts';
import { portalContents } from '../../src/publish/portal-cache.ts';
import { readClock } from '../../src/model/clock.ts';
import { bundleFolder, engineFolder } from '../../src/site/engine.ts';
import { filesOf, fixtureDay } from '../support/build.ts';
import { removeFolder, temporaryFolder, writePortal } from '../support/portal.ts';
import { rolePortal } from '../support/role-portal.ts';
import { differences } from '../support/scan.ts';

const own = codeKeys(engineFolder);
let root = '';
let folder = '';

beforeAll(async () => {
  root = await writePortal(rolePortal(new Set()).files);
  folder = await temporaryFolder('templates');
  cpSync(path.join(bundleFolder(), own.all), path.join(folder, 'bundles', own.all), {
    recursive: true,
    verbatimSymlinks: true,
  });
});
afterAll(() => Promise.all([removeFolder(root), removeFolder(folder)]));

/** Astro's bundle with the word for a skip link in another place: what a designer may do to a template. */
function editTemplates(key: string): void {
  const copy = path.join(folder, 'bundles', key);
  cpSync(path.join(folder, 'bundles', own.all), copy, { recursive: true, verbatimSymlinks: true });
  const server = path.join(copy, 'built', 'server');
  let edits = 0;
  for (const name of readdirSync(server, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.mjs')) continue;
    const file = path.join(server, name);
    const text = readFileSync(file, 'utf8');
    const edited = text.replaceAll('class="masthead"', 'class="masthead edited"');
    if (edited === text) continue;
    writeFileSync(file, edited);
    edits += 1;
  }
  expect(edits).toBeGreaterThan(0);
}

async function build(code: CodeKeys, name: string, manyNotes?: number) {
  const cache = path.join(folder, `${name}-cache`);
  const out = path.join(folder, name);
  const builds = path.join(cache, 'builds');
  const clock = readClock({ today: fixtureDay });
  const inputs = { root, out, split: true, clock, engine: engineFolder, code };
  const contents = portalContents(path.join(cache, 'notes'), root, false);
  const remembered = rememberedBuild(builds, out, code);
  const made = await makePortal(inputs, {
    ...{ cache, remembered, quiet: true, plain: false, contents, manyNotes },
    bundles: path.join(folder, 'bundles'),
  });
  const { report, state, changes } = made;
  if (state === null) throw new Error(JSON.stringify(made.findings));
  rememberBuild(builds, out, { inputs: inputKey(inputs), code, report, state, changes });
  dropUnnamed(ledgerFolder(builds, out), filesNamed(state));
  return { files: filesOf(out), changes, written: timesOf(out) };
}

function timesOf(out: string): Map<string, number> {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
  return new Map(names.map((name) => [name, statSync(path.join(out, name)).ino]));
}

it.each([
  ['in one thread', undefined],
  ['in several', 1],
])(
  'makes pages again, and leaves feeds, data and search alone (%s)',
  async (_, manyNotes) => {
    const name = `out-${manyNotes}`;
    const before = await build(own, name, manyNotes);
    const edited = { all: `edited${manyNotes}`, engine: own.engine };
    editTemplates(edited.all);
    const after = await build(edited, name, manyNotes);
    const clean = await build(edited, `${name}-clean`);
    expect(differences(after.files, clean.files)).toEqual([]);
    const put = [...after.written].flatMap(([file, ino]) =>
      before.written.get(file) === ino ? [] : [file],
    );
    const files = put.filter((file) => after.files.has(file));
    expect(files.filter((file) => file.endsWith('.html')).length).toBeGreaterThan(20);
    expect(files.filter((file) => !/\.html$|(?:^|\/)_gazette\//.test(file))).toEqual([]);
    // And back again.
    const back = await build(own, name, manyNotes);
    expect(differences(back.files, before.files)).toEqual([]);
  },
  120_000,
);
