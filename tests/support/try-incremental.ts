import assert from 'node:assert/strict';
import path from 'node:path';
import { ChangingPortal } from './changing-portal.ts';
import { photo } from './pictures.ts';
import { removeFolder, temporaryFolder } from './portal.ts';
import { Chance } from './random.ts';
import { Trial, type Clean } from './trial.ts';

/**
 * Changes a portal by chance, so many times, and holds each build against one with nothing to go by.
 *
 * @returns how many of the builds published something
 * @throws Error with all that was done, when something differs
 */
export async function tryIncremental(seed: number, steps: number): Promise<number> {
  const folder = await temporaryFolder('trial');
  const chance = new Chance(seed);
  const pictures = await Promise.all([700, 701].map((width) => photo(width, 300).png().toBuffer()));
  const portal = new ChangingPortal(path.join(folder, 'portal'), pictures, chance);
  const trial = new Trial(folder, portal);
  const log: string[] = [];
  let published = 0;
  try {
    await portal.write();
    assert.ok(await compared(trial, portal, 'apart', log));
    let good = portal.moment();
    for (let step = 1; step <= steps; step += 1) {
      log.push(`step ${step}`);
      if (await take(trial, portal, chance, log, step)) {
        good = portal.moment();
        published += 1;
      } else if (chance.is(0.8)) {
        log.push('  back to what was published last');
        portal.back(good);
      }
    }
    await removeFolder(folder);
    return published;
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${seed} in ${folder}:\n${log.join('\n')}\n\n${told}`, { cause: error });
  } finally {
    trial.close();
  }
}

/** Changes, perhaps disturbs, and builds. */
async function take(
  trial: Trial,
  portal: ChangingPortal,
  chance: Chance,
  log: string[],
  step: number,
): Promise<boolean> {
  const count = chance.is(0.7) ? 1 : 1 + chance.below(4);
  for (let at = 0; at < count; at += 1) log.push(`  ${portal.change(chance)}`);
  await portal.write();
  const disturbed = await disturb(trial, chance, log);
  const how =
    step % 20 === 10 ? 'plain' : step % 20 === 0 ? 'apart' : step % 2 === 0 ? 'shared' : 'unseen';
  return compared(trial, portal, how, log, disturbed);
}

/**
 * Builds, and builds anew; both must be the same. Whether something was published. What an `unseen` build
 * did is seen with the next: it goes by what that left.
 */
async function compared(
  trial: Trial,
  portal: ChangingPortal,
  how: Clean | 'unseen',
  log: string[],
  disturbed = false,
): Promise<boolean> {
  const before = disturbed ? null : trial.seen;
  const made = await trial.build();
  log.push(`  ${made.code === 0 ? 'published' : 'failed'}, ${how}, ${portal.today}`);
  const isGood = made.code === 0;
  assert.ok(isGood || made.code === 1, made.stderr);
  if (!isGood && before !== null) assert.deepEqual(differing(made.files, before), []);
  if (how === 'unseen') return isGood;
  const clean = await trial.clean(how);
  assert.equal(made.stderr, clean.stderr);
  assert.equal(made.code, clean.code);
  assert.deepEqual(made.report, clean.report);
  if (isGood) assert.deepEqual(differing(made.files, clean.files), []);
  return isGood;
}

type Files = ReadonlyMap<string, string>;

/** Paths of files that are not the same in both. */
function differing(a: Files, b: Files): string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => `${name}${a.has(name) ? (b.has(name) ? '' : ' is too much') : ' is missing'}`);
}

/** What happens to builds and to what they keep; true when the output is not as it was. */
async function disturb(trial: Trial, chance: Chance, log: string[]): Promise<boolean> {
  const kind = chance.of([
    ...Array.from({ length: 16 }, () => 'nothing'),
    'cache',
    'cache',
    'output',
    'killed',
    'restored',
    'forgotten',
    'halfway',
  ]);
  if (kind === 'nothing') return false;
  let told = '';
  if (kind === 'cache') {
    const times = 1 + chance.below(4);
    told = Array.from({ length: times }, () => trial.damageCache(chance)).join(', ');
  } else if (kind === 'output') told = trial.damageOutput(chance);
  else if (kind === 'killed') {
    const milliseconds = 250 + chance.below(900);
    told = String(milliseconds);
    await trial.kill(milliseconds);
  } else {
    trial.keep();
    await trial.build();
    if (kind === 'restored') trial.restore();
    else if (kind === 'forgotten') trial.forget();
    else trial.halfway(chance);
  }
  log.push(`  disturbed: ${kind} ${told}`);
  return true;
}
