import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { gunzipSync } from 'node:zlib';
import type { close, createIndex } from 'pagefind';
import { compareText } from '../../model/finding.ts';
import { packFragments, unpackedText } from './fragments.ts';
import { withShownMeta, type MetaValue } from './meta-words.ts';
import { readMeta } from './packed-meta.ts';
import type { BundleFile, ShardBundle } from './shard-bundle.ts';
import { withoutSignature } from './signature.ts';

/** A page as the indexer takes it. */
export interface ShardPage {
  readonly path: string;
  readonly html: string;
  /** Metadata that readers are to see otherwise than the page has it. */
  readonly meta?: readonly MetaValue[];
}

/** Pagefind's module for Node. Each instance of it has one process. */
export interface Pagefind {
  readonly createIndex: typeof createIndex;
  readonly close: typeof close;
}

/** What Pagefind brings for interfaces of its own; ours needs the engine and the index only. */
const UNUSED = /^pagefind-(?:ui|modular-ui|component-ui|highlight|worker)\./;

/** Pagefind puts the texts of several pages into one file above a number of pages: `fragments.ts` does so by size. */
const MAX_FRAGMENTS = 1_000_000;

/**
 * How many places of words one file of the index has. It can be told by the environment only. Files are merged
 * with those of other shards before anybody reads them; so many are written soonest.
 */
const CHUNK_SIZE = '3000';
const CHUNK_VARIABLE = 'PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE';

/** A process that has indexed so many characters is ended: its memory grows with what it has seen. */
const MOST_SEEN = 3_000_000;

/** A process of Pagefind's, which starts when it is needed and indexes shards one after the other. */
export class Indexer {
  readonly #pagefind: Pagefind;
  #prepared: Started | null = null;
  /** Done when one is put away that ended before it was asked for anything. */
  #isPutAway: Promise<void> = Promise.resolve();
  #ended: Promise<never> | null = null;
  #seen = 0;

  /** @param pagefind an instance of the module that nothing else uses */
  constructor(pagefind: Pagefind) {
    this.#pagefind = pagefind;
  }

  /** Starts the process for what will be indexed, where there is none: it takes as long as a few pages. */
  prepare(): void {
    if (this.#ended !== null) return;
    const prepared = this.#start();
    this.#prepared = prepared;
    prepared.ended.catch(() => {
      // Nothing is lost with it: another is started when it is needed.
      if (this.#prepared === prepared) this.#isPutAway = this.close();
    });
  }

  /**
   * Indexes pages. The same pages in the same order give the same bytes.
   *
   * @param size of the pages, in characters
   * @throws Error when Pagefind refuses a page or leaves one out, or its process ends before it has answered
   */
  async index(pages: readonly ShardPage[], lang: string, size: number): Promise<ShardBundle> {
    await this.#isPutAway;
    try {
      const { started, ended } = this.#prepared ?? this.#start();
      this.#prepared = null;
      const bundle = await Promise.race([index(pages, lang, started), ended]);
      this.#seen += size;
      if (this.#seen >= MOST_SEEN) await this.close();
      return bundle;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Ends the process; another is started when it is needed. */
  async close(): Promise<void> {
    this.#prepared = null;
    this.#ended = null;
    this.#seen = 0;
    await this.#pagefind.close();
  }

  #start(): Started {
    const { started, ended } = start(this.#pagefind);
    this.#ended ??= ended;
    return { started, ended: this.#ended };
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
  await index.deleteIndex();
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
    const started = pagefind.createIndex({ maxFragments: MAX_FRAGMENTS });
    // Of one that is prepared nobody may ever ask.
    started.catch(() => undefined);
    return { started, ended };
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
  const begins = all.find(({ path }) => path.endsWith('.pf_meta'));
  if (!begins) throw new Error(`Pagefind wrote no beginning for ${lang}.`);
  const texts = new Map(
    all.flatMap(({ path, content }) => {
      const id = FRAGMENT.exec(path)?.[1];
      return id === undefined ? [] : [[id, content] as const];
    }),
  );
  const { pages: known } = readMeta(withoutSignature(gunzipSync(begins.content)));
  const fragments = packFragments(
    known.map(({ id }, at) => {
      const packed = texts.get(id);
      if (packed === undefined) throw new Error(`Pagefind wrote no text for page ${id}.`);
      const { meta = [] } = pages[at] ?? {};
      if (meta.length === 0) return { packed };
      return { packed, text: withShownMeta(unpackedText(packed), meta) };
    }),
  );
  const rest = all.filter((file) => !engine.includes(file) && !NOT_KEPT.test(file.path));
  return { files: [...fragments.files, ...rest], engine, packs: fragments.packs };
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
/** What stands in the bundle otherwise, or is for other languages. */
const NOT_KEPT = /^(?:fragment\/|wasm\.)/;
