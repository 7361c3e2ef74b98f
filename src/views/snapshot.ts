import type { Edition, EditionEntry, EditionProduct } from '../catalog/edition.ts';
import { oncePer } from './once-per.ts';

type Guide = EditionEntry<'doc'>;

/** A guide that is kept as it was for a version: `docs/<product>/<version>/…`. */
export interface Snapshot {
  readonly product: EditionProduct;
  readonly version: string;
  /** The guide's path below its version; '' for the first page. */
  readonly rest: string;
}

/** Guides of an edition that are kept as they were, by id; products say for which versions they do. */
export const snapshotsOf = oncePer(
  'snapshot/snapshotsOf',
  (edition: Edition): ReadonlyMap<string, Snapshot> => {
    const snapshots = new Map<string, Snapshot>();
    for (const { id } of edition.docs) {
      const [first = '', version = '', ...rest] = id.split('/');
      const product = edition.byKey('product', first);
      if (product?.data.snapshots.includes(version) !== true) continue;
      snapshots.set(id, { product, version, rest: rest.join('/') });
    }
    return snapshots;
  },
);

/** What version a guide is kept for; null for a guide that goes with the product. */
export function snapshotOf(edition: Edition, id: string): Snapshot | null {
  return snapshotsOf(edition).get(id) ?? null;
}

/** The newest guide on what a snapshot is about; null when there is none any more. */
export function newestOf(edition: Edition, { product, rest }: Snapshot): Guide | null {
  return edition.byKey('doc', guideId(product.id, '', rest)) ?? null;
}

/**
 * The guide by which others are to find a page: for a snapshot the newest one, where there is one;
 * null for a guide that stands for itself.
 */
export function canonicalGuide(edition: Edition, id: string): Guide | null {
  const snapshot = snapshotOf(edition, id);
  return snapshot && newestOf(edition, snapshot);
}

/** A version of a product's guides, to switch to. */
export interface GuideVersion {
  /** Null for the newest. */
  readonly version: string | null;
  /** The same guide in that version, else its first. */
  readonly guide: Guide;
  readonly isCurrent: boolean;
}

/** The versions in which the guides of a product are there, from one of them; none without snapshots. */
export function guideVersions(edition: Edition, id: string): GuideVersion[] {
  const own = snapshotOf(edition, id);
  const product = own?.product ?? edition.byKey('product', id.split('/')[0] ?? '');
  if (product === undefined || product.data.snapshots.length === 0) return [];
  const rest = own?.rest ?? id.split('/').slice(1).join('/');
  const all = snapshotsOf(edition);
  const inVersion = (version: string | null): Guide | undefined =>
    edition.byKey('doc', guideId(product.id, version ?? '', rest)) ??
    edition.docs.find((doc) => {
      const snapshot = all.get(doc.id);
      return version === null
        ? snapshot === undefined && doc.id.split('/')[0] === product.id
        : snapshot?.product.id === product.id && snapshot.version === version;
    });
  const versions = [null, ...product.data.snapshots].flatMap((version): GuideVersion[] => {
    const guide = inVersion(version);
    return guide ? [{ version, guide, isCurrent: version === (own?.version ?? null) }] : [];
  });
  return versions.length > 1 ? versions : [];
}

function guideId(product: string, version: string, rest: string): string {
  return [product, version, rest].filter((part) => part !== '').join('/');
}
