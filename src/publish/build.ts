import { compareFindings, hasErrors, type Finding } from '../model/finding.ts';
import { collectGarbage, letYoungGrow } from './heaps.ts';
import type { EditionCounts } from './coverage.ts';
import type { CrewThreads } from './crew-threads.ts';
import type { Renderer } from './crew.ts';
import { EditionsOfBuild, type Editions } from './editions-of-build.ts';
import type { Changes } from './last-build.ts';
import type { Portal } from './portal.ts';
import type { Progress } from './progress.ts';
import { SearchBuild, type SearchState } from './search-build.ts';
import { Staging } from './staging.ts';

export interface BuildOptions {
  /** Key of the code but the templates, of which the renderer has one. */
  readonly code: string;
  readonly out: string;
  /** Each audience in a folder of its own below `out`, with the same addresses. */
  readonly split: boolean;
  readonly progress: Progress;
  /** Where indexed shards are kept for the next build: nowhere, unless told. */
  readonly searchCache?: string;
  /** How many threads build editions: as many as help, unless told. */
  readonly threads?: number;
  /** Threads that have begun to read the portal. */
  readonly started?: CrewThreads | undefined;
  /** Every page by a request to Astro, one after the other, in this thread: slow and simple. */
  readonly plain?: boolean;
  /** Where it is kept what editions were made from. */
  readonly ledgers: string;
  /** The build that left the output as it is; null when there is none, or it is not as it was left. */
  readonly last: LastBuild | null;
  /** Waited for before anything is published. It may throw, and nothing is. */
  readonly beforePublishing?: () => Promise<void>;
}

/** Files that the next build needs, beside the state itself. */
export function filesNamed({ editions }: BuildState): ReadonlySet<string> {
  const known = Object.values(editions);
  return new Set(known.flatMap(({ kept, ledger, values }) => [kept, ledger, ...values]));
}

/** What a build has to know of the one before it. */
export interface LastBuild {
  /** Paths of all files that it published. */
  readonly paths: readonly string[];
  readonly state: BuildState;
}

/** What a build leaves for the next: plain data. */
export interface BuildState {
  /** By edition, `<audience>/<locale>`. */
  readonly editions: Readonly<Record<string, EditionState>>;
  /** What files that are the same for every reader were copied from, by path. */
  readonly shared: Readonly<Record<string, string>>;
}

export interface EditionState {
  /** Of all that everything in it depends on. */
  readonly key: string;
  /** Of its templates, and of all content that it may be made of (`contentKeys`). */
  readonly content: string;
  /** The file with what it gave (`KeptEdition`). */
  readonly kept: string;
  /** The file of its ledger. */
  readonly ledger: string;
  /** Files that the ledger names: with values, and the one that it stands over. */
  readonly values: readonly string[];
  /** Its search index; null while it is not made. */
  readonly search: SearchState | null;
}

export interface BuildOutcome {
  readonly findings: readonly Finding[];
  /** Null when nothing was published. */
  readonly counts: readonly EditionCounts[] | null;
  readonly files: number;
  readonly bytes: number;
  /** For the next build; null when nothing was published. */
  readonly state: BuildState | null;
  /** What was changed in the output of the last build; null when the whole output is new. */
  readonly changes: Pick<Changes, 'put' | 'gone'> | null;
}

/**
 * Builds every edition of a portal and publishes them in one step. With a finding of level error
 * nothing is published and the previous output stays.
 */
export async function buildPortal(
  portal: Portal,
  renderer: Renderer,
  options: BuildOptions,
): Promise<BuildOutcome> {
  const built = await buildEditions(portal, renderer, options);
  return built.finish();
}

/** Editions that are built, and not published. */
export interface BuiltEditions {
  /** Indexes and publishes them, or clears them away. It has to be called. */
  finish(): Promise<BuildOutcome>;
}

/**
 * Builds every edition, as far as the portal is needed for it: whoever lets go of the portal then leaves its
 * memory to those that index.
 */
export async function buildEditions(
  portal: Portal,
  renderer: Renderer,
  options: BuildOptions,
): Promise<BuiltEditions> {
  const staging = await Staging.open(options.out);
  const search = new SearchBuild(
    portal,
    staging.directory,
    options.searchCache,
    options.ledgers,
    searchBefore(options.last),
  );
  const build = new Build(options, staging, search);
  try {
    const editions = new EditionsOfBuild(portal, renderer, options, staging, search);
    build.take(await editions.run());
    return build;
  } catch (error) {
    await build.close();
    throw error;
  }
}

async function publishInto(last: LastBuild, staging: Staging): Promise<BuildOutcome['changes']> {
  const gone = last.paths.filter((path) => !staging.has(path));
  return { gone, put: await staging.publishChanges(gone) };
}

function searchBefore(last: LastBuild | null): Record<string, SearchState | null> {
  const editions = Object.entries(last?.state.editions ?? {});
  return Object.fromEntries(editions.map(([name, { search }]) => [name, search]));
}

/** A build whose editions are there: what indexing and publishing needs. It knows nothing of the portal. */
class Build implements BuiltEditions {
  readonly #options: BuildOptions;
  readonly #staging: Staging;
  readonly #search: SearchBuild;
  #editions: Editions | null = null;
  #isPublished = false;

  constructor(options: BuildOptions, staging: Staging, search: SearchBuild) {
    this.#options = options;
    this.#staging = staging;
    this.#search = search;
  }

  take(editions: Editions): void {
    this.#editions = editions;
  }

  async finish(): Promise<BuildOutcome> {
    try {
      return await this.#finish();
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    // What is still being indexed is written there.
    await this.#search.close();
    if (!this.#isPublished) await this.#staging.discard();
  }

  async #finish(): Promise<BuildOutcome> {
    if (this.#editions === null) throw new Error('There is nothing to publish.');
    const { counts, states, shared, isLarge } = this.#editions;
    // Pages are done, and indexers are next: what pages took goes first.
    if (isLarge) {
      collectGarbage();
      letYoungGrow();
    }
    const { progress, last, beforePublishing } = this.#options;
    this.#search.begin();
    progress.phase('search');
    const editions = { ...states };
    for (const [name, search] of await this.#search.finish()) {
      const edition = editions[name];
      if (edition !== undefined) editions[name] = { ...edition, search };
      for (const path of search.files) this.#staging.claim(path);
    }
    const findings = [...this.#editions.findings, ...this.#staging.findings].sort(compareFindings);
    if (hasErrors(findings)) {
      return { findings, counts: null, files: 0, bytes: 0, state: null, changes: null };
    }
    await beforePublishing?.();
    const changes = last === null ? null : await publishInto(last, this.#staging);
    if (changes === null) await this.#staging.publish();
    this.#isPublished = true;
    const { files, bytes } = this.#staging;
    return { findings, counts, files, bytes, state: { editions, shared }, changes };
  }
}
