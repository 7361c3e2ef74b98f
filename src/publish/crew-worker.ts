/** A thread of the crew: reads the portal for itself and builds the editions that it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import { collectGarbage } from './collect-garbage.ts';
import type { CrewOrder, CrewReply, CrewStart } from './crew.ts';
import { EditionBuilder } from './edition-build.ts';
import { KeptIsDamaged } from './ledger.ts';
import { loadRenderer } from './load-renderer.ts';
import { openMemory, readFolder } from './portal.ts';

const port = parentPort;
if (!port) throw new Error('The building thread runs in a worker thread only.');
const start = workerData as CrewStart;
let builder: Promise<EditionBuilder | Error> | null = open();
let last: Promise<unknown> = builder;

port.on('message', (edition: CrewOrder | null) => {
  if (edition === null) return end();
  last = last.then(() => answer(edition)).then((reply) => port.postMessage(reply));
});

/** Nothing more is to be built. */
function end(): void {
  builder = null;
  last = Promise.resolve();
  collectGarbage();
  port?.close();
}

async function open(): Promise<EditionBuilder | Error> {
  try {
    const { root, engine, clock, cache } = start.portal;
    const render = loadRenderer(start.entry);
    const memory = cache === null ? null : openMemory(cache);
    // That notes fit each other is seen elsewhere.
    const { portal } = await readFolder(root, engine, clock, memory, cache);
    if (portal?.digest !== start.digest) {
      return new Error('Files of the portal changed while it was being built. Build it again.');
    }
    return new EditionBuilder({ ...portal, pictures: start.pictures }, await render, start.task);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function answer({ audience, locale }: CrewOrder): Promise<CrewReply> {
  const own = await builder;
  if (own === null) throw new Error('The building thread has ended.');
  if (own instanceof Error) return failure(own);
  let pages = 0;
  const tell = (): void => {
    if (pages > 0) port?.postMessage({ pages } satisfies CrewReply);
    pages = 0;
  };
  try {
    const result = await own.build(audience, locale, () => {
      pages += 1;
      if (pages >= 25) tell();
    });
    tell();
    return { result };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): CrewReply {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { error: text, isDamaged: error instanceof KeptIsDamaged };
}
