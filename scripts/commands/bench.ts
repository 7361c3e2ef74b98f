import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readClock } from '../../src/model/clock.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { readMachine } from '../bench/machine.ts';
import { BuildFailed } from '../bench/plan.ts';
import { publishBench } from '../bench/publish.ts';
import { verdict } from '../bench/ratios.ts';
import { benchReport, formatBench } from '../bench/report.ts';
import type { BenchReport } from '../bench/report.ts';
import { makeRunFolder } from '../bench/run-folder.ts';
import { runBench } from '../bench/run.ts';
import { benchUsage, readOptions } from './bench-options.ts';
import type { BenchOptions } from './bench-options.ts';
import type { CommandIo } from './command.ts';
import { UsageError } from './options.ts';

export const name = 'bench';
export const summary = 'measure builds, also against stock Starlight and Hugo';
export const usage = benchUsage;

/** Runs `gazette bench`. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  let options: BenchOptions | null;
  try {
    options = readOptions(argv);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TypeError)) throw error;
    io.stderr.write(`gazette bench: ${error.message}\n\n${usage}`);
    return 2;
  }
  if (options === null) {
    io.stdout.write(usage);
    return 0;
  }
  try {
    const report = options.from === null ? await bench(options, io) : await read(options.from);
    io.stdout.write(`\n${formatBench(report)}`);
    if (options.publish) {
      const files = await publishBench(report, engineFolder);
      io.stdout.write(`\nWritten: ${files.join(', ')}\n`);
    }
    return options.check ? check(report, io) : 0;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    io.stderr.write(`gazette bench: ${error.message}\n`);
    return 1;
  }
}

async function bench({ plan, json }: BenchOptions, io: CommandIo): Promise<BenchReport> {
  const parent = path.join(cacheFolder(), 'bench');
  const folder = await makeRunFolder(parent);
  const machine = readMachine(engineFolder);
  const clock = readClock({ env: process.env });
  try {
    const result = await runBench(plan, engineFolder, folder, (step) => {
      io.stderr.write(`${step}\n`);
    });
    const report = benchReport(clock, machine, plan, result);
    const file = json ?? path.join(parent, 'result.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(file: string): Promise<BenchReport> {
  return JSON.parse(await readFile(file, 'utf8')) as BenchReport;
}

/** Says which targets were missed; nothing that could be judged is no success. */
function check({ ratios }: BenchReport, io: CommandIo): number {
  const verdicts = ratios.map(verdict);
  for (const [at, ratio] of ratios.entries()) {
    if (verdicts[at] === 'missed') io.stderr.write(`gazette bench: missed: ${ratio.what}\n`);
  }
  if (verdicts.includes('missed')) return 1;
  if (verdicts.includes('met')) return 0;
  io.stderr.write('gazette bench: --check had nothing to judge\n');
  return 1;
}
