import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { CrewOrder, CrewReply, CrewTask, CrewTold, Renderer } from './crew.ts';
import { EditionBuilder, type EditionResult, type RenderPage } from './edition-build.ts';
import { KeptIsDamaged } from './ledger.ts';
import { loadRenderer } from './load-renderer.ts';
import type { Portal } from './portal.ts';

/** One of a crew: builds editions one after the other. */
export interface CrewMember {
  /** How many editions it may be given at a time, so that it need not wait when it has built one. */
  readonly most: number;
  build(order: CrewOrder): Promise<EditionResult>;
  /** Lets go of all that it has, also of what it is building. */
  end(): Promise<void>;
}

/** This thread. */
export class OwnThread implements CrewMember {
  readonly most = 1;
  readonly #onPages: (count: number) => void;
  /** A build that makes little does not even want all that it gave. */
  readonly #isLazy: boolean;
  #builder: EditionBuilder | null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(portal: Portal, { entry }: Renderer, task: CrewTask) {
    let renderer: Promise<RenderPage> | null = null;
    // Loaded with the first page: where nothing changed there is none.
    const render: RenderPage = async (page, strings) => {
      renderer ??= loadRenderer(entry, task.plain);
      return (await renderer)(page, strings);
    };
    this.#builder = new EditionBuilder(portal, render, task);
    this.#isLazy = task.byLocale;
    this.#onPages = (count) => {
      if (this.#builder === null) throw new Error('The build was given up.');
      task.onPages(count);
    };
  }

  async build({ audience, locale }: CrewOrder): Promise<EditionResult> {
    // Between editions those are listened to that index.
    await setImmediate();
    const builder = this.#builder;
    if (builder === null) throw new Error('The build was given up.');
    const result = builder.build(audience, locale, () => this.#onPages(1));
    this.#last = result.catch(() => undefined);
    // As plain data, or what it has still to read holds on to all that it was built from.
    return this.#isLazy ? result : { ...(await result) };
  }

  async end(): Promise<void> {
    this.#builder = null;
    await this.#last;
    this.#last = Promise.resolve();
  }
}

interface Waiting {
  readonly resolve: (result: EditionResult) => void;
  readonly reject: (error: Error) => void;
}

/** A thread of its own, which reads the portal for itself. */
export class CrewThread implements CrewMember {
  readonly most = 2;
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #hasEnded = false;

  constructor(worker: Worker, portal: Portal, renderer: Renderer, task: CrewTask) {
    const told: CrewTold = {
      pictures: portal.pictures,
      digest: portal.digest,
      entry: renderer.entry,
      task: {
        directory: task.directory,
        out: task.out,
        split: task.split,
        plain: task.plain,
        code: task.code,
        templates: task.templates,
        ledgers: task.ledgers,
        before: task.before,
        byLocale: task.byLocale,
      },
    };
    this.#worker = worker;
    worker.postMessage(told);
    this.#worker.on('message', (reply: CrewReply) => {
      if ('pages' in reply) return task.onPages(reply.pages);
      // They are answered in the order in which they were given.
      const waiting = this.#waiting.shift();
      if ('result' in reply) waiting?.resolve(reply.result);
      else
        waiting?.reject(reply.isDamaged ? new KeptIsDamaged(reply.error) : new Error(reply.error));
    });
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => {
      this.#hasEnded = true;
      this.#fail(new Error('A building thread ended early.'));
    });
  }

  build(order: CrewOrder): Promise<EditionResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(order);
    });
  }

  async end(): Promise<void> {
    if (this.#hasEnded) return;
    if (this.#waiting.length > 0) {
      await this.#worker.terminate();
      return;
    }
    // It lets go of its memory first.
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage(null);
    await ended;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
