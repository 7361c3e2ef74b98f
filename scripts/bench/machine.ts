import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hugoVersion } from './site-makers.ts';

/** Where and with what a bench ran. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
  /** Load of the last minute before the bench began: others who share the machine make times longer. */
  readonly load: number;
  readonly node: string;
  /** Commit of Gazette, with `+` where files were changed since; null outside of a repository. */
  readonly commit: string | null;
  /** Versions of what builds are made of. */
  readonly packages: Readonly<Record<string, string>>;
}

const packages = {
  Astro: 'astro',
  Starlight: '@astrojs/starlight',
  'Astro MDX': '@astrojs/mdx',
  Pagefind: 'pagefind',
  Sätteri: 'satteri',
};

export function readMachine(engine: string): Machine {
  const hugo = hugoVersion();
  return {
    cores: os.availableParallelism(),
    processor: os.cpus()[0]?.model ?? 'unknown',
    memory: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    load: os.loadavg()[0] ?? 0,
    node: process.version,
    commit: commitOf(engine),
    packages: {
      ...Object.fromEntries(
        Object.entries(packages).map(([name, folder]) => [name, versionOf(engine, folder)]),
      ),
      ...(hugo === null ? {} : { Hugo: hugo }),
    },
  };
}

function versionOf(engine: string, name: string): string {
  const file = path.join(engine, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function commitOf(engine: string): string | null {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: engine, encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--short=10', 'HEAD');
  if (status !== 0) return null;
  const isChanged = git('status', '--porcelain', '--', 'src', 'scripts', 'locales').stdout !== '';
  return stdout.trim() + (isChanged ? '+' : '');
}
