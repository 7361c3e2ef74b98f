import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/** All that a build needs of the engine. */
const parts = [
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'locales',
  'scripts',
  'src',
];

/**
 * A copy of the engine with a cache of its own: a bench can empty the cache and change templates, and
 * neither touches the repository nor is disturbed by work in it.
 */
export class EngineCopy {
  readonly folder: string;
  readonly #saved: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#saved = `${folder}-cache`;
  }

  /** Copies the engine into a folder that is emptied first. */
  static async make(engine: string, folder: string): Promise<EngineCopy> {
    const copy = new EngineCopy(folder);
    await copy.remove();
    await mkdir(folder, { recursive: true });
    for (const part of parts) {
      await cp(path.join(engine, part), path.join(folder, part), { recursive: true });
    }
    await symlink(path.join(engine, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    return copy;
  }

  /**
   * A copy of this copy, whose cache is the one put aside: the templates may be built, and nothing is
   * known of any portal but the one that they were built with.
   */
  async fresh(folder: string): Promise<EngineCopy> {
    const copy = await EngineCopy.make(this.folder, folder);
    await cp(this.#saved, copy.#cache, { recursive: true });
    return copy;
  }

  /** The arguments for Node that build a portal folder. */
  buildArgs(root: string, out: string, today: string): string[] {
    const script = path.join(this.folder, 'scripts', 'gazette.mjs');
    return [script, 'build', '--root', root, '--out', out, '--today', today];
  }

  /** Forgets all that builds keep. */
  async emptyCache(): Promise<void> {
    await rm(this.#cache, { recursive: true, force: true });
  }

  /** Puts the cache as it is aside, for `restoreCache`. */
  async saveCache(): Promise<void> {
    await rm(this.#saved, { recursive: true, force: true });
    await cp(this.#cache, this.#saved, { recursive: true });
  }

  async restoreCache(): Promise<void> {
    await this.emptyCache();
    await cp(this.#saved, this.#cache, { recursive: true });
  }

  async remove(): Promise<void> {
    await rm(this.#saved, { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }

  get #cache(): string {
    return path.join(this.folder, '.gazette');
  }
}
