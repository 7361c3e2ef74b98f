import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import type { PageModel } from '../../views/page.ts';

/** What Astro's process is sent for each page, and nothing else of the portal. */
export interface PageOrder {
  readonly page: PageModel;
  /** The interface strings of its locale, as JSON: the same for many pages. */
  readonly strings: string;
}

/** Marks requests for pages. No page of a browser can send it without being asked for leave first. */
export const PAGE_HEADER = 'x-gazette-page';

/** Where it listens, as Astro's process tells it. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Files of the engine that somebody has written to, as Astro's process is told, and tells when it knows. */
export interface Edited {
  readonly edited: readonly string[];
}

/**
 * Astro's own development server in a process of its own: it renders pages by the templates as they are
 * at the moment, and has Vite's scripts and styles, which change in the browser while somebody edits them.
 */
export class AstroChild {
  readonly #child: ChildProcess;
  readonly #address: Promise<Address>;

  private constructor(child: ChildProcess, onEdited: () => void) {
    this.#child = child;
    this.#address = new Promise((resolve, reject) => {
      child.on('message', (told: Address | Edited) => {
        if ('edited' in told) onEdited();
        else resolve(told);
      });
      child.once('error', reject);
      child.once('exit', () => {
        reject(new Error('Astro ended: the templates can’t be rendered. Start the server again.'));
      });
    });
    // Whoever waits for it is told; nobody may be waiting yet.
    this.#address.catch(() => undefined);
  }

  /**
   * @param engine folder of Gazette itself, whose templates it renders
   * @param onEdited called when it knows of what `edited` told it
   */
  static start(engine: string, tell: (text: string) => void, onEdited: () => void): AstroChild {
    const astro = join(engine, 'node_modules', 'astro', 'bin', 'astro.mjs');
    // Several portals may be served at once: each by a server of its own, with the same code.
    const args = [astro, 'dev', '--root', engine, '--ignore-lock', '--port', '14321'];
    const child = spawn(process.execPath, args, {
      cwd: engine,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'development' },
      // A terminal sends Ctrl-C to all at once: this one ends when it is told to.
      detached: true,
    });
    // What it says on its way is for whoever runs Astro by itself.
    child.stdout?.resume();
    child.stderr?.on('data', (data: Buffer) => {
      tell(data.toString());
    });
    return new AstroChild(child, onEdited);
  }

  /** Tells it of files that somebody has written to, when it listens: it watches none itself. */
  async edited(files: readonly string[]): Promise<void> {
    await this.#address;
    const message: Edited = { edited: files };
    this.#child.send(message);
  }

  /** Renders a page. A template with an error gives Vite's page that tells of it. */
  async render(order: PageOrder): Promise<{ status: number; html: string }> {
    const { host, port } = await this.#address;
    const response = await fetch(`http://${inUrl(host)}:${port}/page/`, {
      method: 'POST',
      headers: { [PAGE_HEADER]: '1', 'content-type': 'application/json', accept: 'text/html' },
      body: JSON.stringify(order),
    });
    return { status: response.status, html: await response.text() };
  }

  /** Asks for all that a page brings along, so that none of it has to be made when it is wanted. */
  async warm(order: PageOrder): Promise<void> {
    const { host, port } = await this.#address;
    const { html } = await this.render(order);
    for (const [, path] of html.matchAll(/<script[^>]* src="(\/[^"]+)"/g)) {
      await fetch(`http://${inUrl(host)}:${port}${path}`).then((response) => response.text());
    }
  }

  /** Hands a request on: for scripts, styles and whatever else Vite makes. */
  async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, port } = await this.#address;
    const { method, url, headers } = request;
    const onward = ask({ host, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  }

  /** Hands on the connection by which Vite tells pages of edits. */
  async forwardUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { host, port } = await this.#address;
    const { method, url, headers } = request;
    const onward = ask({ host, port, method, path: url, headers });
    const end = (): void => void socket.destroy();
    onward.on('error', end);
    socket.on('error', () => onward.destroy());
    onward.on('response', end);
    onward.on('upgrade', ({ rawHeaders, statusMessage }, upstream: Duplex) => {
      const lines = [`HTTP/1.1 101 ${statusMessage}`];
      for (let at = 0; at < rawHeaders.length; at += 2) {
        lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
      }
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      upstream.on('error', end);
      socket.on('error', () => upstream.destroy());
      socket.on('close', () => upstream.destroy());
      upstream.on('close', end);
      upstream.pipe(socket).pipe(upstream);
      if (head.length > 0) upstream.write(head);
    });
    onward.end();
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
