/** `gazette dev`: what writers edit is on their screen at once, and what is wrong is told until it is mended. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineCopy } from '../../scripts/bench/engine-copy.ts';
import { gazetteFiles, writeSite } from '../../scripts/bench/generate.ts';
import { SetAside } from '../../scripts/bench/set-aside.ts';
import { launchChromium } from '../support/chromium.ts';
import { startDev, type DevServer } from '../support/dev-server.ts';
import { gazette, repository } from '../support/portal.ts';

const NOTES = 150;
const note = 'content/releases/atlas/1.0.0.mdx';
const address = '/releases/atlas/1.0.0/';

let root = '';
let server: DevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'gazette-dev-'));
  await writeSite(root, gazetteFiles({ notes: NOTES, locales: 2, audiences: 2 }));
  server = await startDev(root);
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(server.origin + address);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const shows = (text: string, timeout = 30_000): Promise<unknown> =>
  page.waitForFunction((word) => document.body?.textContent?.includes(word), text, {
    polling: 5,
    timeout,
  });
/** Waits until the server's answer has a text, or has it no more. */
const says = (text: string, isThere = true): Promise<void> =>
  expect.poll(async () => (await server.get(address)).text.includes(text)).toBe(isThere);
/** Milliseconds until something is on screen. */
async function timeUntil(text: string, act: () => unknown): Promise<number> {
  const from = performance.now();
  await Promise.all([shows(text), act()]);
  return performance.now() - from;
}

describe('an edit', () => {
  it('of a note is on screen in the time of a few reloads, however many notes there are', async () => {
    const text = read(note);
    const ratios: number[] = [];
    for (const word of ['Firstedit', 'Secondedit', 'Thirdedit']) {
      const edited = await timeUntil(word, () => write(note, `${text}\n${word}\n`));
      await page.waitForLoadState();
      const reloaded = await timeUntil(word, () => page.reload());
      ratios.push(edited / reloaded);
    }
    write(note, text);
    expect(Math.min(...ratios)).toBeLessThan(6);
  });

  it('of interface strings is on screen', async () => {
    const file = 'locales/en/interface.json';
    write(file, JSON.stringify({ skip: 'Skip the frame' }));
    await Promise.all([shows('Skip the frame'), says('Skip the frame')]);
    rmSync(path.join(root, file));
    await says('Skip the frame', false);
  });

  it('adds a page, and takes it away', async () => {
    const guide = 'content/docs/new/deep/first.md';
    expect((await server.get('/docs/new/deep/first/')).status).toBe(404);
    write(guide, '---\ntitle: The first\n---\nWords of it.\n');
    await expect.poll(async () => (await server.get('/docs/new/deep/first/')).status).toBe(200);
    // The folder is new too: what is in it has to be looked at from now on.
    write(guide, '---\ntitle: The first\n---\nOther words.\n');
    await expect
      .poll(async () => (await server.get('/docs/new/deep/first/')).text.includes('Other words'))
      .toBe(true);
    rmSync(path.join(root, 'content/docs/new'), { recursive: true });
    await expect.poll(async () => (await server.get('/docs/new/deep/first/')).status).toBe(404);
  });
});

it('is on screen even when another follows while the page loads', async () => {
  const text = read(note);
  for (const wait of [0, 30, 60, 120, 240, 480]) {
    write(note, `${text}\nBefore${wait}\n`);
    await page.waitForTimeout(wait);
    write(note, `${text}\nAfter${wait}\n`);
    await shows(`After${wait}`);
  }
  write(note, text);
});

describe('an error', () => {
  it('in a note is told with its line, and goes when it is mended', async () => {
    const text = read(note);
    write(note, text.replace('---\n', '---\nnonsense: 1\n'));
    await expect.poll(() => server.log()).toContain(`${note}:2`);
    write(note, `${text}\nMended\n`);
    await shows('Mended');
    expect(server.log().split(`${note}:2`)).toHaveLength(2);
    await expect.poll(() => server.log()).toContain('All errors are mended.');
    write(note, text);
  });

  it('stands on the page for as long as it is there', async () => {
    const text = read(note);
    const panel = page.locator('#gazette-findings');
    write(note, text.replace('---\n', '---\nnonsense: 2\n'));
    await panel.waitFor();
    expect(await panel.textContent()).toContain(`${note}:2 nonsense: There is no field nonsense.`);
    expect(await panel.textContent()).toContain('Delete the line');
    write(note, text);
    await panel.waitFor({ state: 'detached' });
    await shows('1.0.0');
  });

  it('of notes that do not fit together stands there too', async () => {
    const product = 'content/products/atlas.yaml';
    const text = read(product);
    write(product, text.replace(/eolFrom: .*/, 'eolFrom: 1990-01-01'));
    const panel = page.locator('#gazette-findings');
    await panel.waitFor();
    expect(await panel.textContent()).toContain(product);
    write(product, text);
    await panel.waitFor({ state: 'detached' });
  });

  it('in portal.yaml is told, and the last pages stay', async () => {
    const text = read('content/portal.yaml');
    write('content/portal.yaml', 'title: [\n');
    await expect.poll(() => server.log()).toContain('content/portal.yaml:');
    expect((await server.get(address)).status).toBe(200);
    write('content/portal.yaml', text.replace(/^title: .*$/m, 'title: Another title'));
    await says('Another title');
    write('content/portal.yaml', text);
  });
});

it('does not listen where something else does', async () => {
  const { port } = new URL(server.origin);
  const { code, stderr } = await gazette(['dev', '--root', root, '--port', port]);
  expect(code).toBe(1);
  expect(stderr).toContain(`Something else listens on port ${port}`);
});

describe('a template', () => {
  it('is shown as it is, from the first edit on, and so are styles', async () => {
    const folder = path.join(repository, '.gazette/test-dev-engine');
    const aside = new SetAside(`${folder}-aside`);
    const copy = await EngineCopy.make(repository, folder, aside);
    try {
      // The templates of the last build: what the server begins with.
      const bundles = '.gazette/bundle';
      cpSync(path.join(repository, bundles), path.join(copy.folder, bundles), { recursive: true });
      const edited = await startDev(root, copy.folder);
      try {
        await page.goto(edited.origin + address);
        expect((await edited.get(address)).text).toContain('/_gazette/');
        const template = path.join(copy.folder, 'src/components/templates/Release.astro');
        const code = readFileSync(template, 'utf8');
        writeFileSync(template, `${code}<p>First template</p>\n`);
        // Astro's own server may only be starting.
        await shows('First template', 55_000);
        writeFileSync(template, `${code}<p>Second template</p>\n`);
        await shows('Second template');
        const styles = path.join(copy.folder, 'src/styles/tokens.css');
        writeFileSync(styles, `${readFileSync(styles, 'utf8')}\nbody { outline: 7px solid }\n`);
        await page.waitForFunction(() => getComputedStyle(document.body).outlineWidth === '7px');
        const text = read(note);
        write(note, `${text}\nAfterwards\n`);
        await shows('Afterwards');
        write(note, text);
      } finally {
        await page.goto('about:blank');
        await edited.close();
      }
    } finally {
      await copy.remove();
      await aside.clear();
    }
  });
});

it('has feeds, data and files too', async () => {
  expect((await server.get('/feeds/all.atom.xml')).text.includes('<feed')).toBe(true);
  expect((await server.get('/nowhere/')).status).toBe(404);
});
