/** `gazette dev`: what writers edit is on their screen at once, and what is wrong is told until it is mended. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gazetteFiles, writeSite } from '../../scripts/bench/generate.ts';
import { launchChromium } from '../support/chromium.ts';
import { startDev, type DevServer } from '../support/dev-server.ts';

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
const shows = (text: string): Promise<unknown> =>
  page.waitForFunction((word) => document.body?.textContent?.includes(word), text, { polling: 5 });
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
    write(note, text);
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

it('has feeds, data and files too', async () => {
  expect((await server.get('/feeds/all.atom.xml')).text.includes('<feed')).toBe(true);
  expect((await server.get('/nowhere/')).status).toBe(404);
});
