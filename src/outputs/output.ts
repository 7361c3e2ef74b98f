import type { Edition } from '../catalog/edition.ts';

/** One file of what is published, named by its path inside the tree: `de/admin/feeds/all.atom.xml`. */
export interface OutputFile {
  /** Relative path with `/`, no leading slash, not percent-encoded. */
  path: string;
  bytes: string | Uint8Array;
}

/**
 * One output format. Every folder in `src/outputs/` exports one `room` of this shape, and one
 * driver writes them all, so the next format costs a folder and a line in the list.
 */
export interface OutputRoom<Context = unknown> {
  name: string;
  /** Everything this room publishes for one edition, in a stable order. */
  emit(edition: Edition, context: Context): Iterable<OutputFile> | AsyncIterable<OutputFile>;
}
