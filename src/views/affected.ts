import type { Edition, EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { parseRange } from '../model/range.ts';
import { equalIdentity } from '../model/version.ts';
import { oncePer, oncePerItem } from './once-per.ts';

type KnownIssue = EditionEntry<'known-issue'>;
type Advisory = EditionEntry<'advisory'>;

/** Which versions have which defects and weaknesses: worked out once, and asked from either side. */
interface Affected {
  /** By the id of the known issue, newest version first. */
  readonly byIssue: ReadonlyMap<string, readonly EditionRelease[]>;
  /** By the key of the release, in the order of the edition. */
  readonly issuesOf: ReadonlyMap<string, readonly KnownIssue[]>;
  /** By the id of the advisory, product by product, newest version first. */
  readonly byAdvisory: ReadonlyMap<string, readonly EditionRelease[]>;
  readonly advisoriesOf: ReadonlyMap<string, readonly Advisory[]>;
  /** Advisories that a release mends, by its key. */
  readonly mendedBy: ReadonlyMap<string, readonly Advisory[]>;
}

const affectedIn = oncePer('affected/affectedIn', (edition: Edition): Affected => {
  const byIssue = new Map<string, readonly EditionRelease[]>();
  const issuesOf = new Map<string, KnownIssue[]>();
  for (const issue of edition.knownIssues) {
    const { product, affects } = issue.data;
    const hit = new Set(inRanges(edition, product, affects));
    // A note may name an issue that its ranges leave out, as it may be of another product.
    const named = edition.releases.filter(
      ({ data }) => data.knownIssues !== 'none' && data.knownIssues.includes(issue.id),
    );
    for (const release of named) hit.add(release);
    const releases = edition.releases.filter((release) => hit.has(release));
    byIssue.set(issue.id, releases);
    for (const release of releases) push(issuesOf, release.key, issue);
  }
  const byAdvisory = new Map<string, readonly EditionRelease[]>();
  const advisoriesOf = new Map<string, Advisory[]>();
  const mendedBy = new Map<string, Advisory[]>();
  const naming = releasesNaming(edition);
  for (const advisory of edition.advisories) {
    const { affected } = advisory.data;
    const hit = new Set(
      affected.flatMap(({ product, range }) => inRanges(edition, product, [range])),
    );
    const releases = edition.releases.filter((release) => hit.has(release));
    byAdvisory.set(advisory.id, releases);
    for (const release of releases) push(advisoriesOf, release.key, advisory);
    for (const release of mending(edition, advisory, naming)) push(mendedBy, release.key, advisory);
  }
  return { byIssue, issuesOf, byAdvisory, advisoriesOf, mendedBy };
});

function inRanges(
  edition: Edition,
  productId: string,
  ranges: readonly string[],
): EditionRelease[] {
  const product = edition.byKey('product', productId);
  if (product === undefined) return [];
  const parsed = ranges.flatMap((range) => parseRange(range, product.data.versioning) ?? []);
  return product.releases.filter(({ version }) => parsed.some((range) => range.includes(version)));
}

/** The releases that the advisory names as mending it, and those whose changes name the advisory. */
function mending(
  edition: Edition,
  advisory: Advisory,
  naming: ReadonlyMap<string, readonly EditionRelease[]>,
): EditionRelease[] {
  const named = advisory.data.affected.flatMap(({ product, fixedIn }) =>
    fixedIn === undefined ? [] : (releaseOf(edition, product, fixedIn) ?? []),
  );
  return [...new Set([...named, ...(naming.get(advisory.id) ?? [])])];
}

/** The releases whose changes name an advisory, by its id. */
function releasesNaming(edition: Edition): Map<string, EditionRelease[]> {
  const naming = new Map<string, EditionRelease[]>();
  for (const release of edition.releases) {
    const ids = release.changes.flatMap(({ data }) => data.advisory ?? []);
    for (const id of new Set(ids)) push(naming, id, release);
  }
  return naming;
}

/** A release by a version that may be written in another way, such as with a leading v. */
export function releaseOf(
  edition: Edition,
  productId: string,
  version: string,
): EditionRelease | undefined {
  const exact = edition.byKey('release', `${productId}/${version}`);
  const product = edition.byKey('product', productId);
  if (exact !== undefined || product === undefined) return exact;
  const { versioning } = product.data;
  return product.releases.find((release) => equalIdentity(release.version, version, versioning));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The releases of an edition that have a known issue, newest version first in each product. */
export function releasesWithIssue(edition: Edition, id: string): readonly EditionRelease[] {
  return affectedIn(edition).byIssue.get(id) ?? [];
}

/** Known issues of a release, by its key: those whose ranges hold it and those that it names. */
export const issuesOfRelease = oncePerItem(
  'affected/issuesOfRelease',
  (edition: Edition, key): readonly KnownIssue[] => affectedIn(edition).issuesOf.get(key) ?? [],
);

/** The releases that an advisory is about, newest version first in each product. */
export function releasesWithWeakness(edition: Edition, id: string): readonly EditionRelease[] {
  return affectedIn(edition).byAdvisory.get(id) ?? [];
}

/** Advisories about a release, by its key; withdrawn ones are not among them, as they turned out to be none. */
export const weaknessesOfRelease = oncePerItem(
  'affected/weaknessesOfRelease',
  (edition: Edition, key): readonly Advisory[] =>
    (affectedIn(edition).advisoriesOf.get(key) ?? []).filter(isInForce),
);

/** Advisories that a release mends, by its key, without withdrawn ones. */
export const advisoriesMendedBy = oncePerItem(
  'affected/advisoriesMendedBy',
  (edition: Edition, key): readonly Advisory[] =>
    (affectedIn(edition).mendedBy.get(key) ?? []).filter(isInForce),
);

/** Whether an advisory has not been withdrawn. */
export function isInForce({ data }: Advisory): boolean {
  return data.withdrawn === undefined;
}
