import { readFile } from 'node:fs/promises';
import type { Edition, EditionAsset } from '../../catalog/edition.ts';
import { withoutMetadata } from '../../catalog/pictures/read-picture.ts';
import { compareText } from '../../model/finding.ts';
import { assetAddress } from '../../views/create-context.ts';
import { allEntries } from '../../views/links.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

/**
 * Images and attachments beside notes: only those that a text of this edition refers to. Pictures are
 * the writers' own, but for what cameras and programs wrote into them, such as where a photo was taken.
 */
export const room: OutputRoom = {
  name: 'files',
  once: true,
  async *emit(edition: Edition, { isThere }: RoomContext): AsyncGenerator<OutputFile> {
    for (const asset of assetsOf(edition)) {
      if (asset.path.startsWith('public/')) continue;
      const path = assetAddress(edition, asset.path).slice(1);
      const { picture } = asset;
      const known = picture && { digest: `clean ${picture.hash}`, size: picture.size };
      if (known !== undefined && isThere?.(path, known.digest) === true) {
        yield { path, bytes: new Uint8Array(), known };
        continue;
      }
      const bytes = withoutMetadata(await readFile(asset.source));
      yield { path, bytes, ...(known && { known }) };
    }
  },
};

/** The files of an edition, each once, by path. */
export function assetsOf(edition: Edition): Omit<EditionAsset, 'reference'>[] {
  const byPath = new Map<string, Omit<EditionAsset, 'reference'>>();
  for (const { assets } of [...allEntries(edition), ...edition.changes]) {
    for (const { reference: _, ...asset } of assets) {
      // What one text links to, another may show.
      if (byPath.get(asset.path)?.picture === undefined) byPath.set(asset.path, asset);
    }
  }
  return [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
}
