import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutEdition } from '../../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../../src/catalog/load.ts';
import { NoteCache } from '../../../../src/catalog/note-cache.ts';
import { readClock } from '../../../../src/model/clock.ts';
import { AuthoredTexts } from '../../../../src/publish/leaks/authored-texts.ts';
import { openAuthoredTexts } from '../../../../src/publish/leaks/open.ts';
import { addFiles, removeFolder, temporaryFolder, writePortal } from '../../../support/portal.ts';
import { tableOf } from './table-of.ts';

const clock = readClock({ today: '2026-11-21' });
const portal = (more = ''): string =>
  `title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences: [{ id: user }, { id: admin, includes: [user] }${more}]\n`;
const files = {
  'content/portal.yaml': portal(),
  'content/docs/a.mdx':
    '---\ntitle: First\nsummary: All may read the first one\n---\nOpen <Audience only="admin">and closed to most readers</Audience> text.\n',
  'content/docs/de/a.mdx': '---\ntitle: Erste\n---\nOffener Text.\n',
  'content/docs/b.md':
    '---\ntitle: Second\naudience: [admin]\nsummary: Few may read the second one\n---\nThis is not for everybody here.\n',
  'content/docs/de/b.md': '---\ntitle: Zweite\n---\nDas ist nicht für alle hier.\n',
};

describe('AuthoredTexts', () => {
  let [root, cache] = ['', ''];
  beforeEach(async () => {
    root = await writePortal(files);
    cache = await temporaryFolder('leaks');
  });
  afterEach(async () => {
    await removeFolder(root);
    await removeFolder(cache);
  });
  const folder = (): string => path.join(cache, 'leaks');
  const namesOf = (kind: 'texts' | 'table'): string[] =>
    readdirSync(folder()).filter((name) => name.startsWith(kind));
  /** So that all texts are asked for. */
  const dropTables = (): void => {
    for (const name of namesOf('table')) rmSync(path.join(folder(), name));
  };

  /** The tables of all audiences with what is kept, and without; and whether files had to be read. */
  async function tables(code = 'one'): Promise<{ kept: unknown; anew: unknown; made: number }> {
    const memory = NoteCache.open(cache, 'one');
    const { catalog } = await loadCatalog(root, clock, memory);
    if (catalog === null) throw new Error('The portal can not be read.');
    memory.save();
    const here = { folder: cache, code: 'one', leakCode: code };
    const known = openAuthoredTexts(catalog, here, (file) => memory.hashOf(file));
    const of = (texts: AuthoredTexts): unknown =>
      catalog.audiences.ids.map((audience) => {
        const editions = catalog.locales.map((locale) =>
          cutEdition(catalog, audience, locale.code, clock),
        );
        return tableOf(texts, editions).numbers();
      });
    const result = { kept: of(known), anew: of(new AuthoredTexts(catalog)), made: known.made };
    known.save();
    memory.close();
    return result;
  }

  async function expectMade(made: number, code?: string): Promise<void> {
    const result = await tables(code);
    expect(result.kept).toEqual(result.anew);
    expect(result.made).toBe(made);
  }

  it('reads each file once', async () => {
    await expectMade(4);
    await expectMade(0);
    await addFiles(root, { 'content/docs/b.md': files['content/docs/b.md'].replace('Few', 'Who') });
    // Its translation has its summary.
    await expectMade(2);
    await expectMade(0);
    await addFiles(root, { 'content/docs/b.md': files['content/docs/b.md'] });
    await addFiles(root, { 'content/docs/de/a.mdx': '---\ntitle: Eins\n---\nKlarer Text.\n' });
    // What an edit brought back is still known.
    await expectMade(1);
    await expectMade(0);
  });

  it('reads all of them again for other audiences, or with other code', async () => {
    await expectMade(4);
    await addFiles(root, { 'content/portal.yaml': portal(', { id: staff, includes: [admin] }') });
    await expectMade(4);
    await expectMade(0);
    await addFiles(root, { 'content/portal.yaml': portal(', { id: staff }') });
    await expectMade(4);
    await expectMade(4, 'two');
    expect(namesOf('texts')).toHaveLength(1);
  });

  it('makes again what is damaged', async () => {
    await expectMade(4);
    const [name = ''] = namesOf('texts');
    const file = path.join(folder(), name);
    const bytes = readFileSync(file);
    for (const [at, made] of [
      [0, 4],
      [6, 4],
      [40, 4],
      // The numbers of one file: those of the others have checksums of their own.
      [bytes.length - 3, 1],
    ] as const) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      writeFileSync(file, damaged);
      dropTables();
      await expectMade(made);
      expect(namesOf('texts')).toHaveLength(1);
      dropTables();
      await expectMade(0);
      for (const other of namesOf('texts')) rmSync(path.join(folder(), other));
    }
    for (const [length, made] of [
      [0, 4],
      [3, 4],
      [60, 4],
      [bytes.length - 4, 1],
    ] as const) {
      for (const other of namesOf('texts')) rmSync(path.join(folder(), other));
      writeFileSync(file, bytes.subarray(0, length));
      dropTables();
      await expectMade(made);
    }
    for (const other of namesOf('texts')) rmSync(path.join(folder(), other));
    writeFileSync(file, bytes);
    writeFileSync(path.join(folder(), 'texts-of-nothing'), 'rubbish');
    dropTables();
    await expectMade(0);
  });

  it('keeps few files, and only what is there', async () => {
    await expectMade(4);
    for (let edit = 0; edit < 20; edit += 1) {
      await addFiles(root, {
        'content/docs/b.md': `---\ntitle: Edit ${edit}\n---\nText ${edit}.\n`,
      });
      await expectMade(2);
      await expectMade(0);
    }
    expect(namesOf('texts').length).toBeLessThan(10);
    expect(namesOf('table').length).toBe(2);
  });
});
