import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { contentKeys } from '../catalog/content-key.ts';
import { planPages } from '../outputs/pages/plan.ts';
import type { LinkResolver } from '../views/links.ts';
import { Authors } from './authored-in.ts';
import type { BuildOptions, EditionState } from './build.ts';
import type { EditionCounts } from './coverage.ts';
import { openCrew, PAGES_FOR_THREADS, type Renderer } from './crew.ts';
import type { EditionBefore, EditionResult } from './edition-build.ts';
import { filesBelow } from './files-below.ts';
import { limitHeaps } from './heaps.ts';
import { LinkLedger } from './link-ledger.ts';
import { editionKey } from './open-audience.ts';
import { PageCheck } from './page-check.ts';
import { linkResolverOf, sourceEditions, type Portal } from './portal.ts';
import type { SearchBuild } from './search-build.ts';
import type { Staging } from './staging.ts';

/** What building the editions gave. */
export interface Editions {
  readonly counts: readonly EditionCounts[];
  readonly findings: readonly Finding[];
  readonly states: Readonly<Record<string, EditionState>>;
  readonly shared: Readonly<Record<string, string>>;
  /** Whether so much was made that its memory is worth giving back. */
  readonly isLarge: boolean;
}

/** Of a portal that has more, threads take so much memory that indexing waits for what they give back. */
const MOST_PAGES_BESIDE_INDEXING = 12_000;

/** Where little is made, its search is what is waited for in the end: an edit is in two shards or three. */
const PROCESSES_BESIDE_LITTLE = 2;

/** Builds the editions of a portal: what its steps share. */
export class EditionsOfBuild {
  readonly #portal: Portal;
  readonly #renderer: Renderer;
  readonly #options: BuildOptions;
  readonly #staging: Staging;
  readonly #search: SearchBuild;
  readonly #findings: Finding[] = [];
  readonly #links = new LinkLedger();
  readonly #check = new PageCheck();
  readonly #states: Record<string, EditionState> = {};
  /** By edition: a key of its templates and of all content that it may be made of. */
  readonly #contents: Readonly<Record<string, string>>;
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
    const contents = Object.entries(contentKeys(portal.catalog));
    this.#contents = Object.fromEntries(
      contents.map(([edition, key]) => [edition, `${renderer.key} ${key}`]),
    );
  }

  async run(): Promise<Editions> {
    const { code, progress, split, threads, started, ledgers, last, plain = false } = this.#options;
    const { audiences, locales } = this.#portal.catalog;
    const known = last?.state.editions ?? {};
    const before: Record<string, EditionBefore> = {};
    let unknown = 0;
    for (const audience of audiences.ids) {
      for (const { code } of locales) {
        const name = `${audience}/${code}`;
        const state = Object.hasOwn(known, name) ? known[name] : undefined;
        if (state?.key === this.#keyOf(audience, code)) {
          const { content, ledger, values } = state;
          const isSame = content === this.#contents[name];
          before[name] = { ledger, values, kept: isSame ? state.kept : null };
        } else unknown += 1;
      }
    }
    // Nearly every edit is one of what readers search.
    if (unknown === 0 && this.#options.plain !== true) this.#search.prepare();
    await this.#writeShared();
    // Of editions that are known it shows only then how little there is to do.
    const pages = unknown === 0 ? 0 : this.#countPages() * locales.length;
    progress.phase('pages', pages);
    const isSmall = unknown === 0 && (started?.idle ?? 0) === 0;
    const isLarge = pages >= PAGES_FOR_THREADS || (!isSmall && unknown === 0);
    // That so much is to be made shows only here, where a word of the interface is another.
    if (isLarge) limitHeaps(this.#portal.catalog.digests.size);
    const task = {
      directory: this.#staging.directory,
      out: this.#options.out,
      split,
      plain,
      code,
      templates: this.#renderer.key,
      ledgers,
      before,
      byLocale: isSmall,
      pages: (pages * unknown) / (audiences.ids.length * locales.length),
      ...(plain ? { threads: 1 } : threads === undefined ? {} : { threads }),
      onPages: (count: number) => progress.step(count),
      // What the last thread leaves free is enough for one process that indexes; memory may not be.
      onIdle: () => {
        if (pages <= MOST_PAGES_BESIDE_INDEXING) this.#search.begin(1);
      },
    };
    const crew = openCrew(this.#portal, this.#renderer, task, started);
    // Threads take all cores and much memory: indexing waits for them. Beside one alone it need not.
    if (crew.threads === 0) this.#search.begin(isSmall ? PROCESSES_BESIDE_LITTLE : 1);
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
        (isSmall ? byLocale : editions).map(async (edition) => {
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
    return {
      counts,
      findings: this.#findings,
      states: this.#states,
      shared: this.#shared,
      isLarge,
    };
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
    const { kept, ledger, values } = result;
    const content = this.#contents[name] ?? '';
    this.#states[name] = { key, content, kept, ledger, values, search: null };
    this.#search.take(result);
    return counts;
  }

  #keyOf(audience: string, locale: string): string {
    return editionKey(this.#portal, this.#options, audience, locale);
  }

  /** Stylesheets, scripts and the portal's `public/`: the same for every reader. */
  async #writeShared(): Promise<void> {
    const trees = this.#options.split ? this.#portal.catalog.audiences.ids : [''];
    const all = filesBelow(this.#renderer.clientDir);
    const assets = all.filter((name) => name.startsWith('_gazette/'));
    if (assets.length === 0) {
      throw new Error(
        `${this.#renderer.clientDir} has no stylesheets and scripts: another process has taken away the templates. Build again.`,
      );
    }
    const { publicFiles, publicHash, root } = this.#portal;
    for (const tree of trees) {
      for (const path of assets) {
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
