import { mayRead, reads } from '../model/audience.ts';
import type { Clock } from '../model/clock.ts';
import type { Embargo } from '../model/common.ts';
import { compareDays } from '../model/day.ts';
import type { Day } from '../model/day.ts';
import { compareText } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { newestFirst } from '../model/version.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';

/** What one audience may read of a catalog on one day. */
export interface Readable {
  /** Itself and the audiences that it includes. */
  readonly reads: ReadonlySet<string>;
  readonly entries: { readonly [K in Kind]: ReadonlyMap<string, CatalogEntry<K>> };
  /** Whether a part (step, resource, module …) that is for `audience` may be read; undefined: as its entry. */
  part(audience: readonly string[] | undefined): boolean;
  /** The day on which an entry's embargo ends for the audience; null for one without. */
  opensOn(entry: CatalogEntry): Day | null;
  /** The modules of an entry that may be read. */
  modules(entry: CatalogEntry): readonly string[];
  /** The releases of a product that may be read, newest version first: in that order in every locale. */
  releasesOf(product: CatalogEntry<'product'>): readonly CatalogEntry<'release'>[];
  /** The changes that may be read, inline ones as authored, then by id: in that order in every locale. */
  readonly changes: readonly CatalogEntry<'change'>[];
}

/**
 * Decides which entries are in an edition: neither drafts nor under embargo, for this audience, and with
 * everything that they belong to readable as well (their product, modules, release).
 */
export function readable(catalog: Catalog, audience: string, clock: Clock): Readable {
  const readers = reads(catalog.audiences, audience);
  const part = (named: readonly string[] | undefined): boolean =>
    named === undefined || mayRead(readers, named, catalog.audiences.root);
  const open = (entry: Pick<CatalogEntry, 'data' | 'parent'>): boolean =>
    !entry.data.draft &&
    !isEmbargoed(entry.data.embargoUntil, audience, clock.today) &&
    (entry.parent === null
      ? mayRead(readers, entry.data.audience, catalog.audiences.root)
      : part(entry.data.audience));

  const products = select(catalog.entries.product, open);
  const ofModule = new Map<string, ReadonlySet<string>>();
  for (const product of products.values()) {
    const ids = product.data.modules.filter((item) => part(item.audience)).map((item) => item.id);
    ofModule.set(product.id, new Set(ids));
  }
  const modules = (entry: CatalogEntry): readonly string[] => {
    if (entry.kind === 'product') return [...(ofModule.get(entry.id) ?? [])];
    const named = entry.data.modules as readonly string[];
    if (named.length === 0) return named;
    const own = productIdOf(entry);
    const readableIds = own === null ? [...ofModule.values()] : [ofModule.get(own) ?? new Set()];
    return named.filter((id) => readableIds.some((ids) => ids.has(id)));
  };
  /** Open, of a readable product, and of a readable module if it is of any. */
  const shown = (entry: CatalogEntry): boolean => {
    if (!open(entry)) return false;
    const product = productIdOf(entry);
    if (product !== null && !products.has(product)) return false;
    const named = entry.data.modules.length;
    if (named > 0 && modules(entry).length === 0) return false;
    const several = severalProducts(entry);
    return several.length === 0 || several.some((id) => products.has(id));
  };
  const { entries } = catalog;
  const releases = select(entries.release, shown);
  const changes = select(entries.change, (entry) => {
    if (!shown(entry)) return false;
    if (entry.data.release === 'next' && entry.parent === null) return true;
    const product = entry.id.slice(0, entry.id.indexOf('/'));
    const release = entry.parent ?? `${product}/${entry.data.release}`;
    return releases.has(release);
  });
  const byProduct = Map.groupBy(releases.values(), (entry) => productIdOf(entry) ?? '');
  const inOrder = new Map<string, readonly CatalogEntry<'release'>[]>();
  const releasesOf = ({
    id,
    data,
  }: CatalogEntry<'product'>): readonly CatalogEntry<'release'>[] => {
    let own = inOrder.get(id);
    if (own === undefined) {
      const versionOf = (release: CatalogEntry<'release'>): string => release.data.version;
      own = newestFirst(byProduct.get(id) ?? [], versionOf, data.versioning);
      inOrder.set(id, own);
    }
    return own;
  };
  return {
    reads: readers,
    part,
    releasesOf,
    changes: asAuthored(releases.values(), changes.values()),
    opensOn: ({ data }) => embargoEnd(data.embargoUntil, audience),
    modules,
    entries: {
      product: products,
      release: releases,
      change: changes,
      deprecation: select(entries.deprecation, shown),
      migration: select(entries.migration, shown),
      'known-issue': select(entries['known-issue'], shown),
      advisory: select(entries.advisory, shown),
      announcement: select(entries.announcement, shown),
      term: select(entries.term, shown),
      doc: select(entries.doc, shown),
    },
  };
}

function asAuthored(
  releases: Iterable<CatalogEntry<'release'>>,
  changes: Iterable<CatalogEntry<'change'>>,
): CatalogEntry<'change'>[] {
  const inOrder = new Map<string, number>();
  for (const release of releases) {
    release.data.changes.forEach((change, index) =>
      inOrder.set(`${release.id}/${change.id}`, index),
    );
  }
  const place = (entry: CatalogEntry<'change'>): number => inOrder.get(entry.id) ?? Infinity;
  return [...changes].sort((a, b) =>
    place(a) === place(b) ? compareText(a.id, b.id) : place(a) - place(b),
  );
}

/** Whether an embargo still holds for an audience. */
export function isEmbargoed(embargo: Embargo | undefined, audience: string, today: Day): boolean {
  const until = embargoEnd(embargo, audience);
  return until !== null && compareDays(until, today) > 0;
}

/**
 * The day on which an embargo ends for an audience: the one that it names. With a day for each audience,
 * one that is not named waits for the latest of them. Null without an embargo.
 */
function embargoEnd(embargo: Embargo | undefined, audience: string): Day | null {
  if (embargo === undefined) return null;
  if (typeof embargo === 'string') return embargo;
  const own = Object.hasOwn(embargo, audience) ? embargo[audience] : undefined;
  return own ?? Object.values(embargo).sort(compareDays).at(-1) ?? null;
}

/** The product that an entry belongs to; null when to none, or to several. */
export function productIdOf(entry: CatalogEntry): string | null {
  if (entry.kind === 'release' || entry.kind === 'change') {
    return entry.id.slice(0, entry.id.indexOf('/'));
  }
  return 'product' in entry.data ? entry.data.product : null;
}

function severalProducts(entry: CatalogEntry): readonly string[] {
  const { data } = entry;
  if ('affected' in data) return data.affected.map(({ product }) => product);
  if ('appliesTo' in data) return data.appliesTo.map(({ product }) => product);
  return 'products' in data ? data.products : [];
}

function select<K extends Kind>(
  entries: readonly CatalogEntry<K>[],
  keep: (entry: CatalogEntry<K>) => boolean,
): Map<string, CatalogEntry<K>> {
  return new Map(entries.filter(keep).map((entry) => [entry.id, entry]));
}
