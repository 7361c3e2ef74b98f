/** A process that builds portals one after the other, as the command does; `build.ts` starts it. */
import path from 'node:path';
import { hasErrors, type Finding } from '../../src/model/finding.ts';
import { readClock } from '../../src/model/clock.ts';
import { buildPortal } from '../../src/publish/build.ts';
import type { EditionCounts } from '../../src/publish/coverage.ts';
import { readPortal } from '../../src/publish/portal.ts';
import { createProgress } from '../../src/publish/progress.ts';
import { cacheFolder, engineFolder } from '../../src/site/engine.ts';
import { loadRenderer, prepareBundle } from '../../src/site/renderer/bundle.ts';

export interface BuildJob {
  readonly root: string;
  readonly out: string;
  readonly today: string;
  readonly split: boolean;
}

export type BuildAnswer =
  | { readonly findings: readonly Finding[]; readonly counts: readonly EditionCounts[] | null }
  | { readonly error: string };

type Templates = Awaited<ReturnType<typeof loadTemplates>>;
let templates: Promise<Templates> | undefined;

async function loadTemplates() {
  const bundle = await prepareBundle(engineFolder, path.join(cacheFolder(), 'bundle'));
  return { render: await loadRenderer(bundle), clientDir: bundle.clientDir };
}

async function build({ root, out, today, split }: BuildJob): Promise<BuildAnswer> {
  const { portal, findings } = await readPortal(root, engineFolder, readClock({ today }));
  if (portal === null || hasErrors(findings)) return { findings, counts: null };
  const progress = createProgress(process.stderr, true);
  templates ??= loadTemplates();
  const outcome = await buildPortal(portal, await templates, { out, split, progress });
  return { findings: [...findings, ...outcome.findings], counts: outcome.counts };
}

process.on('message', (job: BuildJob) => {
  build(job).then(
    (answer) => process.send?.(answer),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
