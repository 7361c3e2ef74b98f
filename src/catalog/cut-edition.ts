import type { Root } from 'hast';
import type { Clock } from '../model/clock.ts';
import { compareText } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { releaseDay } from '../model/release.ts';
import { cycleOf, newestFirst } from '../model/version.ts';
import type { ParsedBody } from '../render/body.ts';
import { cutForAudience } from '../render/cut.ts';
import { assetsOf } from './assets.ts';
import type { Catalog, CatalogEntry, CatalogTranslation } from './catalog.ts';
import { cutData } from './cut-data.ts';
import { cutPortal, editionAudience, editionLocale } from './cut-portal.ts';
import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionEntryOf,
  EditionLocale,
  EditionProduct,
  EditionRelease,
} from './edition.ts';
import { productIdOf, readable } from './readable.ts';
import type { Readable } from './readable.ts';

/**
 * Cuts the edition of an audience in a locale out of a catalog, on the day of the clock. What the audience
 * may not read is not in it in any form: entries, parts of entries, blocks of bodies, references, files.
 * Internal fields (`InternalField`) are in no edition. Throws a RangeError when the audience or the locale
 * is not declared.
 */
export function cutEdition(
  catalog: Catalog,
  audience: string,
  locale: string,
  clock: Clock,
): Edition {
  const declared = catalog.locales.find(({ code }) => code === locale);
  if (declared === undefined) throw new RangeError(`the locale ${locale} is not declared`);
  const cutter = new Cutter(catalog, audience, editionLocale(declared), clock);
  return cutter.cut();
}

class Cutter {
  private readonly catalog: Catalog;
  private readonly audience: string;
  private readonly locale: EditionLocale;
  private readonly clock: Clock;
  private readonly readable: Readable;
  private readonly changes = new Map<string, EditionChange[]>();

  constructor(catalog: Catalog, audience: string, locale: EditionLocale, clock: Clock) {
    this.catalog = catalog;
    this.audience = audience;
    this.locale = locale;
    this.clock = clock;
    this.readable = readable(catalog, audience, clock);
  }

  cut(): Edition {
    const products = this.products();
    const releases = products.flatMap((product) => product.releases);
    const changes = this.changesInOrder(products);
    const lists = {
      products,
      releases,
      changes,
      deprecations: this.list('deprecation'),
      migrations: this.list('migration'),
      knownIssues: this.list('known-issue'),
      advisories: this.list('advisory'),
      announcements: this.list('announcement'),
      terms: this.list('term'),
      docs: this.list('doc'),
    };
    const byKey = new Map<string, EditionEntry>();
    for (const list of Object.values(lists)) {
      for (const entry of list as readonly EditionEntry[]) byKey.set(entry.key, entry);
    }
    return Object.freeze({
      audience: editionAudience(this.catalog, this.audience, this.locale.code),
      locale: this.locale,
      portal: cutPortal(this.catalog, this.locale.code, this.audience, this.readable),
      clock: this.clock,
      ...lists,
      byKey: <K extends Kind>(kind: K, id: string): EditionEntryOf<K> | undefined =>
        byKey.get(`${kind}:${id}`) as EditionEntryOf<K> | undefined,
    });
  }

  private products(): EditionProduct[] {
    this.collectChanges();
    const byProduct = Map.groupBy(
      this.readable.entries.release.values(),
      (entry) => productIdOf(entry) ?? '',
    );
    return [...this.readable.entries.product.values()]
      .sort(
        (a, b) =>
          (a.data.order ?? Infinity) - (b.data.order ?? Infinity) || compareText(a.id, b.id),
      )
      .map((product) => {
        const releases = newestFirst(
          byProduct.get(product.id) ?? [],
          (release) => release.data.version,
          product.data.versioning,
        ).map((release) => this.release(release, product));
        return Object.freeze(
          Object.assign(this.entry(product), { releases: Object.freeze(releases) }),
        );
      });
  }

  private release(
    entry: CatalogEntry<'release'>,
    product: CatalogEntry<'product'>,
  ): EditionRelease {
    const base = this.entry(entry);
    const { version, date } = entry.data;
    const productTitle = this.dataOf(product).title;
    return Object.freeze(
      Object.assign(base, {
        title: base.data.title ?? `${productTitle} ${version}`,
        product: product.id,
        version,
        cycle: cycleOf(version, product.data),
        day: releaseDay(date),
        changes: Object.freeze(this.changes.get(entry.id) ?? []),
      }),
    );
  }

  /** Changes by the id of their release, or by `<product>/next`: inline ones as authored, then by id. */
  private collectChanges(): void {
    const inOrder = new Map<string, number>();
    for (const release of this.readable.entries.release.values()) {
      release.data.changes.forEach((change, index) =>
        inOrder.set(`${release.id}/${change.id}`, index),
      );
    }
    const place = (entry: CatalogEntry<'change'>): number => inOrder.get(entry.id) ?? Infinity;
    const sorted = [...this.readable.entries.change.values()].sort((a, b) =>
      place(a) === place(b) ? compareText(a.id, b.id) : place(a) - place(b),
    );
    for (const entry of sorted) {
      const product = entry.id.slice(0, entry.id.indexOf('/'));
      const hasFile = entry.parent === null;
      const release = hasFile && entry.data.release === 'next' ? null : entry.data.release;
      const change = Object.freeze(
        Object.assign(this.entry(entry), {
          product,
          release,
          anchor: entry.id.slice(entry.id.lastIndexOf('/') + 1),
          hasFile,
        }),
      );
      const key = `${product}/${release ?? 'next'}`;
      const list = this.changes.get(key);
      if (list === undefined) this.changes.set(key, [change]);
      else list.push(change);
    }
  }

  private changesInOrder(products: readonly EditionProduct[]): EditionChange[] {
    return products.flatMap((product) => [
      ...(this.changes.get(`${product.id}/next`) ?? []),
      ...product.releases.flatMap((release) => release.changes),
    ]);
  }

  private list<K extends Kind>(kind: K): readonly EditionEntry<K>[] {
    const entries = this.readable.entries[kind] as ReadonlyMap<string, CatalogEntry<K>>;
    return Object.freeze([...entries.values()].map((entry) => Object.freeze(this.entry(entry))));
  }

  private entry<K extends Kind>(entry: CatalogEntry<K>): EditionEntry<K> {
    const { kind, id, key, file } = entry;
    const translation = this.translationOf(entry);
    const source = this.catalog.locales[0];
    const isFallback = !this.locale.isSource && translation === undefined;
    const parsed = translation === undefined ? entry.body : (translation.body ?? entry.body);
    const bodyOf = this.bodyOf(parsed);
    const data = cutData(entry, this.dataOf(entry), this.readable);
    Object.freeze(data);
    return {
      kind,
      id,
      key,
      file,
      title: 'title' in data && typeof data.title === 'string' ? data.title : id,
      data,
      get body() {
        return bodyOf();
      },
      lang: isFallback ? (source?.code ?? '') : this.locale.code,
      dir: isFallback ? (source?.dir ?? 'ltr') : this.locale.dir,
      isFallback,
      isBodyFallback: translation !== undefined && translation.body === null && entry.body !== null,
      isStale: translation?.isStale ?? false,
      translatedIn: [source?.code ?? '', ...Object.keys(entry.translations)],
      assets: assetsOf(bodyOf, data, (translation ?? entry).files, this.catalog.attachments),
    };
  }

  private dataOf<K extends Kind>(entry: CatalogEntry<K>): CatalogEntry<K>['data'] {
    return (this.translationOf(entry) ?? entry).data;
  }

  private translationOf<K extends Kind>(entry: CatalogEntry<K>): CatalogTranslation<K> | undefined {
    const { translations } = entry;
    return Object.hasOwn(translations, this.locale.code)
      ? translations[this.locale.code]
      : undefined;
  }

  /** Most of what a build does needs few of the bodies: each is read and cut when it is asked for. */
  private bodyOf(parsed: ParsedBody | null): () => Root | null {
    if (parsed === null) return () => null;
    if (parsed.audiences.length === 0) return () => parsed.tree;
    const { reads } = this.readable;
    let cut: WeakRef<Root> | null = null;
    return () => {
      const known = cut?.deref();
      if (known !== undefined) return known;
      const body = cutForAudience(parsed.tree, reads);
      cut = new WeakRef(body);
      return body;
    };
  }
}
