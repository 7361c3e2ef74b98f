import { createHash, hash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Contents } from '../catalog/contents.ts';
import type { Clock } from '../model/clock.ts';
import type { CodeKeys } from './code-key.ts';
import { below } from './files-below.ts';
import { keepNewest } from './keep-newest.ts';
import { isAsItWasLeft, leftAfter, leftIn, type OutputLeft } from './output-left.ts';
import { packLeft, unpackLeft } from './packed-left.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import { startThread } from './thread.ts';

/** Everything that decides what a build writes. */
export interface BuildInputs {
  readonly root: string;
  readonly out: string;
  readonly split: boolean;
  readonly clock: Clock;
  /** The folder of Gazette itself. */
  readonly engine: string;
  /** Keys of Gazette's code. */
  readonly code: CodeKeys;
}

/** What is kept of a build beside how it left its output. */
interface Kept {
  readonly inputs: string;
  /** Key of all code, the templates included. */
  readonly code: string;
  readonly report: unknown;
  readonly state: unknown;
}

/** What was kept of a build, as it is read. */
interface Read extends Kept {
  /** Tells it from every other. */
  readonly seal: string;
  readonly left: OutputLeft;
}

/** What is known of the build that left an output folder as it is. */
export interface KnownBuild {
  /** Tells it from every other. */
  readonly seal: string;
  /** The key of what it read. */
  readonly inputs: string;
  /** What it reported. */
  readonly report: unknown;
  /** What it left for the next. */
  readonly state: unknown;
  /** Paths of all that it published. */
  readonly paths: readonly string[];
  /** All that it published, as it left it. */
  readonly left: OutputLeft;
}

/** What a build changed in the output of the one before. */
export interface Changes {
  readonly before: KnownBuild;
  /** Paths of files that it put in. */
  readonly put: readonly string[];
  /** Paths of files that it took out. */
  readonly gone: readonly string[];
}

/** A build that has just been published. */
export interface Finished {
  /** The key of what it read; null where that can't be told. */
  readonly inputs: string | null;
  /** Keys of the code. */
  readonly code: CodeKeys;
  readonly report: unknown;
  readonly state: unknown;
  /** What it changed; null when the whole output is its own. */
  readonly changes: Changes | null;
}

/** Of so many output folders it is known how they were left. */
const MOST_BUILDS = 20;

/**
 * A key over all that a build reads: every byte of the portal folder and of the interface strings, the
 * code, the clock and the options. Null where that can't be told, such as for a folder that is linked
 * in from elsewhere.
 *
 * @param contents knows the files that nobody touched since they were read
 */
export function inputKey(
  { root, out, split, clock, engine, code }: BuildInputs,
  contents: Contents = Contents.open(null),
): string | null {
  const digest = createHash('sha256');
  digest.update(JSON.stringify([resolve(root), resolve(out), split, clock, code.all]));
  const folders = ['content', 'locales', 'public'].map((name) => join(root, name));
  for (const folder of new Set([...folders, join(engine, 'locales')])) {
    const { files, links } = below(folder);
    if (links.length > 0) return null;
    for (const file of files) {
      digest.update(`\0${folder}\0${file}\0${contents.of(join(folder, file)).hash}`);
    }
  }
  return digest.digest('hex');
}

/** A build that was remembered: whether its output is as it left it is not looked at yet. */
export interface Remembered {
  /** The key of what it read. */
  readonly inputs: string;
  /** Whether its pages were made by other templates. */
  readonly hasOtherTemplates: boolean;
  /**
   * The build, when all of its output is as it left it; else null. That is looked at once.
   *
   * @param isBusy whether this thread has other things to do: a large output is looked at in another then
   */
  known(isBusy?: boolean): Promise<KnownBuild | null>;
}

/**
 * The build that published last into an output folder, when the same engine built it, by these templates or others;
 * else null.
 */
export function rememberedBuild(cacheDir: string, out: string, code: CodeKeys): Remembered | null {
  const kept = read(fileOf(cacheDir, out), code.engine);
  if (kept === null) return null;
  const { seal, inputs, report, state } = kept;
  const look = async (isBusy: boolean): Promise<KnownBuild | null> => {
    const { left } = kept;
    const isAsLeft =
      isBusy && left.files.length >= FILES_FOR_THREAD
        ? await askThread({ cacheDir, out, code: code.engine, seal })
        : isAsItWasLeft(out, left);
    const paths = left.files.map(([path]) => path);
    return isAsLeft ? { seal, inputs, report, state, left, paths } : null;
  };
  let known: Promise<KnownBuild | null> | null = null;
  return {
    inputs,
    hasOtherTemplates: kept.code !== code.all,
    // What can't be looked at is not as it was left.
    known: (isBusy = false) => (known ??= look(isBusy).catch(() => null)),
  };
}

/** What a thread is told that looks at an output. */
export interface LookingStart {
  readonly cacheDir: string;
  readonly out: string;
  /** Key of the engine's code. */
  readonly code: string;
  /** Of the build that is to have left it. */
  readonly seal: string;
}

/** Whether the output is as the build left it that is known by a seal. */
export function isAsLeft({ cacheDir, out, code, seal }: LookingStart): boolean {
  const kept = read(fileOf(cacheDir, out), code);
  return kept?.seal === seal && isAsItWasLeft(out, kept.left);
}

/** Below so many files a thread takes longer to start than it saves. */
const FILES_FOR_THREAD = 3000;

function askThread(start: LookingStart): Promise<boolean> {
  return new Promise((resolve) => {
    const worker = startThread(new URL('./last-build-worker.ts', import.meta.url), start);
    // Where no thread can be had, this one looks.
    worker.once('error', () => resolve(isAsLeft(start)));
    worker.once('message', (is: boolean) => resolve(is));
  });
}

/** Whether the build that is known is still the last that published into the folder. */
export function isStillLast(
  cacheDir: string,
  out: string,
  { engine }: CodeKeys,
  { seal }: KnownBuild,
): boolean {
  const bytes = readSealed(fileOf(cacheDir, out), engine);
  return bytes !== null && sealOf(bytes) === seal;
}

/** From now on nothing is known of how an output folder was left: it is about to change. */
export function forgetBuild(cacheDir: string, out: string): void {
  rmSync(fileOf(cacheDir, out), { force: true });
}

/** Where it is kept what the editions in an output folder were made from. */
export function ledgerFolder(cacheDir: string, out: string): string {
  return fileOf(cacheDir, out).replace(/\.build$/, '');
}

/** The file that whoever publishes into an output folder holds. */
export function lockFile(cacheDir: string, out: string): string {
  return fileOf(cacheDir, out).replace(/\.build$/, '.lock');
}

/** Remembers a build that has just been published. */
export function rememberBuild(
  cacheDir: string,
  out: string,
  { inputs, code, report, state, changes }: Finished,
): void {
  const left =
    changes === null ? leftIn(out) : leftAfter(out, changes.before.left, changes.put, changes.gone);
  if (inputs === null || left === null) return;
  const text = JSON.stringify({ inputs, code: code.all, report, state } satisfies Kept);
  const file = fileOf(cacheDir, out);
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeSealed(temporary, code.engine, Buffer.from(`${text}\n`), ...packLeft(left));
  renameSync(temporary, file);
  keepNewest(cacheDir, MOST_BUILDS);
}

function fileOf(cacheDir: string, out: string): string {
  return join(cacheDir, `${hash('sha256', resolve(out), 'hex').slice(0, 16)}.build`);
}

/** @param code key of the engine's code: what another kept, this may not be able to read */
function read(file: string, code: string): Read | null {
  const bytes = readSealed(file, code);
  if (bytes === null) return null;
  const end = bytes.indexOf('\n');
  const kept = JSON.parse(bytes.toString('utf8', 0, end)) as Kept;
  let left: OutputLeft | null = null;
  return {
    ...kept,
    seal: sealOf(bytes),
    get left() {
      return (left ??= unpackLeft(bytes.subarray(end + 1)));
    },
  };
}

function sealOf(bytes: Uint8Array): string {
  return hash('sha1', bytes, 'hex');
}
