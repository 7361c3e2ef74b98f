/**
 * Completes package-lock.json: `npm run lock`, after every `npm install`.
 *
 * Packages with native parts (Astro's compiler, Pagefind, …) name one optional package for each
 * platform. npm leaves out of the lock file those that the registry in use doesn't carry, and then
 * `npm ci` refuses the lock file as out of step. This adds what the lock file's own packages name,
 * at the exact version they name, for the platform that other versions of it are for.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import semver from 'semver';

/** The lock entry that a package at `from` finds under a name, by Node's way through the folders. */
function resolve(packages, from, name) {
  for (let place = from; ;) {
    const key = `${place === '' ? '' : `${place}/`}node_modules/${name}`;
    if (packages[key] !== undefined) return packages[key];
    if (place === '') return undefined;
    const up = place.lastIndexOf('/node_modules/');
    place = up === -1 ? '' : place.slice(0, up);
  }
}

/** What the packages of a lock file name as optional at an exact version, and it doesn't hold. */
export function missing(lock) {
  const found = [];
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const there = resolve(lock.packages, from, name);
      if (there !== undefined && semver.satisfies(there.version, range)) continue;
      found.push({ from, name, range, dev: entry.dev === true });
    }
  }
  return found;
}

function main() {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = missing(lock);
  for (const { from, name, range, dev } of added) {
    if (semver.valid(range) === null) {
      process.stderr.write(
        `${from} wants ${name}@${range}, which is no exact version: not added\n`,
      );
      process.exitCode = 1;
      continue;
    }
    const answer = execFileSync('npm', ['view', name, 'os', 'cpu', 'libc', '--json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { os, cpu, libc } = JSON.parse(answer || '{}');
    const list = (value) => (value === undefined ? undefined : [value].flat());
    lock.packages[`${from}/node_modules/${name}`] = {
      version: range,
      cpu: list(cpu),
      ...(dev ? { dev } : {}),
      libc: list(libc),
      optional: true,
      os: list(os),
    };
    process.stdout.write(`added ${name}@${range}, for ${from}\n`);
  }
  if (added.length === 0) process.stdout.write('package-lock.json is complete\n');
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
