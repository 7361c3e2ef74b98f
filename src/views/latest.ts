import type { EditionProduct, EditionRelease } from '../catalog/edition.ts';
import { isPrerelease } from '../model/version.ts';
import { oncePer } from './once-per.ts';

/**
 * The version a reader should be on: the highest that is wholly released, is no prerelease and is
 * not dated after the build clock. A release that was delayed, partly shipped, rolled back or
 * withdrawn is never the latest.
 */
export function latestRelease(product: EditionProduct, today: string): EditionRelease | null {
  const known = latestByDay(product);
  const existing = known.get(today);
  if (existing !== undefined) return existing;
  const latest =
    product.releases.find(
      (release) =>
        release.data.state === 'released' &&
        !isPrerelease(release.version, product.data.versioning) &&
        (release.day === null || release.day <= today),
    ) ?? null;
  known.set(today, latest);
  return latest;
}

const latestByDay = oncePer((_: EditionProduct) => new Map<string, EditionRelease | null>());
