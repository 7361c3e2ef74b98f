import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contents } from '../../../src/catalog/contents.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { openAuthoredTexts } from '../../../src/publish/leaks/open.ts';
import { openMemory } from '../../../src/publish/open-memory.ts';
import {
  countNotes,
  OwnReader,
  readAhead,
  type PartReader,
} from '../../../src/publish/read-ahead.ts';
import { removeFolder, temporaryFolder, writePortal } from '../../support/portal.ts';

const clock = readClock({ today: '2026-11-21' });
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('reading ahead', () => {
  let [root, folder] = ['', ''];
  beforeEach(async () => {
    const notes = names.flatMap((name) => [
      [`content/docs/${name}.md`, `---\ntitle: Guide ${name}\n---\nText of ${name}.\n`],
      [`content/docs/de/${name}.md`, `---\ntitle: Anleitung ${name}\n---\nText von ${name}.\n`],
    ]);
    root = await writePortal({
      'content/portal.yaml':
        'title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences: [{ id: user }]\n',
      ...(Object.fromEntries(notes) as Record<string, string>),
    });
    folder = await temporaryFolder('read-ahead');
  });
  afterEach(async () => {
    await removeFolder(root);
    await removeFolder(folder);
  });

  it.each([
    ['by threads', () => undefined],
    ['by this thread', (contents: Contents) => [new OwnReader(contents)]],
  ])('reads every note %s, part by part', async (_, readersOf) => {
    const cache = { folder, code: 'one', leakCode: 'one' };
    const memory = openMemory(cache);
    const notes = countNotes(root);
    await readAhead({ root, clock, cache, memory, notes }, readersOf(memory.contents), 4);
    // Each part has a file of its own.
    expect(readdirSync(path.join(folder, 'leaks')).length).toBeGreaterThan(2);
    expect(memory.size).toBe(2 * names.length + 1);
    const { catalog } = await loadCatalog(root, clock, memory);
    if (catalog === null) throw new Error('The portal can not be read.');
    expect(JSON.stringify(catalog)).toBe(JSON.stringify((await loadCatalog(root, clock)).catalog));
    const texts = openAuthoredTexts(catalog, cache, (file) => memory.hashOf(file));
    texts.complete();
    expect(texts.made).toBe(0);
    memory.close();
  });

  it('leaves to others what a reader could not read', async () => {
    const cache = { folder, code: 'one', leakCode: 'one' };
    const memory = openMemory(cache);
    const own = new OwnReader(memory.contents);
    const failing: PartReader = {
      most: 2,
      read: () => Promise.resolve({ error: 'no memory left' }),
      end: () => Promise.resolve(),
    };
    const gone: PartReader = { ...failing, read: () => Promise.resolve(null) };
    const notes = countNotes(root);
    await readAhead({ root, clock, cache, memory, notes }, [own, failing, gone], 4);
    expect(memory.size).toBeGreaterThan(0);
    expect(memory.size).toBeLessThan(2 * names.length + 1);
    const { catalog } = await loadCatalog(root, clock, memory);
    expect(JSON.stringify(catalog)).toBe(JSON.stringify((await loadCatalog(root, clock)).catalog));
    memory.close();
  });
});
