/** Pictures from the folder of a portal to what browsers load: real files, read with other readers. */
import { readdir, rm, stat, utimes, writeFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { imageSize } from 'image-size';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildClean,
  buildFixture,
  filesOf,
  fixtureDay,
  type Built,
  type PortalFiles,
} from '../support/build.ts';
import { fromTelephone, moving, photo, screen } from '../support/pictures.ts';
import { addFiles, gazette, removeFolder, temporaryFolder } from '../support/portal.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h9"/></svg>';

const release = (body: string): string =>
  `---\nversion: "1.0.0"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n---\n${body}\n`;

let portal: PortalFiles;
let folder: string;
let built: Built;

beforeAll(async () => {
  folder = await temporaryFolder('pictures');
  const telephone = await fromTelephone(1200, 800, 6).jpeg({ quality: 92 }).toBuffer();
  portal = {
    'content/portal.yaml':
      'title: Acme\nsite: https://acme.example/notes/\nlocales: [{ code: en }, { code: de }]\naudiences:\n  - id: user\n  - id: admin\n    includes: [user]\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
    'content/releases/atlas/1.0.0.mdx': release(
      '## A\n\n![Telephone](./telephone.jpg) ![Screen](./screen.png)\n\n<Audience only="admin">\n\n![Plan](<./secret plan, v2.png>)\n\n</Audience>\n\n![Turns](./turns.gif) ![Drawn](./drawn.svg) ![Dot](./dot.png)\n\n[Only linked](./linked.jpg)',
    ),
    'content/docs/start.md':
      '---\ntitle: Start\n---\n![First](./first.webp)\n\n![Second](./first.webp)\n',
    'content/docs/de/start.md': '---\ntitle: Beginn\n---\nText ![Erstes](./first.webp)\n',
    'content/releases/atlas/telephone.jpg': telephone,
    'content/releases/atlas/linked.jpg': telephone,
    'content/releases/atlas/screen.png': await screen(1600, 920).png().toBuffer(),
    'content/releases/atlas/secret plan, v2.png': await screen(700, 460).negate().png().toBuffer(),
    'content/releases/atlas/turns.gif': await moving('gif', 400, 300),
    'content/releases/atlas/drawn.svg': svg,
    'content/releases/atlas/dot.png': await photo(2, 2).png().toBuffer(),
    'public/team/us.jpg': await photo(900, 600).jpeg({ quality: 95 }).toBuffer(),
    'content/docs/team.md':
      '---\ntitle: Team\n---\n![Us](/team/us.jpg) ![Us again](/team/us.jpg)\n',
    'content/docs/first.webp': await photo(500, 300).webp({ quality: 98 }).toBuffer(),
  };
  built = await buildClean(portal, { pictures: folder });
});
afterAll(() => removeFolder(folder));

/** What a page offers for a picture. */
interface Shown {
  readonly sources: { type: string; media: string; addresses: Map<string, number> }[];
  readonly image: Record<string, string>;
}

function shown(html: string, alt: string): Shown {
  const [, inner = '', attributes = ''] =
    new RegExp(`(?:<picture>((?:<source[^>]*>)*))?<img([^>]*alt="${alt}"[^>]*)>`).exec(html) ?? [];
  const read = (tag: string): Record<string, string> =>
    Object.fromEntries(
      [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
  return {
    image: read(attributes),
    sources: [...inner.matchAll(/<source([^>]*)>/g)].map(([, tag = '']) => {
      const { type = '', srcset = '', media = '' } = read(tag);
      const addresses = srcset.split(', ').map((one): [string, number] => {
        const [address = '', width = ''] = one.split(' ');
        return [address, Number(width.replace('w', ''))];
      });
      return { type, media, addresses: new Map(addresses) };
    }),
  };
}

const page = (audience = ''): string => built.read(`${audience}releases/atlas/1.0.0/index.html`);
const fileOf = (address: string): string =>
  decodeURIComponent(address.replace('https://acme.example', '').replace('/notes/', ''));

describe('what a page offers', () => {
  it('a photo: AVIF, then WebP, in widths that the column needs, and the file of the writer', async () => {
    const { sources, image } = shown(page(), 'Telephone');
    expect(image).toMatchObject({
      src: '/notes/files/releases/atlas/telephone.jpg',
      width: '800',
      height: '1200',
      loading: 'lazy',
      decoding: 'async',
    });
    expect(sources.map(({ type, media }) => [type, media])).toEqual([
      ['image/avif', ''],
      ['image/webp', ''],
    ]);
    const original = built.files.get('files/releases/atlas/telephone.jpg')?.length ?? 0;
    for (const { type, addresses } of sources) {
      expect([...addresses.values()]).toEqual([360, 672, 800]);
      for (const [address, width] of addresses) {
        const bytes = built.files.get(fileOf(address)) ?? Buffer.alloc(0);
        const meta = await sharp(bytes).metadata();
        // Written upright: the photo was taken on its side.
        expect([meta.width, meta.height]).toEqual([width, Math.round(width * 1.5)]);
        expect(imageSize(bytes)).toMatchObject({ width, height: Math.round(width * 1.5) });
        expect(meta.format === 'heif' ? meta.compression : meta.format).toBe(
          type === 'image/avif' ? 'av1' : 'webp',
        );
        expect([meta.exif, meta.xmp, meta.icc, meta.orientation]).toEqual(Array(4).fill(undefined));
        expect(bytes.length, address).toBeLessThan(original);
      }
    }
    const [avif = 0, webp = 0] = sources.map(
      ({ addresses }) => built.files.get(fileOf([...addresses.keys()].at(-1) ?? ''))?.length,
    );
    expect(avif).toBeLessThan(webp);
  });

  it('the picture is the same: upright, and of nearly the same colours', async () => {
    const small = async (bytes: Uint8Array): Promise<Buffer> =>
      sharp(bytes).autoOrient().resize(8, 12, { fit: 'fill' }).removeAlpha().raw().toBuffer();
    const original = await small(
      built.files.get('files/releases/atlas/telephone.jpg') ?? Buffer.alloc(0),
    );
    for (const { addresses } of shown(page(), 'Telephone').sources) {
      for (const address of addresses.keys()) {
        const own = await small(built.files.get(fileOf(address)) ?? Buffer.alloc(0));
        const far = own.map((value, at) => Math.abs(value - (original[at] ?? 0)));
        expect(Math.max(...far), address).toBeLessThan(24);
      }
    }
  });

  it('a screen at twice the column, never wider than it is', () => {
    const { sources, image } = shown(page(), 'Screen');
    expect(image).toMatchObject({ width: '1600', height: '920' });
    for (const { addresses } of sources) {
      expect([...addresses.values()].at(-1)).toBe(1344);
      expect(Math.max(...addresses.values())).toBeLessThanOrEqual(1600);
    }
  });

  it('a picture that moves: a still for whoever asked for less motion, then WebP that moves', async () => {
    const { sources, image } = shown(page(), 'Turns');
    expect(image['src']).toBe('/notes/files/releases/atlas/turns.gif');
    const reduced = sources.filter(({ media }) => media === '(prefers-reduced-motion: reduce)');
    expect(reduced.length).toBeGreaterThan(0);
    expect(sources.slice(0, reduced.length)).toEqual(reduced);
    const pages = async (address: string): Promise<number> =>
      (await sharp(built.files.get(fileOf(address)), { animated: true }).metadata()).pages ?? 1;
    for (const { addresses } of reduced) {
      for (const address of addresses.keys()) expect(await pages(address), address).toBe(1);
    }
    const moves = sources.slice(reduced.length);
    expect(moves.map(({ type }) => type)).toEqual(['image/webp']);
    for (const [address, width] of moves[0]?.addresses ?? []) {
      const bytes = built.files.get(fileOf(address)) ?? Buffer.alloc(0);
      const meta = await sharp(bytes, { animated: true }).metadata();
      expect([meta.pages, meta.width, meta.pageHeight]).toEqual([
        4,
        width,
        Math.round(width * 0.75),
      ]);
      expect(meta.loop).toBe(0);
    }
  });

  it('a picture of public/ at its own address, with sizes too', () => {
    for (const audience of ['', 'admin/']) {
      const { sources, image } = shown(built.read(`${audience}docs/team/index.html`), 'Us');
      expect(image).toMatchObject({ src: '/notes/team/us.jpg', width: '900', height: '600' });
      expect(sources.map(({ type }) => type)).toEqual(['image/avif', 'image/webp']);
    }
    const names = [...built.files.keys()].filter((name) => name.endsWith('us.jpg'));
    expect(names).toEqual(['team/us.jpg']);
  });

  it('SVG and what gains nothing stay plain', () => {
    expect(shown(page(), 'Drawn')).toMatchObject({
      sources: [],
      image: { width: '40', height: '30' },
    });
    expect(shown(page(), 'Dot')).toMatchObject({ sources: [], image: { width: '2', height: '2' } });
    expect(built.read('files/releases/atlas/drawn.svg')).toBe(svg);
  });

  it('the picture that opens a page is not waited for; those after it are', () => {
    const guide = built.read('docs/start/index.html');
    expect(shown(guide, 'First').image['loading']).toBeUndefined();
    expect(shown(guide, 'Second').image['loading']).toBe('lazy');
  });

  it('other languages show the same files', () => {
    const own = shown(built.read('de/docs/start/index.html'), 'Erstes');
    expect(own.sources).toEqual(shown(built.read('docs/start/index.html'), 'First').sources);
    expect([...built.files.keys()].filter((name) => name.startsWith('de/files/'))).toEqual([]);
  });

  it('every address in a srcset was written, and every variant is offered somewhere', () => {
    const offered = new Set<string>();
    for (const [name, bytes] of built.files) {
      if (!name.endsWith('.html')) continue;
      for (const [, srcset = ''] of bytes.toString().matchAll(/srcset="([^"]*)"/g)) {
        for (const one of srcset.split(', ')) offered.add(fileOf(one.split(' ')[0] ?? ''));
      }
    }
    const written = [...built.files.keys()].filter((name) => name.includes('files/sized/'));
    expect([...offered].sort()).toEqual(written.sort());
    expect(written.length).toBeGreaterThan(20);
  });
});

describe('what feeds and other programs get', () => {
  it('the file of the writer at its whole address, with its size', () => {
    const feed = built.read('feeds/all.rss.xml');
    expect(feed).toContain('https://acme.example/notes/files/releases/atlas/telephone.jpg');
    expect(feed).toMatch(/telephone\.jpg"[^>]* width="800" height="1200"/);
    for (const [name, bytes] of built.files) {
      if (/\.(?:xml|json)$/.test(name)) {
        expect(bytes.includes('files/sized/'), name).toBe(false);
      }
    }
  });
});

describe('what nobody may read', () => {
  it('a picture of administrators is in no byte of the users tree', () => {
    const names = [...built.files.keys()];
    expect(
      names.filter((name) => name.includes('secret')).every((name) => name.startsWith('admin/')),
    ).toBe(true);
    expect(
      names.some((name) => /^admin\/files\/sized\/secret plan, v2\.\w+-\d+\.webp$/.test(name)),
    ).toBe(true);
    const { sources } = shown(page('admin/'), 'Plan');
    expect(
      sources
        .flatMap(({ addresses }) => [...addresses.keys()])
        .every((address) => /^\/notes\/admin\/files\/sized\/secret%20plan,%20v2\./.test(address)),
    ).toBe(true);
    const admin = new Set(
      names
        .filter((name) => /^admin\/files.*secret/.test(name))
        .map((name) => built.files.get(name)?.toString('base64')),
    );
    const others = names.filter(
      (name) => !name.startsWith('admin/') && !name.startsWith('de/admin/'),
    );
    expect(others.filter((name) => admin.has(built.files.get(name)?.toString('base64')))).toEqual(
      [],
    );
  });

  it('where a photo was taken, and by whom, also of one that is only linked', async () => {
    for (const [name, bytes] of built.files) {
      if (!name.includes('files/')) continue;
      expect(bytes.toString('latin1'), name).not.toMatch(/SECRET|xmpmeta|GPS/);
    }
    for (const name of ['telephone', 'linked']) {
      const bytes = built.files.get(`files/releases/atlas/${name}.jpg`);
      const { exif, orientation } = await sharp(bytes).metadata();
      expect(orientation).toBe(6);
      expect(exif?.length).toBeLessThan(40);
    }
    expect([...built.files.keys()].some((name) => /sized\/linked/.test(name))).toBe(false);
  });
});

describe('what is kept between builds', () => {
  const kept = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.endsWith('.pictures')).sort();
  const same = (again: Built): void => {
    expect([...again.files.keys()]).toEqual([...built.files.keys()]);
    for (const [name, bytes] of again.files)
      expect(built.files.get(name)?.equals(bytes), name).toBe(true);
  };

  it('the second build codes nothing, and writes the same', async () => {
    const past = new Date('2020-01-01');
    for (const name of await kept()) await utimes(path.join(folder, name), past, past);
    const before = await kept();
    same(await buildClean(portal, { pictures: folder }));
    expect(await kept()).toEqual(before);
    for (const name of before) {
      expect((await stat(path.join(folder, name))).mtime, name).toEqual(past);
    }
  });

  it('what is damaged, cut off or gone is made again, with the same bytes', async () => {
    const names = await kept();
    const before = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
    const damages = [
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 5),
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]),
      (bytes: Buffer) =>
        Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte))),
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
      () => Buffer.alloc(0),
      null,
    ];
    for (const [at, name] of names.entries()) {
      const damage = damages[at % damages.length];
      const file = path.join(folder, name);
      if (damage) await writeFile(file, damage(before[at] ?? Buffer.alloc(0)));
      else await rm(file);
    }
    same(await buildClean(portal, { pictures: folder }));
    for (const [at, name] of names.entries()) {
      expect(
        (await readFile(path.join(folder, name))).equals(before[at] ?? Buffer.alloc(0)),
        name,
      ).toBe(true);
    }
  });

  it('threads write the same, from an empty folder too', async () => {
    const [notes, pictures] = [await temporaryFolder('notes'), await temporaryFolder('pictures')];
    same(await buildClean(portal, { pictures, crew: { threads: 2, cacheDir: notes } }));
    await removeFolder(notes);
    await removeFolder(pictures);
  });
});

describe('a build after an edit', () => {
  it('writes what a clean one writes: a note, a picture, one more, one less', async () => {
    const parent = await temporaryFolder('edits');
    const root = path.join(parent, 'portal');
    await addFiles(root, portal);
    const dist = path.join(parent, 'dist');
    const args = ['--root', root, '--out', dist];
    const build = async (): Promise<Map<string, Buffer>> => {
      const ran = await gazette(['build', ...args, '--today', fixtureDay, '--quiet']);
      expect(ran.stderr).toBe('');
      return filesOf(dist);
    };
    const differs = (files: Map<string, Buffer>, from: Built): string[] =>
      [...new Set([...files.keys(), ...from.files.keys()])].filter(
        (name) => !from.files.get(name)?.equals(files.get(name) ?? Buffer.alloc(0)),
      );
    expect(differs(await build(), built)).toEqual([]);
    let now = portal;
    const edits: PortalFiles[] = [
      { 'content/docs/start.md': String(portal['content/docs/start.md']).replace('Second', 'New') },
      { 'content/docs/first.webp': await photo(420, 300).webp({ quality: 98 }).toBuffer() },
      {
        'content/docs/more.jpg': await photo(700, 300).jpeg().toBuffer(),
        'content/docs/team.md': '---\ntitle: Team\n---\n![More](./more.jpg)\n',
      },
      portal,
    ];
    for (const edit of edits) {
      now = { ...now, ...edit };
      if (edit === portal) {
        now = portal;
        await rm(path.join(root, 'content/docs/more.jpg'));
      }
      await addFiles(root, edit);
      const files = await build();
      const clean = await buildClean(now, { pictures: folder });
      expect(differs(files, clean), Object.keys(edit).join()).toEqual([]);
    }
    await removeFolder(parent);
  });
});

describe('pictures that are broken', () => {
  const withPicture = (bytes: Uint8Array): PortalFiles => ({
    ...portal,
    'content/docs/first.webp': bytes,
  });
  const whole = (): Buffer => portal['content/docs/first.webp'] as Buffer;

  it('ends early: told with the note, its line and how to mend it; nothing is published', async () => {
    const { code, problems, files } = await buildFixture(withPicture(whole().subarray(0, 900)));
    expect(code).toBe(1);
    expect(files.size).toBe(0);
    expect(problems).toMatchObject([
      {
        code: 'broken-picture',
        severity: 'error',
        file: 'content/docs/start.md',
        line: 4,
        expected: expect.stringContaining('WebP'),
        found: 'content/docs/first.webp',
        fix: expect.stringContaining('Save the picture again'),
      },
    ]);
  });

  it('looks whole and is not: told when it is decoded', async () => {
    // Every checksum of this PNG is right, and yet there is no picture in its data.
    const bytes = await photo(60, 40).png().toBuffer();
    const start = bytes.indexOf('IDAT');
    const end = start + 4 + bytes.readUInt32BE(start - 4);
    bytes.fill(0x5a, start + 6, end);
    bytes.writeUInt32BE(crc32(bytes.subarray(start, end)), end);
    const { code, problems } = await buildFixture(withPicture(bytes));
    expect(code).toBe(1);
    expect(problems).toMatchObject([
      {
        code: 'broken-picture',
        file: 'content/docs/start.md',
        line: 4,
        found: 'content/docs/first.webp',
      },
    ]);
  });

  it('an SVG with a script is not published, shown or linked', async () => {
    const hostile = svg.replace('<path', '<script>alert(1)</script><path');
    const { code, problems } = await buildFixture({
      ...portal,
      'content/releases/atlas/drawn.svg': hostile,
      'content/docs/start.md': '---\ntitle: Start\n---\n[x](./x.svg) ![First](./first.webp)\n',
      'content/docs/x.svg': hostile,
    });
    expect(code).toBe(1);
    expect(problems).toMatchObject([
      { code: 'unsafe-picture', file: 'content/docs/start.md', line: 4 },
      { code: 'unsafe-picture', file: 'content/releases/atlas/1.0.0.mdx', line: 17 },
    ]);
  });
});
