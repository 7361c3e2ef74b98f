import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';
import { runPolicies } from '../../../src/policies/run.ts';
import type { Rule } from '../../../src/policies/rule.ts';
import type { Finding } from '../../../src/model/finding.ts';

/** What the catalog and the rules say of a portal made of these files. */
export async function findingsOf(
  files: Readonly<Record<string, string>>,
  { today = '2026-11-21', rules }: { today?: string; rules?: readonly Rule[] } = {},
): Promise<Finding[]> {
  const root = await writePortal({
    'content/portal.yaml': 'title: Acme\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
    ...files,
  });
  try {
    const clock = readClock({ today });
    const { catalog, findings, placesOf } = await loadCatalog(root, clock);
    return [...findings, ...(catalog === null ? [] : runPolicies(catalog, clock, placesOf, rules))];
  } finally {
    await removeFolder(root);
  }
}

/** The least that a release needs. */
export const release = (version: string, date: string, more = ''): string =>
  `---\nversion: "${version}"\ndate: ${date}\n${more}rollback: none\nknownIssues: none\n---\nText.\n`;
