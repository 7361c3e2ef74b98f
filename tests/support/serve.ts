import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** One request that the server answered. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly status: number;
}

export interface Served {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  /** Every request so far, in the order of their answers. */
  readonly requests: readonly ServedRequest[];
  /** Forgets the requests so far. */
  forget(): void;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Compress text as real hosts do. Off by default, so that sizes are what the files have. */
  readonly gzip?: boolean;
  /** A path that the folder hangs under, as `/notes`; `/` by default. */
  readonly base?: string;
}

/** Media types by ending, as the usual static hosts send them (RFC 9239, 7763, 5545, 4287, JSON Feed). */
const types: Readonly<Record<string, string>> = {
  '.atom': 'application/atom+xml; charset=utf-8',
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.htm': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/vnd.microsoft.icon',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** The media type of a file by its name. */
export function mediaType(file: string): string {
  if (/\.rss\.xml$/i.test(file)) return 'application/rss+xml; charset=utf-8';
  if (/\.atom\.xml$/i.test(file)) return 'application/atom+xml; charset=utf-8';
  return types[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * Serves a folder on a free loopback port as a plain static host does: a folder's index.html, a
 * redirect to the address with the slash, 404.html for what is not there. Reads files at each
 * request, so a rebuilt folder shows at once.
 */
export async function serve(folder: string, options: ServeOptions = {}): Promise<Served> {
  const root = path.resolve(folder);
  const base = `/${(options.base ?? '').replace(/^\/+|\/+$/g, '')}`.replace(/\/$/, '');
  const requests: ServedRequest[] = [];

  const server = createServer((request, response) => {
    response.on('close', () => {
      requests.push({
        method: request.method ?? '',
        url: request.url ?? '',
        status: response.statusCode,
      });
    });
    answer(request, response, { root, base, gzip: options.gzip === true }).catch(
      (error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    forget() {
      requests.length = 0;
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

interface Place {
  readonly root: string;
  readonly base: string;
  readonly gzip: boolean;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { root, base, gzip }: Place,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const [raw = '/', query] = (request.url ?? '/').split('?', 2);
  let pathname: string;
  try {
    pathname = decodeURIComponent(raw);
  } catch {
    response.writeHead(400).end();
    return;
  }
  const file = pathname.startsWith(`${base}/`)
    ? path.join(root, pathname.slice(base.length))
    : undefined;
  // decodeURIComponent lets %2e%2e%2f through: what leaves the folder is not there.
  const inside = file !== undefined && (file === root || file.startsWith(root + path.sep));
  const kind = inside && !pathname.includes('\0') ? await kindOf(file) : undefined;

  if (inside && kind === 'folder' && !pathname.endsWith('/')) {
    const location = `${raw}/${query === undefined ? '' : `?${query}`}`;
    response.writeHead(301, { location }).end();
    return;
  }
  const found =
    !inside || kind === undefined || (kind === 'file' && pathname.endsWith('/'))
      ? undefined
      : kind === 'folder'
        ? path.join(file, 'index.html')
        : file;
  if (found !== undefined && (await kindOf(found)) === 'file') {
    await send(request, response, found, 200, gzip);
    return;
  }
  const notFound = path.join(root, '404.html');
  if ((await kindOf(notFound)) === 'file') await send(request, response, notFound, 404, gzip);
  else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  status: number,
  gzip: boolean,
): Promise<void> {
  const type = mediaType(file);
  const zipped =
    gzip &&
    /^(?:text\/|application\/(?:.*\+)?(?:json|xml)|image\/svg)/.test(type) &&
    /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    ...(zipped ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
  });
  if (request.method === 'HEAD') response.end();
  else if (zipped) await pipeline(createReadStream(file), createGzip(), response);
  else response.end(await readFile(file));
}

async function kindOf(file: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(file);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}
