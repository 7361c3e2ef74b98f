import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuildResult } from './plan.ts';
import { drawPlot } from './plot.ts';
import type { Bar, Panel } from './plot.ts';
import { perPage } from './ratios.ts';
import { devTable, notes, ranOn, ratioTable, sameness, searchTable } from './report.ts';
import type { BenchReport } from './report.ts';
import { installLabel, labelOf } from './scenarios.ts';
import { gigabytes, grouped, lowerFirst, megabytes, table, threeDigits } from './table.ts';

/** The page of the handbook that shows what a bench found, and the plot beside it. */
export const benchPage = 'content/docs/operators/speed.mdx';
export const benchPlot = 'content/docs/operators/speed.svg';

const begin = '{/* Written by `npm run bench -- --publish` from here */}';
const end = '{/* to here */}';

/** Writes table and plot into the handbook, in place of those before; the paths that it wrote. */
export async function publishBench(report: BenchReport, engine: string): Promise<string[]> {
  const file = path.join(engine, benchPage);
  await writeFile(file, withResults(await readFile(file, 'utf8'), report));
  await writeFile(path.join(engine, benchPlot), benchSvg(report));
  return [benchPage, benchPlot];
}

/** A page with its part between the marks written anew. Throws when it has no marks. */
export function withResults(page: string, report: BenchReport): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${benchPage} has lost its marks: ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${handbookPart(report)}\n\n${page.slice(to)}`;
}

/** What stands between the marks. */
export function handbookPart(report: BenchReport): string {
  const { plan } = report;
  const { notes: count, locales, audiences } = plan.size;
  const pages = count * locales * audiences;
  return `Measured on ${inMdx(ranOn(report))}

**${grouped(count)} notes in ${locales} ${locales === 1 ? 'language' : 'languages'} for ${audiences} ${audiences === 1 ? 'audience' : 'audiences'}: ${grouped(pages)} pages.**

![${plotSummary(report)}](./speed.svg)

### Builds

${inMdx(
  table(
    [
      'Build: what was new',
      'Pages',
      'Seconds',
      'Processor seconds',
      'ms a page',
      'Peak memory, GB',
      'MB in all',
      'As a clean build',
    ],
    [
      ...installRow(report),
      ...shown(report).map((build) => [
        tableLabel(build),
        grouped(build.pages),
        threeDigits(build.measured.wall),
        build.measured.cpu === null ? 'not told' : threeDigits(build.measured.cpu),
        threeDigits(perPage(build) * 1000),
        gigabytes(build.measured.peakTree),
        megabytes(build.output.bytes),
        build.differing === null ? '–' : sameness(build.differing),
      ]),
    ],
  ),
)}

${report.search.length === 0 ? '' : `### Search\n\n${inMdx(searchTable(report.search))}\n\n`}${devTable(report.dev) === '' ? '' : `### While writing\n${inMdx(devTable(report.dev))}\n`}### What is wanted

${inMdx(ratioTable(report.ratios.filter(({ target }) => target !== null)))}

### How to read this

${inMdx(notes(report))}`;
}

/** Times as bars: from nothing, after a change, and as a portal grows. */
export function benchSvg(report: BenchReport): string {
  return drawPlot(
    { title: 'How long builds take', description: plotSummary(report) },
    panels(report),
  );
}

function panels(report: BenchReport): Panel[] {
  const builds = shown(report);
  const isMain = ({ name, size }: BuildResult): boolean =>
    name.startsWith(ours) && size.notes === report.plan.size.notes;
  const cold = builds.filter((one) => isMain(one) && one.name === `${ours}cold`);
  const others = builds.filter(({ name }) => !name.startsWith(ours));
  const changes = builds.filter(isMain);
  const growth = builds
    .filter(({ name }) => name === `${ours}cold`)
    .sort((a, b) => a.pages - b.pages);
  const all: Panel[] = [
    {
      heading: `From nothing, ${grouped(pagesOf(report))} pages`,
      bars: slowestFirst([...others, ...cold]).map((one) => secondsBar(one, sideOf(one))),
    },
    {
      heading: 'Gazette after a change',
      bars: slowestFirst(changes).map((one) =>
        secondsBar(one, labelOf(one.name.slice(ours.length))),
      ),
    },
    {
      heading: 'Gazette as a portal grows, notes new',
      bars: growth.map((one) => ({
        label: `${grouped(one.pages)} pages`,
        value: perPage(one),
        text: [
          `${threeDigits(perPage(one) * 1000)} ms a page`,
          ...(one.measured.peakTree === null ? [] : [`${gigabytes(one.measured.peakTree)} GB`]),
        ].join(', '),
        isOurs: true,
      })),
    },
  ];
  return all.filter(({ bars }) => bars.length > 1);
}

const ours = 'Gazette, ';

/** Compiling, which has no pages. */
function installRow({ install }: BenchReport): string[][] {
  if (install === undefined) return [];
  const { wall, cpu, peakTree } = install.measured;
  const seconds = [threeDigits(wall), cpu === null ? 'not told' : threeDigits(cpu)];
  return [[installLabel, '–', ...seconds, '–', gigabytes(peakTree), '–', '–']];
}

/** Whose build, and what was new to it. */
function tableLabel({ name }: BuildResult): string {
  return name.startsWith(ours) ? `Gazette: ${lowerFirst(labelOf(name.slice(ours.length)))}` : name;
}

function sideOf({ name }: BuildResult): string {
  return name === `${ours}cold` ? 'Gazette' : name;
}

function secondsBar(build: BuildResult, label: string): Bar {
  const { wall } = build.measured;
  return {
    label,
    value: wall,
    text: `${threeDigits(wall)} s`,
    isOurs: build.name.startsWith(ours),
  };
}

function slowestFirst(builds: readonly BuildResult[]): BuildResult[] {
  return [...builds].sort((a, b) => b.measured.wall - a.measured.wall);
}

/** Builds that are a side's whole work: the parts of a sum are left to the JSON. */
function shown({ builds }: BenchReport): BuildResult[] {
  return builds.filter(({ name }) => name.startsWith(ours) || / \d+ builds?$/u.test(name));
}

function pagesOf({ plan: { size } }: BenchReport): number {
  return size.notes * size.locales * size.audiences;
}

/** The plot in a sentence, for those who do not see it. */
function plotSummary(report: BenchReport): string {
  return panels(report)
    .map(
      ({ heading, bars }) =>
        `${heading}: ${bars.map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
    )
    .join(' ');
}

/** Signs that MDX takes for code. */
function inMdx(text: string): string {
  return text.replace(/[{<]/gu, '\\$&');
}
