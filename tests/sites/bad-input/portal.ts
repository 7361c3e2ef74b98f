import { addFiles, removeFolder, writePortal } from '../../support/portal.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import type { Loaded } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import type { Finding } from '../../../src/model/finding.ts';

export const clock = readClock({ today: '2026-11-21' });

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The least that a release needs. */
export const release = (version: string, more = ''): string =>
  `---\nversion: "${version}"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n${more}---\nText.\n`;

/** A small portal that is right. */
export const good: Files = {
  'content/portal.yaml':
    'title: Acme\nlocales:\n  - code: en\n  - code: de\naudiences:\n  - id: user\n  - id: admin\n    includes: [user]\n',
  'content/products/atlas.yaml': 'title: Atlas\nmodules:\n  - id: billing\n    title: Billing\n',
  'content/releases/atlas/1.0.0.mdx': release('1.0.0'),
};

/** Loads the good portal with other files laid over it; `prepare` may do more to its folder. */
export async function load(
  files: Files = {},
  prepare?: (root: string) => Promise<void>,
): Promise<Loaded> {
  const root = await writePortal(good);
  try {
    await addFiles(root, files);
    await prepare?.(root);
    return await loadCatalog(root, clock);
  } finally {
    await removeFolder(root);
  }
}

/** What is wrong with the good portal when other files are laid over it: warnings and errors. */
export async function findings(
  files: Files,
  prepare?: (root: string) => Promise<void>,
): Promise<Finding[]> {
  const loaded = await load(files, prepare);
  return loaded.findings.filter(({ severity }) => severity !== 'info');
}
