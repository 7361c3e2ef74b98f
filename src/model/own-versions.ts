import type { OwnProduct } from './my-version.ts';
import type { VersionScheme } from './product.ts';

/** A product of an edition as readers choose from it. */
export interface KnownProduct {
  readonly id: string;
  readonly title: string;
  readonly scheme: VersionScheme;
  readonly modules: readonly { readonly id: string; readonly title: string }[];
  /** Versions that can be run, newest first, by their cycle; `cycle` is '' for those in none. */
  readonly versions: readonly { readonly cycle: string; readonly versions: readonly string[] }[];
}

/** A product that the reader uses, with what an edition knows of it. */
export interface MyProduct extends OwnProduct {
  readonly title: string;
  readonly scheme: VersionScheme;
  /** Titles of `modules`. */
  readonly moduleTitles: readonly string[];
  /** All versions, newest first. */
  readonly order: readonly string[];
}

/** What the reader runs, of the products of one edition. */
export type MyVersion = readonly MyProduct[];

/**
 * What a reader runs, as far as an edition knows of it: products that it does not have are left out, and
 * so are their unknown versions and modules. All modules of a product are the same as none named.
 */
export function knownOwn(own: readonly OwnProduct[], products: readonly KnownProduct[]): MyVersion {
  return products.flatMap((known) => {
    const mine = own.find(({ product }) => product === known.id);
    if (mine === undefined) return [];
    const order = known.versions.flatMap(({ versions }) => versions);
    const modules = known.modules.filter(({ id }) => mine.modules.includes(id));
    const named = modules.length === known.modules.length ? [] : modules;
    return [
      {
        product: known.id,
        title: known.title,
        scheme: known.scheme,
        version: mine.version !== null && order.includes(mine.version) ? mine.version : null,
        modules: named.map(({ id }) => id),
        moduleTitles: named.map(({ title }) => title),
        order,
      },
    ];
  });
}
