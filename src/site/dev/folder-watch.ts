import { readdirSync, realpathSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** Editors write a file in several steps: it is read when nothing has happened for so many milliseconds. */
const QUIET = 12;

/**
 * Tells when something in or below folders has changed, and which names were touched as far as that is
 * known. Folders are watched, not files, of which a portal has thousands.
 */
export class FolderWatch {
  readonly #root: string;
  readonly #names: readonly string[];
  readonly #tell: (touched: ReadonlySet<string> | null) => void;
  /** Paths that were touched, from `root`; null when that is not known. */
  #touched: Set<string> | null = new Set();
  /** By real path: the number of the folder, since another may come in its place, and who watches it. */
  readonly #watched = new Map<string, { readonly node: number; readonly watcher: FSWatcher }>();
  #hasLinks = false;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param names the folders in `root` to look below; they need not be there yet
   * @param tell called with the paths that were touched, from `root`; with null when that is not known
   */
  constructor(
    root: string,
    names: readonly string[],
    tell: (touched: ReadonlySet<string> | null) => void,
  ) {
    this.#root = root;
    this.#names = names;
    this.#tell = tell;
    this.#watchAll();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #watchAll(): void {
    const seen = new Set<string>();
    this.#watch(this.#root, seen);
    for (const name of this.#names) this.#below(join(this.#root, name), seen);
    for (const [folder, { watcher }] of this.#watched) {
      if (seen.has(folder)) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
  }

  #below(folder: string, seen: Set<string>): void {
    let names: string[];
    try {
      // Links may lead in circles.
      if (seen.has(realpathSync(folder))) return;
      const entries = readdirSync(folder, { withFileTypes: true });
      this.#hasLinks ||= entries.some((entry) => entry.isSymbolicLink());
      names = entries
        .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
        .map(({ name }) => name);
    } catch {
      // No folder, or none any more: the one above it tells when there is one.
      return;
    }
    this.#watch(folder, seen);
    for (const name of names) this.#below(join(folder, name), seen);
  }

  #watch(folder: string, seen: Set<string>): void {
    try {
      const real = realpathSync(folder);
      const node = statSync(real).ino;
      const known = this.#watched.get(real);
      if (known?.node !== node) {
        known?.watcher.close();
        const watcher = watch(real, { persistent: false }, (_, name) => {
          const path = relative(this.#root, folder);
          // What a link leads to has several paths.
          const isKnown = name !== null && !this.#hasLinks;
          this.#happened(isKnown ? posix.join(...path.split(sep), name) : null);
        });
        watcher.on('error', () => {
          watcher.close();
        });
        this.#watched.set(real, { node, watcher });
      }
      seen.add(real);
    } catch {
      // It has just gone.
    }
  }

  #happened(path: string | null): void {
    if (path === null) this.#touched = null;
    else this.#touched?.add(path);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      // There may be folders that were not there before.
      this.#watchAll();
      const touched = this.#touched;
      this.#touched = new Set();
      this.#tell(touched);
    }, QUIET);
  }
}
