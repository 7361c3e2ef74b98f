import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all that it started, in bytes. */
export interface TreeMemory {
  /**
   * What the living processes hold, summed: their proportional set sizes, in which each has its part of
   * what it shares with others. Of one that does not tell, its resident set.
   */
  readonly sum: number;
  /** The greatest resident set that any one process has ever had (the kernel's VmHWM). */
  readonly largest: number;
  readonly processes: number;
}

interface Living {
  readonly pid: number;
  readonly resident: number;
}

/** So often and not more often it is asked what processes share, while each is about as large as it was. */
const LOOKS_BETWEEN = 10;
const LEAST_CHANGE = 0.1;

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
  #shared = { of: new Map<number, number>(), looks: 0, bytes: 0 };

  constructor(root: number) {
    this.#members = new Set([root]);
  }

  look(): TreeMemory {
    this.#findMembers();
    let resident = 0;
    let largest = 0;
    const living: Living[] = [];
    for (const pid of this.#members) {
      const status = statusOf(pid);
      if (status === null) continue;
      living.push({ pid, resident: status.resident });
      resident += status.resident;
      largest = Math.max(largest, status.peak);
    }
    return { sum: resident - this.#countedTwice(living), largest, processes: living.length };
  }

  /**
   * Bytes that processes share, counted more than once in their resident sets. The system goes through all of
   * their memory to tell, so it is asked now and then, and when anything is not as it was: a process that
   * has just been started shares all with its parent.
   */
  #countedTwice(living: readonly Living[]): number {
    const { of, looks, bytes } = this.#shared;
    const isSame =
      living.length === of.size &&
      living.every(({ pid, resident }) => {
        const before = of.get(pid) ?? 0;
        return Math.abs(resident - before) <= before * LEAST_CHANGE;
      });
    if (isSame && looks < LOOKS_BETWEEN) {
      this.#shared = { of, looks: looks + 1, bytes };
      return bytes;
    }
    const now = living.map(({ pid, resident }) =>
      Math.max(0, resident - (proportionalOf(pid) ?? resident)),
    );
    this.#shared = {
      of: new Map(living.map(({ pid, resident }) => [pid, resident])),
      looks: 0,
      bytes: now.reduce((sum, one) => sum + one, 0),
    };
    return this.#shared.bytes;
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

/** The proportional set size of a process (proc_pid_smaps(5)). */
function proportionalOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const found = /^Pss:\s+(\d+)/mu.exec(text)?.[1];
    return found === undefined ? null : Number(found) * 1024;
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
