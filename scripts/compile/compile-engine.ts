import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { SETTLED_AFTER, sinceEpoch } from '../../src/catalog/contents.ts';
import {
  compiledCommandLine,
  compiledHome,
  digest,
  lookAt,
  namesIn,
  sealed,
  stampFile,
  type Stamp,
  type Stamped,
} from '../compiled.mjs';
import { bundleEngine } from './engine-bundle.ts';

/** A compiled engine is so many folders below the engine: `.gazette/engine/KEY/`. */
const DEPTH = 3;

/** A command that runs loads more of its code as it goes on, so that of earlier compilings stays a while. */
const KEPT = 3;

/** npm's list of the packages that are installed: it stands for all of their files. */
const PACKAGES = 'node_modules/.package-lock.json';

/** What compiles: code that is compiled otherwise is other code. */
const COMPILER = 'scripts/compile';

/** A compiled engine in its place, which commands do not use yet. */
export interface CompiledEngine {
  readonly folder: string;
  /** How many files it has. */
  readonly files: number;
  /**
   * Has commands use it from now on, as long as all that it was made of stays as it is. Files that were
   * written to a moment ago are read by every command to see that, so this is better done late.
   *
   * @throws Error where something is another by now
   */
  use(): Promise<void>;
}

/**
 * Compiles the command line and all that its threads run into a few files of JavaScript, which load in a
 * fraction of the time that those take which they are made of.
 *
 * @param engine folder of Gazette itself
 * @throws Error where it can't be compiled
 */
export async function compileEngine(engine: string): Promise<CompiledEngine> {
  const beside = [join(engine, PACKAGES), ...filesIn(join(engine, COMPILER))];
  const read = new Map(beside.map((file) => [file, digestOf(file)]));
  const { chunks, threads, modules } = await bundleEngine(engine, DEPTH);
  for (const [file, digested] of modules) read.set(file, digested);

  const home = compiledHome(engine);
  const key = digest(JSON.stringify([...chunks])).slice(0, 16);
  const folder = join(home, key);
  await put(chunks, folder);
  await dropOthers(home, key);
  await load(
    [...chunks.keys()].filter((name) => !threads.has(name)).map((name) => join(folder, name)),
  );
  return {
    folder,
    files: chunks.size,
    async use() {
      const now = sinceEpoch();
      const folders = [...new Set([...modules.keys()].map((file) => dirname(file)))];
      const stamp: Stamp = {
        node: process.version,
        folder: key,
        files: [
          // Nobody has written to these since they were put there.
          ...[...chunks].map(([name, code]): Stamped => [
            inside(engine, join(folder, name)),
            digest(code),
            lookAt(join(folder, name)),
          ]),
          ...[...read].map(([file, digested]) =>
            stamped(engine, file, digested, digestOf(file), now),
          ),
        ],
        folders: folders.map((each) => stamped(engine, each, namesIn(each), namesIn(each), now)),
      };
      const file = stampFile(engine);
      await writeFile(`${file}.${process.pid}`, sealed(stamp));
      await rename(`${file}.${process.pid}`, file);
      if (compiledCommandLine(engine) === undefined) {
        throw new Error('Code was edited while it was compiled, or `.gazette` leads elsewhere.');
      }
    },
  };
}

/** Loads modules in a process of their own, to see that they find all that they need. */
async function load(files: readonly string[]): Promise<void> {
  const urls = files.map((file) => pathToFileURL(file).href);
  const code = `for (const url of ${JSON.stringify(urls)}) await import(url);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
}

/**
 * @param compiled digest of what was compiled
 * @param found digest of what is there
 * @param now a moment before it was looked at
 */
function stamped(
  engine: string,
  place: string,
  compiled: string,
  found: string,
  now: number,
): Stamped {
  const seen = lookAt(place);
  const [, modified, changed] = seen;
  const isSettled = Math.max(modified, changed) + SETTLED_AFTER < now;
  return [inside(engine, place), compiled, isSettled && found === compiled ? seen : null];
}

function inside(engine: string, place: string): string {
  return relative(engine, place).split(sep).join('/');
}

/** Puts code in its place, whole: made beside it first. What is there already may be in use. */
async function put(chunks: ReadonlyMap<string, string>, folder: string): Promise<void> {
  const isThere = [...chunks].every(([name, code]) => isSame(join(folder, name), code));
  if (isThere) return;
  const making = `${folder}.${process.pid}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  for (const [name, code] of chunks) await writeFile(join(making, name), code);
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
}

function isSame(file: string, code: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === code;
}

async function dropOthers(home: string, key: string): Promise<void> {
  const others = readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== key)
    .map(({ name }) => ({ place: join(home, name), made: statSync(join(home, name)).mtimeMs }))
    .sort((a, b) => b.made - a.made);
  for (const { place } of others.slice(KEPT - 1)) await rm(place, { recursive: true, force: true });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

function digestOf(file: string): string {
  return digest(readFileSync(file));
}
