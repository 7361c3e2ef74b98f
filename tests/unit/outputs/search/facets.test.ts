import { describe, expect, it } from 'vitest';
import { FacetIndex } from '../../../../src/components/search/facet-index.ts';
import type { PagefindPart } from '../../../../src/components/search/engine.ts';
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
  { path: '/b/', ids: new Map([['x', 'en_aaa']]), facets: { ...none, date: '1969-12-30' } },
  { path: '/a/', ids: new Map([['x', 'en_bbb']]), facets: none },
  {
    path: '/c/',
    ids: new Map([
      ['y', 'en_ddd'],
      ['x', 'en_ccc'],
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
    ids: new Map([['y', 'en_aaa']]),
    facets: { ...none, product: atlas, types: [fix], date: '2024-02-29' },
  },
];
/** What Pagefind found, which is asked for its address only where that tells more than its id. */
const found = (id: string, url?: string): Pick<PagefindPart, 'id' | 'data'> => ({
  id,
  data: () => {
    if (url === undefined) throw new Error('asked for the address');
    return Promise.resolve({ url, excerpt: '', meta: {}, sub_results: [] });
  },
});

describe('facetsFile', () => {
  it('gives the same whatever the order of the pages', () => {
    expect(facetsFile([...pages].reverse(), ['x'])).toEqual(facetsFile(pages, ['x']));
  });

  it('has the newest page first and those without a day last, and what the browser reads of it is that', () => {
    const index = new FacetIndex(facetsFile(pages, ['x', 'y']), '/de/');
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

  it('finds a page by its id, and by its address where two shards have one id', async () => {
    const file = facetsFile(pages, ['x', 'y']);
    expect(file.paths).toEqual({ 1: '/d/', 2: '/b/' });
    const index = new FacetIndex(file, '/de/');
    expect(await index.placesOf([found('en_ccc')])).toEqual([0]);
    expect(await index.placesOf([found('en_ddd')])).toEqual([0]);
    expect(index.sizes).toEqual([3, 2]);
    expect(['en_bbb', 'en_ddd', 'en_aaa'].map((id) => index.shardOf(id))).toEqual([
      0,
      1,
      undefined,
    ]);
    expect(await index.placesOf([found('en_aaa', '/de/d/')])).toEqual([1]);
    expect(await index.placesOf([found('en_aaa', '/de/b/')])).toEqual([2]);
    expect(await index.placesOf([found('en_zzz')])).toEqual([undefined]);
  });

  it('counts what each value would leave', () => {
    const index = new FacetIndex(facetsFile(pages, ['x', 'y']), '/de/');
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
