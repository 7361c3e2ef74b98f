import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect } from 'vitest';

const repository = path.resolve(import.meta.dirname, '../..');

/** A development server that runs, for a portal folder of its own. */
export interface DevServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** All that it has said so far. */
  log(): string;
  /** Asks for a page as a browser does. */
  get(address: string): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

/**
 * Starts `gazette dev` and waits until it listens.
 *
 * @param engine folder of the engine that serves it
 */
export async function startDev(root: string, engine = repository): Promise<DevServer> {
  const port = await freePort();
  const command = path.join(engine, 'scripts/gazette.mjs');
  const args = ['dev', '--root', root, '--port', String(port), '--today', '2026-11-21'];
  // Astro answers nothing where it is told that a test runs it.
  const { NODE_ENV: _mode, VITEST: _vitest, ...env } = process.env;
  const child = spawn(process.execPath, [command, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (data: Buffer): void => {
      log += data.toString();
      if (log.includes(`localhost:${port}`)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => {
      reject(new Error(`The development server ended:\n${log}`));
    });
  });
  await ready;
  const origin = `http://localhost:${port}`;
  return {
    origin,
    log: () => log,
    async get(address) {
      const response = await fetch(origin + address, { headers: { accept: 'text/html' } });
      return { status: response.status, text: await response.text() };
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      // What the command started has ended with it.
      await expect(fetch(origin)).rejects.toThrow();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
