import { parseArgs } from 'node:util';
import { benchAudiences } from '../bench/generate.ts';
import type { BenchPlan } from '../bench/plan.ts';
import { scenarios } from '../bench/scenarios.ts';
import { benchLocales } from '../bench/words.ts';
import { fromHere, UsageError } from './options.ts';

/** Growth is measured at these multiples of the notes: 1,000 and 24,000 pages at full size. */
const growthFactors = [1 / 6, 4];

export const benchUsage = `gazette bench [options]

Makes portals of its own, builds them with Gazette, with stock Starlight and with Hugo and Pagefind,
and compares time, processor time, memory and bytes; then searches in a browser what was built. The
full size takes half an hour and 4 GB of memory.

  --notes N          release notes (default: 1000)
  --locales L        languages that each note is in, 1 to ${benchLocales.length} (default: 3)
  --audiences A      audiences that read it, 1 to ${benchAudiences.length} (default: 2)
  --no-stock         without stock Starlight
  --stock-notes N    stock Starlight with fewer notes; the report says so
  --no-hugo          without Hugo and Pagefind
  --no-search        without searching in a browser
  --no-dev           without the development server
  --growth LIST      numbers of notes of further portals, from which growth is told, with commas
                     between (default: a sixth and four times of --notes)
  --no-growth        without them
  --only NAMES       of Gazette's builds only these, with commas between:
${scenarios.map((one) => `                       ${one.name.padEnd(12)}${one.summary}`).join('\n')}
  --runs N           measure each build N times and take the median (default: 1)
  --verify           compare what each build wrote with a clean build of the same (without asking
                     with --quick, unless there is --no-verify)
  --quick            60 notes × 2 × 2, without growth, for a quick look
  --check            exit 1 when a target is missed
  --publish          write table and plot into the handbook
  --from FILE        measure nothing, and take the numbers that an earlier bench wrote
  --json FILE        where to write the numbers (default: .gazette/bench/result.json)

Exit 0 when everything was measured, 1 when a build failed, 2 for wrong usage.
`;

/** What a call of the command asks for. */
export interface BenchOptions {
  readonly plan: BenchPlan;
  readonly json: string | null;
  /** Numbers of an earlier bench instead of measuring. */
  readonly from: string | null;
  readonly check: boolean;
  readonly publish: boolean;
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
      'no-hugo': { type: 'boolean', default: false },
      'no-search': { type: 'boolean', default: false },
      'no-dev': { type: 'boolean', default: false },
      growth: { type: 'string' },
      'no-growth': { type: 'boolean', default: false },
      only: { type: 'string' },
      runs: { type: 'string' },
      verify: { type: 'boolean', default: false },
      'no-verify': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      from: { type: 'string' },
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
  if (values['no-growth'] && values.growth !== undefined) {
    throw new UsageError('--no-growth and --growth exclude each other');
  }
  const stockNotes = whole('stock-notes', values['stock-notes'], size.notes, size.notes);
  const growth = values['no-growth'] ? [] : growthNotes(values.growth, size.notes, quick);
  return {
    plan: {
      size,
      growth: growth.map((notes) => ({ ...size, notes })),
      stock: values['no-stock'] ? null : { ...size, notes: stockNotes },
      hugo: !values['no-hugo'],
      search: values['no-search'] ? 0 : quick ? 3 : 9,
      dev: values['no-dev'] ? 0 : quick ? 3 : 9,
      verify: (quick || values.verify) && !values['no-verify'],
      runs: whole('runs', values.runs, 1, 100),
      scenarios: readScenarios(values.only),
    },
    json: values.json === undefined ? null : fromHere(values.json),
    from: values.from === undefined ? null : fromHere(values.from),
    check: values.check,
    publish: values.publish,
  };
}

function growthNotes(text: string | undefined, notes: number, quick: boolean): number[] {
  const wanted =
    text !== undefined
      ? text.split(',').map((one) => whole('growth', one, 0, 100_000))
      : quick
        ? []
        : growthFactors.map((factor) => Math.round(notes * factor));
  return [...new Set(wanted)].filter((one) => one > 0 && one !== notes).sort((a, b) => a - b);
}

function readScenarios(text: string | undefined): string[] {
  const all = scenarios.map((scenario) => scenario.name);
  const wanted = text === undefined ? all : text.split(',');
  const unknown = wanted.find((one) => !all.includes(one));
  if (unknown !== undefined) {
    throw new UsageError(`--only has "${unknown}": expected ${all.join(', ')}`);
  }
  return wanted;
}

function whole(option: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) {
    throw new UsageError(`--${option} is ${text}: expected a whole number from 1 to ${most}`);
  }
  return number;
}
