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
import { INDEX, partShard, type IndexFile, type ShardStart } from './index-file.ts';
import type { IndexedRecord } from './indexed-record.ts';
import type { SearchPool } from './pool.ts';
import type { BundleFile, ShardBundle } from './shard-bundle.ts';
import type { ShardCache } from './shard-cache.ts';
import { divideIntoShards, type Shard } from './shards.ts';

/** What of an audience's edition is indexed, and where to. */
export interface SearchEdition {
  readonly audience: string;
  readonly records: readonly IndexedRecord[];
  /** The folder of its index. */
  readonly outDir: string;
  /**
   * Names of shards' folders which `outDir` has already, as an earlier build of these files left them:
   * they stay. When not given, the folder is replaced as a whole.
   */
  readonly present?: ReadonlySet<string>;
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
  readonly bytes: number;
  /** Every file of the index below `outDir`, those that were there already too. */
  readonly paths: readonly string[];
  /** Names of its shards' folders. */
  readonly shards: readonly string[];
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
  return divideIntoShards(editions, `${code}\n${lang}`);
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
  const shards = planLocale(editions, lang);
  const writers = new Map(
    editions.map((edition) => [edition.audience, new EditionWriter(edition)]),
  );
  const made = new Map<string, Shard[]>();
  for (const shard of shards) made.set(shard.key, [...(made.get(shard.key) ?? []), shard]);
  // Editions that are alike throughout have shards of one key, which are indexed once.
  for (const key of made.keys()) {
    for (const { audiences } of made.get(key) ?? []) {
      for (const audience of audiences) writers.get(audience)?.expect(key);
    }
  }
  await Promise.all(
    [...made].map(async ([key, [shard, ...others]]) => {
      if (shard === undefined) return;
      const bundle = (await cache.get(key)) ?? (await make(shard, lang, pool, cache));
      for (const { audiences } of [shard, ...others]) {
        for (const audience of audiences) writers.get(audience)?.add(key, bundle);
      }
    }),
  );
  return [...writers.values()].map((writer) => writer.finish());
}

async function make(
  shard: Shard,
  lang: string,
  pool: SearchPool,
  cache: ShardCache,
): Promise<ShardBundle> {
  const bundle = await pool.index({
    size: shard.size,
    lang,
    pages: () =>
      Promise.all(
        shard.pages.map(async ({ record, units }) => ({
          path: record.path,
          html: searchDocument(await record.html(), units),
        })),
      ),
  });
  await cache.put(shard.key, bundle);
  return bundle;
}

/** Writes one edition's index as its shards come. */
class EditionWriter {
  readonly #edition: SearchEdition;
  readonly #keys: string[] = [];
  /** What Pagefind calls the parts of each page, by shard. */
  readonly #ids = new Map<string, Map<string, string>>();
  readonly #starts = new Map<string, ShardStart>();
  readonly #written = new Map<string, number>();

  constructor(edition: SearchEdition) {
    this.#edition = edition;
  }

  expect(key: string): void {
    this.#keys.push(key);
    this.#keys.sort(compareText);
  }

  add(key: string, { files, engine, ids }: ShardBundle): void {
    const isPresent = this.#edition.present?.has(key) === true;
    const { start, rest } = partShard(files);
    this.#starts.set(key, start);
    for (const file of rest) this.#take(`${key}/${file.path}`, file, isPresent);
    for (const [path, id] of ids) {
      this.#ids.set(path, (this.#ids.get(path) ?? new Map<string, string>()).set(key, id));
    }
    if (key !== this.#keys[0]) return;
    const [script, wasm] = ['.js', '.pagefind'].map((end) =>
      engine.find((file) => file.path.endsWith(end)),
    );
    if (!script || !wasm) throw new Error('A shard of the search came without the engine.');
    const content = engineModule(script.content, wasm.content);
    this.#take(script.path, { path: script.path, content }, false);
  }

  finish(): IndexResult {
    const { audience, records } = this.#edition;
    if (records.length > 0) {
      const pages = records.map(({ path, facets }): FacetPage => {
        const ids = this.#ids.get(path);
        if (ids === undefined) throw new Error(`No shard has the search record of ${path}.`);
        return { path, facets, ids };
      });
      const starts = this.#keys.flatMap((key) => this.#starts.get(key) ?? []);
      const file: IndexFile = { ...facetsFile(pages, this.#keys), starts };
      this.#take(INDEX, { path: INDEX, content: Buffer.from(JSON.stringify(file)) }, false);
    }
    const paths = [...this.#written.keys()].sort(compareText);
    const bytes = [...this.#written.values()].reduce((sum, one) => sum + one, 0);
    return {
      audience,
      records: records.length,
      files: paths.length,
      bytes,
      paths,
      shards: this.#keys,
    };
  }

  #take(path: string, { content }: BundleFile, isPresent: boolean): void {
    this.#written.set(path, content.byteLength);
    if (isPresent) return;
    const file = join(this.#edition.outDir, path);
    mkdirSync(dirname(file), { recursive: true });
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
