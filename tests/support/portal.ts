import { spawn } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The repository's own folder. */
export const repository = path.resolve(import.meta.dirname, '../..');

/** How a run of the command line ended. */
export interface Ran {
  /** The exit code; 128 and the signal's number when a signal ended it, as in a shell. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Added to a bare environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The folder to run in; the repository by default. */
  readonly cwd?: string;
  /** What the command reads; nothing by default. */
  readonly stdin?: string;
  /** Milliseconds until the command is ended by SIGKILL; three minutes by default. */
  readonly timeout?: number;
}

/** Makes an empty folder that is this test's own. The caller removes it (`removeFolder`). */
export function temporaryFolder(name = 'test'): Promise<string> {
  return mkdtemp(path.join(scratch, `gazette-${name}-`));
}

/** Where files are in memory, on Linux: a disk takes a fifth of the time of all that is built here. */
const MEMORY = '/dev/shm';
/** So much room has to be there, in bytes. */
const ROOM = 4e9;
const scratch = hasRoom(MEMORY) ? MEMORY : os.tmpdir();

function hasRoom(folder: string): boolean {
  if (os.platform() !== 'linux' || !existsSync(folder) || os.freemem() < ROOM) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM;
}

/** Removes a folder with all that is in it. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Writes a portal folder from paths and contents, into a new temporary folder, and returns its
 * path. Text is written as UTF-8 and exactly as given; bytes as they are. Throws for a path that
 * leaves the folder.
 */
export async function writePortal(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const root = await temporaryFolder('portal');
  await addFiles(root, files);
  return root;
}

/** Writes more files into a folder, over what is there. */
export async function addFiles(
  root: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.resolve(root, name);
    if (!file.startsWith(path.resolve(root) + path.sep)) {
      throw new Error(`${name} is outside of the portal folder`);
    }
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/**
 * Runs `gazette` as a person would, in a process of its own, and waits for its end. Never throws
 * for an exit code. The environment is bare: what the test runner sets (NODE_ENV, VITEST, …) would
 * make another build than the one that people get.
 */
export function gazette(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(process.execPath, [path.join(repository, 'scripts', 'gazette.mjs'), ...args], options);
}

/** Runs a program in the same bare environment as `gazette`. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, cwd = repository, stdin, timeout = 180_000 }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: bareEnvironment(env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A command that doesn't read its input may be gone before it is written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin ?? '');
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        code: code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]),
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      });
    });
  });
}

/** What a command may see of this process's environment. */
const kept = ['HOME', 'PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USER', 'LANG', 'TZ'];

/** What a command gets: little of this process's environment, and `added`. */
export function bareEnvironment(
  added: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const entries = [
    ...kept.map((name) => [name, process.env[name]] as const),
    ['NO_COLOR', '1'] as const,
    ['ASTRO_TELEMETRY_DISABLED', '1'] as const,
    ...Object.entries(added),
  ];
  const environment: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (value === undefined) delete environment[name];
    else environment[name] = value;
  }
  return environment;
}
