import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cutEdition, type Edition } from '../catalog/edition.ts';
import { digestOf, EditionFacts } from '../catalog/facts.ts';
import { readable } from '../catalog/readable.ts';
import type { Strings } from '../language/strings.ts';
import { pageAddress, toFile, toUrl } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import type { Counterpart } from '../outputs/pages/switches.ts';
import { feedEntries } from '../outputs/feeds/entries.ts';
import { room as feeds } from '../outputs/feeds/room.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../outputs/output.ts';
import type { PageContext } from '../outputs/pages/contents/content.ts';
import { pageModel } from '../outputs/pages/page-model.ts';
import { entryOf, planPages, type PlannedPage } from '../outputs/pages/plan.ts';
import { roomsOf } from '../outputs/rooms.ts';
import { queryOf } from '../views/once-per.ts';
import type { PageModel } from '../views/page.ts';
import type { ViewContext } from '../views/context.ts';
import { Authors } from './authored-in.ts';
import { coverageOf, type EditionCounts } from './coverage.ts';
import { feedUnits, type EntryUnit } from './feed-units.ts';
import type { AuthoredTexts } from './leaks/authored-texts.ts';
import type { LeakScanner } from './leaks/leak-scanner.ts';
import { LeakTable } from './leaks/leak-table.ts';
import { openAuthoredTexts } from './leaks/open.ts';
import { Ledger, type Standing } from './ledger.ts';
import type { DeadLink } from './link-ledger.ts';
import { PageCheck, type PageFacts } from './page-check.ts';
import { contextOf, counterpartsOf, linkResolverOf, pageContextOf, type Portal } from './portal.ts';
import { recordUnits, type RecordUnit } from './record-units.ts';
import { TreeWriter, type Written } from './tree-writer.ts';
import { ValueStore } from './value-store.ts';

/** Renders a page model as HTML. */
export type RenderPage = (page: PageModel, strings: Strings) => Promise<string>;

/** Where editions are built, and what is there of the last time. */
export interface EditionTask {
  /** Where to write. */
  readonly directory: string;
  /** Each audience in a folder of its own below `directory`. */
  readonly split: boolean;
  /** Without what makes it fast: pages by requests to Astro, feeds as a whole. */
  readonly plain: boolean;
  /** A key of all code that makes pages. */
  readonly code: string;
  /** Where ledgers are, and go. */
  readonly ledgers: string;
  /** The ledger files of the last build, by edition, of which all files are where they belong. */
  readonly before: Readonly<Record<string, string>>;
}

/** What building one edition gave beside its files: plain data, which can be sent between threads. */
export interface EditionResult {
  readonly counts: EditionCounts;
  readonly findings: readonly Finding[];
  /** The folder below that of the build which holds its audience alone; '' for one that holds all. */
  readonly tree: string;
  /** All its files but those of its search index, below `tree`, whether written or there before. */
  readonly files: readonly Written[];
  readonly pages: PageFacts;
  readonly deadLinks: readonly DeadLink[];
  /** What its search index is made of. */
  readonly records: readonly RecordUnit[];
  /** Where its search index goes, below `tree`. */
  readonly searchFolder: string;
  /** The name of its ledger. */
  readonly ledger: string;
  /** Files with values that its ledger names. */
  readonly values: readonly string[];
}

/** A page that was written, and what has to be known of it to check links. */
interface PageUnit {
  readonly files: readonly Written[];
  readonly anchors: string;
  /** Numbers of texts in the ledger: each link once, in the order of the page. */
  readonly links: readonly number[];
  readonly findings: readonly Finding[];
  /** The file that a writer has to mend when a link is broken. */
  readonly source: string;
}

interface RoomUnit {
  readonly files: readonly Written[];
}

/** Builds the editions of a portal one by one, and keeps what several of them need. */
export class EditionBuilder {
  readonly #portal: Portal;
  readonly #render: RenderPage;
  readonly #task: EditionTask;
  readonly #authors: Authors;
  readonly #codeCache = new Map<string, string>();
  /** Paths of the pages of each audience, in every locale. */
  readonly #pages = new Map<string, ReadonlySet<string>>();
  /** The editions of the audience that was built last, and what it may not read. */
  #audience: Audience | null = null;
  #texts: AuthoredTexts | null = null;

  constructor(portal: Portal, render: RenderPage, task: EditionTask) {
    this.#portal = portal;
    this.#render = render;
    this.#task = task;
    this.#authors = new Authors(portal.catalog);
    mkdirSync(task.ledgers, { recursive: true });
  }

  /**
   * Writes the files of an edition but its search index: those that differ from what is there.
   *
   * @param onPage called after each page
   */
  async build(audience: string, locale: string, onPage: () => void): Promise<EditionResult> {
    const portal = this.#portal;
    const { split, ledgers } = this.#task;
    const { edition, ledger } = this.#of(audience, locale);
    const tree = split ? audience : '';
    const store = new ValueStore(ledgers);
    const page = this.#pageContext(edition);
    const standalone = contextOf(portal, edition, {
      codeCache: this.#codeCache,
      standalone: true,
      page,
    });
    ledger.stand(this.#standing(edition, { page, standalone }, ledger));
    const isSame = ledger.keepAll();
    if (!isSame) await this.#make(this.#of(audience, locale), { page, standalone }, store, onPage);
    store.close();
    const records = valuesOf<RecordUnit | null>(ledger, 'record ').filter((one) => one !== null);
    const entries = valuesOf<readonly EntryUnit[]>(ledger, 'feed ').flat();
    const [coverage] = valuesOf<ReturnType<typeof coverageOf>>(ledger, 'coverage ');
    if (coverage === undefined) throw new Error('Nobody looked whether anything was lost.');
    const file = this.#task.before[`${audience}/${locale}`];
    const name = isSame && file !== undefined ? file : `ledger-${crypto.randomUUID()}.json`;
    if (name !== file) ledger.save(join(ledgers, name));
    return {
      counts: { ...coverage.counts },
      findings: [...coverage.findings, ...(this.#audience?.known?.take() ?? [])],
      tree,
      files: filesOf(ledger),
      pages: pageFacts(ledger, edition),
      deadLinks: this.#deadLinks(ledger, locale),
      records,
      searchFolder: pageAddress(edition, '/pagefind').slice(1),
      ledger: name,
      values: [...new Set([...records, ...entries].map(({ at: [segment] }) => segment))],
    };
  }

  /** Makes what has to be made of an edition, and takes over the rest. */
  async #make(
    { edition, ledger, leaks }: Own,
    { page, standalone }: { readonly page: PageContext; readonly standalone: ViewContext },
    store: ValueStore,
    onPage: () => void,
  ): Promise<void> {
    const { directory, split, plain } = this.#task;
    const there = new Map<string, string>();
    for (const name of ledger.namesBefore) {
      const { files = [] } = ledger.before<{ files?: readonly Written[] } | null>(name) ?? {};
      for (const [path, digest] of files) there.set(path, digest);
    }
    const writer = new TreeWriter(join(directory, split ? edition.audience.id : ''), there);
    // What the check looks at is nothing that a page is made from.
    const check = (): LeakScanner => ledger.trace.follow(leaks).value;
    const write = (file: OutputFile, text: string | null): Written => {
      if (text !== null) check().scan(file.path, text);
      return writer.write(file);
    };

    const planned = planPages(edition);
    for (const item of planned) {
      await this.#page(ledger, page, item, write);
      onPage();
    }
    const { pictures } = this.#portal;
    const isThere = (path: string, digest: string): boolean => writer.isThere(path, digest);
    for (const room of roomsOf(edition)) {
      if (room === feeds && !plain) continue;
      await emit(ledger, room, edition, { page, standalone, pictures, isThere }, write);
    }
    const feed = plain
      ? feedEntries(standalone).length
      : feedUnits(ledger, standalone, store, (file) => write(file, textOf(file)));
    const records = recordUnits(ledger, page, store, (record) => check().scanRecord(record));
    ledger.make(`coverage ${records} ${feed}`, () => coverageOf(edition, planned, records, feed));
  }

  #pageContext(edition: Edition): PageContext {
    const context = contextOf(this.#portal, edition, { codeCache: this.#codeCache });
    return pageContextOf(this.#portal, context, this.#counterparts(edition.audience.id), true);
  }

  #counterparts(audience: string): ReadonlyMap<string, Counterpart> {
    return counterpartsOf(this.#portal, audience, (other) => this.#pagesOf(other));
  }

  #pagesOf(audience: string): ReadonlySet<string> {
    let pages = this.#pages.get(audience);
    if (pages === undefined) {
      const { catalog, clock } = this.#portal;
      const source = catalog.locales[0]?.code ?? '';
      const own = this.#audience?.id === audience ? this.#audience.editions.get(source) : undefined;
      const edition = own?.edition ?? cutEdition(catalog, audience, source, clock);
      pages = new Set(planPages(edition).map(({ path }) => path));
      this.#pages.set(audience, pages);
    }
    return pages;
  }

  async #page(
    ledger: Ledger,
    context: PageContext,
    item: PlannedPage,
    write: (file: OutputFile, text: string) => Written,
  ): Promise<void> {
    const name = `page ${item.path}`;
    if (ledger.kept(name) !== undefined) return;
    const { edition } = context;
    const { value: model, facts } = ledger.trace.follow(() => pageModel(context, item));
    const html = await this.#render(model, this.#portal.strings.get(edition.locale.code) ?? {});
    const address = pageAddress(edition, item.path);
    const written = write({ path: toFile(address), bytes: html }, html);
    const source = this.#authors.fileOf(
      entryOf(edition, item)?.file ?? 'content',
      edition.locale.code,
    );
    const check = new PageCheck();
    const url = toUrl(address, edition.portal.base);
    check.add(url, html, source);
    const found = check.facts();
    ledger.enter(name, facts, {
      files: [written],
      anchors: found.anchors.get(url) ?? '',
      links: [...found.links.keys()].map((link) => ledger.intern(link)),
      findings: found.findings,
      source,
    } satisfies PageUnit);
  }

  /** How the facts of an edition stand, of its entries and of what follows from them. */
  #standing(edition: Edition, { page, standalone }: RoomContext, ledger: Ledger): Standing {
    const portal = this.#portal;
    const facts = new EditionFacts(portal.catalog, edition, this.#of(edition.audience.id).readable);
    const counterparts = this.#counterparts(edition.audience.id);
    let resolver: ReturnType<typeof linkResolverOf> | null = null;
    const links = (): ReturnType<typeof linkResolverOf> =>
      (resolver ??= linkResolverOf(portal, edition));
    const ownerOf = (suffix: string): Edition | ViewContext | object | undefined =>
      suffix === ''
        ? edition
        : suffix.startsWith('#product:')
          ? edition.byKey('product', suffix.slice('#product:'.length))
          : suffix === '@page'
            ? page
            : standalone;
    return {
      digest(name) {
        const of = name.slice(2);
        switch (name[0]) {
          case 'f':
            return links().keyOf(of) ?? 'none';
          case 'p':
            return String(links().hasPage(of));
          case 'o': {
            const [audience = '', path = ''] = of.split(' ');
            return String(counterparts.get(audience)?.pages?.has(path) === true);
          }
          case 'x':
            return '';
          default:
            return facts.digest(name);
        }
      },
      remake(name) {
        const at = name.search(/[@#]/);
        const query = queryOf(name.slice(2, at < 0 ? undefined : at));
        const owner = ownerOf(at < 0 ? '' : name.slice(at));
        // A query that is gone, or whose product is, gives nothing: whoever used it is made again.
        if (query && owner) ledger.trace.follow(() => query(owner as Edition));
      },
    };
  }

  /** Authored links that lead nowhere, with the files that have them. */
  #deadLinks(ledger: Ledger, locale: string): DeadLink[] {
    return ledger.factsOf('x ').map((name) => {
      const [file = '', href = ''] = name.slice(2).split('\0');
      return { file: this.#authors.fileOf(file, locale, (link) => link === href), href };
    });
  }

  /** Editions are cut for one audience at a time: no more of them in memory than are written. */
  #of(audience: string): Audience;
  #of(audience: string, locale: string): Own;
  #of(audience: string, locale?: string): Audience | Own {
    if (this.#audience?.id !== audience) this.#audience = this.#open(audience);
    if (locale === undefined) return this.#audience;
    const own = this.#audience.editions.get(locale);
    if (own === undefined) throw new RangeError(`there is no edition ${audience}/${locale}`);
    return own;
  }

  #open(audience: string): Audience {
    const { catalog, clock, strings, cache, hashOf } = this.#portal;
    const { code, split, ledgers, before } = this.#task;
    const allowed = readable(catalog, audience, clock);
    const editions = new Map<string, Own>();
    const opened: Audience = { id: audience, readable: allowed, editions, known: null };
    const leaks = (): LeakScanner => {
      if (opened.known !== null) return opened.known;
      // Interface strings are no secret.
      const open = [...strings.values()].map((texts) => JSON.stringify(texts));
      const all = [...editions.values()].map(({ edition }) => edition);
      this.#texts ??= openAuthoredTexts(catalog, cache, hashOf);
      opened.known = LeakTable.of(this.#texts, all, open).scanner();
      this.#texts.save();
      return opened.known;
    };
    for (const { code: locale } of catalog.locales) {
      const key = editionKey(this.#portal, code, split, audience, locale);
      const file = before[`${audience}/${locale}`];
      const ledger = file === undefined ? Ledger.begin(key) : Ledger.open(join(ledgers, file), key);
      const edition = cutEdition(catalog, audience, locale, clock, ledger.trace, allowed);
      editions.set(locale, { edition, ledger, leaks });
    }
    return opened;
  }
}

/** A key of all that everything in an edition depends on. */
export function editionKey(
  { shared, strings, pictures }: Portal,
  code: string,
  split: boolean,
  audience: string,
  locale: string,
): string {
  const own = [code, shared, pictures !== undefined, strings.get(locale), split, audience, locale];
  return digestOf(JSON.stringify(own));
}

interface Audience {
  readonly id: string;
  readonly readable: ReturnType<typeof readable>;
  readonly editions: ReadonlyMap<string, Own>;
  known: LeakScanner | null;
}

/** An edition, and what is known of how it was built before. */
interface Own {
  readonly edition: Edition;
  readonly ledger: Ledger;
  /** What its audience may not read: worked out when the first text is written. */
  readonly leaks: () => LeakScanner;
}

/** Writes the files of a room. */
async function emit(
  ledger: Ledger,
  room: OutputRoom,
  edition: Edition,
  context: RoomContext,
  write: (file: OutputFile, text: string | null) => Written,
): Promise<void> {
  const name = `room ${room.name}`;
  const one = (file: OutputFile): Written => write(file, textOf(file));
  const files = room.emit(edition, context);
  if (!(Symbol.asyncIterator in files)) {
    ledger.make(name, (): RoomUnit => ({ files: Array.from(files, one) }));
    return;
  }
  // What waits can't be followed: its files are made each time, and written where they differ.
  const written: Written[] = [];
  for await (const file of files) written.push(one(file));
  ledger.enter(name, [], { files: written } satisfies RoomUnit);
}

/** What of a file is looked through; null for what is no text, or stands in another file too. */
function textOf({ bytes, repeats }: OutputFile): string | null {
  return typeof bytes === 'string' && repeats !== true ? bytes : null;
}

/** Values of the units whose names begin so, in the order in which they came. */
function valuesOf<T>(ledger: Ledger, prefix: string): T[] {
  return Array.from(ledger.values<T>(prefix), ([, value]) => value);
}

function filesOf(ledger: Ledger): Written[] {
  const files: Written[] = [];
  for (const prefix of ['page ', 'room ', 'document ']) {
    for (const [, unit] of ledger.values<{ files: readonly Written[] }>(prefix)) {
      files.push(...unit.files);
    }
  }
  return files;
}

/** What must be known of an edition's pages to check links between pages of all editions. */
function pageFacts(ledger: Ledger, edition: Edition): PageFacts {
  const anchors = new Map<string, string>();
  const links = new Map<string, { page: string; file: string }>();
  const findings: Finding[] = [];
  const seen = new Set<number>();
  for (const [name, unit] of ledger.values<PageUnit>('page ')) {
    const address = pageAddress(edition, name.slice('page '.length));
    const page = toUrl(address, edition.portal.base);
    anchors.set(page, unit.anchors);
    findings.push(...unit.findings);
    for (const link of unit.links) {
      if (seen.has(link)) continue;
      seen.add(link);
      links.set(ledger.textOf(link), { page, file: unit.source });
    }
  }
  return { anchors, links, findings };
}
