import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { readClock } from '../../src/model/clock.ts';
import { buildPortal } from '../../src/publish/build.ts';
import { EditionBuilder, type RenderPage } from '../../src/publish/edition-build.ts';
import { readPortal } from '../../src/publish/portal.ts';
import { createProgress } from '../../src/publish/progress.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { prepareBundle } from '../../src/site/renderer/bundle.ts';
import { fixtureDay } from '../support/build.ts';
import { removeFolder, temporaryFolder, writePortal } from '../support/portal.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(removeFolder)));

interface Renderer {
  readonly renderPage: RenderPage;
  readonly renderPlainly: RenderPage;
}

it('renders every page of an edition as Astro answers a request for it, byte for byte', async () => {
  const clock = readClock({ today: fixtureDay });
  const { portal } = await readPortal(engineFolder, engineFolder, clock);
  if (portal === null) throw new Error('The reference portal cannot be read.');
  const { entry } = await prepareBundle(engineFolder, path.join(cacheFolder(), 'bundle'));
  const { renderPage, renderPlainly } = (await import(/* @vite-ignore */ entry)) as Renderer;
  const out = await temporaryFolder('renderer');
  folders.push(out);
  const templates = new Set<string>();
  const different: string[] = [];
  const renderTwice: RenderPage = async (page, strings) => {
    const html = await renderPage(page, strings);
    templates.add(page.template);
    if (html !== (await renderPlainly(page, strings))) different.push(page.address);
    return html;
  };
  const builder = new EditionBuilder(portal, renderTwice, {
    directory: out,
    out,
    split: false,
    plain: false,
    code: 'test',
    templates: 'test',
    ledgers: path.join(out, 'ledgers'),
    before: {},
    byLocale: false,
  });
  await builder.build('admin', 'ar', () => undefined);
  expect(different).toEqual([]);
  expect(templates.size).toBeGreaterThan(15);
});

it('is built in a folder anywhere, and finds its packages from there', async () => {
  const elsewhere = await temporaryFolder('bundle');
  folders.push(elsewhere);
  const { entry, built } = await prepareBundle(engineFolder, elsewhere);
  expect(built).toBe(true);
  const module = (await import(/* @vite-ignore */ entry)) as Renderer;
  expect(module.renderPage).toBeTypeOf('function');
  expect(await prepareBundle(engineFolder, elsewhere)).toMatchObject({ entry, built: false });
});

it('finds its packages again when the folder was copied, or its link leads nowhere', async () => {
  const [whole, copied] = [await temporaryFolder('bundle'), await temporaryFolder('bundle')];
  folders.push(whole, copied);
  const { key } = await prepareBundle(engineFolder, path.join(cacheFolder(), 'bundle'));
  const from = path.join(cacheFolder(), 'bundle', key);
  await cp(from, path.join(copied, key), {
    recursive: true,
    filter: (file) => !file.endsWith('node_modules'),
  });
  const link = path.join(copied, key, 'node_modules');
  const breaks = [
    () => Promise.resolve(),
    () => symlink(path.join(whole, 'gone'), link, 'junction'),
    () => symlink(whole, link, 'junction'),
    () => mkdir(link),
  ];
  for (const damage of breaks) {
    await rm(link, { recursive: true, force: true });
    await damage();
    const { entry, built } = await prepareBundle(engineFolder, copied);
    expect(built).toBe(false);
    await runs(entry);
  }
});

// In a process of its own: what was imported once is not looked for again.
async function runs(entry: string): Promise<void> {
  await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    `await import(${JSON.stringify(entry)})`,
  ]);
}

it('publishes nothing without stylesheets and scripts, where another build has taken them away', async () => {
  const folder = await temporaryFolder('gone');
  const root = await writePortal({
    'content/portal.yaml': 'title: Acme\n',
    'content/docs/start.md': '---\ntitle: Start\n---\nText.\n',
  });
  folders.push(folder, root);
  const { portal } = await readPortal(root, engineFolder, readClock({ today: fixtureDay }));
  if (portal === null) throw new Error('The portal cannot be read.');
  const bundle = await prepareBundle(engineFolder, path.join(cacheFolder(), 'bundle'));
  const out = path.join(folder, 'dist');
  const built = buildPortal(
    portal,
    { ...bundle, clientDir: path.join(folder, 'gone') },
    {
      code: 'test',
      out,
      split: false,
      progress: createProgress(process.stderr, true),
      ledgers: path.join(folder, 'ledgers'),
      last: null,
    },
  );
  await expect(built).rejects.toThrow(/stylesheets and scripts/);
  expect(existsSync(out)).toBe(false);
});
