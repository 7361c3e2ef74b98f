import { room as feeds } from './feeds/room.ts';
import { room as files } from './files/room.ts';
import { room as images } from './images/room.ts';
import { room as myVersion } from './my-version/room.ts';
import type { OutputFile, OutputRoom, RoomContext } from './output.ts';
import { room as redirects } from './redirects/room.ts';
import { room as releaseData } from './release-data/room.ts';
import { room as sitemap } from './sitemap/room.ts';
import { room as upgrade } from './upgrade/room.ts';
import type { Edition } from '../catalog/edition.ts';

/** Every output format beside pages and search. */
const rooms: readonly OutputRoom[] = [
  redirects,
  releaseData,
  myVersion,
  upgrade,
  feeds,
  sitemap,
  files,
  images,
];

/** The rooms that have files for an edition. */
export function roomsOf(edition: Edition): readonly OutputRoom[] {
  return rooms.filter(({ once }) => once !== true || edition.locale.isSource);
}

/** All files of an edition beside its pages and its search index, room by room. */
export async function* filesOf(
  edition: Edition,
  context: RoomContext,
): AsyncGenerator<OutputFile, void, undefined> {
  for (const room of roomsOf(edition)) yield* room.emit(edition, context);
}
