import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Contents } from '../../src/catalog/contents.ts';
import type { NoteCache } from '../../src/catalog/note-cache.ts';
import { hasErrors, type Finding } from '../../src/model/finding.ts';
import { buildEditions, type BuildState, type BuiltEditions } from '../../src/publish/build.ts';
import { PAGES_FOR_THREADS } from '../../src/publish/crew.ts';
import { CrewThreads } from '../../src/publish/crew-threads.ts';
import { mostThreads } from '../../src/publish/thread.ts';
import {
  ledgerFolder,
  type BuildInputs,
  type Changes,
  type KnownBuild,
  type Remembered,
} from '../../src/publish/last-build.ts';
import { KeptIsDamaged } from '../../src/publish/ledger.ts';
import { keepNewest } from '../../src/publish/keep-newest.ts';
import { withPictures } from '../../src/publish/pictures.ts';
import { letHeapGrow, limitHeaps } from '../../src/publish/heaps.ts';
import {
  countNotes,
  NOTES_FOR_READING_THREADS,
  OwnReader,
  readAhead,
} from '../../src/publish/read-ahead.ts';
import { openMemory, portalCache, readPortal } from '../../src/publish/portal.ts';
import type { PortalCache } from '../../src/publish/portal-cache.ts';
import { createProgress, type Progress } from '../../src/publish/progress.ts';
import { bundleFolder, engineFolder } from '../../src/site/engine.ts';
import { keptBundle, prepareBundle, type RendererBundle } from '../../src/site/renderer/bundle.ts';
export { filesNamed } from '../../src/publish/build.ts';
import { buildReport, type BuildReport } from './build-report.ts';

/** The notes of so many portals are kept. */
const MOST_PORTALS = 8;

/** How a portal is built, beside what decides the bytes. */
export interface Making {
  /** Where it is kept what need not be made again. */
  readonly cache: string;
  /** The build that left the output, if it still is as it was left. */
  readonly remembered: Remembered | null;
  readonly quiet: boolean;
  /** The slow and simple way: nothing is taken from earlier builds, or kept for later ones. */
  readonly plain: boolean;
  /** Where templates are kept, where not with the rest: for tests that build plainly many times. */
  readonly bundles?: string | undefined;
  /** A portal is large that has so many notes: as many as are worth threads, unless told. */
  readonly manyNotes?: number | undefined;
  readonly contents: Contents;
  /**
   * Waited for before anything is published; true when `last` no longer is what left the output as it
   * is: then all is built again.
   */
  readonly beforePublishing?: (last: KnownBuild | null) => Promise<boolean>;
}

/** What came of it. */
export interface Made {
  readonly findings: readonly Finding[];
  /** Null when nothing was published; findings say why. */
  readonly report: BuildReport | null;
  /** For the next build. */
  readonly state: BuildState | null;
  /** What was changed in the output of the last build; null when the whole output is new. */
  readonly changes: Changes | null;
}

/** The output is no longer what a build began from: it has to be built anew, with nothing to go by. */
class OutputHasMoved extends Error {}

/** Builds a portal and publishes it. */
export async function makePortal(inputs: BuildInputs, making: Making): Promise<Made> {
  if (making.plain) return makePlainly(inputs, making);
  try {
    return await makeFrom(inputs, making);
  } catch (error) {
    if (!(error instanceof KeptIsDamaged || error instanceof OutputHasMoved)) throw error;
    return makeFrom(inputs, { ...making, remembered: null });
  }
}

/** Everything that a build keeps is kept in a folder of its own, which goes when it is done. */
async function makePlainly(inputs: BuildInputs, making: Making): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'gazette-plain-'));
  const templates = astroIn(making.bundles ?? join(folder, 'bundle'), inputs.code.all);
  try {
    return await makeFrom(inputs, { ...making, remembered: null }, folder, templates);
  } finally {
    // Astro may still be writing there when something is wrong with the notes.
    await templates.catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The templates of this folder, or else those that the engine was compiled with. */
function templatesIn(folder: string, code: string): Promise<RendererBundle> {
  for (const kept of [folder, bundleFolder()]) {
    const templates = keptBundle(engineFolder, kept, code);
    if (templates !== null) return Promise.resolve(templates);
  }
  return astroIn(folder, code);
}

/** Where Astro has to make the templates, it does so while notes are read. */
function astroIn(folder: string, code: string): Promise<RendererBundle> {
  const templates = prepareBundle(engineFolder, folder, code);
  // Whoever waits for them is told of a failure, unless there is something wrong with the notes before.
  templates.catch(() => undefined);
  return templates;
}

async function makeFrom(
  inputs: BuildInputs,
  making: Making,
  folder = making.cache,
  templates = templatesIn(making.bundles ?? join(making.cache, 'bundle'), inputs.code.all),
): Promise<Made> {
  const progress = createProgress(process.stderr, making.quiet);
  // What is read of the portal is gone from memory when its editions are there.
  const made = await makeEditions(inputs, making, folder, templates, progress);
  const { built, findings, last } = made;
  if (built === null) return { findings, report: null, state: null, changes: null };
  const outcome = await built.finish();
  const times = progress.done();
  const all = [...findings, ...outcome.findings];
  if (outcome.counts === null) return { findings: all, report: null, state: null, changes: null };
  const { clock, out } = inputs;
  const report = buildReport({ clock, out, times, outcome, findings: all });
  const { state, changes } = outcome;
  return {
    ...{ findings: all, report, state },
    changes: last && changes && { ...changes, before: last },
  };
}

interface MadeEditions {
  readonly built: BuiltEditions | null;
  readonly findings: readonly Finding[];
  /** The build that left the output as it is. */
  readonly last: KnownBuild | null;
}

/** Reads a portal and builds its editions; none when there is something wrong with it. */
async function makeEditions(
  inputs: BuildInputs,
  making: Making,
  folder: string,
  templates: Promise<RendererBundle>,
  progress: Progress,
): Promise<MadeEditions> {
  const { root, clock } = inputs;
  progress.phase('read');
  const cache = portalCache(join(folder, 'notes'), root, engineFolder);
  const memory = making.plain ? null : openMemory(cache, making.contents);
  const threads = new CrewThreads({ root, engine: engineFolder, clock, cache });
  const known = memory?.size ?? 0;
  // A folder that is read for the first time: what it holds tells how large the portal is.
  const isNew = known === 0;
  const notes = isNew ? countNotes(root) : known;
  const isLarge = areMany(notes, making);
  const makesAll = isNew || makesAllPages(making.remembered);
  if (isLarge && makesAll) limitHeaps(notes);
  else if (isLarge) letHeapGrow();
  try {
    if (memory !== null && isNew && notes >= NOTES_FOR_READING_THREADS) {
      // All is to be made of them too, by the threads that read, where there are many.
      const readers = isLarge
        ? [...threads.readers(mostThreads() - 1), new OwnReader(memory.contents)]
        : undefined;
      await readAhead({ root, clock, cache, memory, notes }, readers);
      memory.keepAdopted();
    }
    // All that is made of the notes is to be made, or all pages at least: this thread reads the portal alone, and
    // those beside it do it for themselves meanwhile.
    if (memory !== null && isLarge && makesAll) {
      threads.begin(mostThreads() - 1);
    }
    return await makeRead(inputs, making, { folder, templates, progress, cache, memory, threads });
  } finally {
    await threads.close();
  }
}

function makesAllPages(remembered: Remembered | null): boolean {
  return remembered === null || remembered.hasOtherTemplates;
}

function areMany(notes: number, { manyNotes = PAGES_FOR_THREADS }: Making): boolean {
  return notes >= manyNotes;
}

/** What is at hand when a portal can be read. */
interface AtHand {
  readonly folder: string;
  readonly templates: Promise<RendererBundle>;
  readonly progress: Progress;
  readonly cache: PortalCache;
  readonly memory: NoteCache | null;
  readonly threads: CrewThreads;
}

async function makeRead(
  { root, out, split, clock, code }: BuildInputs,
  making: Making,
  { folder, templates, progress, cache, memory, threads }: AtHand,
): Promise<MadeEditions> {
  const { remembered, plain, beforePublishing } = making;
  const { portal, findings } = await readPortal(root, engineFolder, clock, memory, cache);
  if (portal === null || hasErrors(findings)) return { built: null, findings, last: null };
  // A note more or less is in all lists, whose pages are many in a large portal.
  if (remembered !== null && memory?.hasOthers === true && areMany(memory.size, making)) {
    threads.begin(mostThreads() - 1);
  }
  if (memory !== null) {
    memory.save();
    keepNewest(join(folder, 'notes'), MOST_PORTALS);
  }

  progress.phase('templates');
  const bundle = await templates;
  const made = await withPictures(portal, join(folder, 'images'), {
    begin: (count) => progress.phase('pictures', count),
    step: () => progress.step(),
  });
  const all = [...findings, ...made.findings];
  if (hasErrors(made.findings)) return { built: null, findings: all, last: null };
  const last = (await remembered?.known(true)) ?? null;
  const built = await buildEditions(made.portal, bundle, {
    code: code.engine,
    out,
    split,
    progress,
    plain,
    started: threads,
    searchCache: join(folder, 'search', basename(cache.folder)),
    ledgers: ledgerFolder(join(folder, 'builds'), out),
    beforePublishing: publishingAllowed(last, beforePublishing),
    last: last && { paths: last.paths, state: last.state as BuildState },
  });
  return { built, findings: all, last };
}

/** Made here, where it holds on to nothing of the portal. */
function publishingAllowed(
  last: KnownBuild | null,
  hasMoved: Making['beforePublishing'],
): () => Promise<void> {
  return async () => {
    if ((await hasMoved?.(last)) === true) {
      throw new OutputHasMoved('Another build has published meanwhile.');
    }
  };
}
