import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packFragments } from '../../../../src/outputs/search/fragments.ts';

/** Text that gzip makes about so long. */
const text = (bytes: number, seed: number): string => {
  let state = seed + 1;
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  };
  return JSON.stringify({ content: Array.from({ length: bytes }, next).join('') });
};
const packed = (json: string): Buffer => gzipSync(`pagefind_dcd${json}`);

describe('packFragments', () => {
  it('leaves long texts alone, and puts short ones together in their order', () => {
    const texts = [3000, 400, 400, 400, 2500, 300].map(text);
    const { files, packs } = packFragments(texts.map((json) => ({ packed: packed(json) })));
    expect(packs).toEqual([0, 1, 4, 5]);
    expect(files.map(({ path }) => path)).toEqual(
      packs.map((first) => `fragment/${first}.pf_fragment`),
    );
    const lines = files.map(({ content }) =>
      gunzipSync(content).toString().replace('pagefind_dcd', '').split('\n'),
    );
    expect(lines).toEqual([[texts[0]], texts.slice(1, 4), [texts[4]], [texts[5]]]);
  });

  it('has few files of very many pages', () => {
    const texts = Array.from({ length: 600 }, (_, at) => ({ packed: packed(text(3000, at)) }));
    const { files } = packFragments(texts);
    expect(files.length).toBeLessThanOrEqual(200);
    expect(files.length).toBeGreaterThan(100);
  });

  it('has another text in the place of one, alone and among others', () => {
    const long = { packed: packed(text(3000, 1)), text: '{"a":"long"}' };
    const short = { packed: packed('{"b":1}') };
    const { files } = packFragments([long, short, { ...short, text: '{"b":2}' }]);
    expect(files.map(({ content }) => gunzipSync(content).toString())).toEqual([
      'pagefind_dcd{"a":"long"}',
      'pagefind_dcd{"b":1}\n{"b":2}',
    ]);
  });

  it('refuses what does not begin as Pagefind’s files do', () => {
    expect(() => packFragments([{ packed: gzipSync('{}') }, { packed: gzipSync('{}') }])).toThrow(
      /another version/,
    );
  });
});
