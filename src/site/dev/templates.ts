import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Strings } from '../../language/strings.ts';
import { codeKey } from '../../publish/code-key.ts';
import { filesBelow } from '../../publish/files-below.ts';
import type { PageModel } from '../../views/page.ts';
import { bundleFolder } from '../engine.ts';
import { keptBundle } from '../renderer/bundle.ts';
import { AstroChild } from './astro-child.ts';
import { FolderWatch } from './folder-watch.ts';

/** A page that was rendered. */
export interface Rendered {
  readonly status: number;
  readonly html: string;
}

/** Astro is started when nobody has asked for a page for so many milliseconds. */
const IDLE = 1500;

/** The bundle that a build has left, with the key of the code that it was made of. */
interface Bundle {
  readonly key: string;
  readonly clientDir: string;
  readonly render: (page: PageModel, strings: Strings) => Promise<string>;
}

/**
 * Renders pages of the development server. As long as the templates are those of the last build, by the
 * bundle that it left: that is there at once. Astro's own server is started meanwhile, and renders from
 * the moment when somebody edits a template.
 */
export class Templates {
  readonly #engine: string;
  readonly #onChange: () => void;
  readonly #tell: (text: string) => void;
  #bundle: Bundle | null = null;
  #astro: AstroChild | null = null;
  #watch: FolderWatch | null = null;
  #idle: NodeJS.Timeout | null = null;

  private constructor(engine: string, onChange: () => void, tell: (text: string) => void) {
    this.#engine = engine;
    this.#onChange = onChange;
    this.#tell = tell;
  }

  /**
   * @param onChange called when pages would be others by now
   * @param tell for what Astro has to say of templates with errors
   */
  static async open(
    engine: string,
    onChange: () => void,
    tell: (text: string) => void,
  ): Promise<Templates> {
    const templates = new Templates(engine, onChange, tell);
    templates.#bundle = await lastBundle(engine);
    if (templates.#bundle === null) templates.#started();
    templates.#watch = new FolderWatch(engine, ['src'], (touched) => {
      templates.#edited(touched).catch((error: unknown) => {
        tell(String(error));
      });
    });
    return templates;
  }

  async render(page: PageModel, strings: Strings): Promise<Rendered> {
    const bundle = this.#bundle;
    if (bundle === null) {
      return this.#started().render({ page, strings: JSON.stringify(strings) });
    }
    const html = await bundle.render(page, strings);
    this.#warmWhenIdle(bundle, page, strings);
    return { status: 200, html };
  }

  /** A stylesheet or script of the bundle; null when there is no such file. */
  async asset(path: string): Promise<Buffer | null> {
    if (this.#bundle === null || !/^\/_gazette\/[\w.@-]+$/.test(path)) return null;
    return readFile(join(this.#bundle.clientDir, path)).catch(() => null);
  }

  /** Astro's server, where it renders: scripts and styles are its own then. */
  get astro(): AstroChild | null {
    return this.#bundle === null ? this.#astro : null;
  }

  async close(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#watch?.close();
    await this.#astro?.close();
  }

  #started(): AstroChild {
    return (this.#astro ??= AstroChild.start(this.#engine, this.#tell, this.#onChange));
  }

  #warmWhenIdle(bundle: Bundle, page: PageModel, strings: Strings): void {
    if (this.#astro !== null) return;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#bundle !== bundle) return;
      // Whatever goes wrong is told when it is needed.
      void this.#started()
        .warm({ page, strings: JSON.stringify(strings) })
        .catch(() => undefined);
    }, IDLE);
  }

  async #edited(touched: ReadonlySet<string> | null): Promise<void> {
    // Where it is not known which files, every one counts.
    const paths = touched ?? filesBelow(join(this.#engine, 'src')).map((path) => `src/${path}`);
    const files = [...paths].filter((path) => path.startsWith('src/'));
    if (files.length === 0) return;
    const known = this.#bundle?.key;
    const key = codeKey(this.#engine);
    if (key !== known) {
      this.#bundle = null;
      this.#started();
    }
    // It may have read what was there for a moment only.
    await this.#astro?.edited(files.map((path) => join(this.#engine, path)));
  }
}

async function lastBundle(engine: string): Promise<Bundle | null> {
  const kept = keptBundle(engine, bundleFolder(engine), codeKey(engine));
  if (kept === null) return null;
  try {
    const { renderPage } = (await import(kept.entry)) as Record<'renderPage', Bundle['render']>;
    return { key: kept.key, clientDir: kept.clientDir, render: renderPage };
  } catch {
    // Damaged, or of packages that are gone: Astro itself tells what is wrong.
    return null;
  }
}
