import type { Edition } from '../catalog/edition.ts';
import type { Finding } from '../model/finding.ts';
import type { ViewContext } from '../views/context.ts';
import type { PictureStock } from './images/stock.ts';

/** One file of what is published, named by its path inside the tree: `de/admin/feeds/all.atom.xml`. */
export interface OutputFile {
  /** Relative path with `/`, no leading slash, not percent-encoded. */
  path: string;
  bytes: string | Uint8Array;
  /** All that it says stands in another file of the room too: checks of texts read that one. */
  repeats?: boolean;
  /** What writers should know of it. */
  finding?: Finding;
  /**
   * What the bytes are known by and how many they are, where that can be told without making them. One
   * that `RoomContext.isThere` needs no bytes.
   */
  known?: { readonly digest: string; readonly size: number };
}

/** What the files of an edition are made from. */
export interface RoomContext {
  /** For text on a page of the portal. */
  readonly page: ViewContext;
  /** For text that is read elsewhere: absolute links, without what only a page can do. */
  readonly standalone: ViewContext;
  /** What was made of pictures; without it pages show the writers' own. */
  readonly pictures?: PictureStock | undefined;
  /** Whether a file that is known by a digest was written before, and is there. */
  readonly isThere?: (path: string, digest: string) => boolean;
}

/**
 * One output format. Every folder in `src/outputs/` but those of pages and search, which need a
 * renderer and an indexer, exports one `room` of this shape, and one driver writes them all: the
 * next format costs a folder and a line in `rooms.ts`.
 */
export interface OutputRoom {
  readonly name: string;
  /** Whether its files are the same in every locale of an audience: written with the source's. */
  readonly once?: boolean;
  /** Everything this room publishes for one edition, in a stable order. */
  emit(edition: Edition, context: RoomContext): Iterable<OutputFile> | AsyncIterable<OutputFile>;
}
