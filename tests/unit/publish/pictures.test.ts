import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readClock } from '../../../src/model/clock.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import type * as encode from '../../../src/outputs/images/encode.ts';
import type { Portal } from '../../../src/publish/portal.ts';
import { withPictures } from '../../../src/publish/pictures.ts';
import { addFiles, removeFolder, temporaryFolder, writePortal } from '../../support/portal.ts';
import { photo } from '../../support/pictures.ts';

/** What is installed, as far as the code can tell. */
const machine = vi.hoisted((): { version: string | null; failure: string } => ({
  version: '0.35.5',
  failure: '',
}));
vi.mock('../../../src/outputs/images/recipe.ts', async (original) => ({
  ...(await original<object>()),
  encoderVersion: () => machine.version,
}));
vi.mock('../../../src/outputs/images/encode.ts', async (original) => {
  const own = await original<typeof encode>();
  return {
    ...own,
    loadEncoder: () =>
      machine.failure === '' ? own.loadEncoder() : Promise.reject(new Error(machine.failure)),
  };
});

let root: string;
let folder: string;
let portal: Portal;
const steps: string[] = [];
const progress = {
  begin: (count: number) => void steps.push(`begin ${count}`),
  step: () => void steps.push('step'),
};

beforeAll(async () => {
  folder = await temporaryFolder('pictures');
  root = await writePortal({
    'content/portal.yaml': 'title: Acme\nlocales: [{ code: en }, { code: de }]\n',
    'content/docs/a.md': '---\ntitle: A\n---\n![x](./x.jpg) ![again](./again.jpg)\n',
    'content/docs/x.jpg': await photo(400, 300).jpeg({ quality: 95 }).toBuffer(),
    'content/docs/only-linked.jpg': await photo(40, 30).jpeg().toBuffer(),
    'content/docs/b.md': '---\ntitle: B\n---\n[x](./only-linked.jpg) ![y](./y.svg)\n',
    'content/docs/y.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
  });
  await addFiles(root, {
    'content/docs/again.jpg': await photo(400, 300).jpeg({ quality: 95 }).toBuffer(),
  });
  const { catalog, findings } = await loadCatalog(root, readClock({ today: '2026-11-21' }));
  expect(findings).toEqual([]);
  portal = { root, catalog: catalog as Catalog } as Portal;
});
afterAll(async () => {
  // The next file shares the modules of this one, and is to have the real ones.
  vi.doUnmock('../../../src/outputs/images/recipe.ts');
  vi.doUnmock('../../../src/outputs/images/encode.ts');
  vi.resetModules();
  await Promise.all([removeFolder(root), removeFolder(folder)]);
});
beforeEach(() => {
  machine.version = '0.35.5';
  machine.failure = '';
  steps.length = 0;
});

describe('pictures of a portal', () => {
  it('are made once for the same bytes, and not at all the second time', async () => {
    const first = await withPictures(portal, folder, progress);
    expect(first.findings).toEqual([]);
    expect(steps).toEqual(['begin 1', 'step']);
    const { shelf } = first.portal.pictures ?? {};
    expect([...(shelf?.values() ?? [])].map(({ variants }) => variants.length > 0)).toEqual([true]);
    steps.length = 0;
    // Nothing is decoded, so nothing that could is needed.
    machine.failure = 'no such library';
    expect((await withPictures(portal, folder, progress)).portal.pictures).toEqual(
      first.portal.pictures,
    );
    expect(steps).toEqual([]);
  });

  it('are made again by another encoder', async () => {
    machine.version = '0.35.6';
    const { portal: own } = await withPictures(portal, folder, progress);
    expect(steps).toEqual(['begin 1', 'step']);
    expect(own.pictures?.shelf.size).toBe(1);
  });

  it('stop the build where nothing can make them, and say what to do', async () => {
    machine.version = '0.35.7';
    machine.failure = 'Could not load the "sharp" module\nusing the linux-riscv runtime';
    const { findings } = await withPictures(portal, folder, progress);
    expect(findings).toMatchObject([
      {
        code: 'no-encoder',
        severity: 'error',
        found: 'Could not load the "sharp" module',
        fix: expect.stringContaining('npm ci'),
      },
    ]);
    machine.version = null;
    expect((await withPictures(portal, folder, progress)).findings).toMatchObject([
      { code: 'no-encoder' },
    ]);
    expect(steps).toEqual([]);
  });

  it('need no encoder when there are none but drawings', async () => {
    machine.version = null;
    const { 'content/docs/y.svg': drawing } = portal.catalog.pictures;
    if (drawing === undefined) throw new Error('the drawing is not known');
    const catalog = { ...portal.catalog, pictures: { 'content/docs/y.svg': drawing } };
    const { findings, portal: own } = await withPictures({ ...portal, catalog }, folder, progress);
    expect(findings).toEqual([]);
    expect(own.pictures?.shelf.size).toBe(0);
  });
});
