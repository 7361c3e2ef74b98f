import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { gunzipSync } from 'node:zlib';
import type { close, createIndex } from 'pagefind';
import { compareText } from '../../model/finding.ts';
import type { BundleFile, ShardBundle } from './shard-bundle.ts';

/** A page as the indexer takes it. */
export interface ShardPage {
  readonly path: string;
  readonly html: string;
}

/** Pagefind's module for Node. Each instance of it has one process. */
export interface Pagefind {
  readonly createIndex: typeof createIndex;
  readonly close: typeof close;
}

/** What Pagefind brings for interfaces of its own; ours needs the engine and the index only. */
const UNUSED = /^pagefind-(?:ui|modular-ui|component-ui|highlight|worker)\./;

/**
 * Above so many pages, Pagefind puts the texts of several into one file: a host counts and uploads
 * files, and a reader who is shown eight results still loads little.
 */
const MAX_FRAGMENTS = 250;

/**
 * How many places of words one file of the index has. A reader fetches one file from each shard for
 * each word, so they are smaller than Pagefind's own 20,000. It can be told by the environment only.
 */
const CHUNK_SIZE = '3000';
const CHUNK_VARIABLE = 'PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE';

/**
 * Indexes pages with Pagefind. The same pages in the same order give the same bytes.
 *
 * @throws Error when Pagefind refuses a page or leaves one out, or its process ends before it has answered
 */
export async function indexShard(
  pages: readonly ShardPage[],
  lang: string,
  pagefind: Pagefind,
): Promise<ShardBundle> {
  const { started, ended } = start(pagefind);
  try {
    return await Promise.race([index(pages, lang, started), ended]);
  } finally {
    // Its process keeps the memory of every index that it made; starting another costs little.
    await pagefind.close();
  }
}

async function index(
  pages: readonly ShardPage[],
  lang: string,
  started: ReturnType<Pagefind['createIndex']>,
): Promise<ShardBundle> {
  const { index, errors } = await started;
  if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  // The process takes messages in the order of their sending, which decides the numbers of the
  // pages; sending on without waiting for each answer halves the time.
  await Promise.all(
    pages.map(async ({ path, html }) => {
      const added = await index.addHTMLFile({ url: path, content: html });
      if (added.errors.length > 0) {
        throw new Error(`Pagefind refused ${path}: ${added.errors.join('; ')}`);
      }
    }),
  );
  // Hundreds of small files each, which take longer to write and read than to send.
  const made = await index.getFiles();
  if (made.errors.length > 0) {
    throw new Error(`Pagefind could not build the index: ${made.errors.join('; ')}`);
  }
  return bundleOf(made.files, pages, lang);
}

/** Where Node tells of every process that this one starts. */
const PROCESSES = 'child_process';

interface Started {
  readonly started: ReturnType<Pagefind['createIndex']>;
  /** Rejects when the process is gone. */
  readonly ended: Promise<never>;
}

/**
 * Starts the process, which reads its environment when it starts. Pagefind hands it out to nobody, and waits
 * for its answers for ever when it is killed, so it is looked at where Node tells of it.
 */
function start(pagefind: Pagefind): Started {
  const before = process.env[CHUNK_VARIABLE];
  process.env[CHUNK_VARIABLE] = CHUNK_SIZE;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  // Whoever is done before is not told.
  ended.catch(() => undefined);
  const look = (message: unknown): void => {
    // Its last answers may still be on their way when it has ended; when all is closed, none are.
    (message as { process: ChildProcess }).process.once('close', (code, signal) =>
      reject(
        new Error(
          `Pagefind's process ended before the search was indexed (${signal ?? `exit ${code}`}). Is there enough memory?`,
        ),
      ),
    );
  };
  subscribe(PROCESSES, look);
  try {
    return { started: pagefind.createIndex({ maxFragments: MAX_FRAGMENTS }), ended };
  } finally {
    unsubscribe(PROCESSES, look);
    if (before === undefined) delete process.env[CHUNK_VARIABLE];
    else process.env[CHUNK_VARIABLE] = before;
  }
}

function bundleOf(
  made: readonly BundleFile[],
  pages: readonly ShardPage[],
  lang: string,
): ShardBundle {
  const all = made
    .filter(({ path }) => !UNUSED.test(path))
    .sort((a, b) => compareText(a.path, b.path));

  const wasm = engineName(all, pages.length, lang);
  const engine = all.filter(({ path }) => path === 'pagefind.js' || path === wasm);
  const files = all.filter(({ path }) => path !== 'pagefind.js' && !path.startsWith('wasm.'));
  const ids = new Map(files.flatMap(idsOf).sort(([a], [b]) => compareText(a, b)));
  const lost = pages.find(({ path }) => !ids.has(path));
  if (lost) throw new Error(`Pagefind has no page ${lost.path}.`);
  return { files, engine, ids };
}

/**
 * The name of the one WebAssembly file that the index loads: its language's, or the plain one where
 * Pagefind knows no word endings. Pagefind skips what it takes for no page without an error and says
 * only in its entry file how many it kept, so this counts them.
 */
function engineName(files: readonly BundleFile[], expected: number, lang: string): string {
  const entry = files.find((file) => file.path === 'pagefind-entry.json');
  if (!entry) throw new Error(`Pagefind wrote no entry file for ${lang}.`);
  const { languages } = JSON.parse(new TextDecoder().decode(entry.content)) as {
    languages: Record<string, { page_count: number; wasm: string | null }>;
  };
  const language = languages[lang.toLowerCase()];
  if (language?.page_count !== expected) {
    throw new Error(
      `Pagefind indexed ${language?.page_count ?? 0} of ${expected} records in ${lang}.`,
    );
  }
  return `wasm.${language.wasm ?? 'unknown'}.pagefind`;
}

const FRAGMENT = /^fragment\/(.*)\.pf_fragment$/;
const SIGNATURE = 'pagefind_dcd';

/** Paths and ids of the pages whose texts are in a file: of one, or of several by their ids. */
function idsOf({ path, content }: BundleFile): [path: string, id: string][] {
  const name = FRAGMENT.exec(path)?.[1];
  if (name === undefined) return [];
  const text = gunzipSync(content).toString();
  const data = JSON.parse(text.startsWith(SIGNATURE) ? text.slice(SIGNATURE.length) : text) as
    { url: string } | Record<string, { url: string }>;
  if (typeof data['url'] === 'string') return [[data['url'], name]];
  return Object.entries(data as Record<string, { url: string }>).map(([id, { url }]) => [url, id]);
}
