import { cycleFinder } from './cycle-finder.ts';
import type { Catalog, CatalogEntry } from '../catalog/catalog.ts';
import { addDays, isDay } from '../model/day.ts';
import type { Day } from '../model/day.ts';
import type { ProductCycle, ProductData, VersionScheme } from '../model/product.ts';
import { parseRange } from '../model/range.ts';
import type { Range } from '../model/range.ts';
import { isEmptyRange, rangeBounds } from '../model/range-bounds.ts';
import type { RangeBounds } from '../model/range-bounds.ts';
import { releaseDay } from '../model/release.ts';
import type { ReleaseState } from '../model/release.ts';
import { compareVersions, newestFirst, parseVersion } from '../model/version.ts';

/** A release with what rules ask of it again and again. */
export interface IndexedRelease {
  readonly entry: CatalogEntry<'release'>;
  readonly product: IndexedProduct;
  readonly version: string;
  readonly isPrerelease: boolean;
  /** The first and the last day of the deployment; null while there is no date. */
  readonly day: Day | null;
  readonly lastDay: Day | null;
}

/** A product with its releases. One that has no file that can be read is judged as SemVer. */
export interface IndexedProduct {
  readonly id: string;
  readonly entry: CatalogEntry<'product'> | null;
  readonly data: ProductData | null;
  readonly scheme: VersionScheme;
  /** In the order of the catalog. */
  readonly releases: readonly IndexedRelease[];
  /** The lowest version that has a note; null without any. */
  readonly lowest: () => IndexedRelease | null;
  /** The releases above the first and below the second of two, by version. */
  readonly between: (after: IndexedRelease, before: IndexedRelease) => readonly IndexedRelease[];
  /** The cycle of one of its releases, when a cycle fits it. */
  readonly cycle: (release: IndexedRelease) => ProductCycle | null;
  /** The release of a version, however it is written: `v2.0.0` is `2.0.0`. */
  readonly release: (version: string) => IndexedRelease | null;
}

export interface IndexedChange {
  readonly entry: CatalogEntry<'change'>;
  readonly product: IndexedProduct;
  /** Null for a change of the next release. */
  readonly release: IndexedRelease | null;
}

/** The catalog, looked through once for all rules: by product, by version, by deprecation. */
export interface CatalogIndex {
  readonly catalog: Catalog;
  readonly products: readonly IndexedProduct[];
  readonly releases: readonly IndexedRelease[];
  readonly changes: readonly IndexedChange[];
  /** Every entry of every kind, inline changes but for products included. */
  readonly entries: readonly CatalogEntry[];
  readonly product: (id: string) => IndexedProduct;
  /** Changes of type removal, by the deprecation that they carry out. */
  readonly removals: (deprecation: string) => readonly IndexedChange[];
  readonly deprecation: (id: string) => CatalogEntry<'deprecation'> | null;
  /** A range of a product's versions, read once; null when it is none. */
  readonly range: (text: string, product: string) => Range | null;
  /** Whether no version of a product lies in a range. */
  readonly isEmpty: (text: string, product: string) => boolean;
  /** What a range of a product's versions spans; null when nothing can be said, or it is empty. */
  readonly bounds: (text: string, product: string) => RangeBounds | null;
  /** A version of a product against another: negative when earlier; null when one is none. */
  readonly compare: (a: string, b: string, product: string) => number | null;
}

/** Looks through the catalog once. */
export function indexCatalog(catalog: Catalog): CatalogIndex {
  const { entries } = catalog;
  const products = new Map<string, IndexedProduct>();
  for (const entry of entries.product) products.set(entry.id, productOf(entry.id, entry));
  const product = (id: string): IndexedProduct => {
    const known = products.get(id) ?? productOf(id, null);
    products.set(id, known);
    return known;
  };
  const releases = entries.release.map((entry) => {
    const owner = product(folderOf(entry.id));
    const release = releaseOf(entry, owner);
    (owner.releases as IndexedRelease[]).push(release);
    return release;
  });
  const changes = entries.change.map((entry) => {
    const owner = product(folderOf(entry.id));
    const { release } = entry.data;
    return { entry, product: owner, release: release === 'next' ? null : owner.release(release) };
  });
  const removals = Map.groupBy(
    changes.filter(({ entry }) => entry.data.type === 'removal'),
    ({ entry }) => entry.data.deprecation ?? '',
  );
  const deprecations = new Map(entries.deprecation.map((entry) => [entry.id, entry]));
  const ranges = new Map<string, Range | null>();
  const empty = new Map<string, boolean>();
  const bounds = new Map<string, RangeBounds | null>();
  return {
    catalog,
    products: [...products.values()],
    releases,
    changes,
    entries: Object.values(entries).flatMap((list) => list as readonly CatalogEntry[]),
    product,
    removals: (id) => removals.get(id) ?? [],
    deprecation: (id) => deprecations.get(id) ?? null,
    range: (text, of) =>
      once(ranges, `${product(of).scheme} ${text}`, () => parseRange(text, product(of).scheme)),
    isEmpty: (text, of) =>
      once(empty, `${product(of).scheme} ${text}`, () => isEmptyRange(text, product(of).scheme)),
    bounds: (text, of) =>
      once(bounds, `${product(of).scheme} ${text}`, () => rangeBounds(text, product(of).scheme)),
    compare: (a, b, of) => {
      const { scheme } = product(of);
      const areVersions = parseVersion(a, scheme) !== null && parseVersion(b, scheme) !== null;
      return areVersions ? compareVersions(a, b, scheme) : null;
    },
  };
}

const outStates: readonly ReleaseState[] = ['rolling-out', 'partial', 'released'];

/** Whether a release has reached readers and is still with them. */
export function isOut(release: IndexedRelease): boolean {
  return outStates.includes(release.entry.data.state);
}

function productOf(id: string, entry: CatalogEntry<'product'> | null): IndexedProduct {
  const scheme = entry?.data.versioning ?? 'semver';
  const releases: IndexedRelease[] = [];
  let byVersion: Map<string, IndexedRelease> | null = null;
  let sorted: readonly IndexedRelease[] | null = null;
  let places: Map<IndexedRelease, number> | null = null;
  const inOrder = (): readonly IndexedRelease[] =>
    (sorted ??= newestFirst(releases, ({ version }) => version, scheme).reverse());
  let cycles: ReturnType<typeof cycleFinder> | null = null;
  return {
    id,
    entry,
    data: entry?.data ?? null,
    scheme,
    releases,
    lowest: () => inOrder()[0] ?? null,
    between(after, before) {
      places ??= new Map(inOrder().map((item, place) => [item, place]));
      return inOrder().slice((places.get(after) ?? 0) + 1, places.get(before) ?? 0);
    },
    cycle(release) {
      cycles ??= cycleFinder(entry?.data.cycles ?? [], scheme);
      return cycles(release.version);
    },
    release(version) {
      byVersion ??= new Map(releases.map((item) => [identity(item.version, scheme), item]));
      return byVersion.get(identity(version, scheme)) ?? null;
    },
  };
}

function releaseOf(entry: CatalogEntry<'release'>, product: IndexedProduct): IndexedRelease {
  const { date, version } = entry.data;
  const day = releaseDay(date);
  const last = typeof date === 'string' ? day : (date.end?.slice(0, 10) ?? day);
  return {
    entry,
    product,
    version,
    isPrerelease: parseVersion(version, product.scheme)?.stage === -1,
    day,
    lastDay: day !== null && isDay(last) && last > day ? last : day,
  };
}

/** The first day on which something can happen anywhere in the world while a window is open. */
export function earliestDay(release: IndexedRelease): Day | null {
  const { date } = release.entry.data;
  if (release.day === null) return null;
  // A window at two in the morning in Berlin is the evening before in New York.
  return typeof date === 'string' || date.start.length <= 10
    ? release.day
    : addDays(release.day, -1);
}

/** What two ways to write one version have in common. */
function identity(version: string, scheme: VersionScheme): string {
  const parsed = parseVersion(version, scheme);
  if (parsed === null) return `text ${version}`;
  const numbers = [...parsed.numbers];
  while (numbers.at(-1) === 0) numbers.pop();
  return `${numbers.join('.')} ${parsed.stage} ${parsed.modifier.join('.')}`;
}

function folderOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function once<T>(seen: Map<string, T>, key: string, make: () => T): T {
  if (!seen.has(key)) seen.set(key, make());
  return seen.get(key) as T;
}
