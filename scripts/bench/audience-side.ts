import path from 'node:path';
import { names, notePages, writeSite } from './generate.ts';
import type { Size } from './generate.ts';
import type { SiteFile } from './gazette-site.ts';
import type { Measured } from './measure.ts';
import { outputSize } from './output-size.ts';
import type { OutputSize } from './output-size.ts';
import { spell } from './plan.ts';
import type { Together } from './plan.ts';
import { Samples, together } from './samples.ts';
import type { Say } from './samples.ts';
import type { SetAside } from './set-aside.ts';

/** A site maker that Gazette is compared with. */
export interface SiteMaker {
  readonly name: string;
  readonly summary: string;
  /** The folder that it builds into, in the project. */
  readonly out: string;
  /** All folders that a build leaves in the project: without them it begins from nothing. */
  readonly made: readonly string[];
  files(size: Size, audience: string): Iterable<SiteFile>;
  build(root: string): Promise<Measured>;
}

interface Project {
  readonly audience: string;
  readonly root: string;
  readonly samples: Samples;
  output: OutputSize | null;
}

/**
 * A site maker that knows no audiences: each has a project and a build of its own. Every build begins
 * from nothing.
 */
export class AudienceSide {
  readonly #maker: SiteMaker;
  readonly #folder: string;
  readonly #size: Size;
  /** The size of one project. */
  readonly #each: Size;
  readonly #projects: readonly Project[];
  readonly #aside: SetAside;

  /** @param folder the side's own, inside the repository, where packages are found; `close` takes it away */
  constructor(maker: SiteMaker, folder: string, size: Size, aside: SetAside, say: Say) {
    this.#maker = maker;
    this.#aside = aside;
    this.#folder = folder;
    this.#size = size;
    this.#each = { ...size, audiences: 1 };
    this.#projects = names(size).audiences.map((audience) => ({
      audience,
      root: path.join(folder, audience),
      samples: new Samples(`${maker.name}, ${audience}, ${spell(this.#each)}`, say),
      output: null,
    }));
  }

  /** Where the site of the first audience was built to. It is kept until `close`. */
  get out(): string {
    return path.join(this.#projects[0]?.root ?? this.#folder, this.#maker.out);
  }

  /** The project of the first audience. It is kept until `close`. */
  get root(): string {
    return this.#projects[0]?.root ?? this.#folder;
  }

  async prepare(): Promise<void> {
    for (const { audience, root } of this.#projects) {
      await writeSite(root, this.#maker.files(this.#size, audience));
    }
  }

  /** Measures the build of each audience once. */
  async fromNothing(): Promise<void> {
    for (const project of this.#projects) {
      const { root, samples } = project;
      for (const made of this.#maker.made) await this.#aside.put(path.join(root, made));
      await samples.take(() => this.#maker.build(root));
      project.output = await outputSize(path.join(root, this.#maker.out));
    }
  }

  result(): Together {
    const { name, summary } = this.#maker;
    const builds = this.#projects.flatMap(({ audience, samples, output }) =>
      output === null
        ? []
        : {
            name: `${name}, ${audience}`,
            summary,
            size: this.#each,
            pages: notePages(this.#each),
            ...samples.median(),
            output,
            searchSeconds: null,
            differing: null,
          },
    );
    return together(name, 'one build for each audience, one after the other', builds);
  }

  async close(): Promise<void> {
    await this.#aside.put(this.#folder);
  }
}
