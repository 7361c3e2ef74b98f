import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Contents } from '../../src/catalog/contents.ts';
import { hasErrors, type Finding } from '../../src/model/finding.ts';
import { buildPortal, type BuildState } from '../../src/publish/build.ts';
import { ledgerFolder, type BuildInputs, type KnownBuild } from '../../src/publish/last-build.ts';
import { keepNewest } from '../../src/publish/keep-newest.ts';
import { withPictures } from '../../src/publish/pictures.ts';
import { readAhead } from '../../src/publish/read-ahead.ts';
import { openMemory, portalCache, readPortal } from '../../src/publish/portal.ts';
import { createProgress } from '../../src/publish/progress.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { prepareBundle } from '../../src/site/renderer/bundle.ts';
import { buildReport, type BuildReport } from './build-report.ts';

/** The notes of so many portals are kept. */
const MOST_PORTALS = 8;

/** Below so many notes a thread takes longer to start than it saves. */
const NOTES_FOR_THREADS = 300;

/** Builds a portal and publishes it. Without a report nothing was published, and findings say why. */
export async function makePortal(
  { root, out, split, clock }: BuildInputs,
  last: KnownBuild | null,
  quiet: boolean,
  contents?: Contents,
): Promise<{
  findings: readonly Finding[];
  report: BuildReport | null;
  state: BuildState | null;
}> {
  const progress = createProgress(process.stderr, quiet);
  // Without it the heap grows to many times what a build holds at any moment: half the memory for a
  // few per cent of the time.
  setFlagsFromString('--heap-growing-percent=50');
  progress.phase('read');
  const notes = join(cacheFolder(), 'notes');
  const cache = await portalCache(notes, root, engineFolder);
  const memory = openMemory(cache, contents);
  // A folder that is read for the first time: what it holds tells whether threads are worth starting.
  if (memory.size === 0 && countNotes(root) >= NOTES_FOR_THREADS) {
    await readAhead(root, clock, memory, cache);
  }
  const { portal, findings } = await readPortal(root, engineFolder, clock, memory, cache);
  if (portal === null || hasErrors(findings)) return { findings, report: null, state: null };
  memory.save();
  keepNewest(notes, MOST_PORTALS);

  progress.phase('templates');
  const bundle = await prepareBundle(engineFolder, join(cacheFolder(), 'bundle'));
  const made = await withPictures(portal, join(cacheFolder(), 'images'), {
    begin: (count) => progress.phase('pictures', count),
    step: () => progress.step(),
  });
  if (hasErrors(made.findings)) {
    return { findings: [...findings, ...made.findings], report: null, state: null };
  }
  const outcome = await buildPortal(made.portal, bundle, {
    out,
    split,
    progress,
    searchCache: join(cacheFolder(), 'search', basename(cache.folder)),
    ledgers: ledgerFolder(join(cacheFolder(), 'builds'), out),
    last: last && { paths: last.paths, state: last.state as BuildState },
  });
  const times = progress.done();
  const all = [...findings, ...made.findings, ...outcome.findings];
  if (outcome.counts === null) return { findings: all, report: null, state: null };
  const report = buildReport({ clock, out, times, outcome, findings: all });
  return { findings: all, report, state: outcome.state };
}

function countNotes(root: string): number {
  try {
    return readdirSync(join(root, 'content'), { recursive: true }).length;
  } catch {
    return 0;
  }
}
