import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexLocale, type IndexResult, type MadeIndex } from '../outputs/search/index-locale.ts';
import type { IndexedRecord } from '../outputs/search/indexed-record.ts';
import { createSearchPool, searchProcesses, type SearchPool } from '../outputs/search/pool.ts';
import { ShardCache } from '../outputs/search/shard-cache.ts';
import type { EditionCounts } from './coverage.ts';
import type { EditionResult } from './edition-build.ts';
import { KeptIsDamaged } from './ledger.ts';
import type { Portal } from './portal.ts';
import type { RecordUnit } from './record-units.ts';
import { digestOf } from '../catalog/facts.ts';
import { ValueStore } from './value-store.ts';

/** The search index of an edition, as a build left it: plain data. */
export interface SearchState {
  /** What it was made of. */
  readonly digest: string;
  /** How many records it has. */
  readonly records: number;
  /** Where it is, below that of the build. */
  readonly folder: string;
  /** What it is made of. */
  readonly indexes: readonly MadeIndex[];
  /** Its files, below the folder of the build. */
  readonly files: readonly string[];
}

interface Taken {
  readonly name: string;
  readonly counts: EditionCounts;
  /** Asked for only when they are indexed. */
  readonly found: Pick<EditionResult, 'records'>;
  readonly digest: string;
  /** The folder of its index below that of the build. */
  readonly folder: string;
}

/** The search indexes of a build: made for a locale once all of its editions are there. */
export class SearchBuild {
  readonly #audiences: number;
  readonly #directory: string;
  readonly #folder: string | undefined;
  readonly #before: Readonly<Record<string, SearchState | null>>;
  readonly #states = new Map<string, SearchState>();
  readonly #values: ValueStore;
  readonly #pool: SearchPool = createSearchPool(0);
  readonly #taken = new Map<string, Taken[]>();
  readonly #locales: Promise<void>[] = [];
  #hasBegun = false;
  #cache: Promise<ShardCache> | null = null;
  #temporary: string | null = null;

  /**
   * @param directory where the build writes
   * @param folder where shards are kept for the next build
   * @param values where the texts of records are
   * @param before the indexes that are where they belong already, by edition
   */
  constructor(
    portal: Portal,
    directory: string,
    folder: string | undefined,
    values: string,
    before: Readonly<Record<string, SearchState | null>>,
  ) {
    this.#audiences = portal.catalog.audiences.ids.length;
    this.#directory = directory;
    this.#folder = folder;
    this.#values = new ValueStore(values);
    this.#before = before;
  }

  /** Takes over what an edition has to find. */
  take(result: EditionResult): void {
    const { counts, tree, searchFolder } = result;
    const editions = this.#taken.get(counts.locale) ?? [];
    this.#taken.set(counts.locale, editions);
    const name = `${counts.audience}/${counts.locale}`;
    const before = this.#stateBefore(name);
    const folder = join(tree, searchFolder);
    if (before !== null && result.hasSameRecords) {
      editions.push({ name, counts, found: result, digest: before.digest, folder });
    } else {
      // Of a result that is new nothing else is held on to.
      const { records } = result;
      const found = this.#hasBegun ? { records } : new PackedRecords(records);
      editions.push({ name, counts, found, digest: digestOfAll(records), folder });
    }
    if (this.#hasBegun) this.#indexComplete();
  }

  /** Starts a process that will index, while what it indexes is made. */
  prepare(): void {
    this.#pool.prepare();
  }

  /** Lets so many processes index from now on: as many as help, unless told. */
  begin(processes = searchProcesses()): void {
    this.#hasBegun = true;
    this.#pool.widen(processes);
    this.#indexComplete();
  }

  /** Indexes the locales of which all editions are there. */
  #indexComplete(): void {
    for (const [locale, editions] of this.#taken) {
      if (editions.length < this.#audiences) continue;
      this.#taken.delete(locale);
      const done = this.#index(locale, editions);
      // Whoever waits for all of them is told; until then a failure must not end the process.
      done.catch(() => undefined);
      this.#locales.push(done);
    }
  }

  /**
   * Waits for every index, and says in the counts of each edition how many records it has.
   *
   * @returns the indexes by edition
   */
  async finish(): Promise<ReadonlyMap<string, SearchState>> {
    await Promise.all(this.#locales);
    if (this.#cache !== null) {
      const indexes = [...this.#states.values()].flatMap((state) => state.indexes);
      const used = indexes.flatMap(({ key, shards }) => [key, ...shards]);
      await (await this.#cache).prune(used);
    }
    return this.#states;
  }

  /** Ends the processes, and waits until nothing is written any more. Call it once, after a failure too. */
  async close(): Promise<void> {
    await this.#pool.close();
    await Promise.allSettled(this.#locales);
    this.#values.close();
    if (this.#temporary !== null) await rm(this.#temporary, { recursive: true, force: true });
  }

  async #index(lang: string, editions: readonly Taken[]): Promise<void> {
    const isSame = editions.every(({ name, digest, folder }) => {
      const before = this.#stateBefore(name);
      return before?.digest === digest && before.folder === folder;
    });
    if (isSame) {
      for (const { name, counts } of editions) {
        const state = this.#stateBefore(name);
        if (state === null) continue;
        counts.searchRecords = state.records;
        this.#states.set(name, state);
      }
      return;
    }
    const results: IndexResult[] = await indexLocale(
      editions.map(({ name, counts, found: { records }, folder }) => {
        const before = this.#stateBefore(name);
        return {
          audience: counts.audience,
          records: records.map((record) => this.#withText(record)),
          outDir: join(this.#directory, folder),
          present: new Set(before?.folder === folder ? filesBelow(before) : []),
          before: before?.indexes ?? [],
        };
      }),
      { lang, pool: this.#pool, cache: await this.#opened() },
    );
    const found = new Map(results.map((result) => [result.audience, result]));
    for (const { name, counts, digest, folder } of editions) {
      const result = found.get(counts.audience);
      counts.searchRecords = result?.records ?? 0;
      this.#states.set(name, {
        digest,
        records: counts.searchRecords,
        folder,
        indexes: result?.indexes ?? [],
        files: (result?.paths ?? []).map((path) => join(folder, path)),
      });
    }
  }

  #stateBefore(name: string): SearchState | null {
    return (Object.hasOwn(this.#before, name) ? this.#before[name] : null) ?? null;
  }

  /** Texts of records are read when they are indexed. */
  #withText({ at, ...record }: RecordUnit): IndexedRecord {
    return {
      ...record,
      html: () => {
        const text = this.#values.read(at);
        if (text === null) throw new KeptIsDamaged('A search record is not as it was kept.');
        return text;
      },
    };
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

/** About so many characters of records are one text: a text of all would take as much memory again. */
const PACKED_LENGTH = 1_000_000;

/**
 * Records that are indexed later, as text: of so many objects V8 looks at each whenever it looks for garbage, while
 * pages are made.
 */
class PackedRecords {
  readonly #texts: readonly Buffer[];

  constructor(records: readonly RecordUnit[]) {
    const texts: Buffer[] = [];
    let lines: string[] = [];
    let length = 0;
    const pack = (): void => {
      texts.push(Buffer.from(`[${lines.join(',')}]`));
      lines = [];
      length = 0;
    };
    for (const record of records) {
      const line = JSON.stringify(record);
      lines.push(line);
      length += line.length;
      if (length >= PACKED_LENGTH) pack();
    }
    pack();
    this.#texts = texts;
  }

  get records(): readonly RecordUnit[] {
    return this.#texts.flatMap((text) => JSON.parse(text.toString()) as RecordUnit[]);
  }
}

/** Paths of an index's files below its folder. */
function filesBelow({ folder, files }: SearchState): string[] {
  return files.map((path) => path.slice(folder.length + 1));
}

/** What records are known by: not by where they are kept. */
function digestOfAll(records: readonly RecordUnit[]): string {
  // One after the other: together they are as long as all pages.
  const digests = records.map(({ at: _, ...record }) => digestOf(JSON.stringify(record)));
  return digestOf(digests.join('\n'));
}
