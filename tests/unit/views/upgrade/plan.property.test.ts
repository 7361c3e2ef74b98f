import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UpgradePlan } from '../../../../src/views/upgrade/plan.ts';
import type { UpgradeData } from '../../../../src/views/upgrade/upgrade-document.ts';
import { planUpgrade } from '../../../../src/views/upgrade/upgrade-plan.ts';
import { isIn } from '../../../../src/views/upgrade/version-set.ts';
import { randomData } from './random.ts';

const COUNT = 9;
/** A, B and C: three versions, each after the other; from a version to itself there is no plan. */
const three = fc
  .uniqueArray(fc.nat(COUNT - 1), { minLength: 3, maxLength: 3 })
  .map((ends) => ends.sort((x, y) => x - y) as [number, number, number]);
const flags = fc.tuple(fc.boolean(), fc.boolean());
const modules = fc.subarray(['billing', 'identity']);

function plan(
  data: UpgradeData,
  from: number,
  to: number,
  asked: string[],
  prereleases: boolean,
  planned = true,
): UpgradePlan {
  const choice = { from: `${from}.0.0`, to: `${to}.0.0`, modules: asked, prereleases, planned };
  const { plan: made, problems } = planUpgrade(data, choice);
  if (made === null) throw new Error(JSON.stringify(problems));
  return made;
}

const isPlanned = (data: UpgradeData, index: number): boolean =>
  ['scheduled', 'delayed'].includes(data.versions[index]?.state ?? '');
const isNoStop = (data: UpgradeData, index: number): boolean =>
  isPlanned(data, index) ||
  ['withdrawn', 'rolled-back'].includes(data.versions[index]?.state ?? '');

const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
const names = (list: readonly { version: string }[]): string[] =>
  list.map(({ version }) => version);
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
const stepsOf = (made: UpgradePlan) =>
  made.legs.flatMap(({ before, during, after }) => [...before, ...during, ...after]);
/** Every step of every guide that a plan names. */
const guideSteps = (made: UpgradePlan): string[] =>
  stepsOf(made).flatMap(({ guides, title }) => guides.map(({ id }) => `${id}: ${title}`));
const actions = (made: UpgradePlan): string[] => made.legs.flatMap((leg) => ids(leg.actions));

describe('ways add up', () => {
  it('tells of A to C what it tells of A to B and B to C', () => {
    fc.assert(
      fc.property(randomData(COUNT), three, modules, flags, (data, ends, asked, on) => {
        const [a, b, c] = ends;
        const pre = on[0] || data.versions[b]?.prerelease === true;
        const planned = on[1] || isPlanned(data, b);
        const whole = plan(data, a, c, asked, pre, planned);
        const first = plan(data, a, b, asked, pre, planned);
        const second = plan(data, b, c, asked, pre, planned);
        const both = <T>(part: (made: UpgradePlan) => readonly T[]): T[] => [
          ...part(first),
          ...part(second),
        ];

        expect(names(whole.versions)).toEqual(names(both((made) => made.versions)));
        expect(names(whole.avoid)).toEqual(names(both((made) => made.avoid)));
        const isStop = names(first.versions).includes(`${b}.0.0`);
        const stops = data.versions[b]?.stop === true && !isNoStop(data, b);
        const own = isStop && stops ? [`${b}.0.0`] : [];
        expect(names(whole.stops)).toEqual([...names(first.stops), ...own, ...names(second.stops)]);

        // A guide with work on both ways is told of once, where it is due first.
        expect(unique(both(guideSteps)).sort()).toEqual([...guideSteps(whole)].sort());
        expect(ids(whole.guides)).toEqual(unique(both((made) => ids(made.guides))));
        expect([...actions(whole)].sort()).toEqual([...both(actions)].sort());

        expect(ids(whole.behaviour)).toEqual(ids(both((made) => made.behaviour)));
        expect(ids(whole.gone.changes)).toEqual(ids(both((made) => made.gone.changes)));
        expect(ids(whole.going.changes)).toEqual(ids(both((made) => made.going.changes)));
        expect(whole.going.deprecations.map(({ id }) => id)).toEqual(
          ids(second.going.deprecations),
        );
        const without = new Map(data.deprecations.map((entry) => [entry.id, entry.without]));
        expect([...ids(whole.gone.deprecations)].sort()).toEqual(
          unique(both((made) => ids(made.gone.deprecations)))
            .filter((id) => isIn(without.get(id) ?? [], c))
            .sort(),
        );

        expect(names(whole.security.releases)).toEqual(
          names(both((made) => made.security.releases)),
        );
        expect(ids(whole.security.open)).toEqual(ids(second.security.open));
        const affects = new Map(data.advisories.map((entry) => [entry.id, entry.affects]));
        expect([...ids(whole.security.advisories)].sort()).toEqual(
          unique(both((made) => ids(made.security.advisories)))
            .filter((id) => !isIn(affects.get(id) ?? [], c))
            .sort(),
        );

        expect(ids(whole.issues.met)).toEqual(ids(second.issues.met));
        const has = new Map(data.issues.map((entry) => [entry.id, entry.affects]));
        expect([...ids(whole.issues.lost)].sort()).toEqual(
          unique(both((made) => ids(made.issues.lost)))
            .filter((id) => isIn(has.get(id) ?? [], a) && !isIn(has.get(id) ?? [], c))
            .sort(),
        );

        const needs = (made: UpgradePlan): string[] =>
          made.requires.flatMap(({ product, range, versions }) =>
            versions.map((version) => `${version}: ${product} ${range}`),
          );
        expect([...needs(whole)].sort()).toEqual([...both(needs)].sort());
        const cycles = (made: UpgradePlan): string[] => made.cycles.map(({ name }) => name);
        expect(cycles(whole)).toEqual(unique(both(cycles)));
      }),
      { numRuns: 150 },
    );
  });

  it('tells nothing from outside of the way, and of each step, action and release once', () => {
    fc.assert(
      fc.property(randomData(COUNT), three, modules, (data, [a, , c], asked) => {
        const made = plan(data, a, c, asked, true);
        const onWay = (version: string): boolean => {
          const index = data.versions.findIndex((each) => each.version === version);
          return index > a && index <= c;
        };
        const told = [
          ...made.versions,
          ...made.behaviour,
          ...made.gone.changes,
          ...made.going.changes,
          ...made.security.releases,
          ...made.legs.flatMap((leg) => leg.actions),
        ];
        expect(told.filter(({ version }) => !onWay(version))).toEqual([]);
        for (const { id } of made.guides) {
          const edges = data.guides.find((guide) => guide.id === id)?.edges ?? [];
          expect(edges.some((edge) => edge > a && edge <= c)).toBe(true);
        }
        for (const list of [guideSteps(made), actions(made), names(made.security.releases)]) {
          expect(list).toEqual(unique(list));
        }
        expect(ids(stepsOf(made))).toEqual(unique(ids(stepsOf(made))));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps to the modules in use: what names none concerns all', () => {
    fc.assert(
      fc.property(randomData(COUNT), three, (data, [a, , c]) => {
        const all = plan(data, a, c, [], true);
        const billing = plan(data, a, c, ['billing'], true);
        const concerned = <T extends { modules?: string[] }>(list: readonly T[]): T[] =>
          list.filter(({ modules: own = [] }) => own.length === 0 || own.includes('billing'));
        expect(billing.behaviour).toEqual(concerned(all.behaviour));
        expect(billing.issues.met).toEqual(concerned(all.issues.met));
        expect(billing.security.advisories).toEqual(concerned(all.security.advisories));
        expect(billing.going.deprecations).toEqual(concerned(all.going.deprecations));
        expect(billing.legs.flatMap((leg) => leg.actions)).toEqual(
          concerned(all.legs.flatMap((leg) => leg.actions)),
        );
      }),
      { numRuns: 80 },
    );
  });

  it('stops nowhere that it says not to stop at', () => {
    fc.assert(
      fc.property(randomData(COUNT), three, flags, (data, [a, , c], on) => {
        const made = plan(data, a, c, [], ...on);
        const avoided = names(made.avoid);
        expect(names(made.stops).filter((version) => avoided.includes(version))).toEqual([]);
        const places = made.stops.map(({ version }) => Number.parseInt(version, 10));
        expect(places.filter((index) => isNoStop(data, index))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves prereleases and what is not out away unless the way begins or ends at one', () => {
    fc.assert(
      fc.property(randomData(COUNT), three, (data, [a, , c]) => {
        const { plan: made } = planUpgrade(data, { from: `${a}.0.0`, to: `${c}.0.0` });
        const isPre = (index: number): boolean => data.versions[index]?.prerelease === true;
        const expected = data.versions.flatMap(({ version }, index) =>
          index > a &&
          index <= c &&
          (isPre(a) || isPre(c) || !isPre(index)) &&
          (isPlanned(data, a) || isPlanned(data, c) || !isPlanned(data, index))
            ? [version]
            : [],
        );
        expect(names(made?.versions ?? [])).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });
});
