/** A thread that reads parts of a portal's notes, with their translations, for the memory of another. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Contents } from '../catalog/contents.ts';
import { loadCatalog } from '../catalog/load.ts';
import { collectGarbage } from './heaps.ts';
import { openAuthoredTexts } from './leaks/open.ts';
// Nothing else of what publishes: a thread loads all that it imports.
import { openMemory } from './open-memory.ts';
import type { ReadingOrder, ReadingReply, ReadingStart } from './read-ahead.ts';

const { root, clock, cache, parts } = workerData as ReadingStart;
let contents: Contents | undefined;

function partOf(id: string): number {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) >>> 0;
  return sum % parts;
}

async function read(part: number): Promise<ReadingReply> {
  try {
    const memory = openMemory(cache, contents);
    contents = memory.contents;
    const { catalog } = await loadCatalog(root, clock, memory, ({ id }) => partOf(id) === part);
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

parentPort?.on('message', (part: ReadingOrder) => {
  if (part !== null) {
    void read(part).then((answer) => parentPort?.postMessage(answer));
    return;
  }
  contents = undefined;
  collectGarbage();
  parentPort?.close();
});
