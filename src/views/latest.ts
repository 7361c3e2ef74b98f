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
  const latest = product.releases.find((release) => isGood(product, release, today)) ?? null;
  known.set(today, latest);
  return latest;
}

/** The version to be on of those who stay on a cycle; the same as the latest, of one cycle. */
export function latestOfCycle(
  product: EditionProduct,
  cycle: string,
  today: string,
): EditionRelease | null {
  return (
    product.releases.find(
      (release) => release.cycle === cycle && isGood(product, release, today),
    ) ?? null
  );
}

/** Whether a release is wholly in readers' hands, and meant for them. */
export function isGood(product: EditionProduct, release: EditionRelease, today: string): boolean {
  return (
    release.data.state === 'released' &&
    !isPrerelease(release.version, product.data.versioning) &&
    (release.day === null || release.day <= today)
  );
}

const latestByDay = oncePer((_: EditionProduct) => new Map<string, EditionRelease | null>());
