import type { Edition, EditionProduct, EditionRelease } from '../catalog/edition.ts';
import { oncePer, oncePerItem } from './once-per.ts';

/** The releases beside one in the list of its product. */
export interface Neighbours {
  readonly newer: EditionRelease | null;
  readonly older: EditionRelease | null;
}

/** The place of each release among its product's, by key. */
const placesOf = oncePer(
  'neighbours/placesOf',
  (product: EditionProduct) => new Map(product.releases.map(({ key }, place) => [key, place])),
);

/** The releases before and after one, by its id. */
export const neighboursOf = oncePerItem(
  'neighbours/neighboursOf',
  (edition: Edition, id): Neighbours => {
    const { releases, place } = listOf(edition, id);
    return { newer: releases[place - 1] ?? null, older: releases[place + 1] ?? null };
  },
);

/** So many versions of a product are listed beside a page. */
const RECENT_VERSIONS = 8;

/** The newest versions of a product, by its id; for an older release, by its own, those around it. */
export const versionsAround = oncePerItem(
  'neighbours/versionsAround',
  (edition: Edition, id): readonly EditionRelease[] => {
    const { releases, place } = listOf(edition, id);
    const from = place < RECENT_VERSIONS ? 0 : place - RECENT_VERSIONS / 2;
    return releases.slice(from, from + RECENT_VERSIONS);
  },
);

/** The releases of a product, and among them the place of the one that is asked for: -1 when it is none. */
function listOf(
  edition: Edition,
  id: string,
): { readonly releases: readonly EditionRelease[]; readonly place: number } {
  const [productId = ''] = id.split('/');
  const product = edition.byKey('product', productId);
  if (product === undefined) return { releases: [], place: -1 };
  return { releases: product.releases, place: placesOf(product).get(`release:${id}`) ?? -1 };
}
