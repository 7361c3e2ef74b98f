import type { Clock } from '../../src/model/clock.ts';
import type { Machine } from './machine.ts';
import { samplePeriod } from './measure.ts';
import { spell } from './plan.ts';
import type {
  BenchPlan,
  BenchResult,
  BuildResult,
  DevResult,
  InstallResult,
  NotMeasured,
  SearchResult,
} from './plan.ts';
import { htmlPerFile, perPage, ratiosOf, verdict } from './ratios.ts';
import type { Ratio } from './ratios.ts';
import { installLabel } from './scenarios.ts';
import { gigabytes, grouped, megabytes, table, threeDigits } from './table.ts';

/** All that a bench found, as it is written to the JSON file. */
export interface BenchReport {
  readonly day: string;
  readonly machine: Machine;
  readonly plan: BenchPlan;
  /** Not in what earlier benches wrote. */
  readonly install?: InstallResult;
  readonly builds: readonly BuildResult[];
  readonly search: readonly SearchResult[];
  /** Not in what earlier benches wrote. */
  readonly dev?: readonly DevResult[];
  readonly ratios: readonly Ratio[];
  readonly notMeasured: readonly NotMeasured[];
}

export function benchReport(
  clock: Clock,
  machine: Machine,
  plan: BenchPlan,
  result: BenchResult,
): BenchReport {
  const others = [result.hugo, result.stock].filter((side) => side !== null);
  const builds = [
    ...Object.values(result.gazette),
    ...result.growth,
    ...others.flatMap(({ all, builds }) => [...builds, all]),
  ];
  const { install, search, dev, notMeasured } = result;
  return {
    day: clock.today,
    machine,
    plan,
    install,
    builds,
    search,
    dev,
    ratios: ratiosOf(result),
    notMeasured,
  };
}

/** The report as Markdown: what was measured, how, and what it says. */
export function formatBench(report: BenchReport): string {
  const { plan, builds } = report;
  const summaries = [...new Map(builds.map(({ name, summary }) => [name, summary]))];
  return `# Bench: ${spell(plan.size)} (notes × locales × audiences)

${ranOn(report)} Load before it began: ${report.machine.load.toFixed(1)}.

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
    'as a clean build',
  ],
  [...installRow(report.install), ...builds.map(row)],
)}
${report.search.length === 0 ? '' : `\n${searchTable(report.search)}\n`}${devTable(report.dev)}
${ratioTable(report.ratios)}

${notes(report)}
- ${summaries.map(([name, summary]) => `${name}: ${summary}`).join('. ')}.
`;
}

/** Day, machine and versions, as one sentence. */
export function ranOn({ day, machine }: BenchReport): string {
  const versions = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const commit = machine.commit === null ? '' : `, Gazette ${machine.commit}`;
  return `${day}, ${machine.cores} cores (${machine.processor}), ${gigabytes(machine.memory)} GB, ${machine.system}, Node ${machine.node}, ${versions.join(', ')}${commit}.`;
}

/** Ratios against what is wanted of them. */
export function ratioTable(ratios: readonly Ratio[]): string {
  return table(
    ['Ratio', 'Value', 'Wanted', 'Result'],
    ratios.map((ratio) => {
      const unit = ratio.unit === '' ? '' : ` ${ratio.unit}`;
      const state = verdict(ratio);
      return [
        ratio.what + (ratio.note === null ? '' : ` (${ratio.note})`),
        threeDigits(ratio.value) + unit,
        ratio.target === null ? '–' : `at most ${Number(ratio.target.toFixed(3))}${unit}`,
        state === null ? '' : state === 'too few' ? `asked of ${grouped(ratio.from)} pages` : state,
      ];
    }),
  );
}

/** What a reader pays for search. */
export function searchTable(results: readonly SearchResult[]): string {
  return table(
    [
      'Search in Chromium',
      'Pages in the index',
      'ms to the first result',
      'Requests',
      'KB',
      'Requests of the page',
      'KB of the page',
    ],
    results.map(({ name, pages, milliseconds, search, page }) => [
      name,
      grouped(pages),
      milliseconds.toFixed(0),
      String(search.requests),
      (search.bytes / 1000).toFixed(1),
      String(page.requests),
      (page.bytes / 1000).toFixed(1),
    ]),
  );
}

/** How quick development servers are, after an empty line; nothing where that was not measured. */
export function devTable(results: readonly DevResult[] = []): string {
  if (results.length === 0) return '';
  const rows = results.map(({ name, size, ready, edit }) => [
    name,
    grouped(size.notes * size.locales),
    (ready / 1000).toFixed(2),
    edit.toFixed(0),
  ]);
  return `\n${table(['While writing', 'Files of notes', 's to the first page', 'ms to an edit on screen'], rows)}\n`;
}

/** How to read the numbers, as a list. */
export function notes({
  machine,
  plan,
  search,
  dev = [],
  notMeasured,
  builds,
}: BenchReport): string {
  const compared = builds.some(({ differing }) => differing !== null);
  return [
    ...(machine.load > machine.cores / 2
      ? [
          `The machine was busy with other work when it began (load ${machine.load.toFixed(1)} on ${machine.cores} cores): wall times are too long, processor time less so.`,
        ]
      : []),
    ...notMeasured.map(({ what, why }) => `Not measured: ${what}, because ${why}.`),
    'Pages are pages of notes: notes × locales × audiences. Lists, indexes and the like are built too and counted under HTML files.',
    plan.runs === 1
      ? 'Each build ran once.'
      : `Each build ran ${plan.runs} times, every other time in the opposite order; the one of median wall time is shown.`,
    'What begins from nothing on each side was built first, one right after the other, and nothing was deleted before the last build: some file systems are slower for minutes after files were deleted.',
    'Wall time is that of the whole process, from its start to its end; CPU is user and system time of it and all that it started.',
    `Peak memory of all processes is the greatest sum of their resident sets, looked at every ${samplePeriod} ms; memory that processes share counts in each. Of the largest process it is the kernel’s high-water mark.`,
    'Gazette’s build holds search, feeds, its own checks (links, leaks, counts) and every audience. Stock Starlight’s holds search, Hugo’s search and an RSS feed for each list; neither knows audiences, so each has a build of its own.',
    'Gazette’s own code and its templates are compiled once, when it is installed, whatever portals are built by it. That is a row of its own. A build from nothing begins with what that made and with nothing of any portal; after a change of a template, the build makes all templates anew.',
    ...(compared
      ? [
          'As a clean build: every byte was compared with a build of the same by a copy of Gazette that had never built it before.',
        ]
      : []),
    ...(search.length === 0
      ? []
      : [
          'Search: a browser that has never been here opens a release page, opens the search and types one word in one stroke. The time is from that stroke until a result is on screen, pauses of the interface included; requests and bytes are from opening the search. Bodies as they go over the wire, text gzipped, on loopback. Medians of several words.',
        ]),
    ...(dev.length === 0
      ? []
      : [
          'While writing: the first page is timed from the command, at a second start. An edit is timed from writing a note to the moment when it stands on the page of a browser that nobody touches; the median of several. Stock Starlight serves the notes of one audience.',
        ]),
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}

/** Compiling, which has no pages. */
function installRow(install: InstallResult | undefined): string[][] {
  if (install === undefined) return [];
  const { wall, cpu, peakTree, peakProcess } = install.measured;
  const cells = [wall.toFixed(2), cpu?.toFixed(1) ?? 'not told', '–'];
  const memory = [gigabytes(peakTree), gigabytes(peakProcess)];
  return [[installLabel, '–', '–', ...cells, ...memory, '–', '–', '–', '–', '–']];
}

function row(build: BuildResult): string[] {
  const { measured, output, differing } = build;
  return [
    build.name,
    spell(build.size),
    String(build.pages),
    measured.wall.toFixed(measured.wall < 10 ? 2 : 1),
    measured.cpu?.toFixed(1) ?? 'not told',
    (perPage(build) * 1000).toFixed(2),
    gigabytes(measured.peakTree),
    gigabytes(measured.peakProcess),
    String(output.htmlFiles),
    (htmlPerFile(build) / 1000).toFixed(1),
    megabytes(output.bytes),
    megabytes(output.searchBytes),
    sameness(differing),
  ];
}

/** Whether a build wrote what a clean one writes. */
export function sameness(differing: readonly string[] | null): string {
  if (differing === null) return 'not compared';
  return differing.length === 0 ? 'yes' : `no: ${differing.length} files`;
}
