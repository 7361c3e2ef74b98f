import { describe, expect, it } from 'vitest';
import { appliesToMine, concerns, standing } from '../../../src/model/narrowing.ts';
import type { Concern } from '../../../src/model/narrowing.ts';
import type { MyProduct } from '../../../src/model/own-versions.ts';
import { satisfies } from '../../../src/model/range.ts';

const atlas: MyProduct = {
  product: 'atlas',
  title: 'Atlas',
  scheme: 'semver',
  version: '3.7.2',
  modules: ['billing'],
  moduleTitles: ['Billing'],
  order: ['4.0.0', '3.7.10', '3.7.2', '3.7.0'],
};
const beam: MyProduct = {
  ...atlas,
  product: 'beam',
  scheme: 'calver',
  version: null,
  modules: [],
  order: ['2026.10'],
};
const mine = [atlas, beam];
const does = (entry: Partial<Concern>) =>
  concerns(mine, { products: ['atlas'], ...entry }, satisfies);

describe('an entry concerns a reader', () => {
  it('who uses one of its products, or when it is about all of them', () => {
    expect(does({})).toBe(true);
    expect(does({ products: [] })).toBe(true);
    expect(does({ products: ['gazette'] })).toBe(false);
    expect(does({ products: ['gazette', 'beam'] })).toBe(true);
  });

  it('who uses one of its modules, or when it names none', () => {
    expect(does({ modules: [] })).toBe(true);
    expect(does({ modules: ['identity', 'billing'] })).toBe(true);
    expect(does({ modules: ['identity'] })).toBe(false);
    // Who named no module uses all of them.
    expect(does({ products: ['beam'], modules: ['rules'] })).toBe(true);
  });

  it('whose version is not past it', () => {
    expect(does({ version: '4.0.0' })).toBe(true);
    expect(does({ version: '3.7.2' })).toBe(true);
    expect(does({ version: '3.7.0' })).toBe(false);
    // A release to come is no version that anybody runs.
    expect(does({ version: '5.0.0' })).toBe(true);
    expect(does({ products: ['beam'], version: '2020.1' })).toBe(true);
  });

  it('whose version it affects', () => {
    expect(does({ affects: ['>=3.7 <4'] })).toBe(true);
    expect(does({ affects: ['<3', '3.7.2'] })).toBe(true);
    expect(does({ affects: ['>=4'] })).toBe(false);
    expect(does({ affects: [] })).toBe(false);
    expect(does({ products: ['beam'], affects: ['1'] })).toBe(true);
  });

  it('whose version it is written for', () => {
    const guide = (range: string, product = 'atlas') =>
      does({ products: [], appliesTo: [{ product, range }] });
    expect(guide('>=3')).toBe(true);
    expect(guide('*')).toBe(true);
    expect(guide('>=4')).toBe(false);
    expect(guide('>=4', 'beam')).toBe(true);
    expect(guide('*', 'gazette')).toBe(false);
    expect(does({ products: [], appliesTo: [] })).toBe(true);
    expect(
      appliesToMine(
        mine,
        [
          { product: 'atlas', range: '>=4' },
          { product: 'atlas', range: '^3' },
        ],
        satisfies,
      ),
    ).toBe(true);
  });
});

it('a version stands to mine by the order of the edition, not by its text', () => {
  expect(['4.0.0', '3.7.10', '3.7.2', '3.7.0', '9'].map((each) => standing(atlas, each))).toEqual([
    'newer',
    'newer',
    'same',
    'older',
    'unknown',
  ]);
  expect(standing(beam, '2026.10')).toBe('unknown');
});
