import { addDays, day } from '../model/day.ts';
import type { Day } from '../model/day.ts';
import { readKeys } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import type { SourceFile } from './importer.ts';
import { asVersion } from './source-versions.ts';

/** What `reno cache` found out from git: the version of each note, and the day of each version. */
export interface RenoCache {
  /** Version by the file name of the note. */
  readonly versions: ReadonlyMap<string, string>;
  readonly days: ReadonlyMap<string, Day>;
  /** Sections of notes, by file name: a cache may come without the notes themselves. */
  readonly contents: ReadonlyMap<string, FrontMatter['keys']>;
  readonly findings: FrontMatter['findings'];
}

/**
 * Reads a `reno.cache` (https://docs.openstack.org/reno/latest/user/usage.html#cache): notes don't say
 * which release they belong to, git tags do, and this file holds what they say. Days are those of the
 * tags in UTC, as the cache has seconds since 1970.
 */
export function readRenoCache(source: SourceFile): RenoCache {
  const versions = new Map<string, string>();
  const days = new Map<string, Day>();
  const contents = new Map<string, FrontMatter['keys']>();
  const { keys, findings, lineOf } = readKeys(source.text, source.path, 1);
  for (const entry of listOf(keys.get('notes')?.value)) {
    const version = asVersion(textOf(entry, 'version'));
    if (version === null) continue;
    for (const file of listOf(fieldOf(entry, 'files'))) {
      const name: unknown = Array.isArray(file) ? file[0] : file;
      if (typeof name === 'string') versions.set(baseName(name), version);
    }
  }
  for (const entry of listOf(keys.get('dates')?.value)) {
    const version = asVersion(textOf(entry, 'version'));
    const seconds = /^\d{1,11}$/u.exec(textOf(entry, 'date'))?.[0];
    if (version === null || seconds === undefined) continue;
    days.set(version, addDays(day('1970-01-01'), Math.floor(Number(seconds) / 86_400)));
  }
  const files = keys.get('file-contents')?.value;
  for (const [name, note] of Object.entries(isFields(files) ? files : {})) {
    if (!isFields(note)) continue;
    const sections = Object.entries(note).map(
      ([key, value]): [string, { value: unknown; line: number }] => [
        key,
        { value, line: lineOf(['file-contents', name, key]) ?? 1 },
      ],
    );
    contents.set(baseName(name), new Map(sections));
  }
  return { versions, days, contents, findings };
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
