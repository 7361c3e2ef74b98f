import type { Finding } from '../model/finding.ts';
import { foldId } from '../model/id.ts';
import type { ProductData } from '../model/product.ts';
import { compareVersions, newestFirst } from '../model/version.ts';
import { fieldFinding } from './draft.ts';
import type { Draft } from './draft.ts';

/** Releases of one product whose versions are one: `2.0.0`, `v2.0.0` and `2.0.0+b5`. */
export function duplicateVersions(
  releases: readonly Draft[],
  products: ReadonlyMap<string, ProductData>,
): Finding[] {
  const findings: Finding[] = [];
  const byProduct = Map.groupBy(releases, ({ entry }) => entry.id.slice(0, entry.id.indexOf('/')));
  for (const [product, drafts] of byProduct) {
    const scheme = products.get(product)?.versioning ?? 'semver';
    const sorted = newestFirst(drafts, versionOf, scheme);
    for (const [index, draft] of sorted.entries()) {
      const earlier = sorted[index - 1];
      if (earlier === undefined) continue;
      const [here, there] = [versionOf(draft), versionOf(earlier)];
      if (compareVersions(here, there, scheme) !== 0) continue;
      const message = `The version ${here} is that of ${earlier.entry.file} too.`;
      findings.push(
        fieldFinding(draft.read, ['version'], 'duplicate-version', message, {
          expected: 'versions that differ by more than a leading v or build metadata',
          found: `${there}, ${here}`,
          fix: 'Delete one of the two notes, or correct its version.',
        }),
      );
    }
  }
  return findings;
}

/** Changes of one release that would have one anchor. */
export function duplicateAnchors(changes: readonly Draft<'change'>[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, Draft>();
  for (const draft of changes) {
    const { id, data } = draft.entry;
    if (data.release === 'next') continue;
    const product = id.slice(0, id.indexOf('/'));
    const anchor = id.slice(id.lastIndexOf('/') + 1);
    const key = `${product}/${data.release}#${foldId(anchor)}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, draft);
    // Two inline changes with one id are told of by their release.
    else if (draft.entry.parent === null || earlier.entry.id !== id) {
      const message = `${product} ${data.release} has another change ${anchor}, in ${earlier.entry.file}.`;
      findings.push(
        fieldFinding(draft.read, draft.base, 'duplicate-id', message, {
          expected: 'changes of a release with ids of their own',
          found: anchor,
          fix: 'Rename one of the two.',
        }),
      );
    }
  }
  return findings;
}

/** Aliases that two entries claim: one of a kind's earlier ids, or an earlier address. */
export function duplicateAliases(drafts: readonly Draft[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, Draft>();
  for (const draft of drafts) {
    draft.entry.data.aliases.forEach((alias, index) => {
      const key = foldId(alias.startsWith('/') ? alias : `${draft.entry.kind}:${alias}`);
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, draft);
        return;
      }
      const path = [...draft.base, 'aliases', index];
      const message = `The alias ${alias} is that of ${earlier.entry.file} too.`;
      findings.push(
        fieldFinding(draft.read, path, 'duplicate-id', message, {
          expected: 'aliases of this entry alone',
          found: alias,
          fix: 'Delete one of the two.',
        }),
      );
    });
  }
  return findings;
}

function versionOf(draft: Draft): string {
  return draft.entry.id.slice(draft.entry.id.indexOf('/') + 1);
}
