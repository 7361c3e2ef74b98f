import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { hasErrors } from '../model/finding.ts';
import { applyPlan } from './apply.ts';
import type { ApplyOptions } from './apply.ts';
import type { ImportOptions, Importer, ImportPlan } from './importer.ts';
import { importReport } from './report.ts';
import { readSources } from './sources.ts';

export interface ImportResult {
  readonly plan: ImportPlan;
  /** All findings: of the sources, the format and the writing. */
  readonly findings: readonly Finding[];
  readonly report: string;
  readonly ok: boolean;
}

/** Reads sources, plans, writes, and tells: the whole of an import. Paths are of the file system. */
export function runImport(
  importer: Importer,
  sources: readonly string[],
  options: ImportOptions & ApplyOptions,
): ImportResult {
  const tree = readSources(sources, importer.extensions);
  const present = (path: string): boolean => existsSync(join(options.root, path));
  const read = importer.read(tree.files, { ...options, present });
  const brought = new Set(read.files.map(({ from, path }) => `${from}\0${path}`));
  const unmapped = [...read.unmapped];
  for (const path of tree.skipped) {
    if ([...brought].some((pair) => pair.endsWith(`/${path}`))) continue;
    const why = `${importer.format} reads ${importer.extensions.join(', ')}, and no note refers to it`;
    unmapped.push({ from: path, what: 'other file', why });
  }
  const applied = applyPlan({ ...read, unmapped }, options);
  const plan = withoutForeign({ ...read, unmapped }, applied.foreign);
  const findings = [...tree.findings, ...plan.findings, ...applied.findings];
  if (tree.files.length === 0 && findings.length === 0) {
    findings.push({
      code: 'source-empty',
      severity: 'error',
      file: sources.join(', '),
      message: 'The source has no file that this format reads',
      expected: importer.extensions.join(', '),
      fix: 'Name the folder or file that holds them.',
    });
  }
  return {
    plan,
    findings,
    report: importReport(plan, applied, findings, options.dryRun),
    ok: !hasErrors(findings),
  };
}

/** The plan with translations that were not written among what was not mapped. */
function withoutForeign(
  plan: ImportPlan,
  foreign: ReadonlyMap<string, readonly string[]>,
): ImportPlan {
  const localeOf = new Map(
    [...foreign].flatMap(([locale, paths]) => paths.map((path) => [path, locale] as const)),
  );
  const lost = plan.taken.flatMap((taken) => {
    const { to, ...rest } = taken;
    const locale = localeOf.get(to);
    return locale === undefined ? [] : [{ ...rest, why: `${locale} is no locale of the portal` }];
  });
  return {
    ...plan,
    taken: plan.taken.filter(({ to }) => !localeOf.has(to)),
    unmapped: [...plan.unmapped, ...lost],
  };
}
