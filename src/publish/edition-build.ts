import { join } from 'node:path';
import { homeAddress, pageAddress, toFile, toUrl } from '../model/address.ts';
import type { Edition } from '../catalog/edition.ts';
import type { Finding } from '../model/finding.ts';
import { feedEntries } from '../outputs/feeds/entries.ts';
import type { OutputFile } from '../outputs/output.ts';
import { pageModel } from '../outputs/pages/page-model.ts';
import { entryOf, planPages } from '../outputs/pages/plan.ts';
import { filesOf } from '../outputs/rooms.ts';
import { buildRecords } from '../outputs/search/build-records.ts';
import type { SearchRecord } from '../outputs/search/record.ts';
import type { Strings } from '../language/strings.ts';
import { allEntries } from '../views/links.ts';
import type { PageModel } from '../views/page.ts';
import { Authors } from './authored-in.ts';
import { coverageOf, type EditionCounts } from './coverage.ts';
import { LeakCheck } from './leak-check.ts';
import type { DeadLink } from './link-ledger.ts';
import { PageCheck, type PageFacts } from './page-check.ts';
import { contextOf, counterpartsOf, editionsFor, pageContextOf, sourceEditions } from './portal.ts';
import type { Portal } from './portal.ts';
import { TreeWriter } from './tree-writer.ts';

/** Renders a page model as HTML. */
export type RenderPage = (page: PageModel, strings: Strings) => Promise<string>;

/** What building one edition gave beside its files: plain data, which can be sent between threads. */
export interface EditionResult {
  readonly counts: EditionCounts;
  readonly findings: readonly Finding[];
  /** The folder below that of the build which holds its audience alone; '' for one that holds all. */
  readonly tree: string;
  /** Paths of what was written, below `tree`. */
  readonly paths: readonly string[];
  readonly bytes: number;
  readonly pages: PageFacts;
  readonly deadLinks: readonly DeadLink[];
  readonly records: readonly SearchRecord[];
  /** Where its search index goes, below `tree`. */
  readonly searchFolder: string;
  /** Address of its front page, with the base path. */
  readonly home: string;
}

/** Builds the editions of a portal one by one, and keeps what several of them need. */
export class EditionBuilder {
  readonly #portal: Portal;
  readonly #render: RenderPage;
  readonly #directory: string;
  readonly #split: boolean;
  readonly #authors: Authors;
  readonly #codeCache = new Map<string, string>();
  readonly #counterparts: ReturnType<typeof counterpartsOf>;
  /** The editions of the audience that was built last, and what it may not read. */
  #audience: { id: string; editions: readonly Edition[]; leaks: LeakCheck } | null = null;

  /** @param directory where to write; with `split` each audience into a folder of its own below it */
  constructor(portal: Portal, render: RenderPage, directory: string, split: boolean) {
    this.#portal = portal;
    this.#render = render;
    this.#directory = directory;
    this.#split = split;
    this.#authors = new Authors(portal.catalog);
    this.#counterparts = counterpartsOf(portal, sourceEditions(portal));
  }

  /**
   * Writes every file of an edition but its search index.
   *
   * @param onPage called after each page
   */
  async build(audience: string, locale: string, onPage: () => void): Promise<EditionResult> {
    const { editions, leaks } = this.#of(audience);
    const edition = editions.find(({ locale: { code } }) => code === locale);
    if (edition === undefined) throw new RangeError(`there is no edition ${audience}/${locale}`);
    const tree = this.#split ? audience : '';
    const writer = new TreeWriter(join(this.#directory, tree));
    const check = new PageCheck();
    const deadLinks: DeadLink[] = [];
    const findings: Finding[] = [];

    const context = contextOf(this.#portal, edition, {
      codeCache: this.#codeCache,
      onDeadLink: ({ file }, href) => {
        deadLinks.push({ file: this.#authors.fileOf(file, locale, (link) => link === href), href });
      },
    });
    const standalone = contextOf(this.#portal, edition, {
      codeCache: this.#codeCache,
      standalone: true,
    });
    // A locale into which nothing has been translated has an index of nothing, which none can open.
    const hasSearch = [...allEntries(edition)].some((entry) => !entry.isFallback);
    const counterparts = this.#counterparts.get(audience) ?? new Map();
    const page = pageContextOf(this.#portal, context, counterparts, hasSearch);
    const write = (file: OutputFile, text: string | null): void => {
      if (text !== null && leaks.isNeeded) leaks.scan(file.path, text);
      writer.write(file);
    };

    const strings = this.#portal.strings.get(locale) ?? {};
    const planned = planPages(edition);
    for (const item of planned) {
      const html = await this.#render(pageModel(page, item), strings);
      const address = pageAddress(edition, item.path);
      write({ path: toFile(address), bytes: html }, html);
      const file = this.#authors.fileOf(entryOf(edition, item)?.file ?? 'content', locale);
      check.add(toUrl(address, edition.portal.base), html, file);
      onPage();
    }
    const { pictures } = this.#portal;
    for await (const file of filesOf(edition, { page: context, standalone, pictures })) {
      const isText = typeof file.bytes === 'string' && file.repeats !== true;
      write(file, isText ? String(file.bytes) : null);
    }
    const records = buildRecords(context);
    for (const record of records) {
      if (leaks.isNeeded) leaks.scan(`search: ${record.url}`, JSON.stringify(record));
    }
    const coverage = coverageOf(edition, planned, records, feedEntries(standalone));
    findings.push(...coverage.findings, ...leaks.take());
    return {
      counts: coverage.counts,
      findings,
      tree,
      paths: writer.paths,
      bytes: writer.bytes,
      pages: check.facts(),
      deadLinks,
      records,
      searchFolder: pageAddress(edition, '/pagefind/').slice(1),
      home: context.url(homeAddress(edition)),
    };
  }

  /** Editions are cut for one audience at a time: no more of them in memory than are written. */
  #of(audience: string): { editions: readonly Edition[]; leaks: LeakCheck } {
    if (this.#audience?.id === audience) return this.#audience;
    const editions = editionsFor(this.#portal, audience);
    // Interface strings are no secret.
    const shared = [...this.#portal.strings.values()].map((strings) => JSON.stringify(strings));
    const leaks = new LeakCheck(this.#portal.catalog, editions, shared);
    this.#audience = { id: audience, editions, leaks };
    return this.#audience;
  }
}
