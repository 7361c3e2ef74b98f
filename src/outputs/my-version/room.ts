import type { Edition } from '../../catalog/edition.ts';
import { toFile } from '../../model/address.ts';
import { myVersionAddress, myVersionData } from '../../views/my-version.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

/** What readers of an edition choose their own version from. */
export const room: OutputRoom = {
  name: 'my-version',
  *emit(edition: Edition, { page }: RoomContext): Generator<OutputFile> {
    if (edition.releases.length === 0) return;
    const bytes = `${JSON.stringify(myVersionData(page))}\n`;
    yield { path: toFile(myVersionAddress(edition)), bytes };
  },
};
