import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeIndexer, indexEdition } from '../../../../src/outputs/search/index-edition.ts';
import { createSearchPool } from '../../../../src/outputs/search/pool.ts';
import { sampleRecords } from './sample.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gazette-index-'));
});
afterAll(async () => {
  await closeIndexer();
  await rm(folder, { recursive: true, force: true });
});

/** Every file below a folder with its bytes. */
async function tree(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = await Promise.all(
    files.map(async (entry): Promise<[string, string]> => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(root, file), (await readFile(file)).toString('base64')];
    }),
  );
  return new Map(read.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('indexEdition', () => {
  it('writes the same bytes in another order and another folder', async () => {
    for (const lang of ['en', 'ja']) {
      // More than fit into files of their own.
      const records = sampleRecords(lang, 450);
      const first = path.join(folder, lang, 'a');
      const second = path.join(folder, lang, 'elsewhere/deep/b');
      await indexEdition(records, { lang, outDir: first });
      await indexEdition([...records].reverse(), { lang, outDir: second });
      expect(await tree(second)).toEqual(await tree(first));
    }
  }, 30_000);

  it('changes with a record', async () => {
    const records = sampleRecords('en', 20);
    await indexEdition(records, { lang: 'en', outDir: path.join(folder, 'c') });
    const [first, ...others] = records;
    if (!first) throw new Error('no records');
    const changed = [{ ...first, summary: 'Another word.' }, ...others];
    await indexEdition(changed, { lang: 'en', outDir: path.join(folder, 'd') });
    expect(await tree(path.join(folder, 'd'))).not.toEqual(await tree(path.join(folder, 'c')));
  });

  it('publishes what the dialog loads and nothing else', async () => {
    const outDir = path.join(folder, 'e');
    const result = await indexEdition(sampleRecords('de', 20), { lang: 'de', outDir });
    const files = await tree(outDir);
    const outside = [...files.keys()].filter(
      (file) => !/^(?:filter|fragment|index)[\\/]/.test(file),
    );
    expect(outside.map((file) => file.replace(/_[0-9a-f]+/, '_HASH'))).toEqual([
      'pagefind-entry.json',
      'pagefind-worker.js',
      'pagefind.de_HASH.pf_meta',
      'pagefind.js',
      'wasm.de.pagefind',
    ]);
    expect(result).toEqual({
      records: 20,
      files: files.size,
      bytes: [...files.values()].reduce((sum, file) => sum + Buffer.from(file, 'base64').length, 0),
    });
  });

  it('keeps addresses, headings and filters as given', async () => {
    const outDir = path.join(folder, 'f');
    const [record] = sampleRecords('en', 1, '/base');
    if (!record) throw new Error('no record');
    const url = '/base/releases/%E8%A3%BD%E5%93%81/1.0.0%2Bb5/';
    await indexEdition([{ ...record, url }], { lang: 'en', outDir });
    const [name] = await readdir(path.join(outDir, 'fragment'));
    const raw = gunzipSync(await readFile(path.join(outDir, 'fragment', name ?? ''))).toString();
    const fragment: unknown = JSON.parse(raw.replace('pagefind_dcd', ''));
    expect(fragment).toMatchObject({
      url,
      meta: { title: 'Atlas 1.0.0', kind: 'Release', version: '1.0.0' },
      filters: { product: ['Atlas'], type: ['Fixed', 'Security'], module: ['Billing'] },
      anchors: [{ id: 'rotate-keys', text: 'Rotate your keys' }],
    });
  });

  it('counts a record that has nothing but its title', async () => {
    const [record] = sampleRecords('en', 1);
    if (!record) throw new Error('no record');
    const bare = { ...record, summary: '', sections: [] };
    const signs = { ...bare, url: '/signs/', title: '👍', summary: '— …' };
    const outDir = path.join(folder, 'g');
    expect(await indexEdition([bare, signs], { lang: 'en', outDir })).toMatchObject({ records: 2 });
  });

  it('takes away the index of before when there is nothing to find', async () => {
    const outDir = path.join(folder, 'h');
    await indexEdition(sampleRecords('en', 5), { lang: 'en', outDir });
    expect(await indexEdition([], { lang: 'en', outDir })).toEqual({
      records: 0,
      files: 0,
      bytes: 0,
    });
    await expect(readdir(outDir)).rejects.toThrow(/ENOENT/);
  });
});

describe('createSearchPool', () => {
  it('writes what one process writes', async () => {
    const pool = createSearchPool(2);
    const languages = ['en', 'de', 'ar'];
    try {
      const results = await Promise.all(
        languages.map((lang) =>
          pool.index(sampleRecords(lang, 30), { lang, outDir: path.join(folder, 'pool', lang) }),
        ),
      );
      expect(results.map(({ records }) => records)).toEqual([30, 30, 30]);
    } finally {
      await pool.close();
    }
    for (const lang of languages) {
      const alone = path.join(folder, 'alone', lang);
      await indexEdition(sampleRecords(lang, 30), { lang, outDir: alone });
      expect(await tree(path.join(folder, 'pool', lang))).toEqual(await tree(alone));
    }
  }, 30_000);

  it('fails the edition that fails, and goes on with the next', async () => {
    const pool = createSearchPool(1);
    try {
      const wrong = pool.index(sampleRecords('en', 2), {
        lang: 'de',
        outDir: path.join(folder, 'x'),
      });
      const right = pool.index(sampleRecords('en', 2), {
        lang: 'en',
        outDir: path.join(folder, 'y'),
      });
      await expect(wrong).rejects.toThrow(/is in en, but the index is in de/);
      expect(await right).toMatchObject({ records: 2 });
    } finally {
      await pool.close();
    }
  });
});
