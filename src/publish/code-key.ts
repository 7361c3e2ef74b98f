import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';

const { version, versions } = process;

/** A system's own ICU may be another with the same Node. */
const NODE = [version, versions['icu'], versions['unicode'], versions['tz']].join(' ');

/** What packages are to be installed, and which are: they differ when somebody installed others. */
const PACKAGES = ['package-lock.json', 'node_modules/.package-lock.json'];

/**
 * A key of Gazette's own code: folders of it, its configuration, its dependencies and Node with what it
 * knows of languages and time zones. What was made by other code is never used again.
 */
export function codeKey(engine: string, folders = ['src']): string {
  return keysOf(engine, folders).all;
}

/** Keys of Gazette's own code. */
export interface CodeKeys {
  /** Of all of it, as `codeKey`: what pages look like follows from it. */
  readonly all: string;
  /** Of all but the templates, which nothing but Astro's bundle of them reads (`scripts/lint/rooms.mjs` sees to it). */
  readonly engine: string;
}

/** Reads the code once for both. */
export function codeKeys(engine: string): CodeKeys {
  return keysOf(engine, ['src']);
}

/** What only templates are made from: themselves, their scripts for browsers, and how they look. */
const TEMPLATES = /^src\/(?:components|pages|styles)\//;

function keysOf(engine: string, folders: readonly string[]): CodeKeys {
  const all = createHash('sha256').update(NODE);
  const own = createHash('sha256').update(NODE);
  const files = ['astro.config.mjs', ...PACKAGES, 'tsconfig.json'];
  for (const folder of folders) {
    const names = filesBelow(join(engine, folder)).filter((file) => !file.endsWith('.md'));
    files.push(...names.map((file) => `${folder}/${file}`));
  }
  // One after the other, and waited for: for hundreds of small files anything else takes ten times as long.
  for (const file of files) {
    const bytes = bytesOf(join(engine, file));
    all.update(`\0${file}\0`).update(bytes);
    if (!TEMPLATES.test(file)) own.update(`\0${file}\0`).update(bytes);
  }
  return { all: short(all), engine: short(own) };
}

function short(digest: Hash): string {
  return digest.digest('hex').slice(0, 16);
}

function bytesOf(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch {
    return '';
  }
}
