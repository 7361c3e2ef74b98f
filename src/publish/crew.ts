import { CrewThread, OwnThread, type CrewMember } from './crew-members.ts';
import { CrewThreads } from './crew-threads.ts';
import { mostThreads } from './thread.ts';
import type { EditionResult, EditionTask } from './edition-build.ts';
import type { Portal } from './portal.ts';
import type { PartOrder } from './read-part.ts';

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
  /** This thread has nothing more to build, and others have. */
  readonly onIdle: () => void;
}

/** Builds editions, as many side by side as there are cores. */
export interface Crew {
  /** How many threads it has beside this one. */
  readonly threads: number;
  build(audience: string, locale: string): Promise<EditionResult>;
  close(): Promise<void>;
}

/** What a thread is told once it is known what to build. */
export interface CrewTold {
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

/**
 * What a thread can be told: to read a part of the notes, to read the portal, what is to be built of it, to build
 * an edition, or that there is nothing more.
 */
export type CrewMessage = PartOrder | 'portal' | CrewTold | CrewOrder | null;

export type CrewReply =
  | { readonly pages: number }
  | { readonly result: EditionResult }
  /** `isDamaged`: what was kept of an earlier build can't be read. */
  | { readonly error: string; readonly isDamaged: boolean };

/** Below this, a thread takes longer to start than it saves. */
export const PAGES_FOR_THREADS = 1200;

/**
 * Threads for a large portal, and this thread for a small one. The bytes are the same.
 *
 * @param started threads that read this portal already, where there are any
 */
export function openCrew(
  portal: Portal,
  renderer: Renderer,
  task: CrewTask,
  started: CrewThreads = new CrewThreads(portal),
): Crew {
  const editions = portal.catalog.audiences.ids.length * portal.catalog.locales.length;
  const most = task.pages < PAGES_FOR_THREADS ? started.idle + 1 : mostThreads();
  // A thread reads the portal for itself, which takes long without what was kept of its notes.
  const size = portal.cache === null ? 1 : Math.min(task.threads ?? most, editions);
  return crewOf(size, portal, renderer, task, started);
}

interface Waiting extends CrewOrder {
  readonly resolve: (result: EditionResult) => void;
  readonly reject: (error: Error) => void;
}

interface Seat {
  readonly member: CrewMember;
  /** Of which it builds editions. */
  audience: string | null;
  /** How many it has been given that are not built yet. */
  orders: number;
}

/** This thread, which has read the portal, and others beside it. */
function crewOf(
  size: number,
  portal: Portal,
  renderer: Renderer,
  task: CrewTask,
  started: CrewThreads,
): Crew {
  const others = Math.max(size, 1) - 1;
  let seats: Seat[] | null = null;
  const queue: Waiting[] = [];

  const begin = (): Seat[] => {
    const members = [
      ...Array.from(
        { length: others },
        () => new CrewThread(started.take(), portal, renderer, task),
      ),
      new OwnThread(portal, renderer, task),
    ];
    return members.map((member) => ({ member, audience: null, orders: 0 }));
  };

  /** The next edition for one: of the audience that it has built, whose cuts it has. */
  const take = (all: readonly Seat[], { audience, orders }: Seat): Waiting | undefined => {
    if (others === 0) return queue.shift();
    const taken = new Set(all.flatMap(({ audience: one }) => one ?? []));
    const own = queue.findIndex((waiting) => waiting.audience === audience);
    // What it has to wait with is left to the others, unless it is one of its own.
    if (own < 0 && orders > 0) return undefined;
    const best = own >= 0 ? own : queue.findIndex((waiting) => !taken.has(waiting.audience));
    return queue.splice(Math.max(best, 0), 1)[0];
  };

  const next = (): void => {
    const all = (seats ??= begin());
    for (const orders of [0, 1]) {
      for (const seat of all) {
        if (seat.orders !== orders || orders >= seat.member.most) continue;
        const waiting = take(all, seat);
        if (waiting === undefined) continue;
        const { audience, locale, resolve, reject } = waiting;
        seat.orders += 1;
        seat.audience = audience;
        void seat.member
          .build({ audience, locale })
          .then(resolve, reject)
          .finally(() => {
            seat.orders -= 1;
            next();
            const isIdle = seat.member instanceof OwnThread && seat.orders === 0;
            if (isIdle && all.some(({ orders }) => orders > 0)) task.onIdle();
          });
      }
    }
  };

  return {
    threads: others,
    build: (audience, locale) =>
      new Promise((resolve, reject) => {
        queue.push({ audience, locale, resolve, reject });
        // Once all are known: who takes which is better chosen then.
        queueMicrotask(next);
      }),
    async close() {
      queue.length = 0;
      await Promise.all((seats ?? []).map(({ member }) => member.end()));
      seats = null;
    },
  };
}
