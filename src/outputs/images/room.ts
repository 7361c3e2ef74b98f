import { readFile } from 'node:fs/promises';
import type { Edition } from '../../catalog/edition.ts';
import { variantAddress } from '../../views/picture-sources.ts';
import { assetsOf } from '../files/room.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';
import { encodePicture } from './encode.ts';
import { PictureStore } from './store.ts';

/** Smaller files of pictures: only of those that a text of this edition shows. */
export const room: OutputRoom = {
  name: 'images',
  once: true,
  async *emit(edition: Edition, { pictures }: RoomContext): AsyncGenerator<OutputFile> {
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
      let bytes = store.bytes(made.key);
      if (bytes === null) {
        // Damaged since this build began, or in a place that looking at its head doesn't show.
        const encoded = await encodePicture(picture, await readFile(source));
        store.write(made.key, encoded);
        bytes = encoded.map((one) => one.bytes);
      }
      for (const [index, address] of addresses.entries()) {
        yield { path: address.slice(1), bytes: bytes[index] ?? new Uint8Array() };
      }
    }
  },
};
