import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { hasErrors, type Finding } from '../../src/model/finding.ts';
import { buildPortal } from '../../src/publish/build.ts';
import { openMemory, portalCache, readPortal } from '../../src/publish/portal.ts';
import { createProgress } from '../../src/publish/progress.ts';
import { whyNotOut } from '../../src/publish/staging.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { prepareBundle } from '../../src/site/renderer/bundle.ts';
import type { CommandIo } from './command.ts';
import { countFindings, formatFindings } from './findings.ts';
import { clockOf, fromHere, portalOptions, portalUsage, rootOf, UsageError } from './options.ts';
import { buildReport, formatReport } from './build-report.ts';

export const name = 'build';

export const usage = `gazette build [options]

${portalUsage}
  --out DIR          where to publish (default: dist in the portal folder)
  --split            each audience in a folder of its own, to serve it from another host
  --report FILE      where to write the build report (default: .gazette/report.json)
  --quiet            no progress and no report on the terminal

Exit 0 when all is well, 1 for errors (then nothing is published), 2 for wrong usage.
`;

/** Runs `gazette build`. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  try {
    return await build(argv, io);
  } catch (error) {
    if (error instanceof UsageError || isParseError(error)) {
      io.stderr.write(`gazette build: ${(error as Error).message}\n\n${usage}`);
      return 2;
    }
    throw error;
  }
}

async function build(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ...portalOptions,
      out: { type: 'string' },
      split: { type: 'boolean', default: false },
      report: { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  });
  if (values.help === true) {
    io.stdout.write(usage);
    return 0;
  }
  const root = rootOf(values.root);
  const clock = clockOf(values.today);
  const out = values.out === undefined ? join(root, 'dist') : fromHere(values.out);
  const reason = await whyNotOut(out, root);
  if (reason !== null) throw new UsageError(`--out: ${reason}`);
  const progress = createProgress(process.stderr, values.quiet);

  // Without it the heap grows to many times what a build holds at any moment: half the memory for a
  // few per cent of the time.
  setFlagsFromString('--heap-growing-percent=50');
  progress.phase('read');
  const cache = await portalCache(join(cacheFolder(), 'notes'), root, engineFolder);
  const memory = openMemory(cache);
  const { portal, findings } = await readPortal(root, engineFolder, clock, memory, cache);
  if (portal === null || hasErrors(findings)) return fail(findings, io);
  memory.save();

  progress.phase('templates');
  const bundle = await prepareBundle(engineFolder, join(cacheFolder(), 'bundle'));
  const outcome = await buildPortal(portal, bundle, { out, split: values.split, progress });
  const times = progress.done();
  const all = [...findings, ...outcome.findings];
  if (outcome.counts === null) return fail(all, io);

  const report = buildReport({ clock, out, times, outcome, findings: all });
  const file =
    values.report === undefined ? join(cacheFolder(), 'report.json') : fromHere(values.report);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  if (!values.quiet) {
    io.stdout.write(formatFindings(all.filter(({ severity }) => severity !== 'info')));
    io.stdout.write(formatReport(report));
  }
  return 0;
}

function fail(findings: readonly Finding[], io: CommandIo): number {
  io.stderr.write(`\n${formatFindings(findings)}`);
  io.stderr.write(`Nothing was published: ${countFindings(findings)}.\n`);
  return 1;
}

function isParseError(error: unknown): boolean {
  return (
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}
