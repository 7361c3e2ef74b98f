import assert from 'node:assert/strict';
import path from 'node:path';
import { ChangingPortal, type Moment } from './changing-portal.ts';
import { photo } from './pictures.ts';
import { removeFolder, temporaryFolder } from './portal.ts';
import { Chance } from './random.ts';
import { Trial, type Clean } from './trial.ts';

/** What was tried, in numbers. */
export interface Tried {
  /** Builds that published, each compared with one that had nothing to go by. */
  published: number;
  /** Builds that published nothing, compared alike. */
  refused: number;
  /** Of those that published: after the day, languages or audiences of the portal became others. */
  days: number;
  locales: number;
  audiences: number;
  /** Builds that were killed at work before one was compared. */
  killed: number;
  /** Builds that published with a damaged cache. */
  damaged: number;
  /** Builds that published after another version had, with the same cache. */
  versions: number;
  /** Builds that published and were compared with `--plain` as well. */
  plain: number;
}

/**
 * What comes seldom by chance comes at these steps of every twenty. What a step can't have, such as a kill of a
 * build that was done before, is due at the next ones.
 */
const DUE: Readonly<Record<number, Due>> = {
  3: 'locales',
  4: 'killed',
  5: 'day',
  7: 'cache',
  8: 'plain',
  10: 'day',
  11: 'audiences',
  13: 'attachment',
  14: 'version',
  16: 'cache',
  17: 'day',
  19: 'apart',
};

type Due =
  | 'locales'
  | 'audiences'
  | 'day'
  | 'attachment'
  | 'killed'
  | 'cache'
  | 'version'
  | 'plain'
  | 'apart';

/**
 * Changes a portal by chance, so many times, and holds each build against one with nothing to go by.
 *
 * @throws Error with all that was done, when something differs
 */
export async function tryIncremental(seed: number, steps: number): Promise<Tried> {
  const folder = await temporaryFolder('trial');
  const chance = new Chance(seed);
  const pictures = await Promise.all([700, 701].map((width) => photo(width, 300).png().toBuffer()));
  const portal = new ChangingPortal(path.join(folder, 'portal'), pictures, chance);
  // Of five seeds one is built as large portals are.
  const trial = new Trial(folder, portal, seed % 5 === 2);
  const run = new Run(trial, portal, chance, new Chance(-seed));
  try {
    await run.begin();
    for (let step = 1; step <= steps; step += 1) await run.take(step);
    await removeFolder(folder);
    return run.tried;
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    const log = run.log.join('\n');
    throw new Error(`Seed ${seed} in ${folder}:\n${log}\n\n${told}`, { cause: error });
  } finally {
    run.close();
  }
}

/** A portal on its way. */
class Run {
  readonly log: string[] = [];
  readonly tried: Tried = {
    ...{ published: 0, refused: 0, days: 0, locales: 0, audiences: 0 },
    ...{ killed: 0, damaged: 0, versions: 0, plain: 0 },
  };
  readonly #trial: Trial;
  readonly #portal: ChangingPortal;
  readonly #chance: Chance;
  /** Of its own: whether a kill comes in time is for no seed to say, and the portal changes alike. */
  readonly #mishaps: Chance;
  readonly #due = new Set<Due>();
  /** What was published last. */
  #good: Moment;

  constructor(trial: Trial, portal: ChangingPortal, chance: Chance, mishaps: Chance) {
    this.#trial = trial;
    this.#portal = portal;
    this.#chance = chance;
    this.#mishaps = mishaps;
    this.#good = portal.moment();
  }

  close(): void {
    this.#trial.close();
  }

  async begin(): Promise<void> {
    await this.#portal.write();
    assert.ok(await this.#compared('apart', false));
  }

  /** Changes, perhaps disturbs, and builds. */
  async take(step: number): Promise<void> {
    this.log.push(`step ${step}`);
    const due = DUE[step % 20];
    if (due !== undefined) this.#due.add(due);
    this.#change();
    await this.#portal.write();
    const disturbed = await this.#disturb();
    const isGood = await this.#compared(this.#due.delete('apart') ? 'apart' : 'usual', disturbed);
    if (isGood) {
      this.#count(disturbed);
      this.#good = this.#portal.moment();
    } else if (this.#chance.is(0.8)) {
      this.log.push('  back to what was published last');
      this.#portal.back(this.#good);
    }
  }

  #change(): void {
    const kinds = (['locales', 'audiences', 'day', 'attachment'] as const).filter((kind) =>
      this.#due.delete(kind),
    );
    const more = this.#chance.is(0.7) ? 1 : 1 + this.#chance.below(4);
    const all = kinds.length > 0 ? kinds : Array.from({ length: more }, () => undefined);
    for (const kind of all) this.log.push(`  ${this.#portal.change(this.#chance, kind)}`);
  }

  /** What happens to builds and to what they keep; null when nothing does. */
  async #disturb(): Promise<string | null> {
    const chance = this.#mishaps;
    const trial = this.#trial;
    const due = (['killed', 'cache', 'version'] as const).find((one) => this.#due.has(one));
    if (due === undefined && chance.is(0.85)) return null;
    const kind = due ?? chance.of(['output', 'restored', 'forgotten', 'halfway']);
    let told: string | null = '';
    if (kind === 'cache') {
      told = trial.damageCache(chance);
      for (let more = chance.below(4); more > 0; more -= 1) {
        told = `${told}, ${trial.damageCache(chance)}`;
      }
      this.#due.delete('cache');
    } else if (kind === 'version') {
      await trial.build('another');
      this.#due.delete('version');
    } else if (kind === 'output') told = trial.damageOutput(chance);
    else if (kind === 'killed') {
      const since = chance.of(['begun', 'writing', 'writing'] as const);
      const milliseconds = since === 'begun' ? 100 + chance.below(500) : chance.below(150);
      const isKilled = await trial.kill(milliseconds, since);
      told = `${milliseconds} since it has ${since}${isKilled ? '' : ', too late'}`;
      if (isKilled) {
        this.#due.delete('killed');
        this.tried.killed += 1;
      }
    } else {
      trial.keep();
      await trial.build();
      if (kind === 'restored') trial.restore();
      else if (kind === 'forgotten') trial.forget();
      else trial.halfway(chance);
    }
    this.log.push(`  disturbed: ${kind} ${told}`);
    return kind;
  }

  #count(disturbed: string | null): void {
    const { tried } = this;
    const [before, now] = [this.#good, this.#portal.moment()];
    const differs = (of: (moment: Moment) => unknown): number =>
      JSON.stringify(of(before)) === JSON.stringify(of(now)) ? 0 : 1;
    tried.days += differs(({ today }) => today);
    tried.locales += differs(({ settings }) => settings.locales);
    tried.audiences += differs(({ settings }) => settings.audiences);
    if (disturbed === 'cache') tried.damaged += 1;
    if (disturbed === 'version') tried.versions += 1;
  }

  /** Builds, and builds anew; both must be the same. Whether something was published. */
  async #compared(how: Clean, disturbed: string | null | false): Promise<boolean> {
    const before = disturbed ? null : this.#trial.seen;
    const made = await this.#trial.build();
    const isGood = made.code === 0;
    this.log.push(`  ${isGood ? 'published' : 'failed'}, ${how}, ${this.#portal.today}`);
    assert.ok(isGood || made.code === 1, made.stderr);
    if (!isGood && before !== null) assert.deepEqual(differing(made.files, before), []);
    const ways: Clean[] = isGood && this.#due.delete('plain') ? [how, 'plain'] : [how];
    for (const way of ways) {
      const clean = await this.#trial.clean(way);
      assert.equal(made.stderr, clean.stderr, way);
      assert.equal(made.code, clean.code, way);
      assert.deepEqual(made.report, clean.report, way);
      if (isGood) assert.deepEqual(differing(made.files, clean.files), [], way);
    }
    this.tried[isGood ? 'published' : 'refused'] += 1;
    if (ways.includes('plain')) this.tried.plain += 1;
    return isGood;
  }
}

type Files = ReadonlyMap<string, string>;

/** Paths of files that are not the same in both. */
function differing(a: Files, b: Files): string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => `${name}${a.has(name) ? (b.has(name) ? '' : ' is too much') : ' is missing'}`);
}
