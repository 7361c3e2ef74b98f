import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexFile } from '../../../../src/outputs/search/index-file.ts';
import {
  indexLocale,
  planLocale,
  searchCode,
  type IndexResult,
} from '../../../../src/outputs/search/index-locale.ts';
import { indexedRecord } from '../../../../src/outputs/search/indexed-record.ts';
import { createSearchPool, type SearchPool } from '../../../../src/outputs/search/pool.ts';
import type { SearchRecord } from '../../../../src/outputs/search/record.ts';
import { ShardCache } from '../../../../src/outputs/search/shard-cache.ts';
import { sampleRecords } from './sample.ts';

let folder: string;
let pool: SearchPool;
/** How many shards were indexed and not found in a cache. */
let indexed = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gazette-index-'));
  const own = createSearchPool(2);
  pool = {
    ...own,
    index: (job) => {
      indexed += 1;
      return own.index(job);
    },
  };
});
afterAll(async () => {
  await pool.close();
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

interface Edition {
  records: readonly SearchRecord[];
  out: string;
  home?: string;
  present?: ReadonlySet<string>;
  before?: IndexResult['indexes'];
}

async function index(
  lang: string,
  editions: Readonly<Record<string, Edition>>,
  cache = new ShardCache(path.join(folder, `cache-${Object.values(editions)[0]?.out ?? ''}`)),
): Promise<IndexResult[]> {
  return indexLocale(
    Object.entries(editions).map(
      ([audience, { records, out, home = `/${lang}/`, present, before }]) => ({
        audience,
        records: records.map((record) => indexedRecord(record, home)),
        outDir: path.join(folder, out),
        ...(present ? { present } : {}),
        ...(before ? { before } : {}),
      }),
    ),
    { lang, pool, cache },
  );
}

/** One edition, indexed with a cache of its own. */
async function indexOne(
  lang: string,
  records: readonly SearchRecord[],
  out: string,
  home?: string,
) {
  const [result] = await index(lang, { user: { records, out, ...(home ? { home } : {}) } });
  if (!result) throw new Error('no result');
  return result;
}

/** What the indexes of an index file begin with, unpacked. */
const metasOf = (json: string): string =>
  (JSON.parse(json) as IndexFile).starts
    .map(({ meta }) => gunzipSync(Buffer.from(meta, 'base64')).toString('latin1'))
    .join('\n');

/** Keys of the shards that an edition's indexes are made of. */
const shardsOf = (result: IndexResult | undefined): string[] =>
  (result?.indexes ?? []).flatMap(({ shards }) => shards);

const foldersIn = async (out: string): Promise<string[]> =>
  (await readdir(path.join(folder, out))).filter((name) => /^[0-9a-f]{16}$/.test(name));

describe('indexLocale', () => {
  it('writes the same bytes in another order, another folder, and from the cache', async () => {
    for (const lang of ['en', 'ja']) {
      // More than fit into files of their own.
      const records = sampleRecords(lang, 150);
      const cache = new ShardCache(path.join(folder, 'cache-same'));
      await index(lang, { user: { records, out: `${lang}/a` } }, cache);
      await indexOne(lang, [...records].reverse(), `${lang}/elsewhere/deep/b`);
      const before = indexed;
      await index(lang, { user: { records, out: `${lang}/c` } }, cache);
      expect(indexed).toBe(before);
      const first = await tree(path.join(folder, lang, 'a'));
      expect(await tree(path.join(folder, lang, 'elsewhere/deep/b'))).toEqual(first);
      expect(await tree(path.join(folder, lang, 'c'))).toEqual(first);
    }
  }, 60_000);

  it('publishes what the dialog loads and nothing else, and says what', async () => {
    const result = await indexOne('de', sampleRecords('de', 20), 'e');
    const files = await tree(path.join(folder, 'e'));
    const outside = [...files.keys()]
      .map((file) => file.split(path.sep).join('/'))
      .filter((file) => !/(?:\/fragment|^words)\//.test(file));
    expect(outside.map((file) => file.replace(/_[0-9a-f]+/, '_HASH'))).toEqual([
      'index.json',
      'pagefind.js',
    ]);
    expect(result).toEqual({
      audience: 'user',
      records: 20,
      files: files.size,
      paths: [...files.keys()].map((file) => file.split(path.sep).join('/')),
      indexes: [{ key: expect.stringMatching(/^[0-9a-f]{16}$/), shards: await foldersIn('e') }],
    });
    expect(shardsOf(result).length).toBe(1);
  });

  it('keeps headings as given, and addresses below the front page of their edition', async () => {
    const [record] = sampleRecords('en', 1);
    if (!record) throw new Error('no record');
    const url = '/base/de/admin/releases/%E8%A3%BD%E5%93%81/1.0.0%2Bb5/';
    await indexOne('en', [{ ...record, url }], 'f', '/base/de/admin/');
    const name = [...(await tree(path.join(folder, 'f'))).keys()].find((file) =>
      file.endsWith('.pf_fragment'),
    );
    const raw = gunzipSync(await readFile(path.join(folder, 'f', name ?? ''))).toString();
    const fragment: unknown = JSON.parse(raw.replace('pagefind_dcd', ''));
    expect(fragment).toMatchObject({
      url: '/releases/%E8%A3%BD%E5%93%81/1.0.0%2Bb5/',
      meta: { title: 'Atlas 1.0.0', kind: 'Release', version: '1.0.0' },
      filters: {},
      anchors: [{ id: 'rotate-keys', text: 'Rotate your keys' }],
    });
    await expect(indexOne('en', [{ ...record, url }], 'f', '/base/fr/')).rejects.toThrow(
      /not below \/base\/fr\//,
    );
  });

  it('counts a record that has nothing but its title', async () => {
    const [record] = sampleRecords('en', 1);
    if (!record) throw new Error('no record');
    const bare = { ...record, summary: '', sections: [] };
    const signs = { ...bare, url: '/en/signs/', title: '👍', summary: '— …' };
    expect(await indexOne('en', [bare, signs], 'g')).toMatchObject({ records: 2 });
  });

  it('takes away the index of before when there is nothing to find', async () => {
    await indexOne('en', sampleRecords('en', 5), 'h');
    expect(await indexOne('en', [], 'h')).toEqual({
      audience: 'user',
      records: 0,
      files: 0,
      paths: [],
      indexes: [],
    });
    await expect(readdir(path.join(folder, 'h'))).rejects.toThrow(/ENOENT/);
  });

  it('indexes once what two audiences have alike, each with its own addresses', async () => {
    const user = sampleRecords('en', 30);
    const admin = user.map((one) => ({ ...one, url: one.url.replace('/en/', '/en/admin/') }));
    const before = indexed;
    const [one, two] = await index('en', {
      user: { records: user, out: 'i/user' },
      admin: { records: admin, out: 'i/admin', home: '/en/admin/' },
    });
    expect(indexed).toBe(before + 1);
    expect(two?.indexes).toEqual(one?.indexes);
    expect(await tree(path.join(folder, 'i/admin'))).toEqual(
      await tree(path.join(folder, 'i/user')),
    );
  });

  it('writes no byte of one audience for another', async () => {
    // Enough for a shard that both have.
    const same = sampleRecords('en', 150, '', true).map((one) => ({
      ...one,
      summary: `${one.summary} ${'The same for both of them. '.repeat(60)}`,
    }));
    const [first, ...others] = same;
    if (!first) throw new Error('no record');
    const told = { id: 'told', heading: 'For admins', text: 'The wombat key.' };
    const longer = { ...first, sections: [told, ...first.sections] };
    const secret = sampleRecords('en', 151, '', true)
      .slice(150)
      .map((one) => ({
        ...one,
        title: 'Quokka',
        product: { id: 'quokka', title: 'Quokka' },
      }));
    const [user, admin] = await index('en', {
      user: { records: same, out: 'j/user' },
      admin: { records: [longer, ...others, ...secret], out: 'j/admin' },
    });
    const own = shardsOf(admin).filter((key) => !shardsOf(user).includes(key));
    expect(shardsOf(user).every((key) => shardsOf(admin).includes(key))).toBe(true);
    expect(own.length).toBe(1);
    const textOf = async (out: string): Promise<string> => {
      const all = [...(await tree(path.join(folder, out)))].map(([name, content]) => {
        const bytes = Buffer.from(content, 'base64');
        const begins = path.basename(name) === 'index.json' ? metasOf(bytes.toString()) : '';
        return name + begins + (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
      });
      return all.join('\n');
    };
    const [ours, theirs] = [await textOf('j/user'), await textOf('j/admin')];
    expect(theirs).toMatch(/quokka/i);
    expect(theirs).toMatch(/wombat/i);
    expect(ours).not.toMatch(/quokka|wombat/i);
    // One page is in parts: what all have, and what admins have beside it.
    const facets = JSON.parse(
      await readFile(path.join(folder, 'j/admin/index.json'), 'utf8'),
    ) as IndexFile;
    expect(facets.ids.filter((id) => typeof id !== 'number').length).toBe(1);
  }, 30_000);

  it('leaves the shards alone that are there, and makes a damaged one of the cache again', async () => {
    const cacheFolder = path.join(folder, 'cache-k');
    const records = sampleRecords('en', 20);
    await index('en', { user: { records, out: 'k' } }, new ShardCache(cacheFolder));
    const first = await tree(path.join(folder, 'k'));
    const present = new Set(first.keys());
    // Not those of which the name says nothing.
    const kept = [...first.keys()].filter((file) => file.includes('/'));
    expect(kept.length).toBeGreaterThan(2);
    for (const file of kept) await writeFile(path.join(folder, 'k', file), 'as it was left');
    const [again] = await index(
      'en',
      { user: { records, out: 'k', present } },
      new ShardCache(cacheFolder),
    );
    for (const file of kept) {
      expect(await readFile(path.join(folder, 'k', file), 'utf8')).toBe('as it was left');
    }
    expect(again?.paths).toEqual([...first.keys()].map((file) => file.split(path.sep).join('/')));

    const [name = ''] = (await readdir(cacheFolder)).filter((one) => one.endsWith('.shard'));
    const file = path.join(cacheFolder, name);
    const whole = await readFile(file);
    for (const damaged of [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 10),
      Buffer.alloc(0),
      Buffer.from(whole).fill(whole.at(-9)! ^ 1, whole.length - 9, whole.length - 8),
    ]) {
      await writeFile(file, damaged);
      const before = indexed;
      await index('en', { user: { records, out: 'k' } }, new ShardCache(cacheFolder));
      expect(indexed).toBe(before + 1);
      expect(await tree(path.join(folder, 'k'))).toEqual(first);
      expect(await readFile(file)).toEqual(whole);
    }
  }, 30_000);

  it('puts an edit into the index of before, with the bytes that all anew would have', async () => {
    // Enough for several shards.
    const records = sampleRecords('en', 150).map((one) => ({
      ...one,
      summary: `${one.summary} ${'Words that stand everywhere. '.repeat(150)}`,
    }));
    const cacheFolder = path.join(folder, 'cache-m');
    const [first] = await index('en', { user: { records, out: 'm' } }, new ShardCache(cacheFolder));
    expect(shardsOf(first).length).toBeGreaterThan(1);
    const edited = records.with(7, { ...records[7]!, summary: 'A quokka, edited.' });
    await indexOne('en', edited, 'n');
    const files = await tree(path.join(folder, 'n'));
    const [name = ''] = (await readdir(cacheFolder)).filter((one) => one.endsWith('.index'));
    const kept = path.join(cacheFolder, name);
    const whole = await readFile(kept);
    for (const bytes of [whole, whole.subarray(1), null]) {
      if (bytes === null) await rm(kept);
      else await writeFile(kept, bytes);
      const before = first?.indexes ?? [];
      await index(
        'en',
        { user: { records: edited, out: 'o', before } },
        new ShardCache(cacheFolder),
      );
      expect(await tree(path.join(folder, 'o'))).toEqual(files);
    }
  }, 30_000);

  it('fails with the locale that fails, and goes on with the next', async () => {
    await expect(indexOne('de', sampleRecords('en', 2), 'x', '/en/')).rejects.toThrow(
      /indexed 0 of 2 records in de/,
    );
    expect(await indexOne('en', sampleRecords('en', 2), 'y')).toMatchObject({ records: 2 });
  });
});

describe('ShardCache', () => {
  it('prunes what killed builds left, and keeps what was used', async () => {
    const own = path.join(folder, 'cache-prune');
    const cache = new ShardCache(own);
    await index('en', { user: { records: sampleRecords('en', 3), out: 'l' } }, cache);
    const used = await readdir(own);
    expect(used.map((name) => path.extname(name)).sort()).toEqual(['.index', '.shard']);
    await mkdir(path.join(own, 'making-999999999-x'));
    await mkdir(path.join(own, `making-${process.pid}-x`));
    await writeFile(path.join(own, 'of-another-version'), '');
    await writeFile(path.join(own, '0123456789abcdef.shard'), 'the last one, not used');
    await writeFile(path.join(own, '0123456789abcdef.index'), 'the last one, not used');
    await cache.prune();
    expect(new Set(await readdir(own))).toEqual(
      new Set(['0123456789abcdef.shard', ...used, `making-${process.pid}-x`]),
    );
  });
});

describe('planLocale', () => {
  it('has other keys throughout when the code that makes a shard is another', async () => {
    const copy = path.join(folder, 'code');
    const own = path.resolve(import.meta.dirname, '../../../../src/outputs/search');
    await cp(own, copy, { recursive: true });
    const records = sampleRecords('en', 30).map((record) => indexedRecord(record, '/en/'));
    const keys = (): string[] =>
      planLocale(
        [
          { audience: 'user', records: records.slice(0, 20) },
          { audience: 'admin', records },
        ],
        'en',
        searchCode(copy),
      ).map(({ key }) => key);
    const before = keys();
    expect(before.length).toBeGreaterThan(1);
    expect(searchCode(copy)).toBe(searchCode());
    await appendFile(path.join(copy, 'document.ts'), '\n');
    const after = keys();
    expect(after).toHaveLength(before.length);
    expect(after.filter((key) => before.includes(key))).toEqual([]);
  });
});
