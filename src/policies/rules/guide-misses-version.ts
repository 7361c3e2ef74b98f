import type { CatalogEntry } from '../../catalog/catalog.ts';
import type { Path } from '../../catalog/draft.ts';
import type { CatalogIndex } from '../catalog-index.ts';
import type { Claim, Rule } from '../rule.ts';

/**
 * A change sends its readers to a guide that is not for their version: it ends before the release, it
 * begins after it, or it is of another product.
 */
export const guideMissesVersion: Rule = {
  code: 'guide-misses-version',
  severity: 'warning',
  finds: 'A change points to a migration guide or a guide that does not cover its version.',
  mend: 'Widen `from`, `to` or `appliesTo` of the guide, or point to another.',
  *check(index) {
    const migrations = new Map(index.catalog.entries.migration.map((entry) => [entry.id, entry]));
    const docs = new Map(index.catalog.entries.doc.map((entry) => [entry.id, entry]));
    for (const { entry, release, product } of index.changes) {
      if (release === null) continue;
      const { version } = release;
      const { migration, action } = entry.data;
      const guide = /^(migrations|docs)\/([^#]+)/.exec(action?.guide ?? '');
      const told: readonly (readonly [Path, string | undefined])[] = [
        [['migration'], migration],
        [['action', 'guide'], guide?.[1] === 'migrations' ? guide[2] : undefined],
      ];
      for (const [path, id] of told) {
        const found = migrations.get(id ?? '');
        if (found !== undefined && !covers(index, found, product.id, version)) {
          const { from, to } = found.data;
          yield claim(entry, path, found, version, `${found.data.product} ${from} to ${to}`);
        }
      }
      const doc = guide?.[1] === 'docs' ? docs.get(guide[2] ?? '') : undefined;
      const ranges = doc?.data.appliesTo.filter((item) => item.product === product.id) ?? [];
      if (doc === undefined || ranges.length === 0) continue;
      if (ranges.some(({ range }) => index.range(range, product.id)?.includes(version) ?? true)) {
        continue;
      }
      const shown = ranges.map(({ range }) => range).join(', ');
      yield claim(entry, ['action', 'guide'], doc, version, shown);
    }
  },
};

/** Whether a version lies between the lowest start of a guide and its highest goal. */
function covers(
  { bounds, compare }: CatalogIndex,
  { data }: CatalogEntry<'migration'>,
  product: string,
  version: string,
): boolean {
  if (data.product !== product) return false;
  const [start, goal] = [bounds(data.from, product), bounds(data.to, product)];
  if (start === null || goal === null) return true;
  return (
    (compare(version, start.lowest, product) ?? 0) >= 0 &&
    (compare(version, goal.highest, product) ?? 0) <= 0
  );
}

function claim(
  at: CatalogEntry<'change'>,
  path: Path,
  guide: Pick<CatalogEntry, 'file'>,
  version: string,
  covered: string,
): Claim {
  return {
    at,
    path,
    message: `The guide ${guide.file} is not for ${version}.`,
    expected: `a guide that covers ${version}`,
    found: covered,
    fix: 'Widen the versions of the guide, or point to another.',
  };
}
