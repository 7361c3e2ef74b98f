/**
 * `npm test`: every check of the repository, one stage after the other. All stages run even when
 * one fails; the end sums up, and the very last line is `N passed, N failed, N skipped` for programs.
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

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (...parts) => path.join(repository, 'node_modules', ...parts);

/**
 * What a stage found out.
 * @typedef {{ passed: number, failed: number, skipped: number, note?: string }} Outcome
 */

const passed = (note) => ({ passed: 1, failed: 0, skipped: 0, note });
const failed = (note) => ({ passed: 0, failed: 1, skipped: 0, note });
const skipped = (note) => ({ passed: 0, failed: 0, skipped: 1, note });

/** Stages in the order they run. `reference` says that a stage reads the built reference portal. */
const stages = [
  { name: 'format', run: () => tool(bin('prettier/bin/prettier.cjs'), ['--check', '.']) },
  // Before lint and types: it writes the types of astro:content, which both read.
  { name: 'templates', run: templates },
  { name: 'lint', run: () => tool(bin('eslint/bin/eslint.js'), ['.', '--max-warnings', '0']) },
  { name: 'types', run: () => tool(bin('typescript-7/bin/tsc'), ['--noEmit']) },
  { name: 'unit', run: () => vitest('unit', ['tests/unit', 'tests/policies']) },
  { name: 'sites', run: () => vitest('sites', ['tests/sites']) },
  { name: 'build', reference: true, run: () => vitest('build', ['tests/build']) },
  { name: 'markup', reference: true, run: markup },
  { name: 'browser', reference: true, run: browser },
  { name: 'real', run: () => vitest('real', ['tests/real']) },
];
const names = stages.map((stage) => stage.name);

/** Debian's Chromium without what a window needs: the same engine, and half the time. */
const SHELL = 'chromium-headless-shell';

let scratch = '';
let referenceDist;

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
  const wanted = (options.only ?? [names.join(',')]).join(',').split(',').filter(Boolean);
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
  const chosen = stages.filter((stage) => wanted.includes(stage.name));
  const results = [];
  let reference;
  try {
    for (const [index, stage] of chosen.entries()) {
      const count = `[${index + 1}/${chosen.length}]`;
      if (stage.reference && reference === undefined && hasTests(stage)) {
        reference = await timed('portal', count, buildReference);
        results.push(reference);
      }
      if (stage.reference && hasTests(stage) && reference?.outcome.failed) {
        results.push({
          name: stage.name,
          seconds: 0,
          outcome: failed('not run: the reference portal did not build'),
        });
        continue;
      }
      results.push(await timed(stage.name, count, stage.run));
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
  return summary(results);
}

/** Runs a stage and says so before and after. A stage that throws has failed. */
async function timed(name, count, run) {
  say(`\n== ${count} ${name}`);
  const from = performance.now();
  /** @type {Outcome} */
  let outcome;
  try {
    outcome = await run();
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    outcome = failed('broke off');
  }
  const seconds = (performance.now() - from) / 1000;
  say(`== ${name}: ${line(outcome)} (${seconds.toFixed(1)} s)`);
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
async function tool(file, args) {
  const code = await start(process.execPath, [file, ...args]);
  return code === 0 ? passed() : failed(`exit ${code}`);
}

/** Templates need Astro's checker, which runs on TypeScript 6 (7 has no JavaScript API yet). */
async function templates() {
  const config = ['astro.config.mjs', 'astro.config.ts'].some((file) => existsSync(file));
  if (!config) return skipped('no astro.config yet: templates are not checked');
  return tool(bin('astro/bin/astro.mjs'), ['check', '--minimumSeverity', 'warning']);
}

/** One project of vitest.config.ts, counted test by test. */
async function vitest(project, folders) {
  if (!folders.some(holdsTests)) return skipped(`no test files in ${folders.join(', ')} yet`);
  const file = path.join(scratch, `${project}.json`);
  const code = await start(process.execPath, [
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return failed(`Vitest ended with ${code} before it could report`);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (...states) => all.filter(({ status }) => states.includes(status)).length;
  const outcome = {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
  };
  // A file that can't be loaded has no tests to fail, and an error between tests belongs to none.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  ).length;
  outcome.failed += broken;
  if (code !== 0 && outcome.failed === 0) return { ...outcome, failed: 1, note: `exit ${code}` };
  return broken === 0 ? outcome : { ...outcome, note: `${broken} files could not run` };
}

/** Browser tests need a Chromium, and a machine without one is made to have it. */
async function browser() {
  if (!holdsTests('tests/browser')) return skipped('no test files in tests/browser yet');
  const { findChromium, howToInstallChromium } = await import('../tests/support/chromium.ts');
  if (findChromium() === undefined) {
    say('No Chromium found: trying to install it');
    // Older systems have the whole one only.
    await installChromium(SHELL);
    if (findChromium() === undefined) await installChromium('chromium');
  } else if (process.env.CI && !process.env.CHROMIUM && !findChromium()?.endsWith(SHELL)) {
    // On a machine that is made for this, half a minute now saves four of them.
    await installChromium(SHELL);
  }
  const found = findChromium();
  if (found === undefined) {
    say(howToInstallChromium);
    return failed('no Chromium');
  }
  say(`Chromium: ${found}`);
  return vitest('browser', ['tests/browser']);
}

/**
 * Installs a Chromium of Debian or Ubuntu, as root or by a sudo that asks for no password.
 * @param {string} name of the package
 */
async function installChromium(name) {
  if (spawnSync('apt-get', ['--version']).status !== 0) return;
  const root = process.getuid?.() === 0;
  if (!root && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  const before = root ? [] : ['sudo', '-n'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const [program, ...rest] = [...before, 'apt-get', '-q', ...args];
    // A package source that is down must not keep the rest from installing.
    const code = await start(program, rest, env);
    if (code !== 0) say(`apt-get ${args[0]} ended with ${code}`);
  }
}

/** Every page of the reference portal, by html-validate and, where there is Java, by Nu. */
async function markup() {
  const { htmlValidate, nuChecker } = await import('../tests/support/markup.ts');
  /** @type {Outcome} */
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const checkers = [
    ['html-validate', htmlValidate],
    ['Nu HTML checker', nuChecker],
  ];
  for (const [name, check] of checkers) {
    const report = await check(referenceDist);
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
async function buildReference() {
  if (!existsSync('scripts/cli.ts')) return failed('no scripts/cli.ts yet: nothing can be built');
  const { buildReference: build } = await import('../tests/support/reference.ts');
  const reference = await build(path.join(scratch, 'reference'));
  say(reference.log.trimEnd());
  referenceDist = reference.dist;
  process.env.GAZETTE_TEST_DIST = reference.dist;
  return passed();
}

function hasTests({ name }) {
  return name === 'markup' || holdsTests(`tests/${name}`);
}

function holdsTests(folder) {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => /\.test\.ts$/.test(String(file)))
  );
}

/** Runs a program with its output on ours and nothing to read; its exit code. */
function start(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
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
