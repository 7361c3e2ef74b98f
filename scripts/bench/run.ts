import { rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineCopy } from './engine-copy.ts';
import { gazetteFiles, names, notePages, stockFiles, writeSite } from './generate.ts';
import type { Size } from './generate.ts';
import { measure } from './measure.ts';
import type { Measured } from './measure.ts';
import { benchToday } from './note.ts';
import { outputSize, sumSizes } from './output-size.ts';
import type { OutputSize } from './output-size.ts';

/** What to measure. */
export interface BenchPlan {
  readonly size: Size;
  /** The smaller size that growth is measured from; null measures none. */
  readonly growthFrom: Size | null;
  /** The size at which stock Starlight is built; null builds it not. */
  readonly stock: Size | null;
  /** How often each build is measured; the one of median wall time counts. */
  readonly runs: number;
  /** Names of the scenarios to measure at full size; they run in the order of `scenarios`. */
  readonly scenarios: readonly string[];
}

/** One way of building Gazette's portal, told apart by what is there before. */
interface Scenario {
  readonly name: string;
  readonly summary: string;
  readonly prepare: (engine: EngineCopy, out: string) => Promise<void>;
}

const empty = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

const cold: Scenario = {
  name: 'cold',
  summary: 'no cache and no earlier output: Astro builds the templates too',
  async prepare(engine, out) {
    await engine.emptyCache();
    await empty(out);
  },
};
const content: Scenario = {
  name: 'content',
  summary: 'templates built before, every note new',
  async prepare(engine, out) {
    await engine.restoreCache();
    await empty(out);
  },
};
const again: Scenario = {
  name: 'again',
  summary: 'built before, and nothing changed',
  async prepare() {
    // The run before left everything as it is wanted.
  },
};

/** The ways in which the portal of full size is measured, in this order. */
export const scenarios: readonly Scenario[] = [content, cold, again];

/** A build, measured. */
export interface BuildResult {
  readonly name: string;
  readonly summary: string;
  readonly size: Size;
  /** Pages of notes: notes × locales × audiences. */
  readonly pages: number;
  /** The run of median wall time. */
  readonly measured: Measured;
  /** Wall times of all runs, in seconds, in their order. */
  readonly walls: readonly number[];
  readonly output: OutputSize;
}

export interface BenchResult {
  /** Gazette at full size, by the names of `scenarios`. */
  readonly gazette: Readonly<Record<string, BuildResult>>;
  /** Gazette at the smaller size, content new. */
  readonly smaller: BuildResult | null;
  /** Stock Starlight: all of its builds together, and each. */
  readonly stock: { readonly all: BuildResult; readonly builds: readonly BuildResult[] } | null;
}

/** A measured build ended with an error. */
export class BuildFailed extends Error {}

/**
 * Measures builds one after the other.
 *
 * @param engine folder of Gazette
 * @param folder an empty folder inside the repository, where packages are found, for portals
 * @param say is told each step before it begins, and what it cost
 * @throws BuildFailed with the build's last words
 */
export async function runBench(
  plan: BenchPlan,
  engine: string,
  folder: string,
  say: (step: string) => void,
): Promise<BenchResult> {
  const copy = await EngineCopy.make(engine, path.join(folder, 'engine'));
  const bench = new Bench(copy, folder, plan.runs, say);
  try {
    await bench.warmTemplates();
    const smaller =
      plan.growthFrom === null ? null : await bench.gazette(plan.growthFrom, [content]);
    const gazette = await bench.gazette(
      plan.size,
      scenarios.filter((scenario) => plan.scenarios.includes(scenario.name)),
    );
    const stock = plan.stock === null ? null : await bench.stock(plan.stock);
    return { gazette, smaller: smaller?.['content'] ?? null, stock };
  } finally {
    await copy.remove();
  }
}

class Bench {
  readonly #engine: EngineCopy;
  readonly #folder: string;
  readonly #runs: number;
  readonly #say: (step: string) => void;

  constructor(engine: EngineCopy, folder: string, runs: number, say: (step: string) => void) {
    this.#engine = engine;
    this.#folder = folder;
    this.#runs = runs;
    this.#say = say;
  }

  /** Builds a portal of one note, so that the cache holds the templates and nothing of the others. */
  async warmTemplates(): Promise<void> {
    this.#say('building the templates');
    const root = path.join(this.#folder, 'tiny');
    const out = path.join(this.#folder, 'tiny-dist');
    await writeSite(root, gazetteFiles({ notes: 1, locales: 1, audiences: 1 }));
    const args = this.#engine.buildArgs(root, out, benchToday);
    check('the templates', await measure(args, { cwd: this.#engine.folder }));
    await this.#engine.saveCache();
    await empty(root);
    await empty(out);
  }

  async gazette(
    size: Size,
    wanted: readonly Scenario[],
  ): Promise<Readonly<Record<string, BuildResult>>> {
    const root = path.join(this.#folder, 'portal');
    const out = path.join(this.#folder, 'portal-dist');
    await writeSite(root, gazetteFiles(size));
    const results: Record<string, BuildResult> = {};
    for (const { name, summary, prepare } of wanted) {
      const title = `Gazette, ${name}, ${spell(size)}`;
      const samples: Measured[] = [];
      for (let run = 1; run <= this.#runs; run += 1) {
        this.#say(`${title}${this.#runs > 1 ? `, run ${run} of ${this.#runs}` : ''}`);
        await prepare(this.#engine, out);
        const args = this.#engine.buildArgs(root, out, benchToday);
        samples.push(this.#told(title, await measure(args, { cwd: this.#engine.folder })));
      }
      results[name] = {
        name: `Gazette, ${name}`,
        summary,
        size,
        pages: notePages(size),
        ...median(samples),
        output: await outputSize(out),
      };
    }
    await empty(root);
    await empty(out);
    return results;
  }

  /** One build for each audience: stock Starlight knows of none. */
  async stock(size: Size): Promise<{ all: BuildResult; builds: BuildResult[] }> {
    const builds: BuildResult[] = [];
    for (const audience of names(size).audiences) {
      const root = path.join(this.#folder, 'stock');
      const title = `stock Starlight, ${audience}, ${spell({ ...size, audiences: 1 })}`;
      await writeSite(root, stockFiles(size, audience));
      const out = path.join(root, 'dist');
      const samples: Measured[] = [];
      for (let run = 1; run <= this.#runs; run += 1) {
        this.#say(`${title}${this.#runs > 1 ? `, run ${run} of ${this.#runs}` : ''}`);
        for (const made of ['dist', '.astro', 'node_modules']) await empty(path.join(root, made));
        samples.push(
          this.#told(title, await measure(astroBuild(this.#engine, root), { cwd: root })),
        );
      }
      builds.push({
        name: `stock Starlight, ${audience}`,
        summary: 'no cache and no earlier output',
        size: { ...size, audiences: 1 },
        pages: notePages({ ...size, audiences: 1 }),
        ...median(samples),
        output: await outputSize(out),
      });
      await empty(root);
    }
    return { all: together(size, builds), builds };
  }

  /** Says at once what a run cost: a bench that is broken off has said something. */
  #told(what: string, measured: Measured): Measured {
    const { wall, cpu, peakTree } = check(what, measured);
    const rest = [
      ...(cpu === null ? [] : [`CPU ${cpu.toFixed(1)} s`]),
      ...(peakTree === null ? [] : [`${(peakTree / 1e9).toFixed(2)} GB`]),
    ];
    this.#say(`  ${[`${wall.toFixed(1)} s`, ...rest].join(', ')}`);
    return measured;
  }
}

function astroBuild(engine: EngineCopy, root: string): string[] {
  const astro = path.join(engine.folder, 'node_modules', 'astro', 'bin', 'astro.mjs');
  return [astro, 'build', '--root', root];
}

/** Builds that run one after the other: times add up, of memory the greatest counts. */
function together(size: Size, builds: readonly BuildResult[]): BuildResult {
  const all = builds.map(({ measured }) => measured);
  const most = (field: 'peakTree' | 'peakProcess'): number | null =>
    all.some((one) => one[field] === null) ? null : Math.max(...all.map((one) => one[field] ?? 0));
  const wall = all.reduce((sum, one) => sum + one.wall, 0);
  return {
    name: `stock Starlight, ${builds.length} ${builds.length === 1 ? 'build' : 'builds'}`,
    summary: 'one build for each audience, one after the other; no cache and no earlier output',
    size,
    pages: notePages(size),
    measured: {
      wall,
      cpu: all.some(({ cpu }) => cpu === null)
        ? null
        : all.reduce((sum, one) => sum + (one.cpu ?? 0), 0),
      peakTree: most('peakTree'),
      peakProcess: most('peakProcess'),
      processes: Math.max(...all.map(({ processes }) => processes)),
      exit: 0,
      tail: '',
    },
    walls: [wall],
    output: sumSizes(builds.map(({ output }) => output)),
  };
}

function median(samples: readonly Measured[]): { measured: Measured; walls: number[] } {
  const sorted = [...samples].sort((a, b) => a.wall - b.wall);
  const measured = sorted[Math.floor((sorted.length - 1) / 2)];
  if (measured === undefined) throw new RangeError('A build must run at least once.');
  return { measured: { ...measured, tail: '' }, walls: samples.map(({ wall }) => wall) };
}

function check(what: string, measured: Measured): Measured {
  if (measured.exit === 0) return measured;
  throw new BuildFailed(`${what}: ended with ${measured.exit}\n${measured.tail}`);
}

/** `1000 × 3 × 2` */
export function spell({ notes, locales, audiences }: Size): string {
  return `${notes} × ${locales} × ${audiences}`;
}
