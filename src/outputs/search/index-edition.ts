import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { compareText } from '../../model/finding.ts';
import { searchDocuments } from './document.ts';
import type { SearchRecord } from './record.ts';

export interface IndexTarget {
  /** BCP 47 tag; decides word endings and how text without spaces is cut into words. */
  lang: string;
  /** The folder of the index, replaced as a whole. */
  outDir: string;
}

export interface IndexResult {
  records: number;
  files: number;
  bytes: number;
}

/** What Pagefind brings for interfaces of its own; ours needs the engine and the index only. */
const UNUSED = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\./;

/**
 * Above so many pages, Pagefind puts the texts of several into one file: a host counts and uploads
 * files, and a reader who is shown eight results still loads little.
 */
const MAX_FRAGMENTS = 400;

/**
 * Indexes the records of one edition with Pagefind and writes what a browser needs to search them.
 * The same records give the same bytes, whatever their order and wherever they are written.
 * Without records nothing is written, since Pagefind can't open an empty index.
 *
 * @throws Error when Pagefind refuses a document or leaves one out
 */
export async function indexEdition(
  records: readonly SearchRecord[],
  { lang, outDir }: IndexTarget,
): Promise<IndexResult> {
  const documents = searchDocuments(records, lang);
  await rm(outDir, { recursive: true, force: true });
  if (documents.length === 0) return { records: 0, files: 0, bytes: 0 };

  const { index, errors } = await createIndex({ maxFragments: MAX_FRAGMENTS });
  if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  try {
    // The process takes messages in the order of their sending, which decides the numbers of the
    // documents; sending on without waiting for each answer halves the time.
    await Promise.all(
      documents.map(async ({ url, html }) => {
        const added = await index.addHTMLFile({ url, content: html });
        if (added.errors.length > 0) {
          throw new Error(`Pagefind refused ${url}: ${added.errors.join('; ')}`);
        }
      }),
    );
    const built = await index.getFiles();
    if (built.errors.length > 0) {
      throw new Error(`Pagefind could not build the index: ${built.errors.join('; ')}`);
    }
    const engine = engineOf(built.files, documents.length, outDir);
    const files = built.files
      .filter((file) => !UNUSED.test(file.path))
      .filter((file) => !file.path.startsWith('wasm.') || file.path === engine)
      .sort((a, b) => compareText(a.path, b.path));

    const folders = new Set(files.map((file) => dirname(join(outDir, file.path))));
    for (const folder of folders) await mkdir(folder, { recursive: true });
    let bytes = 0;
    for (const file of files) {
      bytes += file.content.byteLength;
      await writeFile(join(outDir, file.path), file.content);
    }
    return { records: documents.length, files: files.length, bytes };
  } finally {
    await index.deleteIndex();
    // Its process keeps the memory of every index that it made; starting another costs 50 ms.
    await closeIndexer();
  }
}

/** Ends the indexing process that `indexEdition` started in this thread. */
export async function closeIndexer(): Promise<void> {
  await close();
}

/**
 * The name of the one WebAssembly file that the index loads: its language's, or the plain one where
 * Pagefind knows no word endings. Pagefind skips what it takes for no page without an error and says
 * only in its entry file how many it kept, so this counts them.
 */
function engineOf(
  files: readonly { path: string; content: Uint8Array }[],
  expected: number,
  outDir: string,
): string {
  const entry = files.find((file) => file.path === 'pagefind-entry.json');
  if (!entry) throw new Error(`Pagefind wrote no entry file for ${outDir}.`);
  const { languages } = JSON.parse(new TextDecoder().decode(entry.content)) as {
    languages: Record<string, { page_count: number; wasm: string | null }>;
  };
  const [language, ...others] = Object.values(languages);
  if (language?.page_count !== expected || others.length > 0) {
    throw new Error(
      `Pagefind indexed ${language?.page_count ?? 0} of ${expected} records for ${outDir}, in ${others.length + 1} languages.`,
    );
  }
  return `wasm.${language.wasm ?? 'unknown'}.pagefind`;
}
