import { spawn } from 'node:child_process';
import path from 'node:path';
import { canWatchProcesses, childrenCpu, ProcessTree } from './process-tree.ts';

/** What a command cost, from its start to its end, with all processes that it started. */
export interface Measured {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time, of user and system; null where the system doesn't tell. */
  readonly cpu: number | null;
  /** Most bytes in memory at one time of all processes together, sampled, what they share once; null as above. */
  readonly peakTree: number | null;
  /** Most bytes resident in any one process; null as above. */
  readonly peakProcess: number | null;
  /** Most processes that were seen at one time. */
  readonly processes: number;
  readonly exit: number;
  /** The last lines that it printed, for when it failed. */
  readonly tail: string;
}

export interface MeasureOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What to run: this Node unless told otherwise. */
  readonly program?: string;
}

/** Milliseconds between two looks at the memory of the processes. */
export const samplePeriod = 100;

const kept = ['HOME', 'USER', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
const tailLength = 4_000;

/**
 * Runs a Node script, or another program, in a process of its own and measures it. One at a time: processor time is told
 * for all children of this process together. The environment is bare, so that NODE_OPTIONS, NODE_ENV
 * and the like change nothing.
 */
export async function measure(
  args: readonly string[],
  { cwd, env = {}, program = process.execPath }: MeasureOptions,
): Promise<Measured> {
  const canWatch = canWatchProcesses();
  const cpuBefore = childrenCpu();
  const began = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  const read = (chunk: Buffer): void => {
    tail = (tail + chunk.toString('utf8')).slice(-tailLength);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);

  let peakTree = 0;
  let peakProcess = 0;
  let processes = 1;
  const tree = canWatch && child.pid !== undefined ? new ProcessTree(child.pid) : null;
  const look = (): void => {
    if (tree === null) return;
    const now = tree.look();
    peakTree = Math.max(peakTree, now.sum);
    peakProcess = Math.max(peakProcess, now.largest);
    processes = Math.max(processes, now.processes);
  };
  const timer = setInterval(look, samplePeriod);
  let wall = 0;
  try {
    const exit = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => {
        wall = (performance.now() - began) / 1000;
      });
      child.on('close', (code) => {
        resolve(code ?? 1);
      });
    });
    const cpuAfter = childrenCpu();
    const cpu = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
    return {
      wall,
      cpu,
      peakTree: tree === null ? null : peakTree,
      peakProcess: tree === null ? null : peakProcess,
      processes,
      exit,
      tail,
    };
  } finally {
    clearInterval(timer);
  }
}

/** A bare environment, with what is added to it. */
export function environment(added: Readonly<Record<string, string>>): Record<string, string> {
  const result: Record<string, string> = {
    PATH: [path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
    NO_COLOR: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
  };
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) result[name] = value;
  }
  return { ...result, ...added };
}
