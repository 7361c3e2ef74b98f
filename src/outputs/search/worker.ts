/** A thread of the pool: Pagefind keeps one process for each module instance, so each thread has its own. */
import { parentPort } from 'node:worker_threads';
import { closeIndexer, indexEdition } from './index-edition.ts';
import type { Job, Reply } from './pool.ts';

const port = parentPort;
if (!port) throw new Error('The search worker runs in a worker thread only.');

port.on('message', (job: Job | 'close') => {
  void answer(job).then((reply) => {
    port.postMessage(reply);
    if (job === 'close') port.close();
  });
});

async function answer(job: Job | 'close'): Promise<Reply> {
  try {
    if (job === 'close') {
      await closeIndexer();
      return { closed: true };
    }
    return { result: await indexEdition(job.records, job.target) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
