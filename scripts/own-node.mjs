/**
 * Gazette's files are TypeScript that Node runs as it stands, which takes Node 22.18 or later.
 * Where the machine has an older one, the `node` package brings its own along.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** True when this Node runs TypeScript files without a flag. */
export function isNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Where the `node` package keeps its program, or undefined when it isn't there. */
export function ownNode() {
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const file = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs this same command again under the Node of the `node` package, with the same arguments,
 * streams and signals, and ends this process as that one ended. Returns only when it can't.
 */
export function runAgainUnderOwnNode() {
  const node = ownNode();
  if (node === undefined || process.env.GAZETTE_OWN_NODE === '1') {
    process.stderr.write(
      `Gazette needs Node 22.18 or later, and this is ${process.versions.node}.\n` +
        'The `node` package usually brings one along, but it is not in node_modules: run `npm ci` ' +
        '(with install scripts allowed), or install a newer Node from https://nodejs.org.\n',
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      // Programs that the command starts find the same Node; a second round here would be a loop.
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
      GAZETTE_OWN_NODE: '1',
    },
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  const forward = (signal) => {
    // A terminal sends Ctrl-C to both processes by itself.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  child.on('error', (error) => {
    process.stderr.write(`Could not run ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1;
      for (const each of signals) process.off(each, forward);
      return;
    }
    // End the same way, so that a shell sees the signal.
    for (const each of signals) process.off(each, forward);
    process.kill(process.pid, signal);
    // Where the signal is not fatal by itself, the shell's own number for it stands in.
    process.exitCode = 128 + (os.constants.signals[signal] ?? 0);
  });
}
