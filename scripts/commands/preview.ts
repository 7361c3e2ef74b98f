import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import type { CommandIo } from './command.ts';
import { fromHere, portalOptions, rootOf } from './options.ts';

export const name = 'preview';

export const usage = `gazette preview [options]

  --root DIR         the portal folder (default: GAZETTE_ROOT, else the reference portal)
  --out DIR          the folder that was built (default: dist in the portal folder)
  --base PATH        path under which it is served, as in the site's address (default: /)
  --port PORT        port of the server (default: 4321; 0 picks a free one)
  --host ADDRESS     address to listen on (default: localhost)
`;

/** Runs `gazette preview` until it is interrupted. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        ...portalOptions,
        out: { type: 'string' },
        base: { type: 'string', default: '' },
        port: { type: 'string', default: '4321' },
        host: { type: 'string', default: 'localhost' },
      },
    }));
  } catch (error) {
    io.stderr.write(`gazette preview: ${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (values.help === true) {
    io.stdout.write(usage);
    return 0;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    io.stderr.write(`gazette preview: --port is ${values.port}: expected 0 to 65535\n\n${usage}`);
    return 2;
  }
  const out = values.out === undefined ? join(rootOf(values.root), 'dist') : fromHere(values.out);
  if (!existsSync(out)) {
    io.stderr.write(`gazette preview: there is nothing at ${out}: run gazette build first.\n`);
    return 1;
  }
  const base = values.base.replace(/\/$/, '');
  const server = createServer(handler(out, base));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, values.host, () => {
      const address = server.address();
      const shown = typeof address === 'object' && address !== null ? address.port : port;
      io.stdout.write(`The portal is at http://${values.host}:${shown}${base}/ (Ctrl+C ends it)\n`);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        server.closeAllConnections();
        server.close(() => {
          resolve(0);
        });
      });
    }
  });
}

/** Serves a folder under a base path; what is not there gets the nearest `404.html`. */
function handler(
  out: string,
  base: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const files = sirv(out, { dev: true, etag: true });
  return (request, response) => {
    const url = request.url ?? '/';
    if (base !== '') {
      if (!url.startsWith(`${base}/`)) {
        response.writeHead(302, { location: `${base}/` }).end();
        return;
      }
      request.url = url.slice(base.length);
    }
    files(request, response, () => {
      void notFound(out, request.url ?? '/', response);
    });
  };
}

async function notFound(out: string, url: string, response: ServerResponse): Promise<void> {
  const segments = (url.split('?')[0] ?? '')
    .split('/')
    .filter((segment) => /^[\w-]+$/.test(segment));
  for (let depth = segments.length; depth >= 0; depth -= 1) {
    const page = join(out, ...segments.slice(0, depth), '404.html');
    const html = await readFile(page).catch(() => null);
    if (html === null) continue;
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    return;
  }
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
}
