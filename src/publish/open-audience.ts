import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { cutEdition, type Edition } from '../catalog/edition.ts';
import { FACT, kindOf, subjectOf } from '../catalog/fact-kinds.ts';
import { digestOf, EditionFacts } from '../catalog/facts.ts';
import { readable, type Readable } from '../catalog/readable.ts';
import type { PageContext } from '../outputs/pages/contents/content.ts';
import { planPages } from '../outputs/pages/plan.ts';
import type { Counterpart } from '../outputs/pages/switches.ts';
import type { ViewContext } from '../views/context.ts';
import type { LinkResolver } from '../views/links.ts';
import { queryOf, readQueryFact } from '../views/once-per.ts';
import type { EditionBefore, EditionTask } from './edition-build.ts';
import { readKeptEdition, type KeptEdition } from './kept-edition.ts';
import type { AuthoredTexts } from './leaks/authored-texts.ts';
import type { LeakScanner } from './leaks/leak-scanner.ts';
import { LeakTable } from './leaks/leak-table.ts';
import { ReadableText } from './leaks/readable-text.ts';
import { openAuthoredTexts } from './leaks/open.ts';
import { shownIn, type Remember, type ShownEdition } from './leaks/shown.ts';
import { Ledger, type Standing } from './ledger.ts';
import { contextOf, counterpartsOf, linkResolverOf, pageContextOf, type Portal } from './portal.ts';

/** An edition that is being built, with what is known of how it was built before. */
export interface OpenEdition {
  readonly edition: Edition;
  readonly ledger: Ledger;
  /** For text on its pages. */
  readonly page: PageContext;
  /** For text that is read elsewhere. */
  readonly standalone: ViewContext;
}

/** What all editions of a portal share while they are built. */
export class SharedBuild {
  readonly portal: Portal;
  readonly task: EditionTask;
  readonly codeCache = new Map<string, string>();
  readonly #open: (audience: string) => OpenAudience;
  readonly #pages = new Map<string, ReadonlySet<string>>();
  #texts: AuthoredTexts | null = null;

  /** @param open gives an audience, of which editions are built too */
  constructor(portal: Portal, task: EditionTask, open: (audience: string) => OpenAudience) {
    this.portal = portal;
    this.task = task;
    this.#open = open;
  }

  /** All that writers wrote, as the leak check reads it. */
  get texts(): AuthoredTexts {
    const { catalog, cache, hashOf } = this.portal;
    this.#texts ??= openAuthoredTexts(catalog, cache, hashOf);
    return this.#texts;
  }

  /** Lets go of the texts, where they are kept: an audience asks for them once, and they take much memory. */
  dropTexts(): void {
    if (!this.task.plain && !this.task.byLocale) this.#texts = null;
  }

  /** Paths of an audience's pages, the same in every locale. */
  pagesOf(audience: string, known?: Edition): ReadonlySet<string> {
    let pages = this.#pages.get(audience);
    if (pages === undefined) {
      const edition = known ?? this.#editionOf(audience);
      pages = new Set(planPages(edition).map(({ path }) => path));
      this.#pages.set(audience, pages);
    }
    return pages;
  }

  /** An edition in the first locale: that which will be built, where all are in memory at once. */
  #editionOf(audience: string): Edition {
    const { catalog, clock } = this.portal;
    const source = catalog.locales[0]?.code ?? '';
    const own = this.task.byLocale ? this.#open(audience) : null;
    return own?.kept(source) === null
      ? own.edition(source).edition
      : cutEdition(catalog, audience, source, clock);
  }
}

/** The editions of one audience while they are built: no more of them are in memory than are written. */
export class OpenAudience {
  readonly id: string;
  readonly #shared: SharedBuild;
  readonly #editions = new Map<string, OpenEdition>();
  readonly #kept = new Map<string, KeptEdition | null>();
  readonly #shown = new Map<string, ShownEdition>();
  #readableNow: Readable | null = null;
  #isAllKept: boolean | null = null;
  #lookedFor: string | null = null;
  #table: LeakTable | null = null;
  #scanner: LeakScanner | null = null;

  constructor(shared: SharedBuild, id: string) {
    this.id = id;
    this.#shared = shared;
  }

  /**
   * What an edition gave last time, when nothing changed since that it is made from: it need not be opened
   * then. Null when it has to be.
   */
  kept(locale: string): KeptEdition | null {
    let kept = this.#kept.get(locale);
    if (kept === undefined) {
      const file = this.before(locale)?.kept ?? null;
      const { ledgers, code } = this.#shared.task;
      kept = file === null ? null : readKeptEdition(join(ledgers, file), code);
      this.#kept.set(locale, kept);
    }
    return kept;
  }

  /** How an edition was left by the last build. */
  before(locale: string): EditionBefore | undefined {
    return this.#shared.task.before[`${this.id}/${locale}`];
  }

  /** Whether nothing changed that editions of the audience are made from: it may read what it might then. */
  get isAllKept(): boolean {
    const { locales } = this.#shared.portal.catalog;
    return (this.#isAllKept ??= locales.every(({ code }) => this.kept(code) !== null));
  }

  /** @throws RangeError when the locale is not declared */
  edition(locale: string): OpenEdition {
    let edition = this.#editions.get(locale);
    if (edition === undefined) this.#editions.set(locale, (edition = this.#open(locale)));
    return edition;
  }

  get #readable(): Readable {
    const { catalog, clock } = this.#shared.portal;
    return (this.#readableNow ??= readable(catalog, this.id, clock));
  }

  /** What an edition shows, for the check of leaks. */
  shown(locale: string): ShownEdition {
    const kept = this.#editions.has(locale) ? null : this.kept(locale);
    if (kept !== null) return kept.shown;
    let shown = this.#shown.get(locale);
    if (shown === undefined) {
      const { edition, ledger } = this.edition(locale);
      const remember: Remember = (name, make) => ledger.make(`shown ${name}`, make);
      this.#shown.set(locale, (shown = shownIn(edition, this.#shared.texts, remember)));
    }
    return shown;
  }

  /** Lets go of an edition that is built. */
  close(locale: string): void {
    this.#editions.delete(locale);
    this.#kept.delete(locale);
    this.#shown.delete(locale);
  }

  /** What the audience may not read: worked out when it is first asked for. */
  get leaks(): LeakTable {
    if (this.#table !== null) return this.#table;
    const { portal, texts } = this.#shared;
    this.#table = LeakTable.of(
      texts,
      portal.catalog.locales.map(({ code }) => this.shown(code)),
      // Interface strings are no secret.
      [...portal.strings.values()].map((strings) => JSON.stringify(strings)),
    ).with(this.#readableText());
    texts.save();
    this.#shared.dropTexts();
    return this.#table;
  }

  /** Made here, where it holds on to nothing else: a closure keeps all that its scope has. */
  #readableText(): ReadableText {
    return new ReadableText(() => this.#cutAgain());
  }

  /** Numbers of what is looked for (`LeakTable.numbers`), as text. */
  get lookedFor(): string {
    if (this.#lookedFor === null) {
      const { buffer, byteOffset, byteLength } = this.leaks.numbers();
      this.#lookedFor = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    }
    return this.#lookedFor;
  }

  /** What was found that the audience may not read, since this was last asked. */
  takeFindings(): Finding[] {
    return this.#scanner?.take() ?? [];
  }

  /** Looks for what the audience may not read. */
  get scanner(): LeakScanner {
    this.#scanner ??= this.leaks.scanner();
    return this.#scanner;
  }

  /** Its editions for looking at them only: those that are built are let go of. */
  #cutAgain(): Edition[] {
    const { catalog, clock } = this.#shared.portal;
    return catalog.locales.map(({ code }) =>
      cutEdition(catalog, this.id, code, clock, undefined, this.#readable),
    );
  }

  #open(locale: string): OpenEdition {
    const { portal, task, codeCache } = this.#shared;
    const { catalog, clock } = portal;
    const key = editionKey(portal, task, this.id, locale);
    const before = this.before(locale);
    const ledger =
      before === undefined
        ? Ledger.begin(key)
        : Ledger.open(join(task.ledgers, before.ledger), key);
    const edition = cutEdition(catalog, this.id, locale, clock, ledger.trace, this.#readable);
    const counterparts = (): ReadonlyMap<string, Counterpart> => this.#counterparts();
    let page: PageContext | null = null;
    let standalone: ViewContext | null = null;
    const open: OpenEdition = {
      edition,
      ledger,
      get page() {
        const context = (): ViewContext => contextOf(portal, edition, { codeCache });
        page ??= pageContextOf(portal, context(), counterparts(), true);
        return page;
      },
      get standalone() {
        const options = { codeCache, standalone: true, page: this.page };
        standalone ??= contextOf(portal, edition, options);
        return standalone;
      },
    };
    const facts = new EditionFacts(catalog, edition, this.#readable);
    ledger.stand(standingOf(open, facts, portal, task));
    return open;
  }

  #counterparts(): ReadonlyMap<string, Counterpart> {
    const { portal } = this.#shared;
    const source = portal.catalog.locales[0]?.code ?? '';
    return counterpartsOf(portal, this.id, (other) =>
      this.#shared.pagesOf(
        other,
        other === this.id ? this.#editions.get(source)?.edition : undefined,
      ),
    );
  }
}

/** How the facts of an edition stand, of its entries and of what follows from them. */
function standingOf(
  open: OpenEdition,
  facts: EditionFacts,
  portal: Portal,
  task: EditionTask,
): Standing {
  const { edition, ledger } = open;
  let resolver: LinkResolver | null = null;
  const links = (): LinkResolver => (resolver ??= linkResolverOf(portal, edition));
  const ownerOf = (suffix: string): object | undefined => {
    if (suffix === '') return edition;
    if (suffix === '@page') return open.page;
    if (suffix === '@standalone') return open.standalone;
    const [kind = '', id = ''] = suffix.slice(1).split(/:(.*)/s);
    return edition.byKey(kind as Kind, id);
  };
  return {
    digest(name) {
      const of = subjectOf(name);
      switch (kindOf(name)) {
        case FACT.file:
          return links().keyOf(of) ?? 'none';
        case FACT.page:
          return String(links().hasPage(of));
        case FACT.counterpart: {
          const [audience = '', path = ''] = of.split(' ');
          return String(open.page.counterparts.get(audience)?.pages?.has(path) === true);
        }
        case FACT.deadLink:
          return '';
        case FACT.templates:
          return of === task.templates ? '' : undefined;
        default:
          return facts.digest(name);
      }
    },
    entryOf(key) {
      const [kind = '', id = ''] = key.split(/:(.*)/s);
      return edition.byKey(kind as Kind, id);
    },
    remake(name) {
      const { query, owner, item } = readQueryFact(name);
      const make = queryOf(query);
      const of = ownerOf(owner);
      // A query that is gone, or whose entry is, gives nothing: whoever used it is made again.
      if (make && of) ledger.trace.follow(() => make(of as Edition, item));
    },
  };
}

/** A key of all that everything in an edition depends on. */
export function editionKey(
  { shared, strings, pictures }: Portal,
  { code, split }: Pick<EditionTask, 'code' | 'split'>,
  audience: string,
  locale: string,
): string {
  const own = [code, shared, pictures !== undefined, strings.get(locale), split, audience, locale];
  return digestOf(JSON.stringify(own));
}
