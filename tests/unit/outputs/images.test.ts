import { appendFile, cp, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/catalog/pictures/format.ts';
import { readPicture } from '../../../src/catalog/pictures/read-picture.ts';
import { encodePicture } from '../../../src/outputs/images/encode.ts';
import type { Edition } from '../../../src/catalog/edition.ts';
import {
  codingOf,
  keyOf,
  planVariants,
  widthsFor,
  worthPublishing,
} from '../../../src/outputs/images/recipe.ts';
import { PictureStore } from '../../../src/outputs/images/store.ts';
import { pictureSources, variantAddress } from '../../../src/views/picture-sources.ts';
import { removeFolder, temporaryFolder } from '../../support/portal.ts';

const picture = (more: Partial<Picture> = {}): Picture => ({
  format: 'jpeg',
  width: 3000,
  height: 2000,
  isAnimated: false,
  hash: 'a'.repeat(64),
  size: 500_000,
  ...more,
});

describe('widths', () => {
  it.each([
    [4000, [360, 672, 1344]],
    [1344, [360, 672, 1344]],
    [1400, [360, 672, 1344]],
    [1000, [360, 672, 1000]],
    // 672 and 700 are as good as the same.
    [700, [360, 700]],
    [672, [360, 672]],
    [380, [380]],
    [1, [1]],
  ])('of a picture of %i: never more than it has', (width, widths) => {
    expect(widthsFor(width)).toEqual(widths);
  });
});

describe('the plan', () => {
  const names = (more: Partial<Picture>): string[] =>
    planVariants(picture(more)).map(
      ({ format, width, height, isAnimated }) =>
        `${format} ${width}×${height}${isAnimated ? ' moving' : ''}`,
    );

  it('stills in AVIF and WebP, in the shape of the picture', () => {
    expect(names({})).toEqual([
      'avif 360×240',
      'avif 672×448',
      'avif 1344×896',
      'webp 360×240',
      'webp 672×448',
      'webp 1344×896',
    ]);
    expect(names({ width: 500, height: 1 })).toContain('webp 360×1');
  });

  it('what moves: stills, and WebP that moves', () => {
    for (const format of ['gif', 'webp'] as const) {
      expect(names({ format, width: 300, height: 200, isAnimated: true })).toEqual([
        'avif 300×200',
        'webp 300×200',
        'webp 300×200 moving',
      ]);
    }
    expect(names({ format: 'png', width: 300, height: 200, isAnimated: true })).toEqual([
      'avif 300×200',
      'webp 300×200',
    ]);
  });

  it('nothing of SVG and of AVIF that moves; nothing higher than WebP knows', () => {
    expect(names({ format: 'svg' })).toEqual([]);
    expect(names({ format: 'avif', isAnimated: true })).toEqual([]);
    expect(names({ width: 400, height: 20_000 })).toEqual(
      ['avif 360×18000', 'webp 360×18000'].slice(2),
    );
    expect(names({ width: 1000, height: 20_000 })).toEqual([
      ...['avif 360×7200', 'avif 672×13440'],
      ...['webp 360×7200', 'webp 672×13440'],
    ]);
  });
});

describe('what is worth publishing', () => {
  const plan = planVariants(picture());
  const kept = (sizes: readonly number[], original: number): number[] =>
    worthPublishing(plan, sizes, original);

  it('AVIF that is smaller than WebP that is smaller than the original: all', () => {
    expect(kept([5000, 10_000, 20_000, 7000, 15_000, 30_000], 90_000)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('AVIF that is no smaller than WebP is left out; WebP that is no smaller than the original too', () => {
    expect(kept([5000, 10_000, 29_900, 7000, 15_000, 30_000], 90_000)).toEqual([3, 4, 5]);
    expect(kept([5000, 10_000, 20_000, 7000, 15_000, 89_000], 90_000)).toEqual([0, 1, 2]);
    expect(kept([5000, 10_000, 89_000, 7000, 15_000, 89_000], 90_000)).toEqual([]);
  });

  it('a narrower file that is not smaller is left out', () => {
    expect(kept([9900, 10_000, 20_000, 30_000, 15_000, 30_000], 90_000)).toEqual([1, 2, 4, 5]);
  });

  it('a few bytes are not worth an address', () => {
    expect(kept([40, 60, 100, 40, 60, 100], 300)).toEqual([]);
  });

  it('of what moves: a still in any case, and WebP where it gains', () => {
    const moves = planVariants(picture({ format: 'gif', width: 300, isAnimated: true }));
    expect(worthPublishing(moves, [50_000, 60_000, 40_000], 30_000)).toEqual([0, 1]);
    expect(worthPublishing(moves, [50_000, 60_000, 20_000], 30_000)).toEqual([0, 1, 2]);
    expect(worthPublishing(moves, [70_000, 60_000, 20_000], 30_000)).toEqual([1, 2]);
  });
});

it('what moves for too long is shown as its writer made it, with stills', async () => {
  const frame = await sharp({
    create: { width: 1500, height: 1500, channels: 3, background: '#123456' },
  })
    .gif()
    .toBuffer();
  // The same block of data 130 times: more pixels than a decoder takes.
  const block = frame.subarray(frame.indexOf(Buffer.from('21f904', 'hex')), -1);
  const long = Buffer.concat([
    frame.subarray(0, -1),
    ...Array<Buffer>(130).fill(block),
    Buffer.of(0x3b),
  ]);
  const own = readPicture(long) as Picture;
  expect(own).toMatchObject({ isAnimated: true, width: 1500 });
  const made = await encodePicture(own, long);
  expect(made.length).toBeGreaterThan(0);
  expect(made.every(({ isAnimated }) => !isAnimated)).toBe(true);
}, 30_000);

describe('the key', () => {
  it('changes with the bytes, the encoder and the code that codes, and with nothing else', async () => {
    const key = keyOf(picture(), codingOf('0.35.5'));
    expect(keyOf(picture(), codingOf('0.35.5'))).toBe(key);
    expect(keyOf(picture({ hash: 'b'.repeat(64) }), codingOf('0.35.5'))).not.toBe(key);
    expect(keyOf(picture(), codingOf('0.35.6'))).not.toBe(key);
    const folder = await temporaryFolder('coding');
    const copy = path.join(folder, 'code');
    await cp(path.resolve(import.meta.dirname, '../../../src/outputs/images'), copy, {
      recursive: true,
    });
    const keyOfCopy = (): string => keyOf(picture(), codingOf('0.35.5', copy));
    expect(keyOfCopy()).toBe(key);
    await appendFile(path.join(copy, 'store.ts'), '\n');
    expect(keyOfCopy()).toBe(key);
    await appendFile(path.join(copy, 'encode.ts'), '\n');
    const other = keyOfCopy();
    expect(other).not.toBe(key);
    await appendFile(path.join(copy, 'recipe.ts'), '\n');
    expect([key, other]).not.toContain(keyOfCopy());
    await removeFolder(folder);
  });
});

describe('addresses and sources', () => {
  const edition = {
    audience: { id: 'admin', prefix: 'admin' },
    locale: { prefix: 'de' },
    portal: { base: '' },
  } as unknown as Edition;
  const variant = { format: 'webp', width: 672, height: 448, isAnimated: false, bytes: 9 } as const;

  it('stand below the audience, with the name of the file and a part of the key', () => {
    const key = '0123456789abcdef0123456789abcdef';
    expect(variantAddress(edition, 'content/docs/a.b/my plan.v2.png', key, variant)).toBe(
      '/admin/files/sized/my plan.v2.0123456789ab-672.webp',
    );
    expect(
      variantAddress(edition, 'content/docs/x.gif', key, { ...variant, isAnimated: true }),
    ).toBe('/admin/files/sized/x.0123456789ab-672-moving.webp');
  });

  const sources = (own: Picture): string[] =>
    pictureSources(
      own,
      planVariants(own).map((one) => ({ ...one, bytes: 1 })),
      ({ format, width }) => `/${width}.${format}`,
    ).map(({ type, srcset, sizes, media }) => [type, srcset, sizes, media].join(' | '));

  it('the best format first, narrow before wide, no wider than the column', () => {
    expect(sources(picture())).toEqual([
      'image/avif | /360.avif 360w, /672.avif 672w, /1344.avif 1344w | min(672px, 100vw - 2rem) | ',
      'image/webp | /360.webp 360w, /672.webp 672w, /1344.webp 1344w | min(672px, 100vw - 2rem) | ',
    ]);
    expect(sources(picture({ width: 500 }))[0]).toContain('min(500px, 100vw - 2rem)');
  });

  it('stills come before what moves, for those who asked for less motion', () => {
    expect(sources(picture({ format: 'gif', width: 300, isAnimated: true }))).toEqual([
      'image/avif | /300.avif 300w | min(300px, 100vw - 2rem) | (prefers-reduced-motion: reduce)',
      'image/webp | /300.webp 300w | min(300px, 100vw - 2rem) | (prefers-reduced-motion: reduce)',
      'image/webp | /300.webp 300w | min(300px, 100vw - 2rem) | ',
    ]);
  });
});

describe('what is kept', () => {
  const folders: string[] = [];
  let folder: string;
  let store: PictureStore;
  const key = (letter: string): string => letter.repeat(32);
  const bytes = (text: string) => [
    {
      ...({ format: 'webp', width: 4, height: 3, isAnimated: false } as const),
      bytes: Buffer.from(text),
    },
  ];
  beforeEach(async () => {
    folder = await temporaryFolder('store');
    folders.push(folder);
    store = new PictureStore(folder);
  });
  afterAll(() => Promise.all(folders.map(removeFolder)));

  it('comes back as it was; also when nothing was worth it', () => {
    expect(store.variants(key('a'))).toBeNull();
    expect(store.bytes(key('a'))).toBeNull();
    const written = store.write(key('a'), [...bytes('one'), ...bytes('two')]);
    expect(store.variants(key('a'))).toEqual(written);
    expect(store.bytes(key('a'))?.map(String)).toEqual(['one', 'two']);
    store.write(key('b'), []);
    expect(store.variants(key('b'))).toEqual({ key: key('b'), variants: [] });
    expect(store.bytes(key('b'))).toEqual([]);
  });

  it('a file of another key under this name is none', async () => {
    store.write(key('a'), bytes('one'));
    await rename(
      path.join(folder, `${key('a')}.pictures`),
      path.join(folder, `${key('b')}.pictures`),
    );
    expect(store.variants(key('b'))).toBeNull();
  });

  it('a folder in the place of a file is none', async () => {
    await mkdir(path.join(folder, `${key('a')}.pictures`));
    expect(store.variants(key('a'))).toBeNull();
    expect(store.bytes(key('a'))).toBeNull();
  });

  it('keeps what portals showed lately, and forgets the rest', async () => {
    for (const letter of 'abcdefgh') store.write(key(letter), bytes(letter));
    store.prune('one', [key('a'), key('b')]);
    const left = async (): Promise<string> =>
      (await readdir(folder))
        .filter((name) => name.endsWith('.pictures'))
        .sort()
        .map((name) => name[0])
        .join('');
    expect(await left()).toBe('ab');
    store.write(key('c'), bytes('c'));
    store.prune('two', [key('c')]);
    expect(await left()).toBe('abc');
    // An edit, and the edit taken back.
    store.prune('one', [key('a')]);
    expect(await left()).toBe('abc');
    for (const letter of 'defg') {
      store.write(key(letter), bytes(letter));
      store.prune('one', [key(letter)]);
    }
    expect(await left()).toBe('acdefg');
    await rm(path.join(folder, 'two.list'));
    store.prune('one', [key('g')]);
    expect(await left()).toBe('adefg');
  });

  it('knows no more than twenty portals, those that were built last', async () => {
    const past = new Date('2020-01-01');
    store.write(key('a'), bytes('a'));
    store.prune('old', [key('a')]);
    await utimes(path.join(folder, 'old.list'), past, past);
    store.write(key('b'), bytes('b'));
    for (let portal = 0; portal < 19; portal += 1) store.prune(`p${portal}`, [key('b')]);
    expect(store.variants(key('a'))).not.toBeNull();
    store.prune('p19', [key('b')]);
    expect(store.variants(key('a'))).toBeNull();
    expect(store.variants(key('b'))).not.toBeNull();
    expect((await readdir(folder)).filter((name) => name.endsWith('.list'))).toHaveLength(20);
  });

  it('clears up after processes that were killed, and leaves those that run', async () => {
    const dead = `${key('a')}.999999999-0.part`;
    const alive = `${key('a')}.${process.pid}-0.part`;
    await writeFile(path.join(folder, dead), 'x');
    await writeFile(path.join(folder, alive), 'x');
    store.prune('one', []);
    const names = await readdir(folder);
    expect(names).not.toContain(dead);
    expect(names).toContain(alive);
  });
});
