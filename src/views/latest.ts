import type { EditionProduct, EditionRelease } from '../catalog/edition.ts';
import { isPrerelease } from '../model/version.ts';

/**
 * The version a reader should be on: the highest that is wholly released, is no prerelease and is
 * not dated after the build clock. A release that was delayed, partly shipped, rolled back or
 * withdrawn is never the latest.
 */
export function latestRelease(product: EditionProduct, today: string): EditionRelease | null {
  return (
    product.releases.find(
      (release) =>
        release.data.state === 'released' &&
        !isPrerelease(release.version, product.data.versioning) &&
        (release.day === null || release.day <= today),
    ) ?? null
  );
}
