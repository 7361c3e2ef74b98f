import type { Clock } from '../../src/model/clock.ts';
import type { Machine } from './machine.ts';
import { samplePeriod } from './measure.ts';
import { htmlPerFile, isMet, perPage, ratiosOf } from './ratios.ts';
import type { Ratio } from './ratios.ts';
import { spell } from './run.ts';
import type { BenchPlan, BenchResult, BuildResult } from './run.ts';

/** All that a bench found, as it is written to the JSON file. */
export interface BenchReport {
  readonly day: string;
  readonly machine: Machine;
  readonly plan: BenchPlan;
  readonly builds: readonly BuildResult[];
  readonly ratios: readonly Ratio[];
}

export function benchReport(
  clock: Clock,
  machine: Machine,
  plan: BenchPlan,
  result: BenchResult,
): BenchReport {
  const builds = [
    ...(result.smaller === null ? [] : [result.smaller]),
    ...Object.values(result.gazette),
    ...(result.stock === null ? [] : [...result.stock.builds, result.stock.all]),
  ];
  return { day: clock.today, machine, plan, builds, ratios: ratiosOf(result) };
}

/** The report as Markdown: what was measured, how, and what it says. */
export function formatBench(report: BenchReport): string {
  const { machine, plan } = report;
  const versions = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return `# Bench: ${spell(plan.size)} (notes × locales × audiences)

${report.day}, ${machine.cores} cores (${machine.processor}), ${gigabytes(machine.memory)} GB, ${machine.system}, Node ${machine.node}, ${versions.join(', ')}. Load before it began: ${machine.load.toFixed(1)}.

${table(
  [
    'build',
    'size',
    'pages',
    'wall s',
    'CPU s',
    'ms a page',
    'peak GB, all processes',
    'peak GB, largest',
    'HTML files',
    'KB an HTML file',
    'MB in all',
    'MB search',
  ],
  report.builds.map(row),
)}

${table(
  ['ratio', 'value', 'wanted', ''],
  report.ratios.map((ratio) => [
    ratio.what + (ratio.note === null ? '' : ` (${ratio.note})`),
    ratio.value.toFixed(3),
    ratio.target === null ? '–' : `at most ${Number(ratio.target.toFixed(3))}`,
    ratio.target === null ? '' : isMet(ratio) ? 'met' : 'missed',
  ]),
)}

- Pages are pages of notes: notes × locales × audiences. Lists, indexes and the like are built too and counted under HTML files.
- ${report.plan.runs === 1 ? 'Each build ran once.' : `Each build ran ${report.plan.runs} times; the one of median wall time is shown.`} Wall time is that of the whole process, from its start to its end; CPU is user and system time of it and all that it started.
- Peak memory of all processes is the greatest sum of their resident sets, looked at every ${samplePeriod} ms; memory that processes share counts in each. Of the largest process it is the kernel's high-water mark.
- ${[...new Map(report.builds.map(({ name, summary }) => [name, summary]))].map(([name, summary]) => `${name}: ${summary}`).join('. ')}.
- Gazette's build holds search, feeds, its own checks (links, leaks, counts) and every audience; stock Starlight's holds search, and knows neither feeds nor audiences.
`;
}

function row(build: BuildResult): string[] {
  const { measured, output } = build;
  return [
    build.name,
    spell(build.size),
    String(build.pages),
    measured.wall.toFixed(1),
    measured.cpu?.toFixed(1) ?? 'not told',
    (perPage(build) * 1000).toFixed(2),
    gigabytes(measured.peakTree),
    gigabytes(measured.peakProcess),
    String(output.htmlFiles),
    (htmlPerFile(build) / 1000).toFixed(1),
    megabytes(output.bytes),
    megabytes(output.searchBytes),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

function gigabytes(bytes: number | null): string {
  return bytes === null ? 'not told' : (bytes / 1e9).toFixed(2);
}
