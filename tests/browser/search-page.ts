import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { settingsJson } from '../../src/components/search/settings.ts';
import { createTranslate } from '../../src/language/strings.ts';
import { indexLocale, type IndexResult } from '../../src/outputs/search/index-locale.ts';
import { indexedRecord } from '../../src/outputs/search/indexed-record.ts';
import { createSearchPool } from '../../src/outputs/search/pool.ts';
import { ShardCache } from '../../src/outputs/search/shard-cache.ts';
import type { SearchRecord } from '../../src/outputs/search/record.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const component = path.join(root, 'src/components/search');

/** Bundles the dialog's script and copies its styles into `folder/assets`. */
export async function writeAssets(folder: string): Promise<void> {
  await build({
    root: component,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: path.join(folder, 'assets'),
      emptyOutDir: false,
      modulePreload: false,
      rollupOptions: {
        input: path.join(component, 'open.ts'),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  const layers = { 'gazette.tokens': 'tokens', 'gazette.base': 'base' };
  const css = ['@layer gazette.tokens, gazette.base, gazette.parts;'];
  for (const [layer, name] of Object.entries(layers)) {
    const rules = await readFile(path.join(root, `src/styles/${name}.css`), 'utf8');
    css.push(`@layer ${layer} {${rules}}`);
  }
  css.push(await readFile(path.join(component, 'search.css'), 'utf8'));
  await writeFile(path.join(folder, 'assets/search.css'), css.join('\n'));
}

/** An edition for a page of its own. */
export interface SearchPage {
  readonly audience: string;
  /** Address of the page: `/de/`, `/de/admin/`. */
  readonly home: string;
  readonly records: readonly SearchRecord[];
}

/** Writes a page with the search dialog, and the index of `records` beside it, as `/<lang>/`. */
export async function writeSearchPage(
  folder: string,
  lang: string,
  records: readonly SearchRecord[],
): Promise<void> {
  await writeSearchPages(folder, lang, [{ audience: 'user', home: `/${lang}/`, records }]);
}

/**
 * Writes a page with the search dialog for each edition of a locale, and its index beside it. The markup is that
 * of the component's own file, with its expressions filled in.
 */
export async function writeSearchPages(
  folder: string,
  lang: string,
  editions: readonly SearchPage[],
): Promise<IndexResult[]> {
  const strings: unknown = JSON.parse(
    await readFile(path.join(root, `locales/${lang}/search.json`), 'utf8'),
  );
  const t = createTranslate(lang, { search: strings });
  const source = await readFile(path.join(component, 'SearchDialog.astro'), 'utf8');
  for (const { home, records } of editions) {
    const settings = settingsJson(t, records.length > 0 ? `${home}pagefind/` : '', lang);
    const dialog = source
      .slice(source.indexOf('<dialog'), source.indexOf('</dialog>') + '</dialog>'.length)
      .replace(/is:inline\s*/, '')
      .replace(/\s*set:html=\{settingsJson\([^}]*\)\}\s*\/>/, () => `>${settings}</script>`)
      .replace(/=\{t\('([^']+)'\)\}/g, (_, key: string) => `="${t(key)}"`)
      .replace(/\{t\('([^']+)'\)\}/g, (_, key: string) => t(key));
    if (/[{]t\(|set:html/.test(dialog))
      throw new Error('An expression of the component is left over');
    await mkdir(path.join(folder, home), { recursive: true });
    await writeFile(
      path.join(folder, home, 'index.html'),
      `<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><title>Search</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/assets/search.css"></head>
<body><main><h1>Page</h1><button type="button" data-search-open>Search</button>
<label>Name <input id="name"></label></main>
${dialog}
<script type="module" src="/assets/open.js"></script></body></html>`,
    );
  }
  const pool = createSearchPool(2);
  try {
    const cache = new ShardCache(path.join(folder, '.cache'));
    return await indexLocale(
      editions.map(({ audience, home, records }) => ({
        audience,
        records: records.map((record) => indexedRecord(record, home)),
        outDir: path.join(folder, home, 'pagefind'),
      })),
      { lang, pool, cache },
    );
  } finally {
    await pool.close();
  }
}
