/** Tells a person what a long command is doing. */
export interface Progress {
  /** A phase begins; `total` steps are ahead where that is known. */
  phase(name: string, total?: number): void;
  /** So many more steps of the phase are done. */
  step(count?: number): void;
  /** The phases so far, with their wall time in milliseconds. */
  done(): readonly PhaseTime[];
}

export interface PhaseTime {
  readonly name: string;
  readonly milliseconds: number;
}

/**
 * Progress on a terminal in one line that is written over; elsewhere a plain line for each phase.
 *
 * @param stream where to write; usually standard error, so that output can be piped
 * @param quiet measures the phases and writes nothing
 */
export function createProgress(stream: NodeJS.WriteStream, quiet = false): Progress {
  const times: { name: string; milliseconds: number }[] = [];
  const live = !quiet && stream.isTTY;
  let name = '';
  let began = 0;
  let steps = 0;
  let total = 0;
  let shown = 0;

  const line = (): string => {
    if (total === 0) return name;
    const seconds = (performance.now() - began) / 1000;
    const rate = seconds > 0.5 ? Math.round(steps / seconds) : 0;
    const left = rate > 0 ? `, ${Math.ceil((total - steps) / rate)} s left` : '';
    return `${name} ${steps}/${total}${rate > 0 ? `, ${rate}/s${left}` : ''}`;
  };
  const end = (): void => {
    if (name === '') return;
    const milliseconds = performance.now() - began;
    times.push({ name, milliseconds });
    const text = `${name}${steps > 0 ? ` ${steps}` : ''} ${(milliseconds / 1000).toFixed(1)} s`;
    if (live) stream.write(`\r\u001B[K${text}\n`);
    else if (!quiet) stream.write(`${text}\n`);
    name = '';
  };
  return {
    phase(next, count = 0) {
      end();
      name = next;
      began = performance.now();
      steps = 0;
      total = count;
      if (live) stream.write(`\r\u001B[K${line()}`);
    },
    step(count = 1) {
      steps += count;
      const now = performance.now();
      if (live && now - shown > 100) {
        shown = now;
        stream.write(`\r\u001B[K${line()}`);
      }
    },
    done() {
      end();
      return times;
    },
  };
}
