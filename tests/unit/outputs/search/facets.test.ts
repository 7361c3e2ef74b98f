import { describe, expect, it } from 'vitest';
import { FacetIndex } from '../../../../src/components/search/facet-index.ts';
import { distinctLabels, facetsFile } from '../../../../src/outputs/search/facets.ts';
import type { EditionFacets, FacetPage } from '../../../../src/outputs/search/facets.ts';

const none: EditionFacets = {
  kind: { id: 'doc', title: 'Guide' },
  product: null,
  version: null,
  types: [],
  modules: [],
  date: null,
};
const atlas = { id: 'atlas', title: 'Atlas' };
const fix = { id: 'fix', title: 'Fixed' };
const security = { id: 'security', title: 'Security' };
const pages: FacetPage[] = [
  { path: '/b/', ids: new Map([['x', 0]]), facets: { ...none, date: '1969-12-30' } },
  { path: '/a/', ids: new Map([['x', 1]]), facets: none },
  {
    path: '/c/',
    ids: new Map([
      ['y', 3],
      ['x', 2],
    ]),
    facets: {
      ...none,
      product: atlas,
      version: '1.0.0',
      types: [fix, security],
      date: '2026-11-03',
    },
  },
  {
    path: '/d/',
    ids: new Map([['y', 0]]),
    facets: { ...none, product: atlas, types: [fix], date: '2024-02-29' },
  },
];
describe('facetsFile', () => {
  it('gives the same whatever the order of the pages', () => {
    expect(facetsFile([...pages].reverse(), ['x'])).toEqual(facetsFile(pages, ['x']));
  });

  it('has the newest page first and those without a day last, and what the browser reads of it is that', () => {
    const index = new FacetIndex(facetsFile(pages, ['x', 'y']));
    expect([0, 1, 2, 3].map((place) => index.dayOf(place))).toEqual([
      '2026-11-03',
      '2024-02-29',
      '1969-12-30',
      undefined,
    ]);
    expect(index.valuesOf('type')).toEqual(['Fixed', 'Security']);
    expect(index.valuesOf('version')).toEqual(['1.0.0']);
    const fixes = index.select('type', (value) => value === 'Fixed');
    expect([0, 1, 2, 3].map((place) => index.has(place, 'type', fixes))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('finds a page by its number in an index, where two number two pages the same too', () => {
    const facets = new FacetIndex(facetsFile(pages, ['x', 'y']));
    const placesIn = (index: number): (number | undefined)[] =>
      ['0', '1', '2', '3', '9'].map((id) => facets.placeOf({ index, id }));
    expect(placesIn(0)).toEqual([2, 3, 0, undefined, undefined]);
    expect(placesIn(1)).toEqual([1, undefined, undefined, 0, undefined]);
    expect(facets.sizes).toEqual([3, 2]);
    expect(placesIn(2)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('counts what each value would leave', () => {
    const index = new FacetIndex(facetsFile(pages, ['x', 'y']));
    const counts = index.counts([0, 1, 2, 3], (page, without) => without === 'type' || page === 0);
    expect([...(counts.get('type') ?? [])]).toEqual([
      ['Fixed', 2],
      ['Security', 1],
    ]);
    expect([...(counts.get('product') ?? [])]).toEqual([['Atlas', 1]]);
    expect([...(index.counts([0, 1, 2, 3]).get('kind') ?? [])]).toEqual([['Guide', 4]]);
  });
});

describe('distinctLabels', () => {
  it('tells two of one title apart by their ids, and no others', () => {
    const labels = distinctLabels([
      { id: 'atlas/core', title: 'Core' },
      { id: 'beam/core', title: 'Core' },
      { id: 'atlas/billing', title: 'Billing' },
      { id: 'atlas/billing', title: 'Billing' },
    ]);
    expect([...labels.values()]).toEqual(['Core (atlas/core)', 'Core (beam/core)', 'Billing']);
  });
});
