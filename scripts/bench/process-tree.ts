import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all that it started, in bytes. */
export interface TreeMemory {
  /** The resident sets of the living processes, summed: a page that two share counts twice. */
  readonly sum: number;
  /** The greatest resident set that any one process has ever had (the kernel's VmHWM). */
  readonly largest: number;
  readonly processes: number;
}

/** Whether this system tells of its processes as Linux does. */
export function canWatchProcesses(): boolean {
  return statusOf('self') !== null;
}

/**
 * Watches a process and its descendants through Linux's /proc (proc(5)). One that is seen once stays
 * watched when its parent ends; one that begins and ends between two looks is never seen.
 */
export class ProcessTree {
  readonly #members: Set<number>;
  readonly #strangers = new Set<number>();

  constructor(root: number) {
    this.#members = new Set([root]);
  }

  look(): TreeMemory {
    this.#findMembers();
    let sum = 0;
    let largest = 0;
    let processes = 0;
    for (const pid of this.#members) {
      const status = statusOf(pid);
      if (status === null) continue;
      processes += 1;
      sum += status.resident;
      largest = Math.max(largest, status.peak);
    }
    return { sum, largest, processes };
  }

  #findMembers(): void {
    const unknown = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && !this.#members.has(pid) && !this.#strangers.has(pid))
      // A parent has mostly the smaller number; where numbers wrapped, the next look finds it.
      .sort((a, b) => a - b);
    for (const pid of unknown) {
      const status = statusOf(pid);
      if (status === null) continue;
      if (this.#members.has(status.parent)) this.#members.add(pid);
      else this.#strangers.add(pid);
    }
  }
}

/**
 * Processor time of all ended descendants of this process that were waited for, in seconds: what
 * getrusage(RUSAGE_CHILDREN) tells, to 10 ms. Null where there is no /proc.
 */
export function childrenCpu(): number | null {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    // The second field is a name in brackets that may hold spaces: fields count from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // proc(5): cutime is field 16 and cstime 17, in ticks of 1/100 s; field 3 is the first here.
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return null;
  }
}

function statusOf(pid: number | 'self'): { parent: number; resident: number; peak: number } | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return null;
  }
  const number = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'mu').exec(text)?.[1] ?? 0);
  return {
    parent: number('PPid'),
    resident: number('VmRSS') * 1024,
    peak: number('VmHWM') * 1024,
  };
}
