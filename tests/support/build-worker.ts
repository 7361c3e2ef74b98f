/** A process that builds portals one after the other, as the command does; `build.ts` starts it. */
import path from 'node:path';
import { hasErrors, type Finding } from '../../src/model/finding.ts';
import { readClock } from '../../src/model/clock.ts';
import { buildPortal } from '../../src/publish/build.ts';
import type { EditionCounts } from '../../src/publish/coverage.ts';
import { openMemory, portalCache, readPortal } from '../../src/publish/portal.ts';
import { withPictures } from '../../src/publish/pictures.ts';
import { createProgress } from '../../src/publish/progress.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { prepareBundle } from '../../src/site/renderer/bundle.ts';

export interface BuildJob {
  readonly root: string;
  readonly out: string;
  readonly today: string;
  readonly split: boolean;
  /** Builds in so many threads, with what is kept of notes in this folder. */
  readonly crew?: { readonly threads: number; readonly cacheDir: string };
  /** Where pictures are kept; where the commands keep them unless told. */
  readonly pictures?: string;
}

export type BuildAnswer =
  | { readonly findings: readonly Finding[]; readonly counts: readonly EditionCounts[] | null }
  | { readonly error: string };

type Templates = Awaited<ReturnType<typeof loadTemplates>>;
let templates: Promise<Templates> | undefined;

function loadTemplates() {
  return prepareBundle(engineFolder, path.join(cacheFolder(), 'bundle'));
}

async function build({ root, out, today, split, crew, pictures }: BuildJob): Promise<BuildAnswer> {
  // Fixtures that come after one another share a cache, whatever their folders.
  const cache = crew ? { ...portalCache('', root, engineFolder), folder: crew.cacheDir } : null;
  const memory = cache ? openMemory(cache) : null;
  const clock = readClock({ today });
  const { portal, findings } = await readPortal(root, engineFolder, clock, memory, cache);
  if (portal === null || hasErrors(findings)) return { findings, counts: null };
  const progress = createProgress(process.stderr, true);
  templates ??= loadTemplates();
  memory?.save();
  const made = await withPictures(portal, pictures ?? path.join(cacheFolder(), 'images'), {
    begin: () => {},
    step: () => {},
  });
  if (hasErrors(made.findings)) return { findings: [...findings, ...made.findings], counts: null };
  const outcome = await buildPortal(made.portal, await templates, {
    code: 'fixture',
    out,
    split,
    progress,
    ledgers: path.join(cacheFolder(), 'builds', 'tests', String(process.pid)),
    last: null,
    ...(crew ? { threads: crew.threads } : {}),
  });
  return { findings: [...findings, ...made.findings, ...outcome.findings], counts: outcome.counts };
}

process.on('message', (job: BuildJob) => {
  build(job).then(
    (answer) => process.send?.(answer),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
