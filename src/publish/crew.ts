import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Clock } from '../model/clock.ts';
import {
  EditionBuilder,
  type EditionResult,
  type EditionTask,
  type RenderPage,
} from './edition-build.ts';
import { KeptIsDamaged } from './ledger.ts';
import type { Portal } from './portal.ts';
import { startThread } from './thread.ts';

/** Astro's bundle of the templates; `site` makes it. */
export interface Renderer {
  /** A key of all code that it is made from. */
  readonly key: string;
  /** Address of the module that exports `renderPage`. */
  readonly entry: string;
  /** Folder with the stylesheets and scripts that pages refer to. */
  readonly clientDir: string;
}

/** How editions are built, and how much there is to do. */
export interface CrewTask extends EditionTask {
  /** Pages of all editions of which nothing is known from before. */
  readonly pages: number;
  /** How many threads: as many as help, unless told. */
  readonly threads?: number;
  readonly onPages: (count: number) => void;
}

/** Builds editions, as many side by side as there are cores. */
export interface Crew {
  /** How many threads it has beside this one. */
  readonly threads: number;
  build(audience: string, locale: string): Promise<EditionResult>;
  close(): Promise<void>;
}

/** What a thread is told when it starts. */
export interface CrewStart {
  readonly portal: { root: string; engine: string; clock: Clock; cache: Portal['cache'] };
  readonly pictures: Portal['pictures'];
  /** What the portal must be when the thread has read it. */
  readonly digest: string;
  readonly entry: string;
  readonly task: EditionTask;
}

/** The edition that a thread is to build. */
export interface CrewOrder {
  readonly audience: string;
  readonly locale: string;
}

export type CrewReply =
  | { readonly pages: number }
  | { readonly result: EditionResult }
  /** `isDamaged`: what was kept of an earlier build can't be read. */
  | { readonly error: string; readonly isDamaged: boolean };

/** Below this, a thread takes longer to start than it saves. */
const PAGES_FOR_THREADS = 1200;
const MOST_THREADS = 4;

/** Threads for a large portal, and this thread for a small one. The bytes are the same. */
export function openCrew(portal: Portal, renderer: Renderer, task: CrewTask): Crew {
  const editions = portal.catalog.audiences.ids.length * portal.catalog.locales.length;
  const most = task.pages < PAGES_FOR_THREADS ? 1 : Math.min(availableParallelism(), MOST_THREADS);
  const size = Math.min(task.threads ?? most, editions);
  // A thread reads the portal for itself, which takes long without what was kept of its notes.
  return size < 2 || portal.cache === null
    ? alone(portal, renderer, task)
    : inThreads(size, portal, renderer, task);
}

function alone(portal: Portal, { entry }: Renderer, task: CrewTask): Crew {
  let renderer: Promise<RenderPage> | null = null;
  // Loaded with the first page: where nothing changed there is none.
  const render: RenderPage = async (page, strings) => {
    renderer ??= loadRenderer(entry, task.plain);
    return (await renderer)(page, strings);
  };
  const builder = new EditionBuilder(portal, render, task);
  let last: Promise<unknown> = Promise.resolve();
  return {
    threads: 0,
    build(audience, locale) {
      // One after the other, or the editions of two audiences would be in memory at once. Between them
      // those are listened to that index.
      const result = last
        .then(() => setImmediate())
        .then(() => builder.build(audience, locale, () => task.onPages(1)));
      last = result.catch(() => undefined);
      return result;
    },
    close: () => last.then(() => undefined),
  };
}

/**
 * Loads the renderer into this thread.
 *
 * @param plain whether to ask Astro as a browser would
 */
export async function loadRenderer(entry: string, plain = false): Promise<RenderPage> {
  const module = (await import(entry)) as Record<'renderPage' | 'renderPlainly', RenderPage>;
  return plain ? module.renderPlainly : module.renderPage;
}

interface Waiting {
  readonly audience: string;
  readonly locale: string;
  readonly resolve: (result: EditionResult) => void;
  readonly reject: (error: Error) => void;
}

function inThreads(size: number, portal: Portal, renderer: Renderer, task: CrewTask): Crew {
  const start: CrewStart = {
    portal: {
      root: portal.root,
      engine: portal.engine,
      clock: portal.clock,
      cache: portal.cache,
    },
    pictures: portal.pictures,
    digest: portal.digest,
    entry: renderer.entry,
    task: {
      directory: task.directory,
      out: task.out,
      split: task.split,
      plain: task.plain,
      code: task.code,
      ledgers: task.ledgers,
      before: task.before,
      byLocale: task.byLocale,
    },
  };
  const queue: Waiting[] = [];
  const threads: { worker: Worker; audience: string | null; isBusy: boolean }[] = [];

  /** The next edition for a thread: of the audience that it has built, whose cuts it has. */
  const take = (audience: string | null): Waiting | undefined => {
    const others = new Set(threads.flatMap(({ audience: own }) => own ?? []));
    const own = queue.findIndex((waiting) => waiting.audience === audience);
    const best = own >= 0 ? own : queue.findIndex((waiting) => !others.has(waiting.audience));
    return queue.splice(Math.max(best, 0), 1)[0];
  };

  const next = (): void => {
    while (queue.length > 0) {
      let thread = threads.find(({ isBusy }) => !isBusy);
      if (!thread && threads.length < size) {
        const worker = startThread(new URL('./crew-worker.ts', import.meta.url), start);
        thread = { worker, audience: null, isBusy: false };
        threads.push(thread);
      }
      if (!thread) return;
      const waiting = take(thread.audience);
      if (!waiting) return;
      thread.isBusy = true;
      thread.audience = waiting.audience;
      const { worker } = thread;
      const own = thread;
      void ask(worker, waiting, task.onPages)
        .then(waiting.resolve, waiting.reject)
        .finally(() => {
          own.isBusy = false;
          next();
        });
    }
  };

  return {
    threads: size,
    build: (audience, locale) =>
      new Promise((resolve, reject) => {
        queue.push({ audience, locale, resolve, reject });
        // Once all are known: which thread takes which is better chosen then.
        queueMicrotask(next);
      }),
    async close() {
      await Promise.all(
        threads.map(({ worker, isBusy }) => (isBusy ? worker.terminate() : endThread(worker))),
      );
    },
  };
}

/** Ends a thread that has nothing to do. It lets go of its memory first. */
function endThread(worker: Worker): Promise<unknown> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage(null);
  return ended;
}

/** Has a thread build an edition. Rejects when it can't, or when the thread dies. */
function ask(
  worker: Worker,
  { audience, locale }: Waiting,
  onPages: (count: number) => void,
): Promise<EditionResult> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onReply);
      worker.off('error', onError);
      worker.off('exit', onExit);
    };
    const onReply = (reply: CrewReply): void => {
      if ('pages' in reply) return onPages(reply.pages);
      settle();
      if ('result' in reply) resolve(reply.result);
      else reject(reply.isDamaged ? new KeptIsDamaged(reply.error) : new Error(reply.error));
    };
    const onError = (error: Error): void => (settle(), reject(error));
    const onExit = (): void => (settle(), reject(new Error('A building thread ended early.')));
    worker.on('message', onReply);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage({ audience, locale });
  });
}
