import { parseArgs } from 'node:util';
import type { DevServer as Server } from '../../src/site/dev/dev-server.ts';
import { engineFolder } from '../../src/site/engine.ts';
import type { CommandIo } from './command.ts';
import { clockOf, portalOptions, portalUsage, rootOf, UsageError } from './options.ts';

export const name = 'dev';

export const usage = `gazette dev [options]

${portalUsage}
  --port PORT        port of the server (default: 4321, or the next that is free)
  --host ADDRESS     address to listen on (default: localhost)

Pages appear as they will be built and reload when a note is saved. Search comes with a build.
`;

/** Runs `gazette dev` until it is interrupted. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: { ...portalOptions, port: { type: 'string' }, host: { type: 'string' } },
    }));
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
    if (values.today !== undefined) clockOf(values.today);
    portOf(values.port);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TypeError)) throw error;
    io.stderr.write(`gazette dev: ${error.message}\n\n${usage}`);
    return 2;
  }
  const { DevServer, PortInUse } = await import('../../src/site/dev/dev-server.ts');
  const host = values.host ?? 'localhost';
  const place = { host, port: portOf(values.port), isOther: values.port === undefined };
  const source = { root: rootOf(values.root), engine: engineFolder, today: values.today };
  let server: Server;
  try {
    server = await DevServer.open(source, place, {
      info: (text) => io.stdout.write(`${text}\n`),
      error: (text) => io.stderr.write(`${text}\n`),
    });
  } catch (error) {
    if (!(error instanceof PortInUse)) throw error;
    io.stderr.write(`gazette dev: ${error.message}\n  Name another: --port ${place.port + 1}\n`);
    return 1;
  }
  if (place.port !== 0 && server.port !== place.port) {
    io.stdout.write(`Something else listens on port ${place.port}.\n`);
  }
  io.stdout.write(`The portal is at http://${host}:${server.port}/ (Ctrl+C ends it)\n`);
  return new Promise<number>((resolve, reject) => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, end);
      server.close().then(() => {
        resolve(0);
      }, reject);
    };
    for (const signal of signals) process.on(signal, end);
  });
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @throws UsageError for what is no port */
function portOf(text: string | undefined): number {
  const port = Number(text ?? 4321);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port is ${text}: expected 0 to 65535`);
  }
  return port;
}
