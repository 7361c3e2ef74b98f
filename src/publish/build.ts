import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CatalogEntry, CatalogTranslation } from '../catalog/catalog.ts';
import type { Edition } from '../catalog/edition.ts';
import { compareFindings, hasErrors, type Finding } from '../model/finding.ts';
import { pageAddress, toFile, toUrl } from '../model/address.ts';
import { feedEntries } from '../outputs/feeds/entries.ts';
import type { OutputFile } from '../outputs/output.ts';
import { filesOf } from '../outputs/rooms.ts';
import { pageModel } from '../outputs/pages/page-model.ts';
import { entryOf, planPages } from '../outputs/pages/plan.ts';
import { createSearchPool, type SearchPool } from '../outputs/search/pool.ts';
import { buildRecords } from '../outputs/search/build-records.ts';
import type { IndexResult } from '../outputs/search/index-edition.ts';
import type { ParsedBody } from '../render/body.ts';
import type { Strings } from '../language/strings.ts';
import { allEntries } from '../views/links.ts';
import type { PageModel } from '../views/page.ts';
import { collectGarbage } from './collect-garbage.ts';
import { coverageOf, type EditionCounts } from './coverage.ts';
import { LeakCheck } from './leak-check.ts';
import { LinkLedger } from './link-ledger.ts';
import { PageCheck } from './page-check.ts';
import {
  contextOf,
  counterpartsOf,
  editionsFor,
  linkResolverOf,
  pageContextOf,
  sourceEditions,
  type Portal,
} from './portal.ts';
import type { Progress } from './progress.ts';
import { filesBelow, Staging } from './staging.ts';

/** Renders page models; `site` makes it from Astro's bundle. */
export interface Renderer {
  render(page: PageModel, strings: Strings): Promise<string>;
  /** Folder with the stylesheets and scripts that pages refer to. */
  readonly clientDir: string;
}

export interface BuildOptions {
  readonly out: string;
  /** Each audience in a folder of its own below `out`, with the same addresses. */
  readonly split: boolean;
  readonly progress: Progress;
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
  // Pages are rendered on one core: one index at a time keeps the other busy, and memory low.
  const pool = createSearchPool(1);
  const build = new Build(portal, renderer, options, staging, pool);
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
    await pool.close();
  }
}

/** One run of the build: what its steps share. */
class Build {
  readonly #portal: Portal;
  readonly #renderer: Renderer;
  readonly #options: BuildOptions;
  readonly #staging: Staging;
  readonly #pool: SearchPool;
  readonly #findings: Finding[] = [];
  readonly #codeCache = new Map<string, string>();
  readonly #links = new LinkLedger();
  readonly #check: PageCheck;
  #entryOf: ReadonlyMap<string, CatalogEntry> | undefined;
  /** Everything written, as addresses without the base path. */
  readonly #written = new Set<string>();
  readonly #searches: Promise<{ counts: EditionCounts; result: IndexResult }>[] = [];

  constructor(
    portal: Portal,
    renderer: Renderer,
    options: BuildOptions,
    staging: Staging,
    pool: SearchPool,
  ) {
    this.#portal = portal;
    this.#renderer = renderer;
    this.#options = options;
    this.#staging = staging;
    this.#pool = pool;
    this.#check = new PageCheck(basePath(portal.catalog.portal.site));
  }

  findings(): Finding[] {
    return [...this.#findings, ...this.#staging.findings].sort(compareFindings);
  }

  async run(): Promise<EditionCounts[]> {
    const { progress } = this.#options;
    const { audiences, locales } = this.#portal.catalog;
    const sources = sourceEditions(this.#portal);
    const counterparts = counterpartsOf(this.#portal, sources);
    const pages = sources.reduce((sum, edition) => sum + planPages(edition).length, 0);
    await this.#writeShared();
    progress.phase('pages', pages * locales.length);
    const counts: EditionCounts[] = [];
    for (const audience of audiences.ids) {
      // Cut for one audience at a time: no more editions in memory than are written.
      const own = editionsFor(this.#portal, audience);
      const leaks = new LeakCheck(this.#portal.catalog, own, this.#publicTexts());
      for (const edition of own) {
        counts.push(
          await this.#writeEdition(edition, {
            counterparts: counterparts.get(audience) ?? new Map(),
            leaks,
          }),
        );
      }
      this.#findings.push(...leaks.findings());
    }
    this.#findings.push(...this.#brokenLinks());
    // Pages are done, and two indexers are next: what pages took goes first.
    this.#codeCache.clear();
    collectGarbage();
    this.#pool.widen(2);
    progress.phase('search');
    for (const { counts: edition, result } of await Promise.all(this.#searches)) {
      edition.searchRecords = result.records;
    }
    this.#findings.push(
      ...this.#links.findings(this.#leadsSomewhere(sources), (file, href) =>
        this.#lineOfLink(file, (link) => link === href),
      ),
    );
    return counts;
  }

  async #writeEdition(
    edition: Edition,
    shared: {
      counterparts: Parameters<typeof pageContextOf>[2];
      leaks: LeakCheck;
    },
  ): Promise<EditionCounts> {
    const { progress, split } = this.#options;
    const tree = split ? edition.audience.id : '';
    const strings = this.#portal.strings.get(edition.locale.code) ?? {};
    const context = contextOf(this.#portal, edition, {
      codeCache: this.#codeCache,
      onDeadLink: (entry, href) => {
        const file = this.#authoredIn(entry.file, edition.locale.code, (link) => link === href);
        this.#links.dead({ file }, href);
      },
    });
    // A locale into which nothing has been translated has an index of nothing, which none can open.
    const hasSearch = [...allEntries(edition)].some((entry) => !entry.isFallback);
    const page = pageContextOf(this.#portal, context, shared.counterparts, hasSearch);
    const standalone = contextOf(this.#portal, edition, {
      codeCache: this.#codeCache,
      standalone: true,
    });
    const write = async (file: OutputFile, text: string | null): Promise<void> => {
      if (text !== null && shared.leaks.isNeeded) shared.leaks.scan(file.path, text);
      this.#written.add(`/${file.path}`);
      this.#staging.write(file, tree);
    };

    const planned = planPages(edition);
    for (const item of planned) {
      const html = await this.#renderer.render(pageModel(page, item), strings);
      const address = pageAddress(edition, item.path);
      await write({ path: toFile(address), bytes: html }, html);
      const file = this.#authoredIn(
        entryOf(edition, item)?.file ?? 'content',
        edition.locale.code,
        () => false,
      );
      this.#check.add(toUrl(address, edition.portal.base), html, file);
      progress.step();
    }
    for await (const file of filesOf(edition, { page: context, standalone })) {
      const isText = typeof file.bytes === 'string' && file.repeats !== true;
      await write(file, isText ? String(file.bytes) : null);
    }

    const records = buildRecords(context);
    for (const record of records) {
      if (shared.leaks.isNeeded) shared.leaks.scan(`search: ${record.url}`, JSON.stringify(record));
    }
    const { counts, findings } = coverageOf(edition, planned, records, feedEntries(standalone));
    this.#findings.push(...findings);
    const folder = pageAddress(edition, '/pagefind/').slice(1);
    const outDir = join(this.#staging.directory, tree, folder);
    this.#searches.push(
      this.#pool
        .index(records, { lang: edition.locale.code, outDir })
        .then((result) => ({ counts, result })),
    );
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

  /** Texts that no audience is kept from. */
  #publicTexts(): string[] {
    return [...this.#portal.strings.values()].map((strings) => JSON.stringify(strings));
  }

  #brokenLinks(): Finding[] {
    const { publicFiles } = this.#portal;
    const findings = this.#check.findings(
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
      const line = this.#lineOfLink(finding.file, (href) => anchorOf(href) === anchor);
      return line === undefined ? finding : { ...finding, line };
    });
  }

  /** Whether a link that is dead in one edition leads somewhere in that of another audience. */
  #leadsSomewhere(editions: readonly Edition[]): (file: string, href: string) => boolean {
    const resolvers = editions.map((edition) => linkResolverOf(this.#portal, edition));
    return (file, href) => resolvers.some((resolver) => resolver.resolve(href, file) !== null);
  }

  /** The line of a link in a body; unknown for one in front matter. */
  #lineOfLink(file: string, isIt: (href: string) => boolean): number | undefined {
    for (const entries of Object.values(this.#portal.catalog.entries)) {
      for (const entry of entries as readonly CatalogEntry[]) {
        const bodies: readonly { file: string; body: ParsedBody | null }[] = [
          entry,
          ...Object.values(entry.translations),
        ];
        const body = bodies.find((candidate) => candidate.file === file)?.body;
        const link = body?.links.find(({ href }) => isIt(href));
        if (link) return link.line;
      }
    }
    return undefined;
  }

  /**
   * The file that a reader of a locale sees the body of: the translation's, else the source's. A link
   * that stands only in the source's body, beneath a translation of other parts, is the source's.
   */
  #authoredIn(file: string, locale: string, isIt: (href: string) => boolean): string {
    this.#entryOf ??= new Map(
      Object.values(this.#portal.catalog.entries)
        .flatMap((entries) => entries as readonly CatalogEntry[])
        .filter(({ parent }) => parent === null)
        .map((entry) => [entry.file, entry]),
    );
    const entry = this.#entryOf.get(file);
    const translations: Readonly<Record<string, CatalogTranslation>> = entry?.translations ?? {};
    const translation = Object.hasOwn(translations, locale) ? translations[locale] : undefined;
    if (!translation) return file;
    const inSource = entry?.body?.links.some(({ href }) => isIt(href)) === true;
    const inOwn = translation.body?.links.some(({ href }) => isIt(href)) === true;
    return translation.body === null || (inSource && !inOwn) ? file : translation.file;
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
