import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesChanged } from '../../catalog/contents.ts';
import type { NoteCache } from '../../catalog/note-cache.ts';
import { createTranslate } from '../../language/strings.ts';
import { readClock, type Clock } from '../../model/clock.ts';
import type { Finding } from '../../model/finding.ts';
import { pageModel } from '../../outputs/pages/page-model.ts';
import type { PlannedPage } from '../../outputs/pages/plan.ts';
import { openMemory, portalCache, readPortal, type Portal } from '../../publish/portal.ts';
import { hasManyNotes, readAhead } from '../../publish/read-ahead.ts';
import { cacheFolder, engineFolder } from '../engine.ts';
import type { DevEdition } from './dev-edition.ts';
import { DevEditions } from './dev-editions.ts';
import { FolderWatch } from './folder-watch.ts';

// Where Astro's development server looks for the locals of a request.
const ASTRO_LOCALS = Symbol.for('astro.locals');

/** What was read is kept when nobody has edited anything for so many milliseconds. */
const IDLE = 2000;

/** The folders of a portal in which an edit changes what is shown. */
const FOLDERS = ['content', 'locales', 'public'];

/** Where the server says what it does, and what is wrong. */
export interface DevLog {
  info(text: string): void;
  error(text: string): void;
}

/** The portal that `gazette dev` shows: read when it starts and again after each edit. */
export class DevPortal {
  readonly #root: string;
  readonly #today: string | undefined;
  readonly #env: NodeJS.ProcessEnv;
  readonly #tell: (text: string) => void;
  readonly #say: (text: string) => void;
  /** What was read of the notes: an edit of one reads that one again. */
  #memory: NoteCache | null = null;
  #editions: DevEditions | null = null;
  #readings = 0;
  readonly #codeCache = new Map<string, string>();
  #findings: readonly Finding[] = [];
  #told = '';
  #reading: Promise<boolean>;
  #watch: FolderWatch | null = null;
  #idle: NodeJS.Timeout | null = null;

  private constructor(env: NodeJS.ProcessEnv, log: DevLog) {
    this.#env = env;
    this.#root = env['GAZETTE_ROOT'] ?? engineFolder;
    this.#today = env['GAZETTE_TODAY'];
    this.#tell = (text) => {
      log.error(text);
    };
    this.#say = (text) => {
      log.info(text);
    };
    this.#reading = Promise.resolve(false);
  }

  /**
   * Begins to read the portal. Whoever asks for a page meanwhile waits for it.
   *
   * @param env `GAZETTE_ROOT` and `GAZETTE_TODAY`, as `gazette dev` sets them
   */
  static open(env: NodeJS.ProcessEnv, log: DevLog): DevPortal {
    const portal = new DevPortal(env, log);
    void portal.reload();
    return portal;
  }

  /** The number of the reading that is shown: another one after each edit. */
  get reading(): number {
    return this.#readings;
  }

  /** Reads the portal again after each edit, and says so when something of it changed. */
  watch(onChange: () => void): void {
    this.#watch = new FolderWatch(this.#root, FOLDERS, () => {
      void this.reload().then((isChanged) => {
        if (isChanged) onChange();
      });
    });
  }

  /** Ends watching, and keeps what was read for the next time. */
  async close(): Promise<void> {
    this.#watch?.close();
    await this.#reading;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#memory?.save();
    this.#memory?.close();
  }

  /**
   * Reads the portal again. While portal.yaml can't be read, the last good one stays. Errors are told.
   *
   * @returns whether anything changed
   */
  reload(): Promise<boolean> {
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  async #read(): Promise<boolean> {
    try {
      const clock = readClock({ today: this.#today, env: this.#env });
      const memory = await this.#remembered(clock);
      const { portal, findings } = await readPortal(this.#root, engineFolder, clock, memory);
      this.#tellErrors(findings.filter(({ severity }) => severity === 'error'));
      if (portal === null) {
        this.#readings += 1;
        return true;
      }
      const before = this.#editions?.portal;
      if (before?.digest === portal.digest && before.clock.today === clock.today) return false;
      this.#editions = new DevEditions(portal, this.#codeCache);
      this.#readings += 1;
      this.#keepWhenIdle(memory);
      return true;
    } catch (error) {
      // Written to while it was read: whoever wrote will have it read again.
      if (error instanceof FilesChanged) return false;
      this.#tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return false;
    }
  }

  #keepWhenIdle(memory: NoteCache): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      memory.save();
    }, IDLE);
    this.#idle.unref();
  }

  /** The memory, which many notes are read into by threads first: meanwhile the server listens. */
  async #remembered(clock: Clock): Promise<NoteCache> {
    if (this.#memory !== null) {
      this.#memory.begin();
      return this.#memory;
    }
    const cache = await portalCache(join(cacheFolder(), 'notes'), this.#root, engineFolder);
    const memory = openMemory(cache);
    this.#memory = memory;
    if (memory.size === 0 && hasManyNotes(this.#root)) {
      this.#say('Reading all notes for the first time: pages come when that is done.');
      await readAhead(this.#root, clock, memory, cache);
    }
    return memory;
  }

  /** Tells what is wrong, once for as long as it is the same. */
  #tellErrors(findings: readonly Finding[]): void {
    this.#findings = findings;
    const text = findings.map(describe).join('\n');
    if (text !== this.#told && text !== '') this.#tell(text);
    this.#told = text;
  }

  /** Answers a request, or prepares it for Astro. True when nothing is left to do. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const url = request.url ?? '/';
    // Scripts, styles and whatever else Vite makes.
    if (/^\/(?:@|node_modules\/|src\/|_image)/.test(url)) return false;
    await this.#reading;
    response.setHeader('Server-Timing', `gazette;desc="${this.#readings}"`);
    const editions = this.#editions;
    if (editions === null) return this.#answerErrors(request, response);
    const path = pathOf(url, editions.root?.edition.portal.base ?? '');
    if (path === null) return false;
    const file = path.endsWith('/') ? `${path}index.html` : path;
    for (const dev of editions.at(path)) {
      const page = dev.page(file);
      if (page) {
        prepare(request, editions.portal, dev, page);
        return false;
      }
    }
    if (editions.portal.publicFiles.has(path)) {
      return send(response, path, await readFile(join(this.#root, 'public', path)));
    }
    for (const dev of editions.at(path)) {
      const output = await dev.output(file.slice(1));
      if (output) return send(response, output.path, output.bytes);
    }
    const notFound = editions.root?.page('/404.html');
    if (editions.root && notFound && wantsPage(request)) {
      response.statusCode = 404;
      prepare(request, editions.portal, editions.root, notFound);
    }
    return false;
  }

  #answerErrors(request: IncomingMessage, response: ServerResponse): boolean {
    if (!wantsPage(request)) return false;
    response.statusCode = 500;
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(this.#findings.map(describe).join('\n\n'));
    return true;
  }
}

function prepare(
  request: IncomingMessage,
  portal: Portal,
  dev: DevEdition,
  page: PlannedPage,
): void {
  const { code } = dev.edition.locale;
  const t = createTranslate(code, portal.strings.get(code) ?? {});
  Reflect.set(request, ASTRO_LOCALS, { gazette: { page: pageModel(dev.context, page), t } });
  // Astro knows one route; addresses with an ending would be taken for files.
  request.url = '/page/';
}

/** The path inside the portal; null outside of its base path. */
function pathOf(url: string, base: string): string | null {
  const path = url.split(/[?#]/)[0] ?? '/';
  if (base !== '' && !path.startsWith(`${base}/`)) return null;
  try {
    return decodeURIComponent(path.slice(base.length));
  } catch {
    return null;
  }
}

function describe({ file, line, field, message, fix }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place} ${field === undefined ? '' : `${field}: `}${message}${fix ? `\n  ${fix}` : ''}`;
}

function wantsPage(request: IncomingMessage): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}

const MEDIA_TYPES: readonly [ending: RegExp, type: string][] = [
  [/\.html$/, 'text/html; charset=utf-8'],
  [/\.xml$/, 'application/xml; charset=utf-8'],
  [/\.json$/, 'application/json; charset=utf-8'],
  [/\.svg$/, 'image/svg+xml'],
  [/\.png$/, 'image/png'],
  [/\.jpe?g$/, 'image/jpeg'],
  [/\.webp$/, 'image/webp'],
  [/\.avif$/, 'image/avif'],
  [/\.gif$/, 'image/gif'],
  [/\.css$/, 'text/css; charset=utf-8'],
];

function send(response: ServerResponse, path: string, bytes: string | Uint8Array): true {
  const type = MEDIA_TYPES.find(([ending]) => ending.test(path))?.[1];
  response.setHeader('content-type', type ?? 'application/octet-stream');
  response.end(bytes);
  return true;
}
