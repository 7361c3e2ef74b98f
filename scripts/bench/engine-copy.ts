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
  readonly #installed: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#installed = `${folder}-installed`;
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

  /** A copy of this copy, as it was when it was installed: nothing is known of any portal. */
  async fresh(folder: string): Promise<EngineCopy> {
    const copy = await EngineCopy.make(this.folder, folder);
    await cp(this.#installed, copy.#cache, { recursive: true });
    return copy;
  }

  /** The arguments for Node that build a portal folder. */
  buildArgs(root: string, out: string, today: string): string[] {
    return [...this.#command('build'), '--root', root, '--out', out, '--today', today];
  }

  /** The arguments for Node that compile it, as its installing does. */
  get compileArgs(): string[] {
    return this.#command('compile');
  }

  /** Forgets all that is kept, also what was compiled: as before it is installed. */
  async emptyCache(): Promise<void> {
    await rm(this.#cache, { recursive: true, force: true });
  }

  /** It is installed now: `forget` goes back to this. */
  async keepInstalled(): Promise<void> {
    await rm(this.#installed, { recursive: true, force: true });
    await cp(this.#cache, this.#installed, { recursive: true });
  }

  /** Forgets all portals: what is kept is what there was when it was installed. */
  async forget(): Promise<void> {
    await this.emptyCache();
    await cp(this.#installed, this.#cache, { recursive: true });
  }

  async remove(): Promise<void> {
    await rm(this.#installed, { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }

  #command(name: string): string[] {
    return [path.join(this.folder, 'scripts', 'gazette.mjs'), name];
  }

  get #cache(): string {
    return path.join(this.folder, '.gazette');
  }
}
