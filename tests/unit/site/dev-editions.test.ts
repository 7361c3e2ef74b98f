/** After an edit of a text, the development server shows what it would show had it just been started. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gazetteFiles, writeSite } from '../../../scripts/bench/generate.ts';
import { Contents } from '../../../src/catalog/contents.ts';
import { NoteCache } from '../../../src/catalog/note-cache.ts';
import { readClock } from '../../../src/model/clock.ts';
import { pageModel } from '../../../src/outputs/pages/page-model.ts';
import { planPages } from '../../../src/outputs/pages/plan.ts';
import { readFolder, type ReadFolder } from '../../../src/publish/portal.ts';
import { DevEditions } from '../../../src/site/dev/dev-editions.ts';

const clock = readClock({ today: '2026-11-21', env: {} });
const engine = path.resolve(import.meta.dirname, '../../..');
const note = 'content/releases/atlas/1.0.0.mdx';
const translation = 'content/releases/de/atlas/1.0.0.mdx';
const homes = ['/', '/de/', '/admin/', '/de/admin/'];

let root = '';
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'gazette-dev-'));
  await writeSite(root, gazetteFiles({ notes: 6, locales: 2, audiences: 2 }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function readNow(): Promise<ReadFolder> {
  const memory = NoteCache.open(path.join(root, 'cache'), 'test', undefined, Contents.open(null));
  return readFolder(root, engine, clock, memory);
}
function editionsOf({ portal }: ReadFolder, before?: DevEditions): DevEditions {
  if (portal === null) throw new Error('no portal');
  return new DevEditions(portal, new Map(), before);
}
/** All pages of all editions. */
function pagesOf(editions: DevEditions): unknown {
  return homes.map((home) => {
    const [dev] = editions.at(home);
    return dev && planPages(dev.edition).map((page) => pageModel(dev.context, page));
  });
}
function edit(file: string, change: (text: string) => string): ReadonlySet<string> {
  const target = path.join(root, file);
  writeFileSync(target, change(readFileSync(target, 'utf8')));
  return new Set([file]);
}
/** What is shown after an edit, and whether the German edition is the one from before. */
async function after(
  file: string,
  changes: readonly ((text: string) => string)[],
): Promise<{ isKept: boolean }> {
  let folder: ReadFolder | null = await readNow();
  let editions = editionsOf(folder);
  let isKept = false;
  for (const change of changes) {
    pagesOf(editions);
    const [before] = editions.at('/de/');
    folder = folder.patch(edit(file, change));
    if (folder === null) throw new Error('not patched');
    editions = editionsOf(folder, editions);
    isKept = [...editions.at('/de/')][0]?.edition === before?.edition;
    expect(pagesOf(editions)).toEqual(pagesOf(editionsOf(await readNow())));
  }
  return { isKept };
}
const more = (text: string): string => `${text}\nMore of **it**.\n`;

it('a text, again and again', async () => {
  // With the first, the translation is of an older text from then on.
  expect(await after(note, [more, more, more])).toEqual({ isKept: true });
});

it('the text of a translation', async () => {
  expect(await after(translation, [more, more])).toEqual({ isKept: true });
});

it('a title, which stands on many pages', async () => {
  const change = (text: string): string => text.replace(/^title: .*$/m, 'title: Another');
  expect(await after(note, [change])).toEqual({ isKept: false });
});

it('a title of a translation', async () => {
  const change = (text: string): string => text.replace(/^title: .*$/m, 'title: Ein anderer');
  expect(await after(translation, [change])).toEqual({ isKept: false });
});

it('a text that is gone', async () => {
  expect(await after(note, [(text) => text.replace(/(?<=\n---\n)[^]*$/, ''), more])).toEqual({
    isKept: false,
  });
});
