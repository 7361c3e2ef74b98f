import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { answerTo, type Answer } from './answers.ts';
import { DevPortal, type DevLog, type DevSource } from './dev-portal.ts';
import { EVENTS, withScript, type Told } from './page-script.ts';
import { Templates } from './templates.ts';

/** Scripts, styles and whatever else Vite makes. */
const VITE = /^\/(?:@|node_modules\/|src\/|_image)/;

/** So many ports are tried when nobody has named one. */
const MOST_PORTS = 20;

/** Where to listen. */
export interface DevPlace {
  readonly host: string;
  readonly port: number;
  /** Whether another port will do when something else listens there. */
  readonly isOther: boolean;
}

/** Something else listens where the server should. */
export class PortInUse extends Error {}

/** Serves a portal while it is being written: each page is made when it is asked for. */
export class DevServer {
  readonly #server: Server;
  /** Pages that listen for edits. */
  readonly #pages = new Set<ServerResponse>();
  /** Tells this server's readings from those of the one before it. */
  readonly #name = randomUUID();
  #templatesChanged = 0;
  #portal: DevPortal | null = null;
  #templates: Promise<Templates> | null = null;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        this.#failed(response, error);
      });
    });
    this.#server.on('upgrade', (request, socket, head) => {
      void this.#templates
        ?.then(async ({ astro }) => {
          if (astro === null) socket.destroy();
          else await astro.forwardUpgrade(request, socket, head);
        })
        .catch(() => socket.destroy());
    });
  }

  /**
   * Listens, and then begins to read the portal. Whoever asks for a page meanwhile waits for it.
   *
   * @throws PortInUse
   */
  static async open(source: DevSource, place: DevPlace, log: DevLog): Promise<DevServer> {
    const server = new DevServer();
    await server.#listen(place);
    const tell = (): void => {
      server.#tell();
    };
    server.#templates = Templates.open(
      source.engine,
      () => {
        server.#templatesChanged += 1;
        tell();
      },
      (text) => {
        log.error(text);
      },
    );
    server.#portal = DevPortal.open(source, log, tell);
    return server;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    for (const page of this.#pages) page.end();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await Promise.all([closed, this.#portal?.close(), this.#templates?.then((all) => all.close())]);
  }

  async #listen({ host, port, isOther }: DevPlace): Promise<void> {
    for (let at = port; ; at += 1) {
      try {
        this.#server.listen(at, host);
        await once(this.#server, 'listening');
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        if (!isOther || at >= port + MOST_PORTS) {
          throw new PortInUse(`Something else listens on port ${at} of ${host}.`);
        }
      }
    }
  }

  /** Names what pages are made of by now. */
  get #reading(): string {
    return `${this.#name} ${this.#portal?.reading ?? 0} ${this.#templatesChanged}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/' } = request;
    if (url === EVENTS) {
      this.#listenTo(request, response);
      return;
    }
    const templates = await this.#templates;
    if (templates === null || this.#portal === null) throw new Error('The server is not open yet.');
    if (VITE.test(url) && templates.astro !== null) {
      await templates.astro.forward(request, response);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    const editions = await this.#portal.editions();
    // Named before it is made: what changes meanwhile has the page loaded again.
    const reading = this.#reading;
    const answer =
      editions === null
        ? this.#brokenPortal(wantsPage)
        : await answerTo(url, editions, templates, wantsPage);
    if (answer === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
      return;
    }
    const { status, type, bytes, isPage, isForEver } = answer;
    response.writeHead(status, {
      'content-type': type,
      'cache-control': isForEver ? 'public, max-age=31536000, immutable' : 'no-store',
    });
    response.end(isPage ? withScript(String(bytes), reading) : bytes);
  }

  /** There is nothing to show until portal.yaml can be read. */
  #brokenPortal(wantsPage: boolean): Answer | null {
    if (!wantsPage) return null;
    const text = (this.#portal?.errors ?? []).join('\n\n');
    return { ...errorPage('The portal can’t be read', text), status: 500 };
  }

  #failed(response: ServerResponse, error: unknown): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const { type, bytes } = errorPage('This page can’t be made', text);
    response.writeHead(500, { 'content-type': type });
    response.end(withScript(String(bytes), this.#reading));
  }

  #listenTo(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#pages.add(response);
    request.on('close', () => this.#pages.delete(response));
    response.write(this.#event());
  }

  #tell(): void {
    const event = this.#event();
    for (const page of this.#pages) page.write(event);
  }

  #event(): string {
    const told: Told = { reading: this.#reading, findings: this.#portal?.errors ?? [] };
    return `data: ${JSON.stringify(told)}\n\n`;
  }
}

function errorPage(title: string, text: string): Answer {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body style="font:16px/1.5 system-ui;margin:2rem"><h1>${title}</h1>
<pre style="white-space:pre-wrap">${escaped}</pre></body></html>`;
  return { status: 500, type: 'text/html; charset=utf-8', bytes: html, isPage: true };
}
