import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { FACT, factOf, subjectOf } from '../catalog/fact-kinds.ts';
import type { Edition } from '../catalog/edition.ts';
import { digestOf } from '../catalog/facts.ts';
import type { Strings } from '../language/strings.ts';
import { homeAddress, pageAddress, toFile, toUrl } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import { feedCounts, feedSubjects } from '../outputs/feeds/entries.ts';
import { room as feeds } from '../outputs/feeds/room.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../outputs/output.ts';
import type { PageContext } from '../outputs/pages/contents/content.ts';
import { pageModel } from '../outputs/pages/page-model.ts';
import { entryOf, planPages, type PlannedPage } from '../outputs/pages/plan.ts';
import { roomsOf } from '../outputs/rooms.ts';
import type { PageModel } from '../views/page.ts';
import { Authors } from './authored-in.ts';
import { compactValues } from './compact-values.ts';
import { coverageOf } from './coverage.ts';
import { feedUnits, prepareFeedUnit } from './feed-units.ts';
import type { LeakScanner } from './leaks/leak-scanner.ts';
import { writeKeptEdition, type EditionGave, type KeptEdition } from './kept-edition.ts';
import {
  filesOf,
  pageFacts,
  recordsIn,
  valuesOf,
  WITH_FILES,
  type PageUnit,
  type RoomUnit,
  type WithFiles,
} from './edition-units.ts';
import { keptName } from './kept-files.ts';
import { scanPublicFiles } from './leaks/public-files.ts';
import { KeptIsDamaged, type Ledger } from './ledger.ts';
import type { DeadLink } from './link-ledger.ts';
import { OpenAudience, SharedBuild, type OpenEdition } from './open-audience.ts';
import { linksOfPage } from './page-check.ts';
import type { Portal } from './portal.ts';
import { RecordUnits, type RecordUnit } from './record-units.ts';
import { TreeWriter, type Written } from './tree-writer.ts';
import { ValueStore } from './value-store.ts';

/** Renders a page model as HTML. */
export type RenderPage = (page: PageModel, strings: Strings) => Promise<string>;

/** Where editions are built, and what is there of the last time. */
export interface EditionTask {
  /** Where to write. */
  readonly directory: string;
  /** Where it is published: files that are there already are not written. */
  readonly out: string;
  /** Each audience in a folder of its own below `directory`. */
  readonly split: boolean;
  /** Without what makes it fast: pages by requests to Astro, feeds as a whole. */
  readonly plain: boolean;
  /** A key of all code but the templates. */
  readonly code: string;
  /** A key of the templates, and of all code that they may use. */
  readonly templates: string;
  /** Where ledgers are, and go. */
  readonly ledgers: string;
  /** How the last build left the editions of which all files are where they belong. */
  readonly before: Readonly<Record<string, EditionBefore>>;
  /**
   * Whether editions come locale by locale, so that a locale can be indexed while the next is built. Then
   * the editions of all audiences are in memory at once: for builds that make little.
   */
  readonly byLocale: boolean;
}

/** How the last build left an edition. */
export interface EditionBefore {
  readonly ledger: string;
  readonly values: readonly string[];
  /** The file with what it gave, where nothing changed since that it may be made of. */
  readonly kept: string | null;
}

/** What building one edition gave beside its files: plain data, which can be sent between threads. */
export interface EditionResult extends EditionGave {
  /** The folder below that of the build which holds its audience alone; '' for one that holds all. */
  readonly tree: string;
  /** Whether what its search index is made of is that of the last build. */
  readonly hasSameRecords: boolean;
  /** What its search index is made of: read when it is asked for. */
  readonly records: readonly RecordUnit[];
  /** The name of the file with what it gave. */
  readonly kept: string;
  /** The name of its ledger. */
  readonly ledger: string;
  /** Files that its ledger names: with values, and the one that it stands over. */
  readonly values: readonly string[];
}

/** So many pages are made before the thread turns to whatever else there is. */
const PAGES_PER_TURN = 25;

/** Builds the editions of a portal one by one, and keeps what several of them need. */
export class EditionBuilder {
  readonly #portal: Portal;
  readonly #render: RenderPage;
  readonly #task: EditionTask;
  readonly #authors: Authors;
  readonly #shared: SharedBuild;
  readonly #audiences = new Map<string, OpenAudience>();

  constructor(portal: Portal, render: RenderPage, task: EditionTask) {
    this.#portal = portal;
    this.#render = render;
    this.#task = task;
    this.#authors = new Authors(portal.catalog);
    this.#shared = new SharedBuild(portal, task, (audience) => this.#open(audience));
    mkdirSync(task.ledgers, { recursive: true });
  }

  /**
   * Writes the files of an edition but its search index: those that differ from what is there.
   *
   * @param onPage called after each page
   */
  async build(audience: string, locale: string, onPage: () => void): Promise<EditionResult> {
    const own = this.#open(audience);
    const kept = own.kept(locale);
    // Where all are as they were, so is what is looked for.
    const result =
      kept !== null && (own.isAllKept || own.lookedFor === kept.lookedFor)
        ? this.#takeOver(own, locale, kept)
        : await this.#build(own, locale, onPage);
    const { root, publicFiles, catalog } = this.#portal;
    if (locale === catalog.locales[0]?.code && publicFiles.size > 0) {
      scanPublicFiles(root, publicFiles, own.scanner);
    }
    own.close(locale);
    const found = own.takeFindings();
    return found.length === 0 ? result : { ...result, findings: [...result.findings, ...found] };
  }

  /** An edition that is all as it was: nothing of it is looked at. */
  #takeOver(own: OpenAudience, locale: string, { gave }: KeptEdition): EditionResult {
    const { kept = null, ledger = '', values = [] } = own.before(locale) ?? {};
    if (kept === null) throw new RangeError(`${own.id}/${locale} is not as it was`);
    return {
      ...gave,
      counts: { ...gave.counts },
      tree: this.#treeOf(own.id),
      hasSameRecords: true,
      get records() {
        const { ledger: opened } = own.edition(locale);
        if (!opened.keepAll()) throw new KeptIsDamaged('What was kept of an edition is not there.');
        return recordsIn(opened);
      },
      kept,
      ledger,
      values,
    };
  }

  async #build(own: OpenAudience, locale: string, onPage: () => void): Promise<EditionResult> {
    const { ledgers, code } = this.#task;
    const open = own.edition(locale);
    const { edition, ledger } = open;
    const store = new ValueStore(ledgers);
    const isSame = ledger.keepAll();
    const staged = isSame ? new Set<string>() : await this.#make(own, open, store, onPage);
    const isNew = this.#lookThroughKept(own, open, staged, store);
    if (!isSame) compactValues(ledger, store);
    store.close();
    const [coverage] = valuesOf<ReturnType<typeof coverageOf>>(ledger, 'coverage ');
    if (coverage === undefined) throw new Error('Nobody looked whether anything was lost.');
    const gave: EditionGave = {
      counts: coverage.counts,
      findings: [
        ...coverage.findings,
        ...valuesOf<RoomUnit>(ledger, 'room ').flatMap(({ findings }) => findings),
      ],
      files: filesOf(ledger),
      pages: pageFacts(ledger, edition),
      deadLinks: this.#deadLinks(ledger, locale),
      searchFolder: pageAddress(edition, '/pagefind').slice(1),
    };
    const { lookedFor } = own;
    const shown = own.shown(locale);
    const file = isSame && !isNew ? own.before(locale)?.ledger : undefined;
    const name = file ?? keptName('ledger');
    if (file === undefined) ledger.save(join(ledgers, name));
    const kept = keptName('edition');
    writeKeptEdition(join(ledgers, kept), code, { gave, shown, lookedFor });
    return {
      ...gave,
      counts: { ...gave.counts },
      tree: this.#treeOf(own.id),
      hasSameRecords: ledger.areAllKept('record '),
      get records() {
        return recordsIn(ledger);
      },
      kept,
      ledger: name,
      values: [...ledger.needs, ...(ledger.over === null ? [] : [ledger.over])].sort(),
    };
  }

  #treeOf(audience: string): string {
    return this.#task.split ? audience : '';
  }

  #open(audience: string): OpenAudience {
    const known = this.#audiences.get(audience);
    if (known !== undefined) return known;
    if (!this.#task.byLocale) this.#audiences.clear();
    const own = new OpenAudience(this.#shared, audience);
    this.#audiences.set(audience, own);
    return own;
  }

  /** Makes what has to be made of an edition, and takes over the rest. Paths of what was written. */
  async #make(
    audience: OpenAudience,
    { edition, ledger, page, standalone }: OpenEdition,
    store: ValueStore,
    onPage: () => void,
  ): Promise<ReadonlySet<string>> {
    const { directory, split, plain } = this.#task;
    const there = new Map<string, string>();
    for (const prefix of WITH_FILES) {
      for (const { files } of ledger.valuesBefore<WithFiles>(prefix)) {
        for (const [path, digest] of files) there.set(path, digest);
      }
    }
    const writer = new TreeWriter(join(directory, split ? edition.audience.id : ''), there);
    // What the check looks at is nothing that a page is made from.
    const check = (): LeakScanner => ledger.trace.follow(() => audience.scanner).value;
    const write = (file: OutputFile, text: string | Buffer | null): Written => {
      if (text !== null && check().isNeeded) check().scan(file.path, text.toString());
      return writer.write(file);
    };

    const planned = planPages(edition);
    const records = new RecordUnits(ledger, page, store, (url, facets, html) =>
      check().scanRecord(url, facets, html),
    );
    const subjects = plain ? [] : ledger.trace.follow(() => feedSubjects(edition)).value;
    const told = new Map(subjects.map((subject) => [subject.key, subject]));
    for (const [number, item] of planned.entries()) {
      // Others are listened to between turns: threads, and processes that index.
      if (number % PAGES_PER_TURN === 0) await setImmediate();
      await this.#page(ledger, page, item, write);
      onPage();
      // What feeds and search have of its entry is made while its body is at hand.
      const key = entryOf(edition, item)?.key ?? '';
      const subject = told.get(key);
      if (subject !== undefined) prepareFeedUnit(ledger, standalone, store, subject);
      records.add(key);
    }
    const { pictures } = this.#portal;
    const isThere = (path: string, digest: string): boolean => writer.isThere(path, digest);
    for (const room of roomsOf(edition)) {
      if (room === feeds && !plain) continue;
      await emit(ledger, room, edition, { page, standalone, pictures, isThere }, write);
    }
    const counts = plain
      ? feedCounts(standalone)
      : feedUnits(ledger, standalone, store, (file) => write(file, textOf(file)));
    const found = records.finish();
    // What came of each entry is no fact: it is in the name instead.
    const outcome = digestOf(JSON.stringify([found, ...counts]));
    ledger.make(`coverage ${outcome}`, () => coverageOf(edition, planned, found, counts));
    return writer.written;
  }

  /**
   * What was there before was looked through for what was secret then: it is looked through for what has
   * become a secret since. True when what is looked for has changed.
   */
  #lookThroughKept(
    audience: OpenAudience,
    { edition, ledger, page }: OpenEdition,
    staged: ReadonlySet<string>,
    store: ValueStore,
  ): boolean {
    const { out, split } = this.#task;
    const table = ledger.trace.follow(() => audience.leaks).value;
    const numbers = audience.lookedFor;
    const before = ledger.before<string>(LOOKED_FOR);
    if (before === numbers && ledger.keeps(LOOKED_FOR)) return false;
    ledger.enter(LOOKED_FOR, [], numbers);
    if (before === undefined) return true;
    const bytes = Uint8Array.from(Buffer.from(before, 'base64'));
    const gained = table.gainedSince(new Int32Array(bytes.buffer));
    if (!gained.isNeeded) return true;
    for (const [path] of filesOf(ledger)) {
      if (staged.has(path) || !IS_TEXT.test(path)) continue;
      gained.scan(path, readFileSync(join(out, split ? audience.id : '', path), 'utf8'));
    }
    const home = page.url(homeAddress(edition));
    for (const record of valuesOf<RecordUnit | null>(ledger, 'record ')) {
      if (record === null) continue;
      const text = store.read(record.at);
      if (text === null) throw new KeptIsDamaged('A search record is not as it was kept.');
      gained.scanRecord(home + record.path.slice(1), record.facets, text);
    }
    audience.scanner.tell(gained.take());
    return true;
  }

  async #page(
    ledger: Ledger,
    context: PageContext,
    item: PlannedPage,
    write: (file: OutputFile, text: string) => Written,
  ): Promise<void> {
    const name = `page ${item.path}`;
    const { template } = item;
    if (ledger.before<PageUnit>(name)?.template === template && ledger.keeps(name)) return;
    const { edition } = context;
    const { value: model, facts } = ledger.trace.follow(() => {
      ledger.trace.look(factOf(FACT.templates, this.#task.templates));
      return pageModel(context, item);
    });
    const html = await this.#render(model, this.#portal.strings.get(edition.locale.code) ?? {});
    const address = pageAddress(edition, item.path);
    const written = write({ path: toFile(address), bytes: html }, html);
    const source = this.#authors.fileOf(
      entryOf(edition, item)?.file ?? 'content',
      edition.locale.code,
    );
    const found = linksOfPage(toUrl(address, edition.portal.base), html, source);
    ledger.enter(name, facts, {
      template,
      files: [written],
      anchors: found.anchors,
      links: [...found.links].map((link) => ledger.intern(link)),
      findings: found.findings,
      source,
    } satisfies PageUnit);
  }

  /** Authored links that lead nowhere, with the files that have them. */
  #deadLinks(ledger: Ledger, locale: string): DeadLink[] {
    return ledger.factsOf(FACT.deadLink).map((name) => {
      const [file = '', href = ''] = subjectOf(name).split('\0');
      return { file: this.#authors.fileOf(file, locale, (link) => link === href), href };
    });
  }
}

/** The unit that says what an edition's files were looked through for. */
const LOOKED_FOR = 'leaks';

/** Files that are looked through. */
const IS_TEXT = /\.(?:html|xml|json|ics|md|txt)$/;

/** Writes the files of a room. */
async function emit(
  ledger: Ledger,
  room: OutputRoom,
  edition: Edition,
  context: RoomContext,
  write: (file: OutputFile, text: string | Buffer | null) => Written,
): Promise<void> {
  const name = `room ${room.name}`;
  const findings: Finding[] = [];
  const one = (file: OutputFile): Written => {
    if (file.finding !== undefined) findings.push(file.finding);
    return write(file, textOf(file));
  };
  const files = room.emit(edition, context);
  if (!(Symbol.asyncIterator in files)) {
    ledger.make(name, (): RoomUnit => ({ files: Array.from(files, one), findings }));
    return;
  }
  // What waits can't be followed: its files are made each time, and written where they differ.
  const written: Written[] = [];
  for await (const file of files) written.push(one(file));
  ledger.enter(name, [], { files: written, findings } satisfies RoomUnit);
}

/** What of a file is looked through; null for what is no text, or stands in another file too. */
function textOf({ path, bytes, repeats }: OutputFile): string | Buffer | null {
  if (repeats === true) return null;
  if (typeof bytes === 'string') return bytes;
  return IS_TEXT.test(path) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : null;
}
