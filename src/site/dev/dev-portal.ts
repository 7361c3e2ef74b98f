import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edition } from '../../catalog/edition.ts';
import { NoteCache } from '../../catalog/note-cache.ts';
import { createTranslate } from '../../language/strings.ts';
import { pageAddress, toFile } from '../../model/address.ts';
import { readClock } from '../../model/clock.ts';
import type { Finding } from '../../model/finding.ts';
import type { OutputFile } from '../../outputs/output.ts';
import { filesOf } from '../../outputs/rooms.ts';
import type { PageContext } from '../../outputs/pages/contents/content.ts';
import { pageModel } from '../../outputs/pages/page-model.ts';
import { planPages, type PlannedPage } from '../../outputs/pages/plan.ts';
import {
  contextOf,
  counterpartsOf,
  editionsOf,
  pageContextOf,
  portalCache,
  readPortal,
  type Portal,
} from '../../publish/portal.ts';
import { cacheFolder, engineFolder } from '../engine.ts';

interface DevEdition {
  readonly edition: Edition;
  readonly context: PageContext;
  readonly pages: ReadonlyMap<string, PlannedPage>;
  /** Feeds, redirects, data and files; made when the first of them is asked for. */
  outputs: Promise<ReadonlyMap<string, OutputFile>> | null;
}

// Where Astro's development server looks for the locals of a request.
const ASTRO_LOCALS = Symbol.for('astro.locals');

/** The portal that `gazette dev` shows: read when it starts and again after each edit. */
export class DevPortal {
  readonly #root: string;
  readonly #today: string | undefined;
  readonly #env: NodeJS.ProcessEnv;
  readonly #tell: (text: string) => void;
  /** What was read of the notes: an edit of one reads that one again. */
  #memory: NoteCache | null = null;
  #portal: Portal | null = null;
  #editions: DevEdition[] = [];
  #findings: readonly Finding[] = [];
  #loading: Promise<void> = Promise.resolve();

  private constructor(env: NodeJS.ProcessEnv, tell: (text: string) => void) {
    this.#env = env;
    this.#root = env['GAZETTE_ROOT'] ?? engineFolder;
    this.#today = env['GAZETTE_TODAY'];
    this.#tell = tell;
  }

  /** @param env `GAZETTE_ROOT` and `GAZETTE_TODAY`, as `gazette dev` sets them */
  static async open(env: NodeJS.ProcessEnv, tell: (text: string) => void): Promise<DevPortal> {
    const portal = new DevPortal(env, tell);
    await portal.reload();
    return portal;
  }

  /** Folders in which an edit changes what is shown. */
  get watched(): string[] {
    return ['content', 'locales', 'public'].map((folder) => join(this.#root, folder));
  }

  /** Reads the portal again. While it has errors, the last good one stays, and pages say so. */
  reload(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#read());
    return this.#loading;
  }

  async #read(): Promise<void> {
    const clock = readClock({ today: this.#today, env: this.#env });
    if (this.#memory === null) {
      const { folder, code } = await portalCache(
        join(cacheFolder(), 'notes'),
        this.#root,
        engineFolder,
      );
      // Read from, never written: trees are kept with their code highlighted, which takes long.
      this.#memory = NoteCache.open(folder, code);
    }
    const { portal, findings } = await readPortal(this.#root, engineFolder, clock, this.#memory);
    this.#findings = findings.filter(({ severity }) => severity === 'error');
    for (const finding of this.#findings) this.#tell(describe(finding));
    if (portal === null) return;
    this.#portal = portal;
    const editions = editionsOf(portal);
    const pagesOf = (audience: string): ReadonlySet<string> => {
      const own = editions.find((edition) => edition.audience.id === audience);
      return new Set(own && planPages(own).map(({ path }) => path));
    };
    const counterparts = new Map(
      portal.catalog.audiences.ids.map((id) => [id, counterpartsOf(portal, id, pagesOf)]),
    );
    const codeCache = new Map<string, string>();
    this.#editions = editions.map((edition) => {
      const context = contextOf(portal, edition, { codeCache });
      const known = counterparts.get(edition.audience.id) ?? new Map();
      return {
        edition,
        context: pageContextOf(portal, context, known, false),
        pages: new Map(
          planPages(edition).map((page) => [`/${toFile(pageAddress(edition, page.path))}`, page]),
        ),
        outputs: null,
      };
    });
  }

  /** Answers a request, or prepares it for Astro. True when nothing is left to do. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = this.#pathOf(request.url ?? '/');
    if (path === null || this.#portal === null) {
      return this.#portal === null ? this.#tellErrors(request, response) : false;
    }
    const file = path.endsWith('/') ? `${path}index.html` : path;
    for (const dev of this.#editions) {
      const page = dev.pages.get(file);
      if (page) {
        this.#prepare(request, dev, page);
        return false;
      }
      const output = (await this.#outputs(dev)).get(file.slice(1));
      if (output) return send(response, output.path, output.bytes);
    }
    if (this.#portal.publicFiles.has(path)) {
      return send(response, path, await readFile(join(this.#root, 'public', path)));
    }
    if (!isPageRequest(request, path)) return false;
    const lost = this.#editions.find(({ pages }) => pages.has('/404.html'));
    const notFound = lost?.pages.get('/404.html');
    if (lost && notFound) {
      response.statusCode = 404;
      this.#prepare(request, lost, notFound);
    }
    return false;
  }

  #prepare(request: IncomingMessage, dev: DevEdition, page: PlannedPage): void {
    const { code } = dev.edition.locale;
    const strings = this.#portal?.strings.get(code) ?? {};
    const gazette = { page: pageModel(dev.context, page), t: createTranslate(code, strings) };
    Reflect.set(request, ASTRO_LOCALS, { gazette });
    // Astro knows one route; addresses with an ending would be taken for files.
    request.url = '/page/';
  }

  /** The path inside the portal; null outside of its base path. */
  #pathOf(url: string): string | null {
    const base = this.#editions[0]?.edition.portal.base ?? '';
    const path = url.split(/[?#]/)[0] ?? '/';
    if (base !== '' && !path.startsWith(`${base}/`)) return null;
    try {
      return decodeURIComponent(path.slice(base.length));
    } catch {
      return null;
    }
  }

  #outputs(dev: DevEdition): Promise<ReadonlyMap<string, OutputFile>> {
    dev.outputs ??= this.#make(dev);
    return dev.outputs;
  }

  async #make({ edition, context }: DevEdition): Promise<ReadonlyMap<string, OutputFile>> {
    if (this.#portal === null) return new Map();
    const standalone = contextOf(this.#portal, edition, {
      codeCache: new Map(),
      standalone: true,
      page: context,
    });
    const outputs = new Map<string, OutputFile>();
    for await (const file of filesOf(edition, { page: context, standalone })) {
      outputs.set(file.path, file);
    }
    return outputs;
  }

  #tellErrors(request: IncomingMessage, response: ServerResponse): boolean {
    if (!isPageRequest(request, request.url ?? '/')) return false;
    response.statusCode = 500;
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(this.#findings.map(describe).join('\n\n'));
    return true;
  }
}

function describe({ file, line, field, message, fix }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place} ${field === undefined ? '' : `${field}: `}${message}${fix ? `\n  ${fix}` : ''}`;
}

function isPageRequest(request: IncomingMessage, path: string): boolean {
  return (
    !/^\/(?:@|node_modules\/|src\/|_image)/.test(path) &&
    (request.headers.accept ?? '').includes('text/html')
  );
}

const MEDIA_TYPES: readonly [ending: RegExp, type: string][] = [
  [/\.html$/, 'text/html; charset=utf-8'],
  [/\.xml$/, 'application/xml; charset=utf-8'],
  [/\.json$/, 'application/json; charset=utf-8'],
  [/\.svg$/, 'image/svg+xml'],
  [/\.png$/, 'image/png'],
  [/\.jpe?g$/, 'image/jpeg'],
  [/\.webp$/, 'image/webp'],
  [/\.css$/, 'text/css; charset=utf-8'],
];

function send(response: ServerResponse, path: string, bytes: string | Uint8Array): true {
  const type = MEDIA_TYPES.find(([ending]) => ending.test(path))?.[1];
  response.setHeader('content-type', type ?? 'application/octet-stream');
  response.end(bytes);
  return true;
}
