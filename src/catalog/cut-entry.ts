import type { Root } from 'hast';
import type { Day } from '../model/day.ts';
import type { Kind } from '../model/kind.ts';
import { releaseDay } from '../model/release.ts';
import { cycleOf } from '../model/version.ts';
import { cutForAudience } from '../render/cut.ts';
import { assetsOf } from './assets.ts';
import type { Catalog, CatalogEntry, CatalogTranslation } from './catalog.ts';
import { cutData, readsAllOf } from './cut-data.ts';
import type {
  EditionAsset,
  EditionChange,
  EditionData,
  EditionEntry,
  EditionLocale,
  EditionProduct,
  EditionRelease,
} from './edition.ts';
import type { Readable } from './readable.ts';
import { FACT, factOf } from './fact-kinds.ts';
import { HEAD_FIELDS } from './facts.ts';
import { Lately } from './lately.ts';
import { TRACE, type Followed, type Trace } from './trace.ts';

/** What all entries of an edition share. */
export interface Cutting {
  readonly catalog: Catalog;
  readonly locale: EditionLocale;
  readonly readable: Readable;
  readonly trace: Trace;
}

/** The file of an entry as facts have it: an inline change stands in that of its release. */
export function homeKey(entry: Pick<CatalogEntry, 'key' | 'parent'>): string {
  return entry.parent === null ? entry.key : `release:${entry.parent}`;
}

/**
 * An entry as an edition has it. It is cut when it is looked at: most of what a build does needs few of
 * the entries. What is looked at is noted, data and body apart.
 */
class Entry<K extends Kind = Kind> implements EditionEntry<K> {
  readonly kind: K;
  readonly id: string;
  readonly key: string;
  readonly file: string;
  // Private all: nothing but what was cut may be got at from an entry.
  readonly #cutting: Cutting;
  #entry: CatalogEntry<K>;
  #translation: CatalogTranslation<K> | undefined;
  readonly #home: string;
  readonly #dataFact: number;
  readonly #bodyFact: number;
  #data: Followed<EditionData<K>> | null = null;
  #body = new Lately<Root>();
  #assets: Followed<readonly EditionAsset[]> | null = null;

  constructor(cutting: Cutting, entry: CatalogEntry<K>) {
    this.kind = entry.kind;
    this.id = entry.id;
    this.key = entry.key;
    this.file = entry.file;
    this.#cutting = cutting;
    this.#entry = entry;
    this.#translation = translationIn(cutting.locale.code, entry);
    const home = homeKey(entry);
    this.#home = home;
    this.#dataFact = cutting.trace.number(factOf(FACT.data, home));
    // The text of an inline change stands in the front matter of its release.
    this.#bodyFact =
      entry.parent === null ? cutting.trace.number(factOf(FACT.body, home)) : this.#dataFact;
  }

  /** Takes the text of an entry that is the same but for its text. */
  static renew(cut: Entry, entry: CatalogEntry): void {
    cut.#entry = entry;
    cut.#translation = translationIn(cut.#cutting.locale.code, entry);
    cut.#body = new Lately();
  }

  get [TRACE](): Trace {
    return this.#cutting.trace;
  }

  get title(): string {
    const { data } = this;
    return 'title' in data && typeof data.title === 'string' ? data.title : this.id;
  }

  get data(): EditionData<K> {
    const { trace, readable } = this.#cutting;
    trace.read(this.#dataFact);
    // Whether what it refers to may be read is looked at too.
    this.#data ??= trace.follow((): EditionData<K> => {
      const cut = cutData(this.#entry, this.#whole, readable, trace);
      const isNoted = this.#entry.parent === null;
      const data = isNoted ? withNotedHead(cut, trace, factOf(FACT.head, this.#home)) : cut;
      Object.freeze(data);
      return data;
    });
    const { value, facts } = this.#data;
    trace.replay(facts);
    return value;
  }

  get opensOn(): Day | null {
    this.lookAtData();
    return this.#cutting.readable.opensOn(this.#entry);
  }

  get body(): Root | null {
    this.#cutting.trace.read(this.#bodyFact);
    return this.#cutBody();
  }

  get lang(): string {
    return this.isFallback ? (this.#source?.code ?? '') : this.#cutting.locale.code;
  }

  get dir(): 'ltr' | 'rtl' {
    return this.isFallback ? (this.#source?.dir ?? 'ltr') : this.#cutting.locale.dir;
  }

  get isFallback(): boolean {
    this.lookAtData();
    return !this.#cutting.locale.isSource && this.#translation === undefined;
  }

  get isBodyFallback(): boolean {
    this.lookAtData();
    const translation = this.#translation;
    return translation !== undefined && translation.body === null && this.#entry.body !== null;
  }

  get isStale(): boolean {
    const { readable, trace, locale } = this.#cutting;
    if (locale.isSource) return false;
    trace.look(factOf(FACT.stale, this.#home));
    switch (this.#translation?.staleFor) {
      case 'all':
        return true;
      case 'whole':
        this.lookAtData();
        trace.look(factOf(FACT.head, this.#home));
        return readsAllOf(this.#entry, readable, trace);
      default:
        return false;
    }
  }

  get translatedIn(): readonly string[] {
    this.lookAtData();
    return [this.#source?.code ?? '', ...Object.keys(this.#entry.translations)];
  }

  get assets(): readonly EditionAsset[] {
    const { trace, catalog } = this.#cutting;
    const { files } = this.#translation ?? this.#entry;
    if (Object.keys(files).length === 0) {
      this.lookAtData();
      return [];
    }
    this.#assets ??= trace.follow(() => assetsOf(() => this.body, this.data, files, catalog));
    trace.replay(this.#assets.facts);
    return this.#assets.value;
  }

  /** As plain data: what is got from getters would be missing. */
  toJSON(): object {
    const { kind, id, key, file, title, data, body, lang, dir, isFallback, isStale, assets } = this;
    return { kind, id, key, file, title, data, body, lang, dir, isFallback, isStale, assets };
  }

  protected lookAtData(): void {
    this.#cutting.trace.read(this.#dataFact);
  }

  get #whole(): CatalogEntry<K>['data'] {
    return (this.#translation ?? this.#entry).data;
  }

  get #source(): Catalog['locales'][number] | undefined {
    return this.#cutting.catalog.locales[0];
  }

  #cutBody(): Root | null {
    const parsed = this.#translation?.body ?? this.#entry.body;
    if (parsed === null) return null;
    if (parsed.audiences.length === 0) return parsed.tree;
    return this.#body.get(() => cutForAudience(parsed.tree, this.#cutting.readable.reads));
  }
}

/** Data of which title and summary are noted for themselves, when they are looked at. */
function withNotedHead<D extends object>(data: D, trace: Trace, fact: string): D {
  const noted: Record<string, unknown> = {};
  const head: Partial<Record<HeadField, unknown>> = {};
  for (const [field, value] of Object.entries(data)) {
    if (isHeadField(field) && value !== undefined) head[field] = value;
    else noted[field] = value;
  }
  Object.defineProperty(noted, HEAD, { value: { trace, fact, head } satisfies NotedHead });
  for (const field of HEAD_FIELDS) {
    if (head[field] !== undefined) Object.defineProperty(noted, field, READ[field]);
  }
  return noted as D;
}

type HeadField = (typeof HEAD_FIELDS)[number];

function isHeadField(field: string): field is HeadField {
  return (HEAD_FIELDS as readonly string[]).includes(field);
}

/** Under this name, data has what is noted when it is looked at. */
const HEAD: unique symbol = Symbol('head');

interface NotedHead {
  readonly trace: Trace;
  readonly fact: string;
  readonly head: Readonly<Partial<Record<HeadField, unknown>>>;
}

// The same functions for all, added last: objects with functions of their own are dictionaries to V8, which
// take twice the memory and several times as long to look at.
const READ = {
  title: { get: readerOf('title'), enumerable: true },
  summary: { get: readerOf('summary'), enumerable: true },
} satisfies Record<HeadField, PropertyDescriptor>;

function readerOf(field: HeadField): () => unknown {
  return function (this: { readonly [HEAD]: NotedHead }) {
    const { trace, fact, head } = this[HEAD];
    trace.look(fact);
    return head[field];
  };
}

function translationIn<K extends Kind>(
  locale: string,
  { translations }: CatalogEntry<K>,
): CatalogTranslation<K> | undefined {
  return Object.hasOwn(translations, locale) ? translations[locale] : undefined;
}

class Product extends Entry<'product'> implements EditionProduct {
  readonly #trace: Trace;
  readonly #releases: readonly EditionRelease[];
  readonly #fact: number;

  constructor(
    cutting: Cutting,
    entry: CatalogEntry<'product'>,
    releasesOf: (product: Product) => readonly EditionRelease[],
  ) {
    super(cutting, entry);
    this.#trace = cutting.trace;
    this.#fact = cutting.trace.number(factOf(FACT.releases, entry.id));
    this.#releases = Object.freeze([...releasesOf(this)]);
  }

  override toJSON(): object {
    return { ...super.toJSON(), releases: this.releases };
  }

  get releases(): readonly EditionRelease[] {
    this.#trace.read(this.#fact);
    return this.#releases;
  }
}

class Release extends Entry<'release'> implements EditionRelease {
  readonly product: string;
  readonly #trace: Trace;
  readonly #entry: CatalogEntry<'release'>;
  readonly #product: EditionProduct;
  #cycle: { readonly data: EditionProduct['data']; readonly name: string | null } | null = null;
  #day: Day | null | undefined;
  readonly #changes: readonly EditionChange[];
  readonly #fact: number;

  constructor(
    cutting: Cutting,
    entry: CatalogEntry<'release'>,
    product: EditionProduct,
    changes: readonly EditionChange[],
  ) {
    super(cutting, entry);
    this.#trace = cutting.trace;
    this.#entry = entry;
    this.product = product.id;
    this.#product = product;
    this.#changes = Object.freeze(changes);
    this.#fact = cutting.trace.number(factOf(FACT.changes, entry.id));
  }

  override get title(): string {
    return this.data.title ?? `${this.#product.title} ${this.version}`;
  }

  /** Its file has the name of its version, so that the version can't change under the same id. */
  get version(): string {
    return this.#entry.data.version;
  }

  get cycle(): string | null {
    const { data } = this.#product;
    // Asked for by every release of a cycle about every other.
    if (this.#cycle?.data !== data) this.#cycle = { data, name: cycleOf(this.version, data) };
    return this.#cycle.name;
  }

  get day(): Day | null {
    this.lookAtData();
    if (this.#day === undefined) this.#day = releaseDay(this.#entry.data.date);
    return this.#day;
  }

  override toJSON(): object {
    const { product, version, cycle, day, changes } = this;
    return { ...super.toJSON(), product, version, cycle, day, changes };
  }

  get changes(): readonly EditionChange[] {
    this.#trace.read(this.#fact);
    return this.#changes;
  }
}

class Change extends Entry<'change'> implements EditionChange {
  readonly product: string;
  readonly anchor: string;
  readonly hasFile: boolean;
  readonly #release: string;

  constructor(cutting: Cutting, entry: CatalogEntry<'change'>) {
    super(cutting, entry);
    this.#release = entry.data.release;
    this.product = entry.id.slice(0, entry.id.indexOf('/'));
    this.anchor = entry.id.slice(entry.id.lastIndexOf('/') + 1);
    this.hasFile = entry.parent === null;
  }

  get release(): string | null {
    this.lookAtData();
    return this.hasFile && this.#release === 'next' ? null : this.#release;
  }
}

/** Cuts an entry of any kind but those that have others in them. */
export function cutEntry<K extends Kind>(
  cutting: Cutting,
  entry: CatalogEntry<K>,
): EditionEntry<K> {
  return Object.freeze(new Entry(cutting, entry));
}

/** Cuts a product, whose releases are asked for. */
export function cutProduct(
  cutting: Cutting,
  entry: CatalogEntry<'product'>,
  releasesOf: (product: EditionProduct) => readonly EditionRelease[],
): EditionProduct {
  return Object.freeze(new Product(cutting, entry, releasesOf));
}

export function cutReleaseEntry(
  cutting: Cutting,
  entry: CatalogEntry<'release'>,
  product: EditionProduct,
  changes: readonly EditionChange[],
): EditionRelease {
  return Object.freeze(new Release(cutting, entry, product, changes));
}

/** Gives an entry that was cut the text that its file has by now. All else of the file must be the same. */
export function renewText(cut: EditionEntry, entry: CatalogEntry): void {
  if (cut instanceof Entry) Entry.renew(cut as Entry, entry);
}

export function cutChange(cutting: Cutting, entry: CatalogEntry<'change'>): EditionChange {
  return Object.freeze(new Change(cutting, entry));
}
