import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutEdition } from '../../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../../src/catalog/load.ts';
import { NoteCache } from '../../../../src/catalog/note-cache.ts';
import { readClock } from '../../../../src/model/clock.ts';
import { AuthoredTexts } from '../../../../src/publish/leaks/authored-texts.ts';
import { openAuthoredTexts } from '../../../../src/publish/leaks/open.ts';
import { writeSealed } from '../../../../src/publish/sealed-file.ts';
import { addFiles, removeFolder, temporaryFolder, writePortal } from '../../../support/portal.ts';
import { tableOf } from './table-of.ts';

const clock = readClock({ today: '2026-11-21' });
const open = 'content/docs/open.mdx';
const files = {
  'content/portal.yaml':
    'title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences: [{ id: user }, { id: admin, includes: [user] }]\n',
  [open]:
    '---\ntitle: Open\n---\nThe silver key is not here.\n\n<Audience only="admin">\n\nUnder the old oak in the garden.\n\n</Audience>\n',
  'content/docs/de/open.mdx': '---\ntitle: Offen\n---\nHier ist kein Schlüssel.\n',
  'content/docs/other.md': '---\ntitle: Other\n---\nSome words for everybody, and a garden.\n',
  'content/docs/secret.md':
    '---\ntitle: Silver garden\naudience: [admin]\n---\nThe vault opens with seven silver keys at noon.\n',
};

describe('a table that is kept', () => {
  let [root, cache] = ['', ''];
  beforeEach(async () => {
    root = await writePortal(files);
    cache = await temporaryFolder('tables');
  });
  afterEach(async () => {
    await removeFolder(root);
    await removeFolder(cache);
  });

  /**
   * Makes the table of users twice, with what is kept and without.
   *
   * @param isMarked whether what is kept is marked before, so that it can be told whether it was taken
   * @param isSaved whether all that is new was kept before
   */
  async function made(
    isMarked = false,
    isSaved = false,
  ): Promise<{ isTaken: boolean; isSame: boolean }> {
    const memory = NoteCache.open(cache, 'one');
    const { catalog, findings } = await loadCatalog(root, clock, memory);
    if (catalog === null) throw new Error(JSON.stringify(findings));
    memory.save();
    const editions = catalog.locales.map(({ code }) => cutEdition(catalog, 'user', code, clock));
    const here = { folder: cache, code: 'one', leakCode: 'one' };
    const openTexts = (): AuthoredTexts =>
      openAuthoredTexts(catalog, here, (file) => memory.hashOf(file));
    const mark = Int32Array.of(1, 2);
    if (isMarked) {
      const { tables } = openTexts();
      const table = tables.get('user');
      if (table === null) throw new Error('No table was kept.');
      tables.set('user', { ...table, id: 'marked', numbers: mark });
      tables.save();
    }
    const known = openTexts();
    if (isSaved) {
      known.complete();
      known.save();
    }
    const table = tableOf(known, editions);
    known.save();
    const whole = tableOf(new AuthoredTexts(catalog), editions);
    const found = (one: typeof table): unknown => {
      const scanner = one.scanner();
      scanner.scan('a.txt', Object.values(files).join('\n'));
      return [one.size, scanner.take()];
    };
    memory.close();
    const isTaken = table.numbers().length === 2 && table.numbers()[1] === 2;
    const isLike = isTaken || String(table.numbers()) === String(whole.numbers());
    expect(found(table)).toEqual(found(whole));
    expect(whole.size).toBeGreaterThan(1);
    return { isTaken, isSame: isLike };
  }

  const edit = (text: string, file = open): Promise<void> => addFiles(root, { [file]: text });
  const source = files[open] ?? '';

  it('is taken while nothing changes, and after an edit of what all may read', async () => {
    expect(await made()).toEqual({ isTaken: false, isSame: true });
    expect(await made(true)).toEqual({ isTaken: true, isSame: true });
    await edit(source.replace('not here', 'somewhere else, as everybody knows'));
    expect(await made(true)).toEqual({ isTaken: true, isSame: true });
    await edit(source.replace('Open', 'Opened'));
    await edit('---\ntitle: Other things\n---\nA garden.\n', 'content/docs/other.md');
    expect(await made(true)).toEqual({ isTaken: true, isSame: true });
  });

  it('is taken by each audience, also when what is new was kept for another', async () => {
    await made();
    await edit(source.replace('not here', 'somewhere else'));
    expect(await made(true, true)).toEqual({ isTaken: true, isSame: true });
  });

  it.each([
    ['a secret may be read', source.replace('not here', 'opens with seven silver keys at noon')],
    ['what may be read is gone that was no secret', source.replace('silver', 'golden')],
    ['another secret is written', source.replace('old oak', 'young oak')],
    ['a secret is gone', source.replace('<Audience only="admin">', '').replace('</Audience>', '')],
    [
      'nobody may read it any more',
      source.replace('title: Open', 'title: Open\naudience: [admin]'),
    ],
  ])('is made anew when %s', async (_what, text) => {
    await made();
    await edit(text);
    expect(await made(true)).toEqual({ isTaken: false, isSame: true });
    // And back again.
    await edit(source);
    expect(await made(true)).toEqual({ isTaken: false, isSame: true });
  });

  it('knows in how many files a common word stands', async () => {
    await made();
    const other = (words: string): Promise<void> =>
      edit(`---\ntitle: Other\n---\n${words}\n`, 'content/docs/other.md');
    // "Silver garden" is made of words that all read: one more, one less, and the last one.
    await edit(source.replace('silver', 'silver garden, silver'));
    expect(await made(true)).toEqual({ isTaken: true, isSame: true });
    await other('Some words for everybody.');
    expect(await made(true)).toEqual({ isTaken: true, isSame: true });
    await edit(source);
    expect(await made(true)).toEqual({ isTaken: false, isSame: true });
  });

  it('is made anew for other files, and where it is damaged or of other code', async () => {
    await made();
    await edit('---\ntitle: More\n---\nWords.\n', 'content/docs/more.md');
    expect(await made(true)).toEqual({ isTaken: false, isSame: true });
    const folder = path.join(cache, 'leaks');
    const names = ['table-user', 'made-of-user'];
    expect(readdirSync(folder).filter((one) => /^(?:table|made-of)/.test(one))).toEqual(
      names.toSorted(),
    );
    for (const name of names) {
      const bytes = readFileSync(path.join(folder, name));
      for (const at of [0, 5, 20, bytes.length - 1]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ 1;
        writeFileSync(path.join(folder, name), damaged);
        expect(await made()).toEqual({ isTaken: false, isSame: true });
        // Each is of a table of its own.
        writeFileSync(path.join(folder, name), bytes);
        expect(await made()).toEqual({ isTaken: false, isSame: true });
      }
      writeFileSync(path.join(folder, name), bytes.subarray(0, 3));
      expect(await made()).toEqual({ isTaken: false, isSame: true });
    }
  });

  it('is made anew where another version of Gazette wrote a file, whatever is in it', async () => {
    await made();
    const folder = path.join(cache, 'leaks');
    for (const name of ['table-user', 'made-of-user']) {
      const bytes = readFileSync(path.join(folder, name));
      for (const said of ['', 'a', '{"code":"one"}', bytes.toString('latin1')]) {
        writeSealed(path.join(folder, name), 'other', Buffer.from(said, 'latin1'));
        expect(await made()).toEqual({ isTaken: false, isSame: true });
      }
      writeFileSync(path.join(folder, name), bytes);
    }
  });

  it('is not written again by an edit that leaves it as it was', async () => {
    await made();
    const file = path.join(cache, 'leaks', 'table-user');
    const before = statSync(file).ino;
    await edit(source.replace('not here', 'somewhere else'));
    expect(await made()).toEqual({ isTaken: false, isSame: true });
    expect(statSync(file).ino).toBe(before);
    await edit(source.replace('old oak', 'young oak'));
    expect(await made()).toEqual({ isTaken: false, isSame: true });
    expect(statSync(file).ino).not.toBe(before);
  });
});
