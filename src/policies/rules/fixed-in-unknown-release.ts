import type { CatalogEntry } from '../../catalog/catalog.ts';
import type { Path } from '../../catalog/draft.ts';
import type { CatalogIndex } from '../catalog-index.ts';
import type { Claim, Rule } from '../rule.ts';

/**
 * A fix in a version without a note may be a plan, or a slip of the finger: readers can't follow it.
 * What is older than the first note of its product is not judged: its notes are elsewhere.
 */
export const fixedInUnknownRelease: Rule = {
  code: 'fixed-in-unknown-release',
  severity: 'info',
  finds: 'A known issue or an advisory is mended in a version that has no release note.',
  mend: 'Check the version; nothing is wrong while the release is only planned.',
  *check(index) {
    for (const entry of index.catalog.entries['known-issue']) {
      yield* unknown(index, entry, ['fixedIn'], entry.data.product, entry.data.fixedIn);
    }
    for (const entry of index.catalog.entries.advisory) {
      for (const [at, { product, fixedIn }] of entry.data.affected.entries()) {
        yield* unknown(index, entry, ['affected', at, 'fixedIn'], product, fixedIn);
      }
    }
  },
};

function* unknown(
  index: CatalogIndex,
  at: CatalogEntry<'known-issue'> | CatalogEntry<'advisory'>,
  path: Path,
  product: string,
  version: string | undefined,
): Generator<Claim> {
  const { lowest, release } = index.product(product);
  const first = lowest()?.version;
  if (version === undefined || first === undefined || release(version) !== null) return;
  if ((index.compare(version, first, product) ?? -1) < 0) return;
  yield {
    at,
    path,
    message: `There is no note of ${product} ${version}.`,
    expected: `a version that has a note in content/releases/${product}`,
    found: version,
    fix: 'Check the version, or write the note of the release.',
  };
}
