import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText } from '../../model/finding.ts';
import { codeDigest } from '../code-digest.ts';
import { searchDocument } from './document.ts';
import { engineModule } from './engine-module.ts';
import { facetsFile, type FacetPage } from './facets.ts';
import { INDEX, type IndexFile, type IndexStart } from './index-file.ts';
import type { IndexedRecord } from './indexed-record.ts';
import type { ShardPage } from './index-shard.ts';
import { cutterVersion, isCutIntoWords, metaCutter } from './meta-words.ts';
import type { SearchPool } from './pool.ts';
import {
  mergeShards,
  MOST_PATCHED,
  type MergedBefore,
  type MergedIndex,
  type NamedShard,
} from './merge-shards.ts';
import type { ShardBundle } from './shard-bundle.ts';
import type { ShardCache } from './shard-cache.ts';
import { divideIntoShards, type Shard } from './shards.ts';

/** What of an audience's edition is indexed, and where to. */
export interface SearchEdition {
  readonly audience: string;
  readonly records: readonly IndexedRecord[];
  /** The folder of its index. */
  readonly outDir: string;
  /**
   * Files that `outDir` has already, as an earlier build left them: those that are named by what is in them
   * stay. When not given, the folder is replaced as a whole.
   */
  readonly present?: ReadonlySet<string>;
  /** Its indexes as an earlier build merged them. */
  readonly before?: readonly MadeIndex[];
}

/** An index with the shards that it was merged of, in their order: by their keys. */
export interface MadeIndex {
  readonly key: string;
  readonly shards: readonly string[];
}

export interface IndexOptions {
  /** BCP 47 tag; decides word endings and how text without spaces is cut into words. */
  readonly lang: string;
  readonly pool: SearchPool;
  readonly cache: ShardCache;
}

/** What became of an edition's records. */
export interface IndexResult {
  readonly audience: string;
  readonly records: number;
  readonly files: number;
  /** Every file of the index below `outDir`, those that were there already too. */
  readonly paths: readonly string[];
  /** What a reader searches. */
  readonly indexes: readonly MadeIndex[];
}

/**
 * The shards of a locale's editions, without making them: what is indexed anew when their keys differ
 * from those of an earlier build.
 *
 * @param code what makes them (`searchCode`)
 */
export function planLocale(
  editions: readonly Pick<SearchEdition, 'audience' | 'records'>[],
  lang: string,
  code = searchCode(),
): Shard[] {
  // Another Node may cut words otherwise.
  const cutter = isCutIntoWords(lang) ? `\n${cutterVersion()}` : '';
  return divideIntoShards(editions, `${code}\n${lang}${cutter}`);
}

/**
 * Indexes the records of one locale's editions and writes what a browser needs to search them. The same
 * records give the same bytes, whatever their order and whatever the cache has. Without
 * records nothing is written, since Pagefind can't open an empty index.
 *
 * @throws Error when two records of an edition have one address, and as `indexShard` does
 */
export async function indexLocale(
  editions: readonly SearchEdition[],
  { lang, pool, cache }: IndexOptions,
): Promise<IndexResult[]> {
  for (const { outDir, present } of editions) {
    if (present === undefined) await rm(outDir, { recursive: true, force: true });
  }
  const writers = new Map(
    editions.map((edition) => [edition.audience, new EditionWriter(edition)]),
  );
  const code = searchCode();
  const indexes = indexesOf(planLocale(editions, lang, code));
  const made = new Map<string, Promise<ShardBundle>>();
  const saving: Promise<void>[] = [];
  const save = (kept: Promise<void>): void => {
    // Waited for at the end, where its failure is told.
    kept.catch(() => undefined);
    saving.push(kept);
  };
  // Editions that are alike throughout have one index, and shards of one key are made once.
  const bundleOf = (shard: Shard): Promise<ShardBundle> => {
    const bundle = made.get(shard.key) ?? keptOrMade(shard, lang, pool, cache, save);
    made.set(shard.key, bundle);
    return bundle;
  };
  const indexed = indexes.map(async ({ key, audiences, shards }) => {
    const [named, before] = await Promise.all([
      allDone(
        shards.map(async (shard): Promise<NamedShard> => {
          const bundle = await bundleOf(shard);
          for (const audience of audiences) writers.get(audience)?.addShard(shard.key, bundle);
          return { key: shard.key, bundle };
        }),
      ),
      // There is time to read it while shards are indexed.
      mergedBefore(shards, editions, cache),
    ]);
    const { index, kept } = await mergeShards(named, code, before);
    if (kept !== before?.kept) save(cache.putIndex(key, kept));
    for (const audience of audiences) writers.get(audience)?.addIndex(key, shards, index);
  });
  try {
    await allDone(indexed);
  } finally {
    await Promise.allSettled(saving);
  }
  await Promise.all(saving);
  return [...writers.values()].map((writer) => writer.finish());
}

/** What came of all; fails when all are done, and one of them failed: nothing is written any more then. */
async function allDone<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** What readers search at once: shards that the same audiences have. */
interface PlannedIndex {
  readonly key: string;
  readonly audiences: Set<string>;
  readonly shards: Shard[];
}

function indexesOf(shards: readonly Shard[]): PlannedIndex[] {
  const indexes = new Map<string, PlannedIndex>();
  for (const shard of shards) {
    const { index: key, audiences } = shard;
    const index = indexes.get(key) ?? { key, audiences: new Set(), shards: [] };
    indexes.set(key, index);
    if (!index.shards.some((other) => other.key === shard.key)) index.shards.push(shard);
    for (const audience of audiences) index.audiences.add(audience);
  }
  return [...indexes.values()];
}

async function keptOrMade(
  shard: Shard,
  lang: string,
  pool: SearchPool,
  cache: ShardCache,
  save: (kept: Promise<void>) => void,
): Promise<ShardBundle> {
  const kept = await cache.get(shard.key);
  if (kept !== null) return kept;
  const bundle = await pool.index({
    size: shard.size,
    group: shard.index,
    lang,
    pages: () => {
      const cut = metaCutter(lang);
      return Promise.all(
        shard.pages.map(async ({ record, units }): Promise<ShardPage> => {
          const { path } = record;
          const html = searchDocument(await record.html(), units);
          if (cut === null) return { path, html };
          const { html: page, values } = cut(html);
          return { path, html: page, meta: values };
        }),
      );
    },
  });
  save(cache.put(shard.key, bundle));
  return bundle;
}

/** The index of before that is most like one; null for none. */
async function mergedBefore(
  shards: readonly Shard[],
  editions: readonly SearchEdition[],
  cache: ShardCache,
): Promise<MergedBefore | null> {
  const goneOf = ({ shards: keys }: MadeIndex): string[] =>
    keys.filter((key, at) => key !== shards[at]?.key);
  const [like] = editions
    .flatMap(({ before = [] }) => before)
    .filter((index) => index.shards.length === shards.length)
    .sort((a, b) => goneOf(a).length - goneOf(b).length);
  const kept = like === undefined ? null : await cache.getIndex(like.key);
  if (like === undefined || kept === null) return null;
  const gone = goneOf(like);
  const read = gone.length > MOST_PATCHED ? [] : gone.map((key) => [key, cache.get(key)] as const);
  const known = new Map(read);
  return { kept, shard: (key) => known.get(key) ?? cache.get(key) };
}

/** Writes one edition's indexes as they come. */
class EditionWriter {
  readonly #edition: SearchEdition;
  readonly #starts = new Map<string, IndexStart>();
  /** Numbers of the parts of each page, by index. */
  readonly #ids = new Map<string, Map<string, number>>();
  readonly #written = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #shards = new Set<string>();
  #engine: ShardBundle['engine'] = [];

  constructor(edition: SearchEdition) {
    this.#edition = edition;
  }

  /** The texts of a shard's pages. */
  addShard(key: string, { files, engine }: ShardBundle): void {
    if (this.#shards.has(key)) return;
    this.#shards.add(key);
    this.#engine = engine;
    for (const { path, content } of files) {
      if (path.startsWith('fragment/')) this.#named(`${key}/${path}`, () => content);
    }
  }

  addIndex(key: string, shards: readonly Shard[], { start, files }: MergedIndex): void {
    this.#starts.set(key, start);
    shards
      .flatMap(({ pages }) => pages)
      .forEach(({ record: { path } }, number) => {
        this.#ids.set(path, (this.#ids.get(path) ?? new Map<string, number>()).set(key, number));
      });
    for (const { path, content } of files) this.#named(path, content);
  }

  finish(): IndexResult {
    const { audience, records } = this.#edition;
    if (records.length > 0) {
      const keys = [...this.#starts.keys()].sort(compareText);
      const pages = records.map(({ path, facets }): FacetPage => {
        const ids = this.#ids.get(path);
        if (ids === undefined) throw new Error(`No shard has the search record of ${path}.`);
        return { path, facets, ids };
      });
      const starts = keys.flatMap((key) => this.#starts.get(key) ?? []);
      const file: IndexFile = { ...facetsFile(pages, keys), starts };
      this.#write(INDEX, Buffer.from(JSON.stringify(file)));
      const [script, wasm] = ['.js', '.pagefind'].map((end) =>
        this.#engine.find(({ path }) => path.endsWith(end)),
      );
      if (!script || !wasm) throw new Error('A shard of the search came without the engine.');
      this.#write(script.path, engineModule(script.content, wasm.content));
    }
    const paths = [...this.#written].sort(compareText);
    return {
      audience,
      records: records.length,
      files: paths.length,
      paths,
      indexes: [...this.#starts]
        .map(([key, { shards }]) => ({ key, shards: shards.map(([shard]) => shard) }))
        .sort((a, b) => compareText(a.key, b.key)),
    };
  }

  /** Writes a file whose name follows from what is in it, if it is not there. */
  #named(path: string, content: () => Uint8Array): void {
    if (this.#edition.present?.has(path) === true) this.#written.add(path);
    else if (!this.#written.has(path)) this.#write(path, content());
  }

  #write(path: string, content: Uint8Array): void {
    this.#written.add(path);
    const file = join(this.#edition.outDir, path);
    const folder = dirname(file);
    if (!this.#folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
    writeFileSync(file, content);
  }
}

/**
 * What decides the bytes of an index beside the records: Pagefind, and the code that writes what it is given.
 *
 * @param folder of that code
 */
export function searchCode(folder = import.meta.dirname): string {
  const pagefind = fileURLToPath(new URL('../package.json', import.meta.resolve('pagefind')));
  return hash('sha256', `${readFileSync(pagefind, 'utf8')}\0${codeDigest(folder)}`, 'hex');
}
