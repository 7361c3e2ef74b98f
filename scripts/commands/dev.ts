import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineFolder } from '../../src/site/engine.ts';
import type { CommandIo } from './command.ts';
import { clockOf, portalOptions, portalUsage, rootOf, UsageError } from './options.ts';

export const name = 'dev';

export const usage = `gazette dev [options]

${portalUsage}
  --port PORT        port of the server (default: 4321)
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
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TypeError)) throw error;
    io.stderr.write(`gazette dev: ${error.message}\n\n${usage}`);
    return 2;
  }
  const astro = join(engineFolder, 'node_modules', 'astro', 'bin', 'astro.mjs');
  // Several portals may be served at once: each by a server of its own, with the same code.
  const args = [astro, 'dev', '--root', engineFolder, '--ignore-lock'];
  if (values.port !== undefined) args.push('--port', values.port);
  if (values.host !== undefined) args.push('--host', values.host);
  const child = spawn(process.execPath, args, {
    cwd: engineFolder,
    stdio: 'inherit',
    env: {
      ...process.env,
      GAZETTE_ROOT: rootOf(values.root),
      ...(values.today === undefined ? {} : { GAZETTE_TODAY: values.today }),
      ASTRO_TELEMETRY_DISABLED: '1',
    },
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 0);
    });
  }).finally(() => {
    for (const signal of signals) process.off(signal, forward);
  });
}
