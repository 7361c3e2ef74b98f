import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../../src/model/finding.ts';
import { codeKeys, type CodeKeys } from '../../src/publish/code-key.ts';
import {
  forgetBuild,
  inputKey,
  isStillLast,
  ledgerFolder,
  lockFile,
  rememberBuild,
  rememberedBuild,
} from '../../src/publish/last-build.ts';
import { dropUnnamed } from '../../src/publish/kept-files.ts';
import { OutputLock } from '../../src/publish/output-lock.ts';
import { portalContents } from '../../src/publish/portal-cache.ts';
import { realPlace, recoverOutput, whyNotOut } from '../../src/publish/staging.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { formatReport, type BuildReport } from './build-report.ts';
import type { CommandIo } from './command.ts';
import { countFindings, formatFindings } from './findings.ts';
import type { Making } from './make-portal.ts';
import { clockOf, fromHere, portalOptions, portalUsage, rootOf, UsageError } from './options.ts';

export const name = 'build';

export const usage = `gazette build [options]

${portalUsage}
  --out DIR          where to publish (default: dist in the portal folder)
  --split            each audience in a folder of its own, to serve it from another host
  --report FILE      where to write the build report (default: .gazette/report.json)
  --anew             build even when nothing has changed since the last time
  --plain            build the slow and simple way, to compare: each page by a request to Astro, one
                     after the other, with nothing kept from earlier builds or for later ones
  --cache DIR        where to keep what the next build need not make again (default: .gazette)
  --quiet            no progress and no report on the terminal

Exit 0 when all is well, 1 for errors (then nothing is published), 2 for wrong usage.
`;

/** Templates elsewhere than the rest of what is kept, so that many builds share them, and other limits. */
export interface ForTests extends Pick<Making, 'bundles' | 'manyNotes'> {
  /** Builds as code of other keys does. */
  readonly code?: CodeKeys | undefined;
}

/**
 * Runs `gazette build`.
 *
 * @param tests what tests want otherwise than the options say
 */
export async function run(
  argv: readonly string[],
  io: CommandIo = process,
  tests: ForTests = {},
): Promise<number> {
  try {
    return await build(argv, io, tests);
  } catch (error) {
    if (error instanceof UsageError || isParseError(error)) {
      io.stderr.write(`gazette build: ${(error as Error).message}\n\n${usage}`);
      return 2;
    }
    throw error;
  }
}

async function build(argv: readonly string[], io: CommandIo, tests: ForTests): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ...portalOptions,
      out: { type: 'string' },
      split: { type: 'boolean', default: false },
      report: { type: 'string' },
      anew: { type: 'boolean', default: false },
      plain: { type: 'boolean', default: false },
      cache: { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  });
  if (values.help === true) {
    io.stdout.write(usage);
    return 0;
  }
  const root = rootOf(values.root);
  const clock = clockOf(values.today);
  const out = await realPlace(values.out === undefined ? join(root, 'dist') : fromHere(values.out));
  const reason = await whyNotOut(out, root);
  if (reason !== null) throw new UsageError(`--out: ${reason}`);
  const cache = values.cache === undefined ? cacheFolder() : fromHere(values.cache);
  const isAnew = values.anew || values.plain;
  const builds = join(cache, 'builds');
  const { code = codeKeys(engineFolder), ...making } = tests;
  const inputs = { root, out, split: values.split, clock, engine: engineFolder, code };
  await recoverOutput(out);
  const remembered = isAnew ? null : rememberedBuild(builds, out, code);
  const contents = portalContents(join(cache, 'notes'), root, isAnew);
  const key = inputKey(inputs, contents);
  if (!values.plain) contents.save();
  const same = remembered?.inputs === key ? await remembered.known() : null;
  const known = (same?.report ?? null) as BuildReport | null;
  const file = values.report === undefined ? join(cache, 'report.json') : fromHere(values.report);
  if (known !== null) {
    await writeReport(file, known);
    if (!values.quiet) tell(io, known, true);
    return 0;
  }

  // While all is loaded and read, another thread looks at what is there.
  void remembered?.known(true);
  // All that builds is loaded only now: when nothing has changed it is not needed.
  const { filesNamed, makePortal } = await import('./make-portal.ts');
  const { quiet, plain } = values;
  const lock = new OutputLock(lockFile(builds, out));
  try {
    const { findings, report, state, changes } = await makePortal(inputs, {
      ...{ cache, remembered, quiet, plain, contents, ...making },
      async beforePublishing(from) {
        await lock.hold();
        if (from !== null && !isStillLast(builds, out, code, from)) return true;
        forgetBuild(builds, out);
        return false;
      },
    });
    if (report === null) return fail(findings, io);
    await writeReport(file, report);
    // A file that was edited meanwhile may be in the output or not.
    contents.begin();
    if (!plain && inputKey(inputs, contents) === key) {
      rememberBuild(builds, out, { inputs: key, code, report, state, changes });
      if (state !== null) dropUnnamed(ledgerFolder(builds, out), filesNamed(state));
    }
    if (!quiet) tell(io, report, false);
    return 0;
  } finally {
    lock.release();
  }
}

async function writeReport(file: string, report: BuildReport): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

function tell(io: CommandIo, report: BuildReport, isSame: boolean): void {
  io.stdout.write(formatFindings(report.findings.filter(({ severity }) => severity !== 'info')));
  io.stdout.write(formatReport(report));
  if (isSame) io.stdout.write('Nothing has changed since this was built.\n');
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
