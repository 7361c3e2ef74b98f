import type { MyProduct, MyVersion } from './own-versions.ts';
import type { VersionScheme } from './product.ts';

/** What an entry says of itself, for a list to be narrowed to what a reader runs. */
export interface Concern {
  /** Products that it is about; all of them when empty. */
  readonly products: readonly string[];
  /** Modules that it is about; all of them when empty. */
  readonly modules?: readonly string[];
  /** The version that it is the release of. */
  readonly version?: string;
  /** Ranges of versions that it affects. */
  readonly affects?: readonly string[];
  /** Products and ranges that it is written for. */
  readonly appliesTo?: readonly { readonly product: string; readonly range: string }[];
}

/**
 * Whether a version lies in a range (`satisfies` of range.ts). It is handed in, as what it takes to read
 * ranges is fetched only by pages that have some.
 */
export type InRange = (version: string, range: string, scheme: VersionScheme) => boolean;

/** How a release stands to what the reader runs. */
export type Standing = 'newer' | 'same' | 'older' | 'unknown';

/** Whether an entry concerns a reader. When in doubt it does: nothing is hidden by a guess. */
export function concerns(mine: MyVersion, entry: Concern, inRange: InRange): boolean {
  const { products, modules = [], version, affects, appliesTo = [] } = entry;
  const used = mine.filter(({ product }) => products.length === 0 || products.includes(product));
  if (products.length > 0 && used.length === 0) return false;
  if (modules.length > 0 && used.length > 0 && !used.some((own) => usesAny(own, modules))) {
    return false;
  }
  if (version !== undefined && used.some((own) => standing(own, version) === 'older')) return false;
  if (affects !== undefined && used.length > 0) {
    const isAffected = used.some(
      ({ scheme, version: own }) =>
        own === null || affects.some((range) => inRange(own, range, scheme)),
    );
    if (!isAffected) return false;
  }
  return appliesTo.length === 0 || appliesToMine(mine, appliesTo, inRange);
}

/** Whether a guide is written for a version that the reader runs. */
export function appliesToMine(
  mine: MyVersion,
  appliesTo: NonNullable<Concern['appliesTo']>,
  inRange: InRange,
): boolean {
  return appliesTo.some(({ product, range }) => {
    const own = mine.find((each) => each.product === product);
    if (own === undefined) return false;
    return own.version === null || range === '*' || inRange(own.version, range, own.scheme);
  });
}

/** How a version of the product stands to the one that the reader runs. */
export function standing(own: MyProduct, version: string): Standing {
  if (own.version === null) return 'unknown';
  const [mine, other] = [own.order.indexOf(own.version), own.order.indexOf(version)];
  // What nobody can run, such as a release to come, is not among the versions.
  if (mine < 0 || other < 0) return 'unknown';
  return other === mine ? 'same' : other < mine ? 'newer' : 'older';
}

function usesAny(own: MyProduct, modules: readonly string[]): boolean {
  return own.modules.length === 0 || modules.some((module) => own.modules.includes(module));
}
