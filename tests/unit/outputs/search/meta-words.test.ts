import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openEngine } from '../../../../src/components/search/engine.ts';
import type { IndexFiles } from '../../../../src/components/search/indexes.ts';
import { indexLocale } from '../../../../src/outputs/search/index-locale.ts';
import { indexedRecord } from '../../../../src/outputs/search/indexed-record.ts';
import { metaCutter, withShownMeta } from '../../../../src/outputs/search/meta-words.ts';
import { createSearchPool } from '../../../../src/outputs/search/pool.ts';
import type { SearchRecord } from '../../../../src/outputs/search/record.ts';
import { ShardCache } from '../../../../src/outputs/search/shard-cache.ts';

const metaOf = (value: string): string =>
  `<i data-pagefind-meta="title[data-v]" data-v="${value}"></i><p>監査ログ</p>`;

describe('metaCutter', () => {
  const cut = metaCutter('ja-JP');

  it('puts spaces between the words of metadata, and leaves text alone', () => {
    expect(cut?.(metaOf('「監査ログ」の保存期間'))).toEqual({
      html: metaOf('監査 ログ の 保存 期間'),
      values: [{ name: 'title', cut: '監査 ログ の 保存 期間', shown: '「監査ログ」の保存期間' }],
    });
  });

  it('leaves alone what has words already, or none', () => {
    for (const value of ['4.2.1', 'Atlas 4.2.1', '— …', '👍']) {
      expect(cut?.(metaOf(value))).toEqual({ html: metaOf(value), values: [] });
    }
  });

  it('keeps what is one word in the search too, and signs as they were written', () => {
    const { html, values } = cut?.(metaOf('v1.2.3でA&amp;B「&lt;foo.bar&gt;」🎉')) ?? {};
    expect(html).toBe(metaOf('v1.2.3 で A B foo.bar 🎉'));
    expect(values?.[0]?.shown).toBe('v1.2.3でA&B「<foo.bar>」🎉');
  });

  it('is for languages that are cut', () => {
    expect(['en', 'de', 'ko', 'ar'].map(metaCutter)).toEqual([null, null, null, null]);
    expect(['zh-Hant', 'th'].map((lang) => metaCutter(lang) !== null)).toEqual([true, true]);
  });
});

describe('withShownMeta', () => {
  const values = [{ name: 'title', cut: '監査 ログ', shown: '監査ログ' }];

  it('gives readers what was written, and all else as it is', () => {
    expect(
      withShownMeta('{"url":"/a/","content":"x","meta":{"kind":"k","title":"監査 ログ"}}', values),
    ).toBe('{"url":"/a/","content":"x","meta":{"kind":"k","title":"監査ログ"}}');
  });

  it('refuses what Pagefind was not given', () => {
    for (const meta of ['{"title":"監査ログ"}', '{}']) {
      expect(() => withShownMeta(`{"url":"/a/","meta":${meta}}`, values)).toThrow(
        /another title of \/a\//,
      );
    }
  });
});

describe('a title in a language without spaces', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gazette-meta-'));
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  const recordOf = (lang: string, name: string, title: string): SearchRecord => ({
    url: `/${lang}/${name}/`,
    title,
    lang,
    kind: 'doc',
    kindLabel: 'Doc',
    product: null,
    version: null,
    types: [],
    modules: [],
    date: null,
    state: null,
    summary: 'Atlas',
    sections: [],
  });

  it.each([
    ['ja', '「監査ログ」の保存期間', ['監査', 'ログ', '保存期間', '期間'], '復旧手順の変更'],
    ['zh', '更改审计日志的保留期限', ['日志', '保留', '期限'], '恢复步骤'],
    ['th', 'การตั้งค่าบัญชี', ['ตั้งค่า', 'บัญชี'], 'แผนภูมิใหม่'],
  ])(
    'is found by its words, and read as it was written (%s)',
    async (lang, title, words, other) => {
      const outDir = path.join(folder, lang, 'pagefind');
      const pool = createSearchPool(1);
      try {
        const records = [recordOf(lang, 'wanted', title), recordOf(lang, 'other', other)];
        const cache = new ShardCache(path.join(folder, 'cache'));
        await indexLocale(
          [
            {
              audience: 'user',
              records: records.map((record) => indexedRecord(record, `/${lang}/`)),
              outDir,
            },
          ],
          { lang, pool, cache },
        );
      } finally {
        await pool.close();
      }
      vi.spyOn(globalThis, 'fetch').mockImplementation(async (address) => {
        const file = path.join(folder, (address as string).replace(/\?.*/, ''));
        return new Response(new Uint8Array(await readFile(file)));
      });
      const files = {
        module: (await import(
          /* @vite-ignore */ pathToFileURL(path.join(outDir, 'pagefind.js')).href
        )) as IndexFiles['module'],
        index: JSON.parse(await readFile(path.join(outDir, 'index.json'), 'utf8')) as unknown,
      } as IndexFiles;
      const engine = await openEngine(files, `/${lang}/pagefind/`, lang);
      for (const text of words) {
        const { pages } = await engine.ask({ text, chosen: new Map(), order: 'match' });
        const found = await Promise.all(pages.map((page) => page.data()));
        expect(
          found.map(({ url, meta }) => [url, meta['title']]),
          text,
        ).toEqual([[`/${lang}/wanted/`, title]]);
      }
    },
  );
});
