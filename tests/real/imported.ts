import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { BuildReport } from '../../scripts/commands/build-report.ts';
import { run as runImport } from '../../scripts/commands/import.ts';
import { addFiles, gazette, removeFolder, temporaryFolder } from '../support/portal.ts';
import { referenceDay } from '../support/reference.ts';

/** Other people's release notes; not part of the repository. */
export const corpora = path.resolve(process.env['GAZETTE_CORPORA'] ?? '../shared/corpora');

export function hasCorpus(name: string): boolean {
  return existsSync(path.join(corpora, name));
}

/** A portal made by imports into an empty folder, and its build. */
export interface Imported {
  readonly root: string;
  readonly dist: string;
  readonly report: BuildReport;
  /** What the imports printed. */
  readonly log: string;
  remove(): Promise<void>;
}

/**
 * Imports each source into one new portal folder and builds it, by the commands that people run.
 * `files` stand in the portal before anything is imported.
 */
export async function importAndBuild(
  imports: readonly (readonly [format: string, source: string, product: string])[],
  files: Readonly<Record<string, string>> = {},
): Promise<Imported> {
  const folder = await temporaryFolder('imported');
  const root = path.join(folder, 'portal');
  const dist = path.join(folder, 'dist');
  const reportFile = path.join(folder, 'report.json');
  let log = '';
  const write = (text: string): void => {
    log += text;
  };
  const io = { stdout: { write }, stderr: { write } };
  await addFiles(root, files);
  for (const [format, source, product] of imports) {
    const args = ['import', format, source, '--product', product, '--root', root];
    // The command itself, without a process of its own: there are portals of dozens of imports.
    const code = await runImport(args.slice(1), io);
    expect(code, log).toBe(0);
  }
  const args = ['build', '--root', root, '--out', dist, '--today', referenceDay];
  const built = await gazette([...args, '--report', reportFile], { timeout: 280_000 });
  expect(built.code, built.stdout + built.stderr).toBe(0);
  const report = JSON.parse(await readFile(reportFile, 'utf8')) as BuildReport;
  return { root, dist, report, log, remove: () => removeFolder(folder) };
}
