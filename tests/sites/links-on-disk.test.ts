import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesOf, fixtureDay } from '../support/build.ts';
import { addFiles, gazette, removeFolder, temporaryFolder } from '../support/portal.ts';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder('links');
  await addFiles(folder, {
    'portal/content/portal.yaml': 'title: Acme\n',
    'portal/content/glossary/map.yaml': 'title: Map\ndefinition: Land.\n',
    'portal/public/robots.txt': 'User-agent: *\n',
    'elsewhere/secret.txt': 'secret',
  });
  symlinkSync('../../elsewhere', path.join(folder, 'portal/public/shared'));
  symlinkSync('robots.txt', path.join(folder, 'portal/public/robots-too.txt'));
  symlinkSync('map.yaml', path.join(folder, 'portal/content/glossary/plan.yaml'));
});
afterAll(() => removeFolder(folder));

const build = (...more: string[]) =>
  gazette(['build', '--root', path.join(folder, 'portal'), '--today', fixtureDay, ...more]);

it('what is linked into public/ is not published, and said; notes that are linked are read', async () => {
  const { code, stdout } = await build('--out', path.join(folder, 'out'));
  expect(code).toBe(0);
  const told = stdout.split('\n').filter((line) => line.includes('public-link'));
  expect(told.map((line) => line.trim().split(/ +/).slice(0, 2).join(' '))).toEqual([
    'public/robots-too.txt warning',
    'public/shared warning',
  ]);
  const files = filesOf(path.join(folder, 'out'));
  expect([...files.keys()].filter((name) => /robots|shared|secret/.test(name))).toEqual([
    'robots.txt',
  ]);
  expect(files.get('glossary/index.html')?.toString()).toMatch(/id="map"[^]*id="plan"/);
});

it('an output folder that is linked stays a link, and what it leads to is published into', async () => {
  mkdirSync(path.join(folder, 'host'));
  const link = path.join(folder, 'current');
  // The first build makes what it leads to, the second finds it.
  symlinkSync('host/release', link);
  for (const args of [[], ['--anew'], []]) {
    const { code, stderr } = await build('--out', link, ...args);
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(existsSync(path.join(folder, 'host/release/index.html'))).toBe(true);
  }
  expect(readdirSync(path.join(folder, 'host'))).toEqual(['release']);
});

it('no link hides that the output would be put in the place of notes', async () => {
  symlinkSync('portal/content', path.join(folder, 'hidden'));
  symlinkSync('.', path.join(folder, 'all'));
  for (const [out, reason] of [
    ['hidden', "is in the portal's own files"],
    ['all', 'holds the portal folder'],
  ] as const) {
    const { code, stderr } = await build('--out', path.join(folder, out));
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  }
  expect(existsSync(path.join(folder, 'portal/content/portal.yaml'))).toBe(true);
});
