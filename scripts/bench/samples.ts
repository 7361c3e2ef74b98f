import { sumSizes } from './output-size.ts';
import type { Measured } from './measure.ts';
import { BuildFailed } from './plan.ts';
import type { BuildResult, Together } from './plan.ts';

/** Is told each step before it begins, and what it cost. */
export type Say = (step: string) => void;

/** Runs of one build: each is told at once, so that a bench that is broken off has said something. */
export class Samples {
  readonly #title: string;
  readonly #say: Say;
  readonly #all: Measured[] = [];

  constructor(title: string, say: Say) {
    this.#title = title;
    this.#say = say;
  }

  /** Measures once more. Throws BuildFailed with the build's last words. */
  async take(run: () => Promise<Measured>): Promise<void> {
    this.#say(`${this.#title}${this.#all.length > 0 ? `, run ${this.#all.length + 1}` : ''}`);
    const measured = passed(this.#title, await run());
    const { wall, cpu, peakTree } = measured;
    const rest = [
      ...(cpu === null ? [] : [`CPU ${cpu.toFixed(1)} s`]),
      ...(peakTree === null ? [] : [`${(peakTree / 1e9).toFixed(2)} GB`]),
    ];
    this.#say(`  ${[`${wall.toFixed(1)} s`, ...rest].join(', ')}`);
    this.#all.push(measured);
  }

  /** The run of median wall time, the lower of two in the middle, and the wall times of all. */
  median(): { measured: Measured; walls: number[] } {
    const sorted = [...this.#all].sort((a, b) => a.wall - b.wall);
    const measured = sorted[Math.floor((sorted.length - 1) / 2)];
    if (measured === undefined) throw new RangeError(`${this.#title} must run at least once.`);
    return { measured: { ...measured, tail: '' }, walls: this.#all.map(({ wall }) => wall) };
  }
}

/** Throws BuildFailed for a command that ended with an error. */
export function passed(what: string, measured: Measured): Measured {
  if (measured.exit === 0) return measured;
  throw new BuildFailed(`${what}: ended with ${measured.exit}\n${measured.tail}`);
}

/** Commands that run one after the other: times add up, of memory the greatest counts. */
export function oneAfterTheOther(all: readonly Measured[]): Measured {
  const most = (field: 'peakTree' | 'peakProcess'): number | null =>
    all.some((one) => one[field] === null) ? null : Math.max(...all.map((one) => one[field] ?? 0));
  const failed = all.find(({ exit }) => exit !== 0);
  return {
    wall: all.reduce((sum, one) => sum + one.wall, 0),
    cpu: all.some(({ cpu }) => cpu === null)
      ? null
      : all.reduce((sum, one) => sum + (one.cpu ?? 0), 0),
    peakTree: most('peakTree'),
    peakProcess: most('peakProcess'),
    processes: Math.max(...all.map(({ processes }) => processes)),
    exit: failed?.exit ?? 0,
    tail: failed?.tail ?? '',
  };
}

/** One build for each audience, as one: what has no audiences needs them all for what Gazette does at once. */
export function together(name: string, summary: string, builds: readonly BuildResult[]): Together {
  const [first] = builds;
  if (first === undefined) throw new RangeError(`${name} has no builds.`);
  const measured = oneAfterTheOther(builds.map((build) => build.measured));
  return {
    all: {
      name: `${name}, ${builds.length} ${builds.length === 1 ? 'build' : 'builds'}`,
      summary,
      size: { ...first.size, audiences: builds.length },
      pages: builds.reduce((sum, { pages }) => sum + pages, 0),
      measured,
      walls: [measured.wall],
      output: sumSizes(builds.map(({ output }) => output)),
      searchSeconds: null,
      differing: null,
    },
    builds,
  };
}
