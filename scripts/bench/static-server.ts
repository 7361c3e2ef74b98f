import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** A request that was answered. */
export interface Answered {
  readonly path: string;
  /** The body as it went over the wire. */
  readonly bytes: number;
  readonly isScript: boolean;
}

export interface StaticServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Every answer since the last call. */
  take(): Answered[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
};

/**
 * Serves a folder on loopback as a good static host does: text is gzipped, and once for all, so that
 * no reader waits for the compression.
 */
export async function serveStatic(folder: string): Promise<StaticServer> {
  const answered: Answered[] = [];
  const bodies = new Map<string, Promise<Buffer>>();
  const server = createServer((request, response) => {
    const url = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path.join(folder, url.endsWith('/') ? `${url}index.html` : url);
    const extension = path.extname(file);
    const type = types[extension];
    const body = bodies.get(file) ?? bodyOf(file, type !== undefined);
    bodies.set(file, body);
    body.then(
      (bytes) => {
        answered.push({ path: url, bytes: bytes.byteLength, isScript: extension === '.js' });
        response.writeHead(200, {
          'content-type':
            type === undefined ? 'application/octet-stream' : `${type}; charset=utf-8`,
          ...(type === undefined ? {} : { 'content-encoding': 'gzip' }),
        });
        response.end(bytes);
      },
      () => {
        answered.push({ path: url, bytes: 0, isScript: false });
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    take: () => answered.splice(0),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(file: string, isText: boolean): Promise<Buffer> {
  if (!(await stat(file)).isFile()) throw new Error(`${file} is no file.`);
  const bytes = await readFile(file);
  return isText ? gzipSync(bytes) : bytes;
}
