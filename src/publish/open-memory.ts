import type { Contents } from '../catalog/contents.ts';
import type { Finish } from '../catalog/file-record.ts';
import { NoteCache } from '../catalog/note-cache.ts';
import { highlightedIn, highlightTree } from '../render/code/figure.ts';
import type { PortalCache } from './portal-cache.ts';

/**
 * Opens the cache of a portal's notes. Code in them is highlighted before they are kept.
 *
 * @param contents knows the files that nobody touched, where they have been looked at already
 */
export function openMemory({ folder, code }: PortalCache, contents?: Contents): NoteCache {
  const codeCache = new Map<string, string>();
  const finish: Finish = (tree, former) => {
    // An edit seldom touches the code of a note.
    const before = former();
    if (before !== null) highlightedIn(before, codeCache);
    highlightTree(tree, codeCache);
  };
  return NoteCache.open(folder, code, finish, contents);
}
