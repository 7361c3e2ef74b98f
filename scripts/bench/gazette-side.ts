import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EngineCopy } from './engine-copy.ts';
import { gazetteFiles, notePages, writeSite } from './generate.ts';
import type { Size } from './generate.ts';
import { measure } from './measure.ts';
import type { Measured } from './measure.ts';
import { benchToday } from './note.ts';
import { outputSize } from './output-size.ts';
import type { OutputSize } from './output-size.ts';
import { spell } from './plan.ts';
import type { BuildResult } from './plan.ts';
import { PortalEdits } from './portal-edits.ts';
import { differingPaths } from './same-bytes.ts';
import { passed, Samples } from './samples.ts';
import type { Say } from './samples.ts';
import type { Scenario } from './scenarios.ts';
import type { SetAside } from './set-aside.ts';

interface Measuring {
  readonly scenario: Scenario;
  readonly samples: Samples;
  readonly searchSeconds: number[];
  output: OutputSize | null;
  differing: string[] | null;
}

export interface GazettePlan {
  readonly size: Size;
  readonly scenarios: readonly Scenario[];
  readonly verify: boolean;
}

/** Gazette at one size: a generated portal folder, and what was built of it. */
export class GazetteSide {
  readonly #engine: EngineCopy;
  readonly #folder: string;
  readonly #size: Size;
  readonly #say: Say;
  readonly #verify: boolean;
  readonly #aside: SetAside;
  readonly #edits: PortalEdits;
  readonly #measuring: readonly Measuring[];

  /** @param folder the side's own: it is taken away by `close` */
  constructor(
    engine: EngineCopy,
    folder: string,
    { size, scenarios, verify }: GazettePlan,
    aside: SetAside,
    say: Say,
  ) {
    this.#engine = engine;
    this.#folder = folder;
    this.#size = size;
    this.#say = say;
    this.#verify = verify;
    this.#aside = aside;
    this.#edits = new PortalEdits(this.root, engine.folder, size);
    this.#measuring = scenarios.map((scenario) => ({
      scenario,
      samples: new Samples(`Gazette, ${scenario.name}, ${spell(size)}`, say),
      searchSeconds: [],
      output: null,
      differing: null,
    }));
  }

  /** Where the portal was built to. */
  get out(): string {
    return path.join(this.#folder, 'dist');
  }

  /** What builds keep for the next. */
  get #kept(): string {
    return path.join(this.#folder, 'kept');
  }

  /** The portal folder. */
  get root(): string {
    return path.join(this.#folder, 'portal');
  }

  async prepare(): Promise<void> {
    await writeSite(this.root, gazetteFiles(this.#size));
  }

  /** Measures once each scenario in which nothing is known of the portal. */
  async fromNothing(run: number): Promise<void> {
    for (const measuring of this.#measuring) {
      if (measuring.scenario.kept === 'install') await this.#measure(measuring, run);
    }
  }

  /** Measures once each of the others. What a run does to notes stays for the next, and what it does to the engine is taken back. */
  async fromBefore(run: number): Promise<void> {
    try {
      for (const measuring of this.#measuring) {
        if (measuring.scenario.kept === 'all') await this.#measure(measuring, run);
      }
    } finally {
      await this.#edits.undoCode();
    }
  }

  results(): Record<string, BuildResult> {
    const results: Record<string, BuildResult> = {};
    for (const { scenario, samples, searchSeconds, output, differing } of this.#measuring) {
      if (output === null) continue;
      const { measured, walls } = samples.median();
      results[scenario.name] = {
        name: `Gazette, ${scenario.name}`,
        summary: scenario.summary,
        size: this.#size,
        pages: notePages(this.#size),
        measured,
        walls,
        output,
        searchSeconds: searchSeconds[walls.indexOf(measured.wall)] ?? null,
        differing,
      };
    }
    return results;
  }

  async close(): Promise<void> {
    await this.#aside.put(this.#folder);
  }

  async #measure(measuring: Measuring, run: number): Promise<void> {
    const { scenario, samples } = measuring;
    await this.#arrange(scenario, run);
    await samples.take(() => this.#build(this.#engine));
    measuring.searchSeconds.push(await this.#searchSeconds());
    measuring.output = await outputSize(this.out);
    if (this.#verify) measuring.differing = await this.#differing(measuring.differing ?? []);
  }

  /** Brings about what a scenario begins with. */
  async #arrange({ kept, before, change }: Scenario, run: number): Promise<void> {
    if (kept === 'all') {
      await before?.(this.#edits, run);
      // Where the scenario before left all built, this finds nothing to do.
      passed('what was there before', await this.#build(this.#engine));
    } else {
      await this.#engine.forget();
      await this.#aside.put(this.#kept);
      await this.#aside.put(this.out);
    }
    await change?.(this.#edits, run);
  }

  #build(engine: EngineCopy, out = this.out, kept = this.#kept): Promise<Measured> {
    return measure(engine.buildArgs(this.root, out, kept, benchToday), { cwd: engine.folder });
  }

  /** What the last build says that search took; indexing that ran beside other work is not in it. */
  async #searchSeconds(): Promise<number> {
    const report = JSON.parse(await readFile(path.join(this.#kept, 'report.json'), 'utf8')) as {
      phases: { name: string; milliseconds: number }[];
    };
    const phases = report.phases.filter(({ name }) => name === 'search');
    return phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  }

  /** Paths that a build of the same, by a copy of the engine that has never built it, writes otherwise. */
  async #differing(before: readonly string[]): Promise<string[]> {
    const clean = path.join(this.#folder, 'clean');
    await mkdir(clean, { recursive: true });
    const engine = await this.#engine.fresh(path.join(this.#folder, 'clean-engine'));
    try {
      const out = path.join(clean, 'dist');
      passed('a clean build', await this.#build(engine, out, path.join(clean, 'kept')));
      const paths = await differingPaths(this.out, out);
      if (paths.length > 0) this.#say(`  ${paths.length} paths differ from a clean build`);
      return [...new Set([...before, ...paths])].sort();
    } finally {
      await engine.remove();
      await this.#aside.put(clean);
    }
  }
}
