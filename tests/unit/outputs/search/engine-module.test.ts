import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { engineModule } from '../../../../src/outputs/search/engine-module.ts';
import type { IndexStart } from '../../../../src/outputs/search/index-file.ts';

/** A script that asks for what Pagefind asks for. */
const SCRIPT = `
var PagefindInstance=class{
  constructor(options){this.basePath=options.basePath;}
  async get(file){return new Uint8Array(await(await fetch(this.basePath+file)).arrayBuffer());}
};
export{};`;

interface Made {
  keep: (index: string, start: Pick<IndexStart, 'entry' | 'meta'> & Partial<IndexStart>) => void;
  PagefindInstance: new (options: { basePath: string }) => {
    get(file: string): Promise<Uint8Array>;
  };
}

async function load(script: string): Promise<Made> {
  const text = engineModule(Buffer.from(script), gzipSync('the engine')).toString();
  return (await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  )) as Made;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('engineModule', () => {
  it('has the engine with it, and answers for what it was given of a shard', async () => {
    const { keep, PagefindInstance } = await load(SCRIPT);
    const meta = gzipSync('words').toString('base64');
    keep('a1b2', { entry: '{"version":"1"}', meta });
    const shard = new PagefindInstance({ basePath: 'data:text/plain,/base/pagefind/a1b2/' });
    expect(text(await shard.get('wasm.unknown.pagefind'))).toBe('the engine');
    expect(text(await shard.get('pagefind-entry.json?ts=1'))).toBe('{"version":"1"}');
    expect(text(await shard.get('pagefind.en_0.pf_meta'))).toBe('words');
    // Everything else is fetched, and so is a shard of which nothing is here.
    expect(text(await shard.get('index/4f5e.pf_index'))).toBe('/base/pagefind/words/4f5e.pf_index');
    // What comes packed is unpacked on the way.
    const packed = gzipSync('chunk').toString('base64');
    const chunk = new PagefindInstance({ basePath: 'data:application/gzip;base64' });
    expect(text(await chunk.get(`,${packed}`))).toBe('chunk');
    const other = new PagefindInstance({ basePath: 'data:text/plain,/other/' });
    expect(text(await other.get('pagefind-entry.json'))).toBe('/other/pagefind-entry.json');
  });

  it('finds the text of a page in the folder of its shard, alone or among others', async () => {
    const { keep, PagefindInstance } = await load(SCRIPT);
    const folder = 'http://127.0.0.1/pagefind/';
    keep('all', {
      entry: '',
      meta: '',
      shards: [
        ['one', 0, [0, 1]],
        ['two', 4, [0]],
      ],
    });
    const files: Readonly<Record<string, string>> = {
      [`${folder}one/fragment/0.pf_fragment`]: 'pagefind_dcdA',
      [`${folder}one/fragment/1.pf_fragment`]: 'pagefind_dcdB\nC\nD',
      [`${folder}two/fragment/0.pf_fragment`]: 'pagefind_dcdE',
    };
    const asked: string[] = [];
    const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
      const address = input as string;
      asked.push(address);
      const text = files[address];
      return Promise.resolve(
        text === undefined ? new Response('', { status: 404 }) : new Response(gzipSync(text)),
      );
    });
    const index = new PagefindInstance({ basePath: `${folder}all/` });
    const texts: string[] = [];
    for (let page = 0; page < 5; page += 1) {
      texts.push(text(await index.get(`fragment/${page}.pf_fragment`)));
    }
    expect(texts.join(' ')).toBe(
      'pagefind_dcdA pagefind_dcdB pagefind_dcdC pagefind_dcdD pagefind_dcdE',
    );
    // A file is asked for once, and again where it did not come.
    expect(asked).toEqual(Object.keys(files));
    keep('lost', { entry: '', meta: '', shards: [['gone', 0, [0]]] });
    const lost = new PagefindInstance({ basePath: `${folder}lost/` });
    await expect(lost.get('fragment/0.pf_fragment')).rejects.toThrow(/404/);
    await expect(lost.get('fragment/0.pf_fragment')).rejects.toThrow(/404/);
    expect(asked.filter((address) => address.includes('gone')).length).toBe(2);
    fetch.mockRestore();
  });

  it('says so when Pagefind’s script is another than it knows', () => {
    expect(() => engineModule(Buffer.from('export{};'), gzipSync(''))).toThrow(
      /no class PagefindInstance/,
    );
  });
});
