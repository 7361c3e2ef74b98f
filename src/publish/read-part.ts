import type { Contents } from '../catalog/contents.ts';
import { loadCatalog } from '../catalog/load.ts';
import type { Kept } from '../catalog/note-cache.ts';
import type { Clock } from '../model/clock.ts';
import { openAuthoredTexts } from './leaks/open.ts';
// Nothing else of what publishes: a thread loads all that it imports.
import { openMemory } from './open-memory.ts';
import type { PortalCache } from './portal-cache.ts';

/** Of which portal notes are read, into how many parts they are divided, and which part is to be read. */
export interface PartOrder {
  readonly root: string;
  readonly clock: Clock;
  readonly cache: PortalCache;
  readonly parts: number;
  readonly part: number;
}

/** What another memory has to be told of the notes that were read, or why they could not be. */
export type PartReply = { readonly files: ReadonlyMap<string, Kept> } | { readonly error: string };

/** Reads parts of the notes of a portal, with their translations, for the memory of another: one after the other. */
export class PartReading {
  #contents: Contents | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param contents knows the files that nobody touched, where they have been looked at already */
  constructor(contents?: Contents) {
    this.#contents = contents;
  }

  read(order: PartOrder): Promise<PartReply> {
    // What is read of a part is in memory until it is handed over.
    const reply = this.#last.then(() => this.#read(order));
    this.#last = reply;
    return reply;
  }

  async #read({ root, clock, cache, part, parts }: PartOrder): Promise<PartReply> {
    try {
      const memory = openMemory(cache, this.#contents);
      this.#contents = memory.contents;
      const { catalog } = await loadCatalog(
        root,
        clock,
        memory,
        ({ id }) => partOf(id, parts) === part,
      );
      if (catalog !== null) {
        // Now that bodies are in memory anyway.
        const texts = openAuthoredTexts(catalog, cache, (path) => memory.hashOf(path), true);
        texts.complete();
        texts.save();
      }
      return { files: memory.handOver() };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}

function partOf(id: string, parts: number): number {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) >>> 0;
  return sum % parts;
}
