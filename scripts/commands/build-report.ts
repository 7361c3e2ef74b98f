import type { Clock } from '../../src/model/clock.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { BuildOutcome } from '../../src/publish/build.ts';
import type { EditionCounts } from '../../src/publish/coverage.ts';
import type { PhaseTime } from '../../src/publish/progress.ts';
import { countFindings } from './findings.ts';

/** What a build did: for people on the terminal, for pipelines as JSON beside the cache. */
export interface BuildReport {
  readonly clock: Clock;
  readonly out: string;
  readonly editions: readonly EditionCounts[];
  readonly files: number;
  readonly bytes: number;
  readonly phases: readonly PhaseTime[];
  readonly findings: readonly Finding[];
}

export function buildReport(from: {
  clock: Clock;
  out: string;
  times: readonly PhaseTime[];
  outcome: BuildOutcome;
  findings: readonly Finding[];
}): BuildReport {
  return {
    clock: from.clock,
    out: from.out,
    editions: from.outcome.counts ?? [],
    files: from.outcome.files,
    bytes: from.outcome.bytes,
    phases: from.times.map(({ name, milliseconds }) => ({
      name,
      milliseconds: Math.round(milliseconds),
    })),
    findings: from.findings,
  };
}

/** The report in a few lines. */
export function formatReport(report: BuildReport): string {
  const rows = report.editions.map((edition) => [
    `${edition.audience}/${edition.locale}`,
    String(Object.values(edition.entries).reduce((sum, count) => sum + count, 0)),
    String(edition.pages),
    String(edition.feedEntries),
    String(edition.searchRecords),
    leftOut(edition),
  ]);
  const table = alignColumns([
    ['edition', 'entries', 'pages', 'feed entries', 'search records', 'left out'],
    ...rows,
  ]);
  const seconds = report.phases.map(
    ({ name, milliseconds }) => `${name} ${(milliseconds / 1000).toFixed(1)} s`,
  );
  const size = (report.bytes / 1e6).toFixed(1);
  return (
    `\n${table}\n\n${report.files} files, ${size} MB in ${report.out} ` +
    `(clock ${report.clock.today}; ${seconds.join(', ')}; ${countFindings(report.findings)})\n`
  );
}

function leftOut({ left, apart }: EditionCounts): string {
  const ofFeeds = Object.values(apart.feeds).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(left).flatMap(([output, reasons]) => {
    const counts = Object.entries(reasons).map(([reason, keys]) => `${keys.length} ${reason}`);
    if (output === 'feeds' && ofFeeds > 0) counts.push(`${ofFeeds} by kind`);
    return counts.length === 0 ? [] : `${output}: ${counts.join(', ')}`;
  });
  return parts.length === 0 ? '–' : parts.join('; ');
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
