import type { Edition } from '../../catalog/edition.ts';
import { toFile } from '../../model/address.ts';
import { releaseDataAddress } from '../../model/list-address.ts';
import { releasesByDay } from '../../views/release-list.ts';
import { releaseLine } from '../../views/release-line.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

/** Every release of an edition as data, for the filters of the release list. */
export const room: OutputRoom = {
  name: 'release-data',
  *emit(edition: Edition, { page }: RoomContext): Generator<OutputFile> {
    const items = releasesByDay(edition).map((release) => releaseLine(page, release));
    yield { path: toFile(releaseDataAddress(edition)), bytes: `${JSON.stringify({ items })}\n` };
  },
};
