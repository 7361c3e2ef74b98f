import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

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
  /** Versions of the packages that builds are made of. */
  readonly packages: Readonly<Record<string, string>>;
}

const packages = ['astro', '@astrojs/starlight', '@astrojs/mdx', 'pagefind', 'satteri'];

export function readMachine(engine: string): Machine {
  return {
    cores: os.availableParallelism(),
    processor: os.cpus()[0]?.model ?? 'unknown',
    memory: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    load: os.loadavg()[0] ?? 0,
    node: process.version,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(engine, name)])),
  };
}

function versionOf(engine: string, name: string): string {
  const file = path.join(engine, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
