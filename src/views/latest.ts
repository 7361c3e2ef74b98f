import type { Edition, EditionProduct, EditionRelease } from '../catalog/edition.ts';
import { failedEverywhere } from '../model/rollout.ts';
import { isPrerelease } from '../model/version.ts';
import { oncePerItem } from './once-per.ts';

/**
 * The version a reader should be on: the highest that is wholly released, is no prerelease and is
 * not dated after the build clock. A release that was delayed, partly shipped, rolled back or
 * withdrawn is never the latest, nor is one that failed wherever it was rolled out.
 */
export const latestRelease = oncePerItem(
  'latest/latestRelease',
  (product: EditionProduct, today): EditionRelease | null =>
    product.releases.find((release) => isGood(product, release, today)) ?? null,
);

/** Whether a release, by its id, is the version to be on. */
export const isLatest = oncePerItem('latest/isLatest', (edition: Edition, id): boolean => {
  const release = edition.byKey('release', id);
  const product = release && edition.byKey('product', release.product);
  if (release === undefined || product === undefined) return false;
  return latestRelease(product, edition.clock.today)?.key === release.key;
});

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

/** Whether nobody has a release any more, or ever will: by its state, or by all of its roll-out. */
export function isTakenBack({ data }: EditionRelease): boolean {
  return (
    data.state === 'rolled-back' ||
    data.state === 'withdrawn' ||
    data.state === 'cancelled' ||
    failedEverywhere(data.rollout)
  );
}

/** Whether a release is wholly in readers' hands, and meant for them. */
export function isGood(product: EditionProduct, release: EditionRelease, today: string): boolean {
  return (
    release.data.state === 'released' &&
    !isTakenBack(release) &&
    !isPrerelease(release.version, product.data.versioning) &&
    (release.day === null || release.day <= today)
  );
}
