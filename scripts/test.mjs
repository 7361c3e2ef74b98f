/**
 * `npm test`: every check of the repository, stage by stage. What keeps a core busy runs beside another
 * such, and its output comes whole when it is done. All stages run even when one fails; the end sums up,
 * and the very last line is `N passed, N failed, N skipped` for programs.
 *
 *   npm test                         everything
 *   npm test -- --only unit,browser  some stages
 *   npm test -- --list               the names of the stages
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isNewEnough, ownNode, runAgainUnderOwnNode } from './own-node.mjs';
import { sideBySide } from './test/side-by-side.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (...parts) => path.join(repository, 'node_modules', ...parts);

/**
 * What a stage found out.
 * @typedef {{ passed: number, failed: number, skipped: number, note?: string }} Outcome
 *
 * Where a stage says something, and starts programs that do.
 * @typedef {object} Io
 * @property {(text: string) => void} say a line, or several
 * @property {(program: string, args: string[], env?: Record<string, string>) => Promise<number>} start runs a
 *   program with its output among ours and nothing to read; its exit code
 */

/** The least that a machine for this has, so that times are alike. */
const CORES = Math.min(2, os.availableParallelism());

const passed = (note) => ({ passed: 1, failed: 0, skipped: 0, note });
const failed = (note) => ({ passed: 0, failed: 1, skipped: 0, note });
const skipped = (note) => ({ passed: 0, failed: 0, skipped: 1, note });

/**
 * Stages in the order they begin, where they can. `wants` names others that must have passed before, and run
 * for it when nobody asked for them; `after` those that must be done before, when they run at all; `needs` says
 * how many cores it keeps busy: 1, unless told. What is `extra` runs only when it is named.
 */
const stages = [
  // It may have to be fetched, while others work.
  { name: 'chromium', run: chromium },
  // It has Astro make the templates, which other stages build portals with.
  { name: 'portal', run: buildReference },
  { name: 'format', run: (io) => tool(io, bin('prettier/bin/prettier.cjs'), ['--check', '.']) },
  // It writes the types of astro:content, which lint and types read; Astro makes them too.
  { name: 'templates', after: ['portal'], run: templates },
  tests('real', { after: ['portal', 'chromium'] }),
  {
    name: 'lint',
    after: ['templates'],
    run: (io) => tool(io, bin('eslint/bin/eslint.js'), ['.', '--max-warnings', '0']),
  },
  {
    name: 'types',
    after: ['templates'],
    run: (io) => tool(io, bin('typescript-7/bin/tsc'), ['--noEmit']),
  },
  { name: 'markup', wants: ['portal'], run: markup },
  tests('build', { wants: ['portal'], after: ['chromium'] }),
  tests('unit', { needs: 2, folders: ['tests/unit', 'tests/policies'] }),
  tests('sites', { needs: 2, after: ['chromium'] }),
  tests('browser', { needs: 2, wants: ['portal', 'chromium'] }),
  // What measures time has the machine for itself.
  tests('timed', { needs: 2, after: ['chromium'] }),
  // Minutes: for whoever asks for it.
  tests('lighthouse', { needs: 2, wants: ['portal', 'chromium'], extra: true }),
];
const names = stages.map((stage) => stage.name);

/** Debian's Chromium without what a window needs: the same engine, and half the time. */
const SHELL = 'chromium-headless-shell';
/** Japanese and Arabic, three megabytes together. Without them the tests are as good, but for line breaks. */
const FONTS = ['fonts-vlgothic', 'fonts-hosny-amiri'];

let scratch = '';

if (isNewEnough()) process.exitCode = await main();
else runAgainUnderOwnNode();

async function main() {
  let options;
  try {
    options = parseArgs({
      options: { only: { type: 'string', multiple: true }, list: { type: 'boolean' } },
    }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (options.list) {
    process.stdout.write(`${names.join('\n')}\n`);
    return 0;
  }
  const usual = stages.filter(({ extra }) => !extra).map(({ name }) => name);
  const wanted = (options.only ?? usual).join(',').split(',').filter(Boolean);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0 || wanted.length === 0) {
    process.stderr.write(`No stage ${unknown.join(', ')}. There are: ${names.join(', ')}\n`);
    return 2;
  }

  process.chdir(repository);
  // Programs that the stages start (Astro, Vitest, …) run on the Node that came with the packages.
  const node = ownNode();
  if (node !== undefined) {
    process.env.PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`;
  }
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  // Plain lines for whoever reads them from a file.
  if (!process.stdout.isTTY) {
    delete process.env.FORCE_COLOR;
    process.env.NO_COLOR = '1';
  }
  scratch = await mkdtemp(path.join(os.tmpdir(), 'gazette-tests-'));
  const chosen = chosenOf(wanted);
  try {
    const done = new Map();
    const jobs = chosen.map((stage, index) => ({
      ...stage,
      after: [...(stage.after ?? []), ...(stage.wants ?? [])],
      async run(isAlone) {
        const count = `[${index + 1}/${chosen.length}]`;
        const lacks = stage.wants?.filter((name) => done.get(name)?.outcome.failed > 0) ?? [];
        const result =
          lacks.length > 0
            ? { name: stage.name, seconds: 0, outcome: failed(`not run without ${lacks.join()}`) }
            : await timed(stage, count, isAlone);
        done.set(stage.name, result);
        return result;
      },
    }));
    return summary(await sideBySide(jobs, CORES));
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The stages that were asked for, and those that they want. */
function chosenOf(wanted) {
  const chosen = stages.filter((stage) => wanted.includes(stage.name));
  const also = chosen.flatMap(({ wants = [] }) => wants);
  return stages.filter((stage) => chosen.includes(stage) || also.includes(stage.name));
}

/**
 * Runs a stage and says so before and after. A stage that throws has failed.
 *
 * @param isAlone whether its output may come as it is made; else it comes whole at the end
 */
async function timed(stage, count, isAlone) {
  const { name } = stage;
  const heading = `\n== ${count} ${name}`;
  const io = isAlone ? live() : kept();
  say(isAlone ? heading : `\n.. ${count} ${name} has begun`);
  const from = performance.now();
  /** @type {Outcome} */
  let outcome;
  try {
    outcome = await stage.run(io);
  } catch (error) {
    io.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    outcome = failed('broke off');
  }
  const seconds = (performance.now() - from) / 1000;
  const end = `== ${name}: ${line(outcome)} (${seconds.toFixed(1)} s)`;
  say(isAlone ? end : [heading, ...io.lines(), end].join('\n'));
  return { name, outcome, seconds };
}

function summary(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  say('\n== Summary');
  for (const { name, outcome, seconds } of results) {
    for (const key of Object.keys(sum)) sum[key] += outcome[key];
    const mark = outcome.failed > 0 ? 'FAILED' : outcome.passed > 0 ? 'passed' : 'skipped';
    say(
      `${mark.padEnd(8)} ${name.padEnd(10)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${line(outcome)}`,
    );
  }
  // Nothing that passed is nothing that was shown.
  const ok = sum.failed === 0 && sum.passed > 0;
  say('');
  say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return ok ? 0 : 1;
}

function line({ passed, failed, skipped, note }) {
  const counts = [`${passed} passed`];
  if (failed > 0) counts.push(`${failed} failed`);
  if (skipped > 0) counts.push(`${skipped} skipped`);
  return `${counts.join(', ')}${note === undefined ? '' : `: ${note}`}`;
}

/** A tool that passes by ending with 0. */
async function tool({ start }, file, args) {
  const code = await start(process.execPath, [file, ...args]);
  return code === 0 ? passed() : failed(`exit ${code}`);
}

/** Templates need Astro's checker, which runs on TypeScript 6 (7 has no JavaScript API yet). */
async function templates(io) {
  const config = ['astro.config.mjs', 'astro.config.ts'].some((file) => existsSync(file));
  if (!config) return skipped('no astro.config yet: templates are not checked');
  return tool(io, bin('astro/bin/astro.mjs'), ['check', '--minimumSeverity', 'warning']);
}

/** A stage that is a project of vitest.config.ts. */
function tests(name, { folders = [`tests/${name}`], ...stage }) {
  return { name, ...stage, run: (io) => vitest(io, name, folders) };
}

/** One project of vitest.config.ts, counted test by test. */
async function vitest({ say, start }, project, folders) {
  if (!folders.some(holdsTests)) return skipped(`no test files in ${folders.join(', ')} yet`);
  const file = path.join(scratch, `${project}.json`);
  const reporters = ['default', path.join(repository, 'scripts/test/reporter.ts')];
  const code = await start(
    process.execPath,
    [
      bin('vitest/vitest.mjs'),
      'run',
      ...['--project', project],
      ...reporters.map((reporter) => `--reporter=${reporter}`),
    ],
    { GAZETTE_TEST_REPORT: file },
  );
  if (!existsSync(file)) return failed(`Vitest ended with ${code} before it could report`);
  const { broken, again, ...counts } = JSON.parse(readFileSync(file, 'utf8'));
  for (const { name, why } of again) say(`at a later try: ${name}\n    before: ${why}`);
  // A file that can't be loaded has no tests to fail, and an error between tests belongs to none.
  const notes = [
    ...(broken > 0 ? [`${broken} files could not run`] : []),
    ...(again.length > 0
      ? [`${again.length} at a later try: ${again.map(({ name }) => name).join('; ')}`]
      : []),
  ];
  const outcome = {
    ...counts,
    failed: counts.failed + broken,
    ...(notes.length > 0 ? { note: notes.join(', ') } : {}),
  };
  if (code !== 0 && outcome.failed === 0) return { ...outcome, failed: 1, note: `exit ${code}` };
  return outcome;
}

/** A machine without Chromium is made to have it. */
async function chromium(io) {
  const { findChromium, howToInstallChromium } = await import('../tests/support/chromium.ts');
  if (findChromium() === undefined) {
    io.say('No Chromium found: trying to install it');
    // Older systems have the whole one only.
    await installChromium(io, SHELL);
    if (findChromium() === undefined) await installChromium(io, 'chromium');
  } else if (process.env.CI && !process.env.CHROMIUM && !findChromium()?.endsWith(SHELL)) {
    // On a machine that is made for this, half a minute now saves four of them.
    await installChromium(io, SHELL);
  }
  const found = findChromium();
  if (found === undefined) {
    io.say(howToInstallChromium);
    return failed('no Chromium');
  }
  return passed(found);
}

/**
 * Installs a Chromium of Debian or Ubuntu, as root or by a sudo that asks for no password.
 * @param {Io} io
 * @param {string} name of the package
 */
async function installChromium({ say, start }, name) {
  if (spawnSync('apt-get', ['--version']).status !== 0) return;
  const root = process.getuid?.() === 0;
  if (!root && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  const before = root ? [] : ['sudo', '-n'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends'];
  // Small fonts of the scripts that Chromium brings none for: with them lines break where readers see them break.
  for (const args of [['update'], [...install, name], [...install, ...FONTS]]) {
    const [program, ...rest] = [...before, 'apt-get', '-q', ...args];
    // A package source that is down must not keep the rest from installing.
    const code = await start(program, rest, env);
    if (code !== 0) say(`apt-get ${args[0]} ended with ${code}`);
  }
}

/** Every page of the reference portal, by html-validate and, where there is Java, by Nu. */
async function markup({ say }) {
  const { htmlValidate, nuChecker } = await import('../tests/support/markup.ts');
  /** @type {Outcome} */
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const checkers = [
    ['html-validate', htmlValidate],
    ['Nu HTML checker', nuChecker],
  ];
  for (const [name, check] of checkers) {
    const report = await check(process.env.GAZETTE_TEST_DIST);
    if (report.checked === undefined) {
      say(`not checked: ${name} (${report.reason})`);
      sum.skipped += 1;
      continue;
    }
    const { checked, errors } = report;
    const wrong = new Set(errors.map(({ file }) => file)).size;
    say(`${name}: ${checked} pages, ${errors.length} errors`);
    for (const { file, line, column, rule, message } of errors.slice(0, 50)) {
      say(`  ${file}:${line}:${column} ${rule}: ${message}`);
    }
    if (errors.length > 50) say(`  … and ${errors.length - 50} more`);
    // Each page is a check of its own; a build without pages has shown nothing.
    if (checked === 0) sum.failed += 1;
    else {
      sum.failed += wrong;
      sum.passed += Math.max(0, checked - wrong);
    }
  }
  return sum;
}

/** Builds the reference portal once, for every stage that reads it. */
async function buildReference({ say }) {
  if (!existsSync('scripts/cli.ts')) return failed('no scripts/cli.ts yet: nothing can be built');
  const { buildReference: build } = await import('../tests/support/reference.ts');
  const reference = await build(path.join(scratch, 'reference'));
  say(reference.log.trimEnd());
  process.env.GAZETTE_TEST_DIST = reference.dist;
  return passed();
}

function holdsTests(folder) {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => /\.test\.ts$/.test(String(file)))
  );
}

/**
 * Output that comes as it is made.
 * @returns {Io}
 */
function live() {
  return { say, start: (program, args, env) => run(program, args, env, 'inherit', say) };
}

/**
 * Output that is kept for the end.
 * @returns {Io & { lines(): string[] }}
 */
function kept() {
  let text = '';
  const say = (more) => void (text += `${more}\n`);
  const take = (chunk) => void (text += chunk);
  return {
    say,
    start: (program, args, env) => run(program, args, env, 'pipe', say, take),
    lines: () => (text === '' ? [] : [text.trimEnd()]),
  };
}

/** Runs a program with nothing to read; its exit code. */
function run(program, args, env, output, say, take) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', take);
    child.on('error', (error) => {
      say(`${program}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
