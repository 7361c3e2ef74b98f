import path from 'node:path';
import { AudienceSide } from './audience-side.ts';
import { gazetteDev, measureDev, stockDev } from './dev-speed.ts';
import type { DevSide } from './dev-speed.ts';
import { EngineCopy } from './engine-copy.ts';
import { GazetteSide } from './gazette-side.ts';
import type { GazettePlan } from './gazette-side.ts';
import { measure } from './measure.ts';
import { benchToday } from './note.ts';
import type { BenchPlan, BenchResult, InstallResult, NotMeasured } from './plan.ts';
import { Samples } from './samples.ts';
import type { Say } from './samples.ts';
import { installLabel, scenarios } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import { searchSites } from './search-speed.ts';
import { SetAside } from './set-aside.ts';
import { hugoAndPagefind, hugoVersion, stockStarlight } from './site-makers.ts';

/** A portal or site that is built again and again. */
interface Side {
  prepare(): Promise<void>;
  /** Measures once what begins from nothing. */
  fromNothing(run: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Measures builds one after the other. Each run goes through all sides, every other one backwards:
 * what makes a machine slow for a while hits no side alone. What is compared begins from nothing and is measured
 * first: edits delete files, which makes later builds slow (`SetAside`).
 *
 * @param engine folder of Gazette
 * @param folder an empty folder inside the repository, where packages are found, for portals
 * @throws BuildFailed with the build's last words
 */
export async function runBench(
  plan: BenchPlan,
  engine: string,
  folder: string,
  say: Say,
): Promise<BenchResult> {
  const aside = new SetAside(path.join(folder, 'aside'));
  const copy = await EngineCopy.make(engine, path.join(folder, 'engine'), aside);
  const at = (name: string): string => path.join(folder, name);
  const notMeasured: NotMeasured[] = [];
  const gazetteAt = (name: string, given: Omit<GazettePlan, 'verify'>): GazetteSide =>
    new GazetteSide(copy, at(name), { ...given, verify: plan.verify }, aside, say);
  const named = (names: readonly string[]): Scenario[] =>
    scenarios.filter(({ name }) => names.includes(name));

  const main = gazetteAt('main', {
    size: plan.size,
    scenarios: named(plan.scenarios),
  });
  const growth = plan.growth.map((size) =>
    gazetteAt(`growth-${size.notes}`, { size, scenarios: named(['cold']) }),
  );
  const stock =
    plan.stock === null
      ? null
      : new AudienceSide(stockStarlight(engine), at('stock'), plan.stock, aside, say);
  const hasHugo = plan.hugo && hugoVersion() !== null;
  if (plan.hugo && !hasHugo) {
    notMeasured.push({ what: 'Hugo + Pagefind', why: 'hugo is not installed' });
    say('not measured: hugo is not installed');
  }
  const hugo = hasHugo
    ? new AudienceSide(hugoAndPagefind(engine), at('hugo'), plan.size, aside, say)
    : null;
  const sides: readonly Side[] = [main, ...growth, stock, hugo].filter((side) => side !== null);

  const devSides = (): DevSide[] => [
    gazetteDev(copy.folder, main.root, plan.size, benchToday),
    ...(stock === null || plan.stock === null ? [] : [stockDev(engine, stock.root, plan.stock)]),
  ];

  try {
    const install = await measureInstall(copy, plan.runs, say);
    for (const side of sides) await side.prepare();
    for (let run = 1; run <= plan.runs; run += 1) {
      for (const side of run % 2 === 1 ? sides : [...sides].reverse()) await side.fromNothing(run);
    }
    for (let run = 1; run <= plan.runs; run += 1) await main.fromBefore(run);
    const gazette = main.results();
    const searched =
      plan.search === 0
        ? []
        : await searchSites(
            {
              size: plan.size,
              gazette: main.out,
              stockSize: plan.stock,
              stock: stock?.out ?? null,
              words: plan.search,
            },
            say,
          );
    if (!Array.isArray(searched)) notMeasured.push(searched);
    const dev = plan.dev === 0 ? [] : await measureDev(devSides(), plan.dev, say);
    if (!Array.isArray(dev)) notMeasured.push(dev);
    return {
      install,
      gazette,
      growth: growth.flatMap((side) => Object.values(side.results())),
      stock: stock?.result() ?? null,
      hugo: hugo?.result() ?? null,
      search: Array.isArray(searched) ? searched : [],
      dev: Array.isArray(dev) ? dev : [],
      notMeasured,
    };
  } finally {
    for (const side of sides) await side.close();
    await copy.remove();
    await aside.clear();
  }
}

/** Compiles the engine and its templates as installing it does. What it made is what builds begin with. */
async function measureInstall(engine: EngineCopy, runs: number, say: Say): Promise<InstallResult> {
  const samples = new Samples(installLabel, say);
  for (let run = 1; run <= runs; run += 1) {
    await engine.emptyCache();
    await samples.take(() => measure(engine.compileArgs, { cwd: engine.folder }));
  }
  await engine.keepInstalled();
  return samples.median();
}
