/** A thread of the crew: reads the portal for itself and builds the editions that it is told to. It can read notes before. */
import { parentPort, workerData } from 'node:worker_threads';
import { forgetLines } from '../render/code/highlight.ts';
import { collectGarbage } from './heaps.ts';
import type { CrewMessage, CrewOrder, CrewReply, CrewTold } from './crew.ts';
import type { CrewPortal } from './crew-threads.ts';
import { EditionBuilder } from './edition-build.ts';
import { KeptIsDamaged } from './ledger.ts';
import { loadRenderer } from './load-renderer.ts';
import { openMemory, readFolder, type Portal } from './portal.ts';
import { PartReading } from './read-part.ts';

const port = parentPort;
if (!port) throw new Error('The building thread runs in a worker thread only.');
let parts: PartReading | null = new PartReading();
let reading: Promise<Portal | null | Error> | null = null;
let builder: Promise<EditionBuilder | Error> | null = null;
let last: Promise<unknown> = Promise.resolve();

port.on('message', (told: CrewMessage) => {
  if (told === null) return end();
  if (told === 'portal') {
    parts = null;
    forgetLines();
    reading = read(workerData as CrewPortal);
    last = reading;
    return;
  }
  if ('entry' in told) {
    builder = begin(told);
    return;
  }
  last = last
    .then((): Promise<unknown> | undefined => ('part' in told ? parts?.read(told) : answer(told)))
    .then((reply) => port.postMessage(reply));
});

/** Nothing more is to be built. */
function end(): void {
  parts = null;
  reading = null;
  builder = null;
  last = Promise.resolve();
  collectGarbage();
  port?.close();
}

/** Reads the portal, as long as it isn't known yet what to build of it. */
async function read({ root, engine, clock, cache }: CrewPortal): Promise<Portal | null | Error> {
  try {
    const memory = cache === null ? null : openMemory(cache);
    // That notes fit each other is seen elsewhere.
    return (await readFolder(root, engine, clock, memory, cache)).portal;
  } catch (error) {
    return asError(error);
  }
}

async function begin({ entry, digest, pictures, task }: CrewTold): Promise<EditionBuilder | Error> {
  try {
    const render = loadRenderer(entry);
    const portal = (await reading) ?? null;
    reading = null;
    if (portal instanceof Error) return portal;
    if (portal?.digest !== digest) {
      return new Error('Files of the portal changed while it was being built. Build it again.');
    }
    return new EditionBuilder({ ...portal, pictures }, await render, task);
  } catch (error) {
    return asError(error);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
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
