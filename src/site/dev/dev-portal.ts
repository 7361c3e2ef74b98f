import { join, posix, resolve } from 'node:path';
import { FilesChanged } from '../../catalog/contents.ts';
import type { NoteCache } from '../../catalog/note-cache.ts';
import { readClock, type Clock } from '../../model/clock.ts';
import { compareFindings, type Finding } from '../../model/finding.ts';
import { openMemory, portalCache, readFolder, type ReadFolder } from '../../publish/portal.ts';
import { countNotes, NOTES_FOR_READING_THREADS, readAhead } from '../../publish/read-ahead.ts';
import { cacheFolder } from '../engine.ts';
import { DevEditions } from './dev-editions.ts';
import { FolderWatch } from './folder-watch.ts';

/** What was read is kept when nobody has edited anything for so many milliseconds. */
const IDLE = 2000;

/** Notes are compared with each other when nobody has asked for a page for so many milliseconds. */
const AFTER_PAGES = 150;

/** The folders of a portal in which an edit changes what is shown. */
const FOLDERS = ['content', 'locales', 'public'];

/** Where the server says what it does, and what is wrong. */
export interface DevLog {
  info(text: string): void;
  error(text: string): void;
}

/** Which portal is shown, and by which engine. */
export interface DevSource {
  readonly root: string;
  /** The folder of Gazette itself. */
  readonly engine: string;
  /** The day of the build clock; undefined for what the environment or the machine say. */
  readonly today: string | undefined;
}

/** The portal that `gazette dev` shows: read when it starts and again after each edit. */
export class DevPortal {
  readonly #source: DevSource;
  readonly #log: DevLog;
  readonly #onChange: () => void;
  /** What was read of the notes: an edit of one reads that one again. */
  #memory: NoteCache | null = null;
  /** What came of the last reading. */
  #last: ReadFolder | null = null;
  #editions: DevEditions | null = null;
  #readings = 0;
  readonly #codeCache = new Map<string, string>();
  /** What is wrong with single files, and what comes of comparing them: that is known later. */
  #found: { readonly alone: readonly Finding[]; readonly together: readonly Finding[] } = {
    alone: [],
    together: [],
  };
  #compare: (() => readonly Finding[]) | null = null;
  #hadErrors = false;
  #told: ReadonlySet<string> = new Set();
  #reading: Promise<void> = Promise.resolve();
  #watch: FolderWatch | null = null;
  #strings: FolderWatch | null = null;
  #idle: NodeJS.Timeout | null = null;
  #comparing: NodeJS.Timeout | null = null;

  private constructor(source: DevSource, log: DevLog, onChange: () => void) {
    this.#source = source;
    this.#log = log;
    this.#onChange = onChange;
  }

  /**
   * Begins to read a portal, and reads it again after each edit. Whoever asks for a page meanwhile waits
   * for it.
   *
   * @param onChange called when there is another reading, or other findings
   */
  static open(source: DevSource, log: DevLog, onChange: () => void): DevPortal {
    const portal = new DevPortal(source, log, onChange);
    portal.#watch = new FolderWatch(source.root, FOLDERS, (touched) => {
      portal.#readAgain(touched);
    });
    if (resolve(source.root) !== resolve(source.engine)) {
      // Strings that the portal does not have itself.
      portal.#strings = new FolderWatch(source.engine, ['locales'], (touched) => {
        if (touched !== null && ![...touched].some((path) => /^locales\b/.test(path))) return;
        portal.#readAgain(null);
      });
    }
    portal.#readAgain(null);
    return portal;
  }

  /** The number of the reading that is shown: another one after each edit. */
  get reading(): number {
    return this.#readings;
  }

  /** Errors, as text. Those that come of comparing notes are those of the last time until it is done again. */
  get errors(): readonly string[] {
    const { alone, together } = this.#found;
    return [...alone, ...together]
      .filter(({ severity }) => severity === 'error')
      .sort(compareFindings)
      .map(describe);
  }

  /** What is shown, when it has been read; null while portal.yaml can't be read. */
  async editions(): Promise<DevEditions | null> {
    await this.#reading;
    // Comparing waits until the page is made.
    this.#comparing?.refresh();
    return this.#editions;
  }

  /** Ends watching, and keeps what was read for the next time. */
  async close(): Promise<void> {
    this.#watch?.close();
    this.#strings?.close();
    await this.#reading;
    if (this.#idle !== null) clearTimeout(this.#idle);
    if (this.#comparing !== null) clearTimeout(this.#comparing);
    this.#memory?.save();
    this.#memory?.close();
  }

  #readAgain(touched: ReadonlySet<string> | null): void {
    this.#reading = this.#reading.then(() => this.#read(touched));
  }

  /** While portal.yaml can't be read, the last good pages stay. */
  async #read(touched: ReadonlySet<string> | null): Promise<void> {
    try {
      const clock = readClock({ today: this.#source.today, env: process.env });
      const read = this.#patched(touched, clock) ?? (await this.#readAll(clock));
      this.#last = read;
      const { portal, findings, compare } = read;
      const before = this.#editions?.portal;
      const isSame = before?.digest === portal?.digest && before?.clock.today === clock.today;
      this.#found = { ...this.#found, alone: findings };
      this.#tellErrors();
      this.#compareLater(compare);
      if (portal !== null && !isSame) {
        this.#editions = new DevEditions(portal, this.#codeCache, this.#editions);
        this.#keepWhenIdle();
      }
      if (portal === null ? this.#editions === null : !isSame) this.#readings += 1;
      this.#onChange();
    } catch (error) {
      // Written to while it was read: whoever wrote will have it read again.
      this.#last = null;
      if (error instanceof FilesChanged) return;
      this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  /** Most edits are of the text of one note: what the others say is known. */
  #patched(touched: ReadonlySet<string> | null, clock: Clock): ReadFolder | null {
    const last = this.#last;
    if (touched === null || last?.portal?.clock.today !== clock.today) return null;
    const changed = new Set([...touched].filter((path) => !posix.basename(path).startsWith('.')));
    return changed.size === 0 ? last : last.patch(changed);
  }

  async #readAll(clock: Clock): Promise<ReadFolder> {
    const { root, engine } = this.#source;
    return readFolder(root, engine, clock, await this.#remembered(clock));
  }

  #compareLater(compare: () => readonly Finding[]): void {
    this.#compare = compare;
    if (this.#comparing !== null) clearTimeout(this.#comparing);
    this.#comparing = setTimeout(() => {
      this.#comparing = null;
      if (this.#compare !== compare) return;
      this.#compare = null;
      this.#found = { ...this.#found, together: compare() };
      this.#tellErrors(true);
      this.#onChange();
    }, AFTER_PAGES);
  }

  #keepWhenIdle(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      this.#memory?.save();
    }, IDLE);
    this.#idle.unref();
  }

  /** The memory, which many notes are read into by threads first: meanwhile the server listens. */
  async #remembered(clock: Clock): Promise<NoteCache> {
    if (this.#memory !== null) {
      this.#memory.begin();
      return this.#memory;
    }
    const { root, engine } = this.#source;
    const cache = portalCache(join(cacheFolder(engine), 'notes'), root, engine);
    const memory = openMemory(cache);
    this.#memory = memory;
    const notes = memory.size === 0 ? countNotes(root) : 0;
    if (notes >= NOTES_FOR_READING_THREADS) {
      this.#log.info('Reading all notes for the first time: pages come when that is done.');
      await readAhead({ root, clock, cache, memory, notes });
    }
    return memory;
  }

  /**
   * Tells what is wrong, once for as long as it is, and when nothing is any more.
   *
   * @param isAll whether nothing more is to be found out
   */
  #tellErrors(isAll = false): void {
    const { errors } = this;
    const text = errors.filter((error) => !this.#told.has(error)).join('\n');
    if (text !== '') this.#log.error(text);
    else if (isAll && errors.length === 0 && this.#hadErrors) {
      this.#log.info('All errors are mended.');
    }
    this.#told = new Set(errors);
    if (isAll || errors.length > 0) this.#hadErrors = errors.length > 0;
  }
}

/** A finding as the terminal and pages show it. */
function describe({ file, line, field, message, fix }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place} ${field === undefined ? '' : `${field}: `}${message}${fix ? `\n  ${fix}` : ''}`;
}
