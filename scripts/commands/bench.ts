import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readClock } from '../../src/model/clock.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { benchAudiences } from '../bench/generate.ts';
import { readMachine } from '../bench/machine.ts';
import { isMet } from '../bench/ratios.ts';
import { benchReport, formatBench } from '../bench/report.ts';
import { makeRunFolder } from '../bench/run-folder.ts';
import { BuildFailed, runBench, scenarios } from '../bench/run.ts';
import type { BenchPlan } from '../bench/run.ts';
import { benchLocales } from '../bench/words.ts';
import type { CommandIo } from './command.ts';
import { fromHere, UsageError } from './options.ts';

export const name = 'bench';
export const summary = 'measure builds, also against stock Starlight';
export const usage = `gazette bench [options]

Makes portals of its own, builds them with Gazette and with stock Starlight, and compares time,
processor time, memory and bytes. The full size takes several minutes and 4 GB of memory.

  --notes N          release notes (default: 1000)
  --locales L        languages that each note is in, 1 to ${benchLocales.length} (default: 3)
  --audiences A      audiences that read it, 1 to ${benchAudiences.length} (default: 2)
  --no-stock         Gazette alone
  --stock-notes N    stock Starlight with fewer notes; the report says so
  --no-growth        leave out the smaller portal from which growth is measured
  --only NAMES       of Gazette's builds only these, with commas between:
${scenarios.map((one) => `                       ${one.name.padEnd(9)}${one.summary}`).join('\n')}
  --runs N           measure each build N times and take the median (default: 1)
  --quick            60 notes × 2 × 2, without growth, for a quick look
  --check            exit 1 when a target is missed
  --json FILE        where to write the numbers (default: .gazette/bench/result.json)

Exit 0 when everything was measured, 1 when a build failed, 2 for wrong usage.
`;

/** Growth is measured from a sixth of the notes: from 1,000 to 6,000 pages at full size. */
const growthShare = 6;

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
  const parent = path.join(cacheFolder(), 'bench');
  const folder = await makeRunFolder(parent);
  const machine = readMachine(engineFolder);
  const clock = readClock({ env: process.env });
  try {
    const result = await runBench(options.plan, engineFolder, folder, (step) => {
      io.stderr.write(`${step}\n`);
    });
    const report = benchReport(clock, machine, options.plan, result);
    const file = options.json ?? path.join(parent, 'result.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    io.stdout.write(`\n${formatBench(report)}`);
    return options.check && !report.ratios.every(isMet) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    io.stderr.write(`gazette bench: ${error.message}\n`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a call of the command asks for. */
export interface BenchOptions {
  readonly plan: BenchPlan;
  readonly json: string | null;
  readonly check: boolean;
}

/**
 * Reads the command's arguments; null when they ask for help.
 *
 * @throws UsageError or TypeError (of `parseArgs`) for wrong usage
 */
export function readOptions(argv: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      notes: { type: 'string' },
      locales: { type: 'string' },
      audiences: { type: 'string' },
      'no-stock': { type: 'boolean', default: false },
      'stock-notes': { type: 'string' },
      'no-growth': { type: 'boolean', default: false },
      only: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return null;
  const { quick } = values;
  const size = {
    notes: whole('notes', values.notes, quick ? 60 : 1000, 100_000),
    locales: whole('locales', values.locales, quick ? 2 : 3, benchLocales.length),
    audiences: whole('audiences', values.audiences, 2, benchAudiences.length),
  };
  if (values['no-stock'] && values['stock-notes'] !== undefined) {
    throw new UsageError('--no-stock and --stock-notes exclude each other');
  }
  const stockNotes = whole('stock-notes', values['stock-notes'], size.notes, size.notes);
  const fewer = Math.round(size.notes / growthShare);
  const hasGrowth = !quick && !values['no-growth'] && fewer > 0;
  return {
    plan: {
      size,
      growthFrom: hasGrowth ? { ...size, notes: fewer } : null,
      stock: values['no-stock'] ? null : { ...size, notes: stockNotes },
      runs: whole('runs', values.runs, 1, 100),
      scenarios: readScenarios(values.only),
    },
    json: values.json === undefined ? null : fromHere(values.json),
    check: values.check,
  };
}

function readScenarios(text: string | undefined): string[] {
  const all = scenarios.map((scenario) => scenario.name);
  const wanted = text === undefined ? all : text.split(',');
  const unknown = wanted.find((one) => !all.includes(one));
  if (unknown !== undefined) {
    throw new UsageError(`--only has "${unknown}": expected ${all.join(', ')}`);
  }
  // A build of what was built before needs one before it.
  const isAgainAlone = wanted.includes('again') && wanted.length === 1;
  return isAgainAlone ? ['content', 'again'] : wanted;
}

function whole(option: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) {
    throw new UsageError(`--${option} is ${text}: expected a whole number from 1 to ${most}`);
  }
  return number;
}
