import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareFindings, hasErrors, type Finding } from '../model/finding.ts';
import { planPages } from '../outputs/pages/plan.ts';
import type { LinkResolver } from '../views/links.ts';
import { Authors } from './authored-in.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { EditionCounts } from './coverage.ts';
import { openCrew, type Renderer } from './crew.ts';
import type { EditionResult } from './edition-build.ts';
import { editionKey } from './open-audience.ts';
import type { Changes } from './last-build.ts';
import { LinkLedger } from './link-ledger.ts';
import { PageCheck } from './page-check.ts';
import { linkResolverOf, sourceEditions, type Portal } from './portal.ts';
import type { Progress } from './progress.ts';
import { SearchBuild, type SearchState } from './search-build.ts';
import { filesBelow } from './files-below.ts';
import { Staging } from './staging.ts';

export interface BuildOptions {
  readonly out: string;
  /** Each audience in a folder of its own below `out`, with the same addresses. */
  readonly split: boolean;
  readonly progress: Progress;
  /** Where indexed shards are kept for the next build: nowhere, unless told. */
  readonly searchCache?: string;
  /** How many threads build editions: as many as help, unless told. */
  readonly threads?: number;
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
  return new Set(Object.values(editions).flatMap(({ ledger, values }) => [ledger, ...values]));
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

interface EditionState {
  /** Of all that everything in it depends on. */
  readonly key: string;
  /** The file of its ledger. */
  readonly ledger: string;
  /** Files with values that the ledger names. */
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
  const staging = await Staging.open(options.out);
  const search = new SearchBuild(
    portal,
    staging.directory,
    options.searchCache,
    options.ledgers,
    searchBefore(options.last),
  );
  const build = new Build(portal, renderer, options, staging, search);
  let isPublished = false;
  try {
    const counts = await build.run();
    const findings = build.findings();
    if (hasErrors(findings)) {
      return { findings, counts: null, files: 0, bytes: 0, state: null, changes: null };
    }
    const { last } = options;
    await options.beforePublishing?.();
    const changes = last === null ? null : await publishInto(last, staging);
    if (changes === null) await staging.publish();
    isPublished = true;
    const { files, bytes } = staging;
    return { findings, counts, files, bytes, state: build.state, changes };
  } finally {
    // What is still being indexed is written there.
    await search.close();
    if (!isPublished) await staging.discard();
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

/** One run of the build: what its steps share. */
class Build {
  readonly #portal: Portal;
  readonly #renderer: Renderer;
  readonly #options: BuildOptions;
  readonly #staging: Staging;
  readonly #search: SearchBuild;
  readonly #findings: Finding[] = [];
  readonly #links = new LinkLedger();
  readonly #check = new PageCheck();
  readonly #editions: Record<string, EditionState> = {};
  readonly #shared: Record<string, string> = {};
  /** Everything written for pages to link to, as addresses without the base path. */
  readonly #written = new Set<string>();

  constructor(
    portal: Portal,
    renderer: Renderer,
    options: BuildOptions,
    staging: Staging,
    search: SearchBuild,
  ) {
    this.#portal = portal;
    this.#renderer = renderer;
    this.#options = options;
    this.#staging = staging;
    this.#search = search;
  }

  /** What the next build has to know of this one. */
  get state(): BuildState {
    return { editions: this.#editions, shared: this.#shared };
  }

  findings(): Finding[] {
    return [...this.#findings, ...this.#staging.findings].sort(compareFindings);
  }

  async run(): Promise<EditionCounts[]> {
    const { progress, split, threads, ledgers, last, plain = false } = this.#options;
    const { audiences, locales } = this.#portal.catalog;
    const known = last?.state.editions ?? {};
    const before: Record<string, string> = {};
    let unknown = 0;
    for (const audience of audiences.ids) {
      for (const { code } of locales) {
        const name = `${audience}/${code}`;
        const state = Object.hasOwn(known, name) ? known[name] : undefined;
        if (state?.key === this.#keyOf(audience, code)) before[name] = state.ledger;
        else unknown += 1;
      }
    }
    await this.#writeShared();
    // Of editions that are known it shows only then how little there is to do.
    const pages = unknown === 0 ? 0 : this.#countPages() * locales.length;
    progress.phase('pages', pages);
    const crew = openCrew(this.#portal, this.#renderer, {
      directory: this.#staging.directory,
      out: this.#options.out,
      split,
      plain,
      code: this.#renderer.key,
      ledgers,
      before,
      byLocale: unknown === 0,
      pages: (pages * unknown) / (audiences.ids.length * locales.length),
      ...(plain ? { threads: 1 } : threads === undefined ? {} : { threads }),
      onPages: (count) => progress.step(count),
    });
    // Threads take all cores and much memory: indexing waits for them. Beside one alone it need not.
    if (crew.threads === 0) this.#search.begin(1);
    const counts: EditionCounts[] = [];
    try {
      const editions = audiences.ids.flatMap((audience) =>
        locales.map(({ code }) => ({ audience, code })),
      );
      const byLocale = locales.flatMap((locale) =>
        editions.filter(({ code }) => code === locale.code),
      );
      const built = new Map<object, EditionCounts>();
      await Promise.all(
        (unknown === 0 ? byLocale : editions).map(async (edition) => {
          const { audience, code } = edition;
          built.set(edition, await this.#takeEdition(crew.build(audience, code)));
        }),
      );
      // Reported in one order, however they were built.
      counts.push(...editions.flatMap((edition) => built.get(edition) ?? []));
    } finally {
      await crew.close();
    }
    const authors = new Authors(this.#portal.catalog);
    this.#findings.push(...this.#brokenLinks(authors), ...this.#deadLinks(authors));
    // Pages are done, and indexers are next: what pages took goes first.
    if (unknown > 0) collectGarbage();
    this.#search.begin();
    progress.phase('search');
    for (const [name, search] of await this.#search.finish()) {
      const edition = this.#editions[name];
      if (edition !== undefined) this.#editions[name] = { ...edition, search };
      for (const path of search.files) this.#staging.claim(path);
    }
    return counts;
  }

  /** Takes over what a built edition is to the others, and has its search index made. */
  async #takeEdition(built: Promise<EditionResult>): Promise<EditionCounts> {
    const result = await built;
    const { counts, tree, files } = result;
    this.#findings.push(...result.findings);
    this.#staging.count(tree, files);
    for (const [path] of files) this.#written.add(`/${path}`);
    this.#check.take(result.pages);
    for (const link of result.deadLinks) this.#links.add(link);
    const name = `${counts.audience}/${counts.locale}`;
    const key = this.#keyOf(counts.audience, counts.locale);
    this.#editions[name] = { key, ledger: result.ledger, values: result.values, search: null };
    this.#search.take(result);
    return counts;
  }

  #keyOf(audience: string, locale: string): string {
    const { split } = this.#options;
    return editionKey(this.#portal, { code: this.#renderer.key, split }, audience, locale);
  }

  /** Stylesheets, scripts and the portal's `public/`: the same for every reader. */
  async #writeShared(): Promise<void> {
    const trees = this.#options.split ? this.#portal.catalog.audiences.ids : [''];
    const assets = filesBelow(this.#renderer.clientDir);
    const { publicFiles, publicHash, root } = this.#portal;
    for (const tree of trees) {
      for (const path of assets.filter((name) => name.startsWith('_gazette/'))) {
        await this.#copy(join(this.#renderer.clientDir, path), path, tree, this.#renderer.key);
      }
      for (const path of publicFiles) {
        await this.#copy(join(root, 'public', path), path.slice(1), tree, publicHash(path));
      }
    }
  }

  /** Copies a file that is not there already, known by what it was copied from. */
  async #copy(source: string, path: string, tree: string, digest: string): Promise<void> {
    const staged = tree === '' ? path : `${tree}/${path}`;
    if (!this.#staging.claim(staged)) return;
    this.#shared[staged] = digest;
    const there = this.#options.last?.state.shared ?? {};
    if (Object.hasOwn(there, staged) && there[staged] === digest) return;
    const target = join(this.#staging.directory, staged);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(source, target);
  }

  #brokenLinks(authors: Authors): Finding[] {
    const { publicFiles } = this.#portal;
    const findings = this.#check.findings(
      basePath(this.#portal.catalog.portal.site),
      (path) =>
        this.#written.has(path) ||
        this.#written.has(`${path}index.html`) ||
        publicFiles.has(path) ||
        path.startsWith('/_gazette/') ||
        path.endsWith('/pagefind/'),
    );
    return findings.map((finding) => {
      const anchor = anchorOf(finding.found ?? '');
      if (anchor === '') return finding;
      const line = authors.lineOf(finding.file, (href) => anchorOf(href) === anchor);
      return line === undefined ? finding : { ...finding, line };
    });
  }

  /** Pages of all audiences in one locale. */
  #countPages(): number {
    const sources = sourceEditions(this.#portal);
    return sources.reduce((sum, edition) => sum + planPages(edition).length, 0);
  }

  #deadLinks(authors: Authors): Finding[] {
    let resolvers: LinkResolver[] | null = null;
    const all = (): LinkResolver[] =>
      (resolvers ??= sourceEditions(this.#portal).map((edition) =>
        linkResolverOf(this.#portal, edition),
      ));
    return this.#links.findings(
      // A link that is dead in one edition may lead somewhere in that of another audience.
      (file, href) => all().some((resolver) => resolver.resolve(href, file) !== null),
      (file, href) => authors.lineOf(file, (link) => link === href),
    );
  }
}

/** The anchor of an address, decoded; empty when it has none. */
function anchorOf(href: string): string {
  const at = href.indexOf('#');
  if (at < 0) return '';
  try {
    return decodeURIComponent(href.slice(at + 1));
  } catch {
    return href.slice(at + 1);
  }
}

/** The path of a site's address, without a slash at the end. */
function basePath(site: string | undefined): string {
  return site === undefined ? '' : new URL(site).pathname.replace(/\/$/, '');
}
