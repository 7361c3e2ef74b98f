import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNewEnough, ownNode } from '../../../scripts/own-node.mjs';
import { removeFolder, temporaryFolder } from '../../support/portal.ts';

const launcher = path.resolve(import.meta.dirname, '../../../scripts/own-node.mjs');

describe('the Node that runs Gazette', () => {
  it.each([
    ['18.0.0', false],
    ['20.20.2', false],
    ['22.12.0', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.0.0', true],
    ['24.21.0', true],
    ['100.0.0', true],
  ])('%s runs TypeScript as it stands: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });

  it('comes with the packages, and is new enough', () => {
    const node = ownNode();
    expect(node).toBeDefined();
    const { stdout } = spawnSync(String(node), ['--version'], { encoding: 'utf8' });
    expect(isNewEnough(stdout.trim().slice(1))).toBe(true);
  });
});

describe('the command', () => {
  const command = path.resolve(import.meta.dirname, '../../../scripts/gazette.mjs');
  const nodes = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'node'))
    .filter((file) => existsSync(file));

  // The machine's own is often older: it has to read the file that starts the other.
  it.each([...new Set(nodes)])('starts with %s', (node) => {
    const { status, stdout, stderr } = spawnSync(node, [command, 'help'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('gazette <command>');
    expect(status).toBe(0);
  });
});

describe('running again under it', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder('own-node');
  });
  afterAll(() => removeFolder(folder));

  /** A command as an older Node would run it: the first round is made to start the second. */
  function run(then: string, options: { input?: string; args?: string[] } = {}) {
    const file = path.join(folder, 'command.mjs');
    writeFileSync(
      file,
      `if (process.env.GAZETTE_OWN_NODE === '1') { ${then} }
      else (await import(${JSON.stringify(launcher)})).runAgainUnderOwnNode();`,
    );
    return spawnSync(process.execPath, [file, ...(options.args ?? [])], {
      encoding: 'utf8',
      input: options.input ?? '',
    });
  }

  it('keeps the exit code and both streams', () => {
    const ran = run("process.stdout.write('out'); process.stderr.write('err'); process.exit(3)");
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([3, 'out', 'err']);
  });

  it('keeps what is read', () => {
    const ran = run('process.stdin.pipe(process.stdout)', { input: 'line\n' });
    expect(ran.stdout).toBe('line\n');
  });

  it('keeps the arguments as they are, empty ones and spaces too', () => {
    const ran = run('process.stdout.write(JSON.stringify(process.argv.slice(2)))', {
      args: ['--a', 'b c', ''],
    });
    expect(ran.stdout).toBe('["--a","b c",""]');
  });

  it('ends by the signal that ended it', () => {
    const ran = run("process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 5000)");
    expect(ran.signal).toBe('SIGTERM');
  });
});
