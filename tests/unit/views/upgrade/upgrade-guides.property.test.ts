import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import type { EditionProduct } from '../../../../src/catalog/edition.ts';
import type { ViewContext } from '../../../../src/views/context.ts';
import { guidesOf } from '../../../../src/views/upgrade/upgrade-guides.ts';
import { versionsOf } from '../../../../src/views/upgrade/versions.ts';

const all = ['3.6.0', '3.7.0', '3.7.9', '4.0.0-rc.1', '4.0.0', '4.1.0', '4.2.0', '4.2.1', '5.0.0'];
const newestFirst = [...all].reverse();
const atlas = {
  id: 'atlas',
  data: { versioning: 'semver' },
  releases: newestFirst.map((version) => ({ version, day: null, data: { state: 'released' } })),
} as unknown as EditionProduct;

function edgesOf(from: string, to: string): number[] {
  const guide = {
    id: 'g',
    title: 'G',
    data: { product: 'atlas', from, to, modules: [], steps: [] },
  };
  const context = {
    edition: { migrations: [guide], byKey: () => atlas, locale: { dir: 'ltr' } },
    inline: (text: string) => text,
    t: (key: string) => key,
    format: { list: (items: readonly string[]) => items.join() },
  } as unknown as ViewContext;
  return guidesOf(context, versionsOf(atlas)).guides[0]?.edges ?? [];
}

const bound = fc.constantFrom('3', '3.7', '4', '4.0.0', '4.2', '5', '6');
const range = fc.oneof(
  bound,
  fc.tuple(fc.constantFrom('<', '<=', '>=', '^', '~'), bound).map((parts) => parts.join('')),
  fc.tuple(bound, bound).map(([low, high]) => `>=${low} <${high}`),
);
const ends = fc
  .tuple(fc.nat(all.length - 1), fc.nat(all.length - 1))
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);

describe('when a migration guide is on the way', () => {
  it('is so for every way that passes a version of `from` and later one of `to`, and for no other beyond its ranges', () => {
    fc.assert(
      fc.property(range, range, ends, (from, to, [start, end]) => {
        const inRange = (index: number, text: string): boolean =>
          semver.satisfies(all[index] ?? '', text, { includePrerelease: true });
        const indexes = all.map((_, index) => index);
        const isOnWay = edgesOf(from, to).some((edge) => edge > start && edge <= end);
        const passes = indexes.some(
          (source) =>
            source >= start &&
            inRange(source, from) &&
            indexes.some((target) => target > source && target <= end && inRange(target, to)),
        );
        if (passes) expect(isOnWay).toBe(true);
        if (!isOnWay) return;
        // It begins at or before a version to come from, and not yet beyond where the guide leads.
        expect(indexes.some((at) => at >= start && at < end && inRange(at, from))).toBe(true);
        const targets = indexes.filter((at) => inRange(at, to));
        expect(targets.length === 0 || (targets.at(-1) ?? 0) > start).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is due as one leaves `from`, even short of `to`', () => {
    expect(edgesOf('>=3.7 <4', '4.2')).toEqual([all.indexOf('4.0.0-rc.1')]);
    // From one version of the range to another, where both overlap.
    expect(edgesOf('>=3.7 <=4.2', '4.2')).toEqual([all.indexOf('4.2.0'), all.indexOf('4.2.1')]);
    expect(edgesOf('>=4.0 <5', '5.0')).toEqual([all.indexOf('5.0.0')]);
    expect(edgesOf('>=5', '6')).toEqual([]);
    // Nothing is known of 6.0.0 yet, but whoever leaves 4 is on the way to it.
    expect(edgesOf('4.x', '6.0')).toEqual([all.indexOf('5.0.0')]);
  });
});
