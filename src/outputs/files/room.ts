import { readFile } from 'node:fs/promises';
import type { Edition } from '../../catalog/edition.ts';
import { assetAddress } from '../../views/create-context.ts';
import { allEntries } from '../../views/links.ts';
import type { OutputFile, OutputRoom } from '../output.ts';

/** Images and attachments beside notes: only those that a text of this edition refers to. */
export const room: OutputRoom = {
  name: 'files',
  once: true,
  async *emit(edition: Edition): AsyncGenerator<OutputFile> {
    for (const asset of assetsOf(edition)) {
      yield {
        path: assetAddress(edition, asset.path).slice(1),
        bytes: await readFile(asset.source),
      };
    }
  },
};

/** The files of an edition, each once, by path. */
export function assetsOf(edition: Edition): { path: string; source: string }[] {
  const byPath = new Map<string, string>();
  for (const entry of allEntries(edition)) {
    for (const { path, source } of entry.assets) byPath.set(path, source);
  }
  for (const change of edition.changes) {
    for (const { path, source } of change.assets) byPath.set(path, source);
  }
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, source]) => ({ path, source }));
}
