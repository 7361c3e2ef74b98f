import type { Clock } from '../model/clock.ts';
import { compareText } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';
import { cutChange, cutEntry, cutProduct, cutReleaseEntry, type Cutting } from './cut-entry.ts';
import { cutPortal, editionAudience, editionLocale } from './cut-portal.ts';
import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionEntryOf,
  EditionProduct,
} from './edition.ts';
import { readable, type Readable } from './readable.ts';
import { FACT, factOf } from './fact-kinds.ts';
import { Trace, TRACE } from './trace.ts';

/**
 * Cuts the edition of an audience in a locale out of a catalog, on the day of the clock. What the audience
 * may not read is not in it in any form: entries, parts of entries, blocks of bodies, references, files.
 * Internal fields (`InternalField`) are in no edition. Throws a RangeError when the audience or the locale
 * is not declared.
 *
 * @param trace notes what is looked at of the edition
 * @param allowed what the audience may read, where it is known from another locale
 */
export function cutEdition(
  catalog: Catalog,
  audience: string,
  locale: string,
  clock: Clock,
  trace: Trace = new Trace(),
  allowed: Readable = readable(catalog, audience, clock),
): Edition {
  const declared = catalog.locales.find(({ code }) => code === locale);
  if (declared === undefined) throw new RangeError(`the locale ${locale} is not declared`);
  const cutting = { catalog, locale: editionLocale(declared), readable: allowed, trace };
  return new Cutter(cutting, audience, clock).cut();
}

/** The lists of an edition. */
type Lists = Pick<
  Edition,
  | 'products'
  | 'releases'
  | 'changes'
  | 'deprecations'
  | 'migrations'
  | 'knownIssues'
  | 'advisories'
  | 'announcements'
  | 'terms'
  | 'docs'
>;

class Cutter {
  private readonly cutting: Cutting;
  private readonly audience: string;
  private readonly clock: Clock;
  private readonly changes = new Map<string, EditionChange[]>();

  constructor(cutting: Cutting, audience: string, clock: Clock) {
    this.cutting = cutting;
    this.audience = audience;
    this.clock = clock;
  }

  cut(): Edition {
    const { catalog, locale, readable, trace } = this.cutting;
    const products = this.products();
    const releases = products.flatMap((product) => product.releases);
    const lists: Lists = {
      products,
      releases,
      changes: this.changesInOrder(products),
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
    const edition = {
      [TRACE]: trace,
      audience: editionAudience(catalog, this.audience, locale.code),
      locale,
      portal: cutPortal(catalog, locale.code, this.audience, readable, trace),
      clock: this.clock,
      byKey: <K extends Kind>(kind: K, id: string): EditionEntryOf<K> | undefined => {
        const key = `${kind}:${id}`;
        trace.look(factOf(FACT.presence, key));
        return byKey.get(key) as EditionEntryOf<K> | undefined;
      },
    };
    for (const [name, list] of Object.entries(lists)) {
      const fact = trace.number(factOf(FACT.list, name));
      const get = (): unknown => {
        trace.read(fact);
        return list;
      };
      Object.defineProperty(edition, name, { get, enumerable: true });
    }
    return Object.freeze(edition) as unknown as Edition;
  }

  private products(): EditionProduct[] {
    this.collectChanges();
    const { readable } = this.cutting;
    const { entries } = readable;
    return [...entries.product.values()]
      .sort(
        (a, b) =>
          (a.data.order ?? Infinity) - (b.data.order ?? Infinity) || compareText(a.id, b.id),
      )
      .map((product) =>
        cutProduct(this.cutting, product, (cut) =>
          readable
            .releasesOf(product)
            .map((release) =>
              cutReleaseEntry(this.cutting, release, cut, this.changes.get(release.id) ?? []),
            ),
        ),
      );
  }

  /** Changes by the id of their release, or by `<product>/next`. */
  private collectChanges(): void {
    for (const entry of this.cutting.readable.changes) {
      const change = cutChange(this.cutting, entry);
      const key = `${change.product}/${change.release ?? 'next'}`;
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
    const entries = this.cutting.readable.entries[kind] as ReadonlyMap<string, CatalogEntry<K>>;
    return Object.freeze([...entries.values()].map((entry) => cutEntry(this.cutting, entry)));
  }
}
