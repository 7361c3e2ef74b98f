import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Edition } from '../catalog/edition.ts';
import { compareFindings, hasErrors, type Finding } from '../model/finding.ts';
import { planPages } from '../outputs/pages/plan.ts';
import { Authors } from './authored-in.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { EditionCounts } from './coverage.ts';
import { openCrew, type Renderer } from './crew.ts';
import type { EditionResult } from './edition-build.ts';
import { LinkLedger } from './link-ledger.ts';
import { PageCheck } from './page-check.ts';
import { linkResolverOf, sourceEditions, type Portal } from './portal.ts';
import type { Progress } from './progress.ts';
import { SearchBuild } from './search-build.ts';
import { filesBelow, Staging } from './staging.ts';

export interface BuildOptions {
  readonly out: string;
  /** Each audience in a folder of its own below `out`, with the same addresses. */
  readonly split: boolean;
  readonly progress: Progress;
  /** Where indexed shards are kept for the next build: nowhere, unless told. */
  readonly searchCache?: string;
  /** How many threads build editions: as many as help, unless told. */
  readonly threads?: number;
}

export interface BuildOutcome {
  readonly findings: readonly Finding[];
  /** Null when nothing was published. */
  readonly counts: readonly EditionCounts[] | null;
  readonly files: number;
  readonly bytes: number;
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
  const search = new SearchBuild(portal, staging.directory, options.searchCache);
  const build = new Build(portal, renderer, options, staging, search);
  try {
    const counts = await build.run();
    const findings = build.findings();
    if (hasErrors(findings)) {
      await staging.discard();
      return { findings, counts: null, files: 0, bytes: 0 };
    }
    await staging.publish();
    return { findings, counts, files: staging.files, bytes: staging.bytes };
  } catch (error) {
    await staging.discard();
    throw error;
  } finally {
    await search.close();
  }
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

  findings(): Finding[] {
    return [...this.#findings, ...this.#staging.findings].sort(compareFindings);
  }

  async run(): Promise<EditionCounts[]> {
    const { progress, split, threads } = this.#options;
    const { audiences, locales } = this.#portal.catalog;
    const sources = sourceEditions(this.#portal);
    const perLocale = sources.reduce((sum, edition) => sum + planPages(edition).length, 0);
    const pages = perLocale * locales.length;
    await this.#writeShared();
    progress.phase('pages', pages);
    const crew = openCrew(this.#portal, this.#renderer, {
      directory: this.#staging.directory,
      split,
      pages,
      ...(threads === undefined ? {} : { threads }),
      onPages: (count) => progress.step(count),
    });
    // Threads take all cores and much memory: indexing waits for them. Beside one alone it need not.
    if (crew.threads === 0) this.#search.begin(1);
    const counts: EditionCounts[] = [];
    try {
      const editions = audiences.ids.flatMap((audience) =>
        locales.map(({ code }) => this.#takeEdition(crew.build(audience, code))),
      );
      counts.push(...(await Promise.all(editions)));
    } finally {
      await crew.close();
    }
    const authors = new Authors(this.#portal.catalog);
    this.#findings.push(...this.#brokenLinks(authors), ...this.#deadLinks(authors, sources));
    // Pages are done, and indexers are next: what pages took goes first.
    collectGarbage();
    this.#search.begin();
    progress.phase('search');
    await this.#search.finish();
    return counts;
  }

  /** Takes over what a built edition is to the others, and has its search index made. */
  async #takeEdition(built: Promise<EditionResult>): Promise<EditionCounts> {
    const result = await built;
    const { counts, tree, paths } = result;
    this.#findings.push(...result.findings);
    this.#staging.count(tree, paths, result.bytes);
    for (const path of paths) this.#written.add(`/${path}`);
    this.#check.take(result.pages);
    for (const link of result.deadLinks) this.#links.add(link);
    this.#search.take(result);
    return counts;
  }

  /** Stylesheets, scripts and the portal's `public/`: the same for every reader. */
  async #writeShared(): Promise<void> {
    const trees = this.#options.split ? this.#portal.catalog.audiences.ids : [''];
    const assets = await filesBelow(this.#renderer.clientDir);
    for (const tree of trees) {
      for (const path of assets.filter((name) => name.startsWith('_gazette/'))) {
        await this.#copy(join(this.#renderer.clientDir, path), path, tree);
      }
      for (const path of this.#portal.publicFiles) {
        await this.#copy(join(this.#portal.root, 'public', path), path.slice(1), tree);
      }
    }
  }

  async #copy(source: string, path: string, tree: string): Promise<void> {
    const staged = tree === '' ? path : `${tree}/${path}`;
    if (!this.#staging.claim(staged)) return;
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

  #deadLinks(authors: Authors, sources: readonly Edition[]): Finding[] {
    const resolvers = sources.map((edition) => linkResolverOf(this.#portal, edition));
    return this.#links.findings(
      // A link that is dead in one edition may lead somewhere in that of another audience.
      (file, href) => resolvers.some((resolver) => resolver.resolve(href, file) !== null),
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
