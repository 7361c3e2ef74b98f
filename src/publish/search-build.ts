import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexLocale, type IndexResult } from '../outputs/search/index-locale.ts';
import { indexedRecord, type IndexedRecord } from '../outputs/search/indexed-record.ts';
import { createSearchPool, searchProcesses, type SearchPool } from '../outputs/search/pool.ts';
import { ShardCache } from '../outputs/search/shard-cache.ts';
import type { EditionCounts } from './coverage.ts';
import type { EditionResult } from './edition-build.ts';
import type { Portal } from './portal.ts';

interface Taken {
  readonly counts: EditionCounts;
  readonly records: readonly IndexedRecord[];
  readonly outDir: string;
}

/** The search indexes of a build: made for a locale once all of its editions are there. */
export class SearchBuild {
  readonly #audiences: number;
  readonly #directory: string;
  readonly #folder: string | undefined;
  readonly #pool: SearchPool = createSearchPool(0);
  readonly #taken = new Map<string, Taken[]>();
  readonly #locales: Promise<void>[] = [];
  #cache: Promise<ShardCache> | null = null;
  #temporary: string | null = null;

  /**
   * @param directory where the build writes
   * @param folder where shards are kept for the next build
   */
  constructor(portal: Portal, directory: string, folder: string | undefined) {
    this.#audiences = portal.catalog.audiences.ids.length;
    this.#directory = directory;
    this.#folder = folder;
  }

  /** Takes over what an edition has to find. */
  take({ counts, records, home, tree, searchFolder }: EditionResult): void {
    const editions = this.#taken.get(counts.locale) ?? [];
    this.#taken.set(counts.locale, editions);
    editions.push({
      counts,
      records: records.map((record) => indexedRecord(record, home)),
      outDir: join(this.#directory, tree, searchFolder),
    });
    if (editions.length < this.#audiences) return;
    const done = this.#index(counts.locale, editions);
    // Whoever waits for all of them is told; until then a failure must not end the process.
    done.catch(() => undefined);
    this.#locales.push(done);
  }

  /** Lets so many processes index from now on: as many as help, unless told. */
  begin(processes = searchProcesses()): void {
    this.#pool.widen(processes);
  }

  /** Waits for every index, and says in the counts of each edition how many records it has. */
  async finish(): Promise<void> {
    await Promise.all(this.#locales);
    await (await this.#opened()).prune();
  }

  /** Ends the processes. Call it once, also after a failure. */
  async close(): Promise<void> {
    await this.#pool.close();
    if (this.#temporary !== null) await rm(this.#temporary, { recursive: true, force: true });
  }

  async #index(lang: string, editions: readonly Taken[]): Promise<void> {
    const results: IndexResult[] = await indexLocale(
      editions.map(({ counts, records, outDir }) => ({
        audience: counts.audience,
        records,
        outDir,
      })),
      { lang, pool: this.#pool, cache: await this.#opened() },
    );
    const found = new Map(results.map(({ audience, records }) => [audience, records]));
    for (const { counts } of editions) counts.searchRecords = found.get(counts.audience) ?? 0;
    this.#taken.delete(lang);
  }

  #opened(): Promise<ShardCache> {
    this.#cache ??= this.#open();
    return this.#cache;
  }

  async #open(): Promise<ShardCache> {
    if (this.#folder !== undefined) return new ShardCache(this.#folder);
    this.#temporary = await mkdtemp(join(tmpdir(), 'gazette-search-'));
    return new ShardCache(this.#temporary);
  }
}
