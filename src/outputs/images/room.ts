import { readFile } from 'node:fs/promises';
import type { Edition } from '../../catalog/edition.ts';
import type { Picture } from '../../catalog/pictures/format.ts';
import { variantAddress } from '../../views/picture-sources.ts';
import { assetsOf } from '../files/room.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';
import { encodePicture } from './encode.ts';
import { PictureStore } from './store.ts';

/** The bytes of variants: as they are kept, or made again where they were damaged meanwhile. */
async function bytesOf(
  store: PictureStore,
  key: string,
  picture: Picture,
  source: string,
): Promise<Uint8Array[]> {
  const kept = store.bytes(key);
  if (kept !== null) return kept;
  const encoded = await encodePicture(picture, await readFile(source));
  store.write(key, encoded);
  return encoded.map(({ bytes }) => bytes);
}

/** Smaller files of pictures: only of those that a text of this edition shows. */
export const room: OutputRoom = {
  name: 'images',
  once: true,
  async *emit(edition: Edition, { pictures, isThere }: RoomContext): AsyncGenerator<OutputFile> {
    if (pictures === undefined) return;
    const store = new PictureStore(pictures.folder);
    // Two files of one name and the same bytes are one file.
    const written = new Set<string>();
    for (const { path, source, picture } of assetsOf(edition)) {
      const made = picture === undefined ? undefined : pictures.shelf.get(picture.hash);
      if (picture === undefined || made === undefined) continue;
      const addresses = made.variants.map((one) => variantAddress(edition, path, made.key, one));
      if (addresses[0] === undefined || written.has(addresses[0])) continue;
      written.add(addresses[0]);
      const files = made.variants.map((variant, index) => ({
        path: (addresses[index] ?? '').slice(1),
        known: { digest: `${made.key} ${index}`, size: variant.bytes },
      }));
      const isAllThere = files.every(({ path: own, known }) => isThere?.(own, known.digest));
      const bytes = isAllThere ? [] : await bytesOf(store, made.key, picture, source);
      for (const [index, file] of files.entries()) {
        yield { ...file, bytes: bytes[index] ?? new Uint8Array() };
      }
    }
  },
};
