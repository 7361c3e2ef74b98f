import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { SetAside } from './set-aside.ts';

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
  readonly #aside: SetAside;

  private constructor(folder: string, aside: SetAside) {
    this.folder = folder;
    this.#installed = `${folder}-installed`;
    this.#aside = aside;
  }

  /**
   * Copies the engine into a folder that is emptied first.
   *
   * @param aside where goes what is no longer wanted of it
   */
  static async make(engine: string, folder: string, aside: SetAside): Promise<EngineCopy> {
    const copy = new EngineCopy(folder, aside);
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
    const copy = await EngineCopy.make(this.folder, folder, this.#aside);
    await cp(this.#installed, copy.#cache, { recursive: true });
    return copy;
  }

  /**
   * The arguments for Node that build a portal folder.
   *
   * @param kept where it keeps what the next build of the same folder need not make again
   */
  buildArgs(root: string, out: string, kept: string, today: string): string[] {
    const where = ['--root', root, '--out', out, '--cache', kept];
    return [...this.#command('build'), ...where, '--today', today];
  }

  /** The arguments for Node that compile it, as its installing does. */
  get compileArgs(): string[] {
    return this.#command('compile');
  }

  /** Forgets all that is kept, also what was compiled: as before it is installed. */
  async emptyCache(): Promise<void> {
    await this.#aside.put(this.#cache);
  }

  /** It is installed now: `forget` goes back to this. */
  async keepInstalled(): Promise<void> {
    await this.#aside.put(this.#installed);
    await cp(this.#cache, this.#installed, { recursive: true });
  }

  /** Forgets all that it has done since: what is kept is what there was when it was installed. */
  async forget(): Promise<void> {
    await this.emptyCache();
    await cp(this.#installed, this.#cache, { recursive: true });
  }

  async remove(): Promise<void> {
    await this.#aside.put(this.#installed);
    await this.#aside.put(this.folder);
  }

  #command(name: string): string[] {
    return [path.join(this.folder, 'scripts', 'gazette.mjs'), name];
  }

  get #cache(): string {
    return path.join(this.folder, '.gazette');
  }
}
