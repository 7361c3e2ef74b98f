import { expect, it } from 'vitest';
import { homeView } from '../../../src/views/home.ts';
import { smallContext } from './lifecycle-edition.ts';

/** `count` actions of a product's release, due one a day from `from` on. */
const actions = (product: string, from: string, count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${product}/1.0.0/a${index}`,
      {
        type: 'breaking',
        action: { required: true, by: `${from}-${String(index + 1).padStart(2, '0')}`, who: [] },
      },
    ]),
  );
const view = (small: ReturnType<typeof actions>) =>
  homeView(
    smallContext({
      products: { atlas: { title: 'Atlas' }, beam: { title: 'Beam' } },
      releases: {
        'atlas/1.0.0': { date: '2026-01-01', state: 'released' },
        'beam/1.0.0': { date: '2026-01-01', state: 'released' },
      },
      changes: small,
    }),
  );

it('the front page has what each product asks, however much others ask sooner', () => {
  const { items, shown, total } = view({
    ...actions('atlas', '2026-12', 9),
    ...actions('beam', '2027-01', 8),
  }).actions;
  expect([shown, total]).toEqual([6, 17]);
  expect(items.slice(0, 6).map(({ product }) => product.id)).toEqual(Array(6).fill('atlas'));
  expect(items.slice(6).map(({ product }) => product.id)).toEqual(Array(6).fill('beam'));
  const days = items.map(({ by }) => by?.day ?? '');
  expect(days).toEqual([...days].sort());
});

it('the front page carries nothing more when all is seen at once', () => {
  const { items, total } = view({ ...actions('atlas', '2026-12', 3) }).actions;
  expect([items.length, total]).toEqual([3, 3]);
});
