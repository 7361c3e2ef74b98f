/**
 * Jobs, as many side by side as there is room for. Small ones fill what others leave free: each begins
 * as soon as it fits and what it waits for is done, in the order of the list where there is a choice.
 */

/**
 * @template T
 * @typedef {object} Job
 * @property {string} name
 * @property {number} [needs] how much of the room it takes: 1, unless told
 * @property {readonly string[]} [after] names of jobs that are done before it begins; others are passed over
 * @property {(isAlone: boolean) => Promise<T>} run it may not reject. `isAlone`: nothing else runs meanwhile
 */

/**
 * Runs all jobs. What needs more than there is runs alone.
 *
 * @template T
 * @param {readonly Job<T>[]} jobs
 * @param {number} room
 * @returns {Promise<T[]>} what came of each, in the order of the list
 */
export async function sideBySide(jobs, room) {
  const names = new Set(jobs.map(({ name }) => name));
  const waiting = [...jobs];
  const running = new Map();
  const results = new Map();
  let free = room;
  const needs = (job) => Math.min(job.needs ?? 1, room);
  const isReady = ({ after = [] }) => after.every((name) => !names.has(name) || results.has(name));

  while (waiting.length > 0 || running.size > 0) {
    for (;;) {
      const at = waiting.findIndex((job) => isReady(job) && needs(job) <= free);
      if (at < 0) break;
      const [job] = waiting.splice(at, 1);
      free -= needs(job);
      const done = job.run(needs(job) === room || jobs.length === 1).then((result) => {
        results.set(job.name, result);
        running.delete(job.name);
        free += needs(job);
      });
      running.set(job.name, done);
    }
    if (running.size === 0) throw new Error('Jobs wait for each other.');
    await Promise.race(running.values());
  }
  return jobs.map(({ name }) => results.get(name));
}
