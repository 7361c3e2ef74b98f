import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Picture } from '../../catalog/pictures/format.ts';
import type { PictureShelf, PictureVariants } from '../../views/picture-sources.ts';
import { encodePicture, loadEncoder, UndecodablePicture } from './encode.ts';
import { codingOf, encoderVersion, keyOf, planVariants } from './recipe.ts';
import { PictureStore } from './store.ts';

/** What was made of the pictures of a portal, and where it is. Plain data, for threads. */
export interface PictureStock {
  readonly folder: string;
  readonly shelf: PictureShelf;
}

/** A picture that could not be decoded. */
export interface PictureFailure {
  /** Path from the portal folder. */
  readonly path: string;
  readonly reason: string;
}

export interface MadeStock {
  /** Null when there is no encoder for this machine, and `reason` says why. */
  readonly stock: PictureStock | null;
  readonly failures: readonly PictureFailure[];
  readonly reason?: string;
}

/** Told while pictures are made. */
export interface StockProgress {
  /** So many have to be made: called when there are any. */
  begin(count: number): void;
  /** One is done. */
  step(): void;
}

/**
 * Sees to it that every picture that notes of a portal show is made, and kept in a folder. What has
 * not changed is not decoded and not even read.
 *
 * @param portal a name of the portal, under which it is remembered what it shows
 */
export async function makeStock(
  { pictures, attachments }: Pick<Catalog, 'pictures' | 'attachments'>,
  folder: string,
  portal: string,
  progress: StockProgress,
): Promise<MadeStock> {
  const encoder = encoderVersion();
  const coding = encoder === null ? null : codingOf(encoder);
  const store = new PictureStore(folder);
  const shelf = new Map<string, PictureVariants>();
  const todo: { key: string; path: string; picture: Picture }[] = [];
  const keys = new Set<string>();
  for (const [path, picture] of Object.entries(pictures)) {
    if (planVariants(picture).length === 0) continue;
    if (coding === null) return { stock: null, failures: [], reason: 'sharp is not installed' };
    const key = keyOf(picture, coding);
    if (keys.has(key)) continue;
    keys.add(key);
    const known = store.variants(key);
    if (known === null) todo.push({ key, path, picture });
    else shelf.set(picture.hash, known);
  }
  if (keys.size > 0) store.prune(portal, [...keys]);
  const failures: PictureFailure[] = [];
  if (todo.length > 0) {
    try {
      await loadEncoder();
    } catch (error) {
      const [reason = ''] = String((error as Error).message).split('\n');
      return { stock: null, failures, reason };
    }
    progress.begin(todo.length);
  }
  const work = todo.values();
  const take = async (): Promise<void> => {
    for (const { key, path, picture } of work) {
      try {
        const encoded = await encodePicture(picture, await readFile(attachments[path] ?? ''));
        shelf.set(picture.hash, store.write(key, encoded));
      } catch (error) {
        if (!(error instanceof UndecodablePicture)) throw error;
        failures.push({ path, reason: error.message });
      }
      progress.step();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, take));
  return { stock: { folder, shelf }, failures };
}
