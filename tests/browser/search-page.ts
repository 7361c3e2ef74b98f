import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { settingsJson } from '../../src/components/search/settings.ts';
import { createTranslate } from '../../src/language/strings.ts';
import { indexLocale } from '../../src/outputs/search/index-locale.ts';
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

/**
 * Writes a page with the search dialog, and the index of `records` beside it, as `/<lang>/`. The
 * markup is that of the component's own file, with its expressions filled in.
 */
export async function writeSearchPage(
  folder: string,
  lang: string,
  records: readonly SearchRecord[],
): Promise<void> {
  const strings: unknown = JSON.parse(
    await readFile(path.join(root, `locales/${lang}/search.json`), 'utf8'),
  );
  const t = createTranslate(lang, { search: strings });
  const hasIndex = records.length > 0;
  const settings = settingsJson(t, hasIndex ? `/${lang}/pagefind/` : '', lang);
  const source = await readFile(path.join(component, 'SearchDialog.astro'), 'utf8');
  const dialog = source
    .slice(source.indexOf('<dialog'), source.indexOf('</dialog>') + '</dialog>'.length)
    .replace(/is:inline\s*/, '')
    .replace(/\s*set:html=\{settingsJson\([^}]*\)\}\s*\/>/, () => `>${settings}</script>`)
    .replace(/=\{t\('([^']+)'\)\}/g, (_, key: string) => `="${t(key)}"`)
    .replace(/\{t\('([^']+)'\)\}/g, (_, key: string) => t(key));
  if (/[{]t\(|set:html/.test(dialog))
    throw new Error('An expression of the component is left over');
  await mkdir(path.join(folder, lang), { recursive: true });
  await writeFile(
    path.join(folder, lang, 'index.html'),
    `<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><title>Search</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/assets/search.css"></head>
<body><main><h1>Page</h1><button type="button" data-search-open>Search</button>
<label>Name <input id="name"></label></main>
${dialog}
<script type="module" src="/assets/open.js"></script></body></html>`,
  );
  const edition = {
    audience: 'user',
    records: records.map((record) => indexedRecord(record, `/${lang}/`)),
    outDir: path.join(folder, lang, 'pagefind'),
  };
  const pool = createSearchPool(2);
  try {
    const cache = new ShardCache(path.join(folder, '.cache'));
    await indexLocale([edition], { lang, pool, cache });
  } finally {
    await pool.close();
  }
}
