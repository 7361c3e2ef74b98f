/** Random planner data, for properties that hold whatever a portal says. */
import fc from 'fast-check';
import type { UpgradeData, UpgradeEntry } from '../../../../src/views/upgrade/upgrade-document.ts';
import {
  entrances,
  exits,
  joined,
  versionSet,
  type VersionSet,
} from '../../../../src/views/upgrade/version-set.ts';

const entry: fc.Arbitrary<UpgradeEntry> = fc.record(
  {
    title: fc.constant('Title'),
    modules: fc.subarray(['billing', 'identity'], { minLength: 1 }),
  },
  { requiredKeys: ['title'] },
);

/** Data with `count` versions, named 0.0.0, 1.0.0, … in their order. */
export function randomData(count: number, maxEntries = 5): fc.Arbitrary<UpgradeData> {
  const at = fc.nat(count - 1);
  const edges = fc
    .array(fc.integer({ min: 1, max: count - 1 }), { maxLength: 3 })
    .map((list) => joined(list));
  const set: fc.Arbitrary<VersionSet> = fc
    .array(fc.boolean(), { minLength: count, maxLength: count })
    .map((list) => versionSet(count, (index) => list[index] === true));
  const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<(T & UpgradeEntry & { id: string })[]> =>
    fc
      .array(fc.tuple(entry, item), { maxLength: maxEntries })
      .map((items) => items.map(([own, rest], index) => ({ ...own, ...rest, id: `e${index}` })));
  const versions = fc
    .array(
      fc.record(
        {
          day: fc.constantFrom('2026-01-01', '2026-06-01', '2026-11-01', '2027-02-01'),
          state: fc.constantFrom(
            'withdrawn' as const,
            'rolled-back' as const,
            'partial' as const,
            'scheduled' as const,
            'delayed' as const,
          ),
          prerelease: fc.constant(true as const),
          stop: fc.constant(true as const),
          cycle: fc.nat(2),
          requires: fc.constantFrom(
            [{ product: 'beam', title: 'Beam', range: '>=1' }],
            [{ product: 'beam', title: 'Beam', range: '>=2' }],
          ),
        },
        { requiredKeys: [] },
      ),
      { minLength: count, maxLength: count },
    )
    .map((items) => items.map((item, index) => ({ ...item, version: `${index}.0.0` })));
  const when = fc.constantFrom('before' as const, 'during' as const, 'after' as const);
  const steps = fc
    .array(when, { minLength: 6, maxLength: 6 })
    .map((items) => items.map((own, index) => ({ title: `Step ${index}`, when: own })));
  const guideSteps = fc
    .uniqueArray(fc.record({ step: fc.nat(5) }), { selector: ({ step }) => step, maxLength: 4 })
    .map((items) => items.map(({ step }) => ({ step, id: `s${step}` })));
  return fc.record({
    format: fc.constant(1 as const),
    product: fc.constant({ id: 'atlas', title: 'Atlas' }),
    scheme: fc.constant('semver' as const),
    audience: fc.constant('Users'),
    locale: fc.constant('en'),
    source: fc.constant({ lang: 'en', dir: 'ltr' as const }),
    base: fc.constant(''),
    root: fc.constant(''),
    today: fc.constant('2026-11-21'),
    modules: fc.constant([
      { id: 'billing', title: 'Billing' },
      { id: 'identity', title: 'Identity' },
    ]),
    cycles: fc.constant([
      { cycle: 'A', eolFrom: '2026-01-01' },
      { cycle: 'B', eolFrom: '2026-11-21' },
      { cycle: 'C', eolFrom: '2027-01-01' },
    ]),
    versions,
    changes: list(
      fc.record(
        {
          at,
          type: fc.constant('breaking'),
          role: fc.constantFrom(
            'behaviour' as const,
            'gone' as const,
            'going' as const,
            'security' as const,
          ),
          action: fc.record(
            { by: fc.constantFrom('2026-01-01', '2026-12-01'), recommended: fc.constant(true) },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['at', 'type'] },
      ),
    ).map((items) => items.sort((a, b) => a.at - b.at)),
    guides: list(
      fc.record({
        edges,
        steps: guideSteps,
        from: fc.constant('*'),
        to: fc.constant('*'),
        first: at,
        writtenFor: fc.constant('some'),
      }),
    ),
    steps,
    deprecations: list(
      fc
        .record({ without: set, extra: edges, announcedOn: fc.constant('2026-01-01') })
        .map(({ extra, ...rest }) => ({
          ...rest,
          edges: joined(entrances(rest.without), extra),
        })),
    ),
    issues: list(
      fc.record({
        affects: set,
        state: fc.constantFrom('open', 'fixed'),
        severity: fc.constant('low'),
      }),
    ),
    advisories: list(
      fc.record({ affects: set, mends: edges, severity: fc.constant('high') }).map((rest) => ({
        ...rest,
        edges: joined(rest.mends, exits(rest.affects, count)),
      })),
    ),
  }) as unknown as fc.Arbitrary<UpgradeData>;
}
