import type { EditionProduct, EditionRelease } from '../../catalog/edition.ts';
import { parseRange } from '../../model/range.ts';
import { compareVersions } from '../../model/version.ts';
import { versionSet, type VersionSet } from './version-set.ts';

/** A product's versions, as the parts of the planner's data are made from them. */
export interface Versions {
  readonly product: EditionProduct;
  /** Oldest first, without those that were cancelled. */
  readonly releases: readonly EditionRelease[];
  /** Index of a version as written; undefined when it is none of the product's. */
  readonly indexOf: (version: string) => number | undefined;
  /** The versions in any of the ranges. */
  readonly inRanges: (ranges: readonly string[]) => VersionSet;
  /** The first version that is not before `version`, be it listed or not. */
  readonly notBefore: (version: string) => number | undefined;
}

/** The versions of a product in this edition. */
export function versionsOf(product: EditionProduct): Versions {
  const scheme = product.data.versioning;
  const releases = product.releases.filter(({ data }) => data.state !== 'cancelled').reverse();
  const indexes = new Map(releases.map(({ version }, index) => [version, index]));
  return {
    product,
    releases,
    indexOf: (version) => indexes.get(version),
    inRanges(ranges) {
      const parsed = ranges.flatMap((range) => parseRange(range, scheme) ?? []);
      return versionSet(releases.length, (index) => {
        const version = releases[index]?.version ?? '';
        return parsed.some((range) => range.includes(version));
      });
    },
    notBefore(version) {
      const known = indexes.get(version);
      if (known !== undefined) return known;
      const index = releases.findIndex(
        (release) => compareVersions(release.version, version, scheme) >= 0,
      );
      return index < 0 ? undefined : index;
    },
  };
}
