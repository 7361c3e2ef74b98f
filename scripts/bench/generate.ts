import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gazetteNote, gazettePortal } from './gazette-site.ts';
import type { SiteFile } from './gazette-site.ts';
import { hugoNote, hugoProject } from './hugo-site.ts';
import { benchNotes } from './note.ts';
import { stockNote, stockProject } from './stock-site.ts';
import { benchLocales } from './words.ts';

/** How large a portal is: `notes` releases, each read in every locale by every audience. */
export interface Size {
  readonly notes: number;
  readonly locales: number;
  readonly audiences: number;
}

/** The first reads what is for all; each further one also what is for it alone. */
export const benchAudiences: readonly string[] = ['user', 'admin', 'partner', 'operator'];

/** Pages of notes: what both sides are measured by. Lists and the like come on top. */
export function notePages({ notes, locales, audiences }: Size): number {
  return notes * locales * audiences;
}

/** Every file of a Gazette portal folder of that size. */
export function* gazetteFiles(size: Size): Generator<SiteFile> {
  const { locales, audiences } = names(size);
  yield* gazettePortal(size.notes, locales, audiences);
  for (const note of benchNotes(size.notes, locales, audiences)) yield* gazetteNote(note);
}

/** Every file of a stock Starlight project with the same notes, as one of the audiences reads them. */
export function* stockFiles(size: Size, audience: string): Generator<SiteFile> {
  const { locales, audiences } = names(size);
  yield* stockProject(locales);
  for (const note of benchNotes(size.notes, locales, audiences)) yield* stockNote(note, audience);
}

/** Every file of a Hugo site with the same notes, as one of the audiences reads them. */
export function* hugoFiles(size: Size, audience: string): Generator<SiteFile> {
  const { locales, audiences } = names(size);
  yield* hugoProject(locales);
  for (const note of benchNotes(size.notes, locales, audiences)) yield* hugoNote(note, audience);
}

/** The names of a size's locales and audiences. Throws a RangeError for more than there are. */
export function names({ locales, audiences }: Size): {
  locales: readonly string[];
  audiences: readonly string[];
} {
  return {
    locales: first(benchLocales, locales, 'locales'),
    audiences: first(benchAudiences, audiences, 'audiences'),
  };
}

function first(all: readonly string[], count: number, what: string): readonly string[] {
  if (count < 1 || count > all.length) {
    throw new RangeError(`${count} ${what}: expected 1 to ${all.length}`);
  }
  return all.slice(0, count);
}

/** Writes a site into a folder that is emptied first; the number of its files and their bytes. */
export async function writeSite(
  folder: string,
  files: Iterable<SiteFile>,
): Promise<{ files: number; bytes: number }> {
  await rm(folder, { recursive: true, force: true });
  const made = new Set<string>();
  let count = 0;
  let bytes = 0;
  for (const [name, text] of files) {
    const target = path.join(folder, name);
    const parent = path.dirname(target);
    if (!made.has(parent)) {
      await mkdir(parent, { recursive: true });
      made.add(parent);
    }
    await writeFile(target, text);
    count += 1;
    bytes += Buffer.byteLength(text);
  }
  return { files: count, bytes };
}
