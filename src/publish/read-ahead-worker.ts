/** A thread that reads parts of a portal's notes, and nothing else. */
import { parentPort } from 'node:worker_threads';
import { collectGarbage } from './heaps.ts';
import { PartReading, type PartOrder } from './read-part.ts';

let reading: PartReading | null = new PartReading();

parentPort?.on('message', (order: PartOrder | null) => {
  if (order !== null) {
    void reading?.read(order).then((reply) => parentPort?.postMessage(reply));
    return;
  }
  reading = null;
  collectGarbage();
  parentPort?.close();
});
