import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOwn, ownQuery, parseOwn, type OwnProduct } from '../../../src/model/my-version.ts';
import { knownOwn, type KnownProduct } from '../../../src/model/own-versions.ts';

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const own: fc.Arbitrary<OwnProduct[]> = fc.uniqueArray(
  fc.record({
    product: name,
    version: fc.option(name, { nil: null }),
    modules: fc.uniqueArray(name, { maxLength: 4 }),
  }),
  { selector: ({ product }) => product, maxLength: 6 },
);

describe('what a reader runs, as text', () => {
  it('is readable', () => {
    expect(parseOwn('atlas@3.7.2:billing,identity;beam@2026.9;gazette')).toEqual([
      { product: 'atlas', version: '3.7.2', modules: ['billing', 'identity'] },
      { product: 'beam', version: '2026.9', modules: [] },
      { product: 'gazette', version: null, modules: [] },
    ]);
    expect(ownQuery(parseOwn('atlas@3.7.2:billing,identity;beam@2026.9'))).toBe(
      'mine=atlas@3.7.2:billing,identity;beam@2026.9',
    );
  });

  it('comes back as it was written, whatever names hold', () => {
    fc.assert(
      fc.property(own, (products) => {
        expect(parseOwn(formatOwn(products))).toEqual(products);
      }),
    );
  });

  it('comes back from an address', () => {
    fc.assert(
      fc.property(own, (products) => {
        const url = new URL(`https://gazette.test/releases/?a=1&${ownQuery(products)}`);
        expect(parseOwn(url.searchParams.get('mine') ?? '')).toEqual(products);
      }),
    );
  });

  it('never fails, and never names anything empty or twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[ab@:;,%2]*$/)), (text) => {
        const products = parseOwn(text);
        const ids = products.map(({ product }) => product);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { product, version, modules } of products) {
          expect([product, version, ...modules]).not.toContain('');
        }
        expect(parseOwn(formatOwn(products))).toEqual(products);
      }),
    );
  });

  it('leaves out what is not of the form', () => {
    expect(parseOwn('')).toEqual([]);
    expect(parseOwn(';;@1;:a;a@1@2;%;b@%zz:c')).toEqual([
      { product: 'b', version: null, modules: ['c'] },
    ]);
    expect(parseOwn('a@1;a@2')).toEqual([{ product: 'a', version: '1', modules: [] }]);
    expect(parseOwn(`a;${'b'.repeat(5000)}`)).toEqual([]);
  });
});

describe('what an edition knows of it', () => {
  const products: KnownProduct[] = [
    {
      id: 'atlas',
      title: 'Atlas',
      scheme: 'semver',
      modules: [
        { id: 'billing', title: 'Billing' },
        { id: 'identity', title: 'Identity' },
      ],
      versions: [
        { cycle: '4.0', versions: ['4.0.1', '4.0.0'] },
        { cycle: '', versions: ['3.7.2'] },
      ],
    },
    { id: 'beam', title: 'Beam', scheme: 'calver', modules: [], versions: [] },
  ];
  const known = (text: string) => knownOwn(parseOwn(text), products);

  it('has titles, and versions newest first', () => {
    expect(known('atlas@3.7.2:billing')).toEqual([
      {
        product: 'atlas',
        title: 'Atlas',
        scheme: 'semver',
        version: '3.7.2',
        modules: ['billing'],
        moduleTitles: ['Billing'],
        order: ['4.0.1', '4.0.0', '3.7.2'],
      },
    ]);
  });

  it('leaves out products, versions and modules that it does not have', () => {
    expect(known('secret@1;<b>@1:"')).toEqual([]);
    expect(known('atlas@9.9.9:billing,secret')).toMatchObject([
      { version: null, modules: ['billing'] },
    ]);
    expect(known('beam@__proto__:constructor')).toMatchObject([{ version: null, modules: [] }]);
  });

  it('takes all modules for none named', () => {
    expect(known('atlas:identity,billing')).toMatchObject([{ modules: [], moduleTitles: [] }]);
  });

  it('keeps the order of the edition', () => {
    expect(known('beam;atlas').map(({ product }) => product)).toEqual(['atlas', 'beam']);
  });
});
