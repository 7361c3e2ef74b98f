import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { appendFileSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildReport } from '../../scripts/commands/build-report.ts';
import { cacheFolder } from '../../src/site/engine.ts';
import type { ChangingPortal } from './changing-portal.ts';
import type { CommandAnswer, CommandJob } from './command-worker.ts';
import { bareEnvironment, repository } from './portal.ts';
import type { Chance } from './random.ts';

/**
 * What a build that stands for the truth may go by: `apart` and `plain` by nothing, `usual` by shards of the
 * search and files of pictures that such builds made, which take the most time of all that can't be another.
 */
export type Clean = 'usual' | 'apart' | 'plain';

/** What came of a build: all that a person or a machine can see of it. */
export interface Seen {
  readonly code: number | null;
  readonly stderr: string;
  /** Null when nothing was published. */
  readonly report: object | null;
  /** Hashes of the output's files by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** A portal that is built again and again into one folder, and anew into another to compare. */
export class Trial {
  readonly #folder: string;
  readonly #portal: ChangingPortal;
  readonly #hasThreads: boolean;
  #worker: ChildProcess | null = null;

  /**
   * @param folder an empty one, for everything
   * @param hasThreads whether threads help where notes came or went, as in a large portal
   */
  constructor(folder: string, portal: ChangingPortal, hasThreads: boolean) {
    this.#folder = folder;
    this.#portal = portal;
    this.#hasThreads = hasThreads;
    this.#makeCache(this.#cache);
  }

  get out(): string {
    return path.join(this.#folder, 'out', 'dist');
  }

  /** The output's files as they are. */
  get seen(): ReadonlyMap<string, string> {
    return filesBelow(this.out);
  }

  get #cache(): string {
    return path.join(this.#folder, 'cache');
  }

  /**
   * Builds where it was built before.
   *
   * @param version another than that which is tried
   */
  async build(version?: string): Promise<Seen> {
    return this.#run(this.out, this.#cache, [], version);
  }

  /** Builds into another folder, with nothing to go by that the builds to be tried have kept. */
  async clean(how: Clean): Promise<Seen> {
    const out = path.join(this.#folder, 'clean', 'dist');
    const cache = path.join(this.#folder, how);
    for (const gone of how === 'usual' ? ['notes', 'builds', 'leaks'] : ['']) {
      rmSync(path.join(cache, gone), { recursive: true, force: true });
    }
    this.#makeCache(cache);
    return this.#run(out, cache, how === 'plain' ? ['--plain'] : []);
  }

  close(): void {
    this.#worker?.kill();
    this.#worker = null;
  }

  /**
   * Begins to build in a process of its own, which ends at some moment without knowing: so many milliseconds
   * after it began, or after it began to write.
   *
   * @returns whether it was still at work
   */
  async kill(milliseconds: number, since: 'begun' | 'writing'): Promise<boolean> {
    const args = [path.join(repository, 'scripts', 'gazette.mjs'), 'build'];
    const child = spawn(process.execPath, [...args, ...this.#argv(this.out, this.#cache)], {
      env: bareEnvironment(),
      stdio: 'ignore',
    });
    const ended = new Promise<boolean>((resolve) =>
      child.once('close', (_, signal) => resolve(signal === 'SIGKILL')),
    );
    let timer: NodeJS.Timeout | undefined;
    const begin = (): void => {
      clearInterval(looking);
      timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    };
    const looking = setInterval(() => {
      if (this.#isWriting()) begin();
    }, 5);
    if (since === 'begun') begin();
    const isKilled = await ended;
    clearInterval(looking);
    clearTimeout(timer);
    return isKilled;
  }

  /** Whether a build writes beside the output; one that was killed may have left that too, which the next clears up. */
  #isWriting(): boolean {
    const parent = path.dirname(this.out);
    return existsSync(parent) && readdirSync(parent).some((name) => name.includes('.staging-'));
  }

  /** The output as it is, to be put back. */
  keep(): void {
    const kept = path.join(this.#folder, 'kept');
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    for (const [from, to] of this.#keeps()) if (existsSync(from)) copy(from, path.join(kept, to));
  }

  /** Puts back the output and what is known of how it was left, times and all: ledgers of then are gone. */
  restore(): void {
    for (const [to, name] of this.#keeps()) {
      const from = path.join(this.#folder, 'kept', name);
      rmSync(to, { recursive: true, force: true });
      if (existsSync(from)) copy(from, to);
    }
  }

  /** Only what is known of how it was left is put back: as after a kill between publishing and remembering. */
  forget(): void {
    for (const [to, name] of this.#keeps()) {
      const from = path.join(this.#folder, 'kept', name);
      if (to !== this.out && existsSync(from)) copy(from, to);
    }
  }

  /** Puts back what was kept, with a change that was decided and is done in part. */
  halfway(chance: Chance): void {
    if (!existsSync(path.join(this.#folder, 'kept', 'out')) || !existsSync(this.out)) return;
    const next = path.join(this.#folder, 'next');
    rmSync(next, { recursive: true, force: true });
    copy(this.out, next);
    this.restore();
    const before = filesBelow(this.out);
    const after = filesBelow(next);
    // No process has such a number.
    const patch = `${this.out}.patch-4194999`;
    mkdirSync(patch, { recursive: true });
    const gone = [...before.keys()].filter((name) => !after.has(name));
    writeFileSync(path.join(patch, '.gone.json'), JSON.stringify(gone));
    const done = chance.next();
    for (const name of gone) {
      if (chance.is(done)) rmSync(path.join(this.out, name));
    }
    for (const [name, digest] of after) {
      if (before.get(name) === digest) continue;
      const to = path.join(chance.is(done) ? this.out : patch, name);
      // Where a folder stands that is to go first, it waits.
      if (existsSync(to) && to.startsWith(patch)) continue;
      mkdirSync(path.dirname(to), { recursive: true });
      renameSync(path.join(next, name), to);
    }
  }

  /** Damages a file of what is kept between builds; says which, or null when nothing is kept. */
  damageCache(chance: Chance): string | null {
    const kinds = ['notes', 'builds', 'builds', 'search', 'images'].filter(
      (kind) => filesBelow(path.join(this.#cache, kind)).size > 0,
    );
    return kinds.length === 0 ? null : damage(path.join(this.#cache, chance.of(kinds)), chance);
  }

  /** Damages, touches, adds or deletes a file of the output; says which. */
  damageOutput(chance: Chance): string {
    if (chance.is(0.3) && existsSync(this.out)) {
      writeFileSync(path.join(this.out, 'strange.html'), 'Nobody wrote this.');
      return 'strange.html';
    }
    return damage(this.out, chance) ?? 'nothing there';
  }

  async #run(out: string, cache: string, more: readonly string[], version?: string): Promise<Seen> {
    const report = path.join(this.#folder, 'report.json');
    rmSync(report, { force: true });
    const { code, stderr } = await this.#ask([...this.#argv(out, cache), ...more], version);
    const read = existsSync(report)
      ? (JSON.parse(readFileSync(report, 'utf8')) as BuildReport)
      : null;
    if (read !== null) this.#takeHashes(read);
    return {
      code,
      stderr,
      report: read && {
        editions: read.editions,
        files: read.files,
        bytes: read.bytes,
        findings: read.findings.map((finding) => JSON.stringify(finding)).sort(),
      },
      files: filesBelow(out),
    };
  }

  /** The next translations know what they translate. */
  #takeHashes({ findings }: BuildReport): void {
    for (const { code, file, expected = '' } of findings) {
      const [, source] = /source: '([^']+)'/.exec(expected) ?? [];
      if (code === 'untracked-translation' && source) this.#portal.hashes.set(file, source);
    }
  }

  #argv(out: string, cache: string): string[] {
    const { root, today, split } = this.#portal;
    const report = path.join(this.#folder, 'report.json');
    const args = ['--root', root, '--out', out, '--cache', cache, '--today', today];
    return [...args, '--report', report, '--quiet', ...(split ? ['--split'] : [])];
  }

  #ask(argv: readonly string[], version?: string): Promise<CommandAnswer> {
    const worker = (this.#worker ??= fork(path.join(import.meta.dirname, 'command-worker.ts'), {
      env: bareEnvironment(),
      execArgv: [],
    }));
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => {
        this.#worker = null;
        reject(new Error(`The process that builds ended with ${code}.`));
      };
      worker.once('exit', onExit);
      worker.once('message', (answer: CommandAnswer) => {
        worker.off('exit', onExit);
        resolve(answer);
      });
      const manyNotes = this.#hasThreads ? { manyNotes: 1 } : {};
      worker.send({ argv, version, ...manyNotes } satisfies CommandJob);
    });
  }

  #makeCache(folder: string): void {
    mkdirSync(folder, { recursive: true });
    const bundle = path.join(cacheFolder(), 'bundle');
    mkdirSync(bundle, { recursive: true });
    if (!existsSync(path.join(folder, 'bundle'))) symlinkSync(bundle, path.join(folder, 'bundle'));
  }

  /** The output, and the file that says how it was left. */
  #keeps(): (readonly [place: string, name: string])[] {
    const name = hash('sha256', this.out, 'hex').slice(0, 16);
    return [
      [this.out, 'out'],
      [path.join(this.#cache, 'builds', `${name}.build`), 'build'],
    ];
  }
}

/** With times to the last digit, which Node's own copying does not keep. */
function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', '-T', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function damage(folder: string, chance: Chance): string | null {
  const names = [...filesBelow(folder).keys()];
  if (names.length === 0) return null;
  const name = chance.of(names);
  const file = path.join(folder, name);
  const bytes = readFileSync(file);
  const how = chance.of(['cut', 'flipped', 'deleted', 'longer', 'touched']);
  if (how === 'cut') truncateSync(file, chance.below(bytes.length + 1));
  else if (how === 'deleted') rmSync(file);
  else if (how === 'longer') appendFileSync(file, 'more');
  else if (how === 'touched') utimesSync(file, 1_700_000_000, 1_700_000_000);
  else if (bytes.length > 0) {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
    writeFileSync(file, bytes);
  }
  return `${how} ${name}`;
}

function filesBelow(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  return new Map(
    names.map((name) => [name, hash('sha1', readFileSync(path.join(folder, name)), 'hex')]),
  );
}
