/** A catalog that was patched after an edit is the catalog that would be loaded. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gazetteFiles, writeSite } from '../../../scripts/bench/generate.ts';
import { loadCatalog, type Loaded } from '../../../src/catalog/load.ts';
import { NoteCache } from '../../../src/catalog/note-cache.ts';
import { patchCatalog } from '../../../src/catalog/patch.ts';
import { readClock } from '../../../src/model/clock.ts';

const clock = readClock({ today: '2026-11-21', env: {} });
const note = 'content/releases/atlas/1.0.0.mdx';
const translation = 'content/releases/de/atlas/1.0.0.mdx';

let root = '';
/** As the development server has it: what was read stays known when its file is another. */
let memory: NoteCache;
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'gazette-patch-'));
  memory = NoteCache.open(path.join(root, '.cache'), 'one');
  await writeSite(root, gazetteFiles({ notes: 8, locales: 2, audiences: 2 }));
});
afterEach(() => {
  memory.close();
  rmSync(root, { recursive: true, force: true });
});

const at = (file: string): string => path.join(root, file);
const read = (file: string): string => readFileSync(at(file), 'utf8');
const edit = (file: string, change: (text: string) => string): void => {
  const text = change(read(file));
  expect(text).not.toBe(read(file));
  writeFileSync(at(file), text);
};
const load = async (): Promise<Loaded> => {
  const loaded = await loadCatalog(root, clock, memory);
  memory.save();
  return loaded;
};
const patch = (loaded: Loaded, file: string): Loaded | null => {
  memory.begin();
  return patchCatalog(loaded, new Set([file]), clock, memory);
};
/** All that there is to see of what was loaded. */
const seen = ({ catalog, findings, placesOf }: Loaded): unknown => ({
  catalog: JSON.parse(JSON.stringify(catalog)),
  findings,
  digests: Object.fromEntries(catalog?.digests ?? []),
  places: catalog?.entries.release.map((entry) => placesOf(entry, [['date']])),
});

const withoutTexts = ({ catalog }: Loaded): string => {
  const releases = catalog?.entries.release.flatMap(({ data, body, translations }) => [
    [data, body],
    ...Object.values(translations).map((own) => [own.data, own.body]),
  ]);
  return JSON.stringify(releases);
};

const edits: Readonly<Record<string, readonly [file: string, (text: string) => string]>> = {
  'a text': [note, (text) => `${text}\nAnother **paragraph**.\n`],
  'a title': [note, (text) => text.replace(/^title: .*$/m, 'title: Another title')],
  'an audience': [note, (text) => text.replace('---\n', '---\naudience: [admin]\n')],
  'a field that is wrong by itself': [
    note,
    (text) => text.replace('---\n', '---\npublishedAt: 2027-01-01\n'),
  ],
  'the text of a translation': [translation, (text) => `${text}\nEin *Absatz*.\n`],
  'the title of a translation': [
    translation,
    (text) => text.replace(/^title: .*$/m, 'title: Ein anderer'),
  ],
};

it.each(Object.entries(edits))('after an edit of %s', async (_, [file, change]) => {
  const before = await load();
  const earlier = withoutTexts(before);
  edit(file, change);
  const patched = patch(before, file);
  expect(patched).not.toBeNull();
  expect(seen(patched as Loaded)).toEqual(seen(await loadCatalog(root, clock)));
  // What was loaded first stays what it was, but for texts as they were written: nobody asks for those of files
  // that are others by now.
  expect(withoutTexts(before)).toBe(earlier);
});

it('after several edits, one after the other', async () => {
  let last = await load();
  for (const [file, change] of [edits['a text'], edits['a title'], edits['a text']].flatMap(
    (step) => (step === undefined ? [] : [step]),
  )) {
    edit(file, change);
    const patched = patch(last, file);
    last = patched ?? last;
    expect(patched).not.toBeNull();
  }
  expect(seen(last)).toEqual(seen(await loadCatalog(root, clock)));
});

const others: Readonly<Record<string, (text: string) => string>> = {
  'takes a change away': (text) => text.replace(/^changes:\n(?: .*\n|\n)*/m, 'changes: []\n'),
  'has another alias': (text) => text.replace('---\n', '---\naliases: [old]\n'),
  'can no longer be read': (text) => text.replace('---\n', '---\nnonsense: [\n'),
  'refers to a file': (text) => `${text}\n![A picture](./picture.png)\n`,
};

it.each(Object.entries(others))('not when a note %s', async (_, change) => {
  writeFileSync(at('content/releases/atlas/picture.png'), 'none');
  const before = await load();
  edit(note, change);
  expect(patch(before, note)).toBeNull();
});

it('not after a deletion, for a new note, or a product', async () => {
  const before = await load();
  expect(patch(before, 'content/releases/atlas/99.0.0.mdx')).toBeNull();
  expect(patch(before, 'content/products/atlas.yaml')).toBeNull();
  rmSync(at(note));
  expect(patch(before, note)).toBeNull();
});
