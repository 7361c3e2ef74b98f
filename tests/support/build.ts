import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import { compareFindings, hasErrors, type Finding } from '../../src/model/finding.ts';
import type { EditionCounts } from '../../src/publish/coverage.ts';
import type { BuildAnswer, BuildJob } from './build-worker.ts';
import { bareEnvironment, removeFolder, temporaryFolder, writePortal } from './portal.ts';

/** The day on which fixtures are built, unless a test names another. */
export const fixtureDay = '2026-11-21';

export type PortalFiles = Readonly<Record<string, string | Uint8Array>>;

/** What came of building a tiny portal. */
export interface Built {
  /** As the command would exit: 1 when a finding is an error. */
  readonly code: 0 | 1;
  /** Sorted as the command prints them. */
  readonly findings: readonly Finding[];
  /** Warnings and errors. */
  readonly problems: readonly Finding[];
  readonly counts: readonly EditionCounts[] | null;
  /** The portal folder. */
  readonly root: string;
  /** The output folder; there is none when nothing was published. */
  readonly dist: string;
  /** Everything written, by its path below `dist` with forward slashes, sorted. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** One file as text. Throws when it was not written. */
  read(file: string): string;
}

export interface BuildFixtureOptions {
  readonly split?: boolean;
  /** The build clock. */
  readonly today?: string;
  /** Builds in so many threads, with what is kept of notes in this folder. */
  readonly crew?: { readonly threads: number; readonly cacheDir: string };
  /** Where pictures are kept; where the commands keep them unless told. */
  readonly pictures?: string;
}

/**
 * Builds a portal folder made of these files: the steps of `gazette build` in a process of their
 * own, which stays for the next build of the test file. Folders go when the test file ends.
 */
export async function buildFixture(
  portal: PortalFiles,
  { split = false, today = fixtureDay, crew, pictures }: BuildFixtureOptions = {},
): Promise<Built> {
  const root = await writePortal(portal);
  folders.push(root);
  const out = path.join(await temporaryFolder('out'), 'dist');
  folders.push(path.dirname(out));
  const answer = await ask({
    root,
    out,
    today,
    split,
    ...(crew ? { crew } : {}),
    ...(pictures ? { pictures } : {}),
  });
  if ('error' in answer) throw new Error(`The build threw:\n${answer.error}`);
  const findings = [...answer.findings].sort(compareFindings);
  const files = filesOf(out);
  return {
    code: hasErrors(findings) ? 1 : 0,
    findings,
    problems: findings.filter(({ severity }) => severity !== 'info'),
    counts: answer.counts,
    root,
    dist: out,
    files,
    read(file) {
      const bytes = files.get(file);
      if (bytes !== undefined) return bytes.toString('utf8');
      const near = [...files.keys()].filter((name) => name.startsWith(file.slice(0, 8)));
      throw new Error(`${file} was not written. There are ${near.slice(0, 40).join(', ')}`);
    },
  };
}

/** Builds and demands that nothing is wrong, warnings included. */
export async function buildClean(
  portal: PortalFiles,
  options: BuildFixtureOptions = {},
): Promise<Built> {
  const built = await buildFixture(portal, options);
  if (built.problems.length > 0) {
    throw new Error(`The portal is not right:\n${built.problems.map(lineOf).join('\n')}`);
  }
  return built;
}

/** A finding in a line, for messages of tests. */
export function lineOf({ file, line, code, field, message, found }: Finding): string {
  return `${file}:${line ?? ''} ${code} ${field ?? ''} ${message} (${found ?? ''})`;
}

/** Every file below a folder with its bytes, by path with forward slashes, sorted by code unit. */
export function filesOf(folder: string): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  return new Map(
    names.map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(folder, name))]),
  );
}

const folders: string[] = [];
let worker: ChildProcess | undefined;
let queue: Promise<unknown> = Promise.resolve();

function ask(job: BuildJob): Promise<BuildAnswer> {
  const answer = queue.then(() => send(job));
  queue = answer.catch(() => undefined);
  return answer;
}

function send(job: BuildJob): Promise<BuildAnswer> {
  const child = (worker ??= start());
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => {
      worker = undefined;
      reject(new Error(`The process that builds ended with ${code}.`));
    };
    child.once('exit', onExit);
    child.once('message', (answer: BuildAnswer) => {
      child.off('exit', onExit);
      resolve(answer);
    });
    child.send(job);
  });
}

function start(): ChildProcess {
  return fork(path.join(import.meta.dirname, 'build-worker.ts'), {
    env: bareEnvironment(),
    execArgv: [],
  });
}

afterAll(async () => {
  worker?.kill();
  worker = undefined;
  await Promise.all(folders.splice(0).map(removeFolder));
});
