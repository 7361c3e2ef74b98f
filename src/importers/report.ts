import type { Finding } from '../model/finding.ts';
import { compareFindings, compareText } from '../model/finding.ts';
import type { Applied, Fate } from './apply.ts';
import type { ImportPlan, Taken, Unmapped } from './importer.ts';

/** Files and places that a line names before it says how many more there are. */
const named = 3;

/**
 * What an import did, for people: what it took, what it could not map and why, what it found, and
 * the counts at the end. Things of one sort share a line.
 */
export function importReport(
  plan: ImportPlan,
  applied: Applied,
  findings: readonly Finding[],
  dryRun: boolean,
): string {
  const lines: string[] = [];
  lines.push(dryRun ? 'Would take' : 'Taken');
  const taken = group(plan.taken, ({ what }) => what);
  if (taken.length === 0) lines.push('  nothing');
  for (const [what, entries] of taken) {
    lines.push(`  ${String(entries.length)} × ${what}: ${places(entries)}`);
  }
  lines.push('', 'Not mapped, or not as it stood');
  const unmapped = group(plan.unmapped, ({ what, why }) => `${what}\0${why}`);
  if (unmapped.length === 0) lines.push('  nothing');
  for (const [key, entries] of unmapped) {
    const [what = '', why = ''] = key.split('\0');
    lines.push(`  ${String(entries.length)} × ${what}: ${why}`, `      ${places(entries)}`);
  }
  if (findings.length > 0) {
    lines.push('', 'Findings');
    for (const finding of [...findings].sort(compareFindings)) lines.push(...findingLines(finding));
  }
  const count = (fate: Fate): string =>
    String(applied.files.filter((file) => file.fate === fate).length);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  lines.push(
    '',
    dryRun ? 'Nothing was written (--dry-run). It would be:' : 'In all',
    `  files: ${count('created')} created, ${count('updated')} updated, ${count('unchanged')} unchanged, ${count('conflict')} kept in conflict`,
    `  taken: ${taken.map(([what, { length }]) => `${String(length)} ${what}`).join(', ') || 'nothing'}`,
    `  not mapped: ${String(plan.unmapped.length)} in ${String(unmapped.length)} sorts`,
    `  errors: ${String(errors)}`,
  );
  return `${lines.join('\n')}\n`;
}

function group<Entry>(
  entries: readonly Entry[],
  by: (entry: Entry) => string,
): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = by(entry);
    const present = groups.get(key);
    if (present === undefined) groups.set(key, [entry]);
    else present.push(entry);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b));
}

function places(entries: readonly (Taken | Unmapped)[]): string {
  const all = [
    ...new Set(
      entries.map(({ from, line }) => (line === undefined ? from : `${from}:${String(line)}`)),
    ),
  ];
  const more = all.length - named;
  return all.slice(0, named).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

function findingLines(finding: Finding): string[] {
  const { severity, file, line, field, message, expected, found, fix } = finding;
  const place = line === undefined ? file : `${file}:${String(line)}`;
  const lines = [`  ${severity} ${place}${field === undefined ? '' : ` ${field}`}: ${message}`];
  if (expected !== undefined) lines.push(`      expected: ${expected}`);
  if (found !== undefined) lines.push(`      found: ${found}`);
  if (fix !== undefined) lines.push(`      ${fix}`);
  return lines;
}
