import { crc32 } from 'node:zlib';
import { imageSize } from 'image-size';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/catalog/pictures/format.ts';
import {
  readPicture,
  withoutMetadata,
  type PictureProblem,
} from '../../../src/catalog/pictures/read-picture.ts';
import { fromTelephone, moving, photo } from '../../support/pictures.ts';

/** The pixels as they are shown, whatever is written around them. */
const pixels = (bytes: Uint8Array, animated = false): Promise<Buffer> =>
  sharp(bytes, { animated }).autoOrient().raw().toBuffer();

const svg = (inner: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">${inner}</svg>\n`);

const encoded = {
  jpeg: () => fromTelephone(80, 50).jpeg().toBuffer(),
  'jpeg in passes': () => fromTelephone(80, 50).jpeg({ progressive: true }).toBuffer(),
  png: () => fromTelephone(80, 50).png().toBuffer(),
  webp: () => fromTelephone(80, 50).webp().toBuffer(),
  'webp without loss': () => fromTelephone(80, 50).webp({ lossless: true }).toBuffer(),
  'plain webp': () => photo(80, 50).webp().toBuffer(),
  'plain webp without loss': () => photo(80, 50).webp({ lossless: true }).toBuffer(),
  avif: () => fromTelephone(80, 50).avif({ effort: 0 }).toBuffer(),
  gif: () => photo(80, 50).gif().toBuffer(),
};

describe('what is known of a picture', () => {
  it.each(Object.entries(encoded))(
    '%s: format and size, as other readers see it',
    async (name, make) => {
      const bytes = await make();
      const { width, height } = imageSize(bytes);
      expect([width, height]).toEqual([80, 50]);
      const [format = ''] = name.replace('plain ', '').split(' ');
      expect(readPicture(bytes)).toMatchObject({
        format,
        width: 80,
        height: 50,
        isAnimated: false,
      });
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a photo held in way %i has the size it is shown in',
    async (way) => {
      const bytes = await fromTelephone(80, 50, way).jpeg().toBuffer();
      expect(readPicture(bytes)).toMatchObject(
        way >= 5 ? { width: 50, height: 80 } : { width: 80, height: 50 },
      );
    },
  );

  it('an AVIF that is turned has the size it is shown in', async () => {
    // Orientation 6 is written as a turn of the item.
    const bytes = await fromTelephone(80, 50, 6).avif({ effort: 0 }).toBuffer();
    const { width, height, autoOrient } = await sharp(bytes).metadata();
    expect(readPicture(bytes)).toMatchObject({ width, height });
    expect([width, height]).toEqual([autoOrient.width, autoOrient.height]);
  });

  it.each(['gif', 'webp'] as const)('%s that moves', async (format) => {
    const bytes = await moving(format, 40, 30);
    expect(readPicture(bytes)).toMatchObject({ format, width: 40, height: 30, isAnimated: true });
  });

  it('a PNG that moves, by its control chunk', async () => {
    const bytes = await photo(40, 30).png().toBuffer();
    // acTL with 1 frame, which stands before the data.
    const control = Buffer.from('000000086163544c0000000100000000b92d6f6b', 'hex');
    control.writeUInt32BE(crc32(control.subarray(4, 16)), 16);
    const made = Buffer.concat([bytes.subarray(0, 33), control, bytes.subarray(33)]);
    expect(readPicture(made)).toMatchObject({ format: 'png', isAnimated: true });
    expect(Buffer.from(withoutMetadata(made)).includes('acTL')).toBe(true);
  });

  it('SVG: by width and height, by viewBox, or unknown', () => {
    expect(readPicture(svg(''))).toMatchObject({ format: 'svg', width: 40, height: 30 });
    const box = '<?xml version="1.0"?><!-- x --><svg viewBox="0 0 8 6"></svg>';
    expect(readPicture(Buffer.from(box))).toMatchObject({ width: 8, height: 6 });
    expect(readPicture(Buffer.from('<svg/>'))).toMatchObject({ format: 'svg', width: 0 });
  });
});

describe('what cameras and programs write', () => {
  it.each(Object.entries(encoded))('%s: gone, and the picture is the same', async (_, make) => {
    const bytes = await make();
    const clean = withoutMetadata(bytes);
    expect(Buffer.from(clean).toString('latin1')).not.toMatch(/SECRET|xmpmeta|GPS/);
    const { exif, xmp, iptc } = await sharp(clean).metadata();
    expect([
      exif?.some((byte) => byte !== 0) ?? false,
      xmp?.some((byte) => byte !== 0) ?? false,
      iptc,
    ]).toEqual([false, false, undefined]);
    expect((await pixels(clean)).equals(await pixels(bytes))).toBe(true);
    expect(imageSize(clean)).toMatchObject({ width: 80, height: 50 });
    expect(withoutMetadata(clean)).toEqual(clean);
  });

  it('the fixtures have something to lose', async () => {
    for (const name of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const text = (await encoded[name]()).toString('latin1');
      expect(text, name).toMatch(/SECRET-artist/);
      if (name !== 'png') expect(text, name).toMatch(/SECRET-xmp/);
    }
  });

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'how a photo is turned (%i) stays, and nothing else',
    async (way) => {
      const bytes = await fromTelephone(80, 50, way).jpeg().toBuffer();
      const clean = Buffer.from(withoutMetadata(bytes));
      expect((await sharp(clean).metadata()).orientation).toBe(way);
      expect(imageSize(clean).orientation).toBe(way);
      expect(clean.toString('latin1')).not.toMatch(/SECRET|xmpmeta/);
      expect((await pixels(clean)).equals(await pixels(bytes))).toBe(true);
    },
  );

  it('what follows the end of a picture, such as a film or a larger one with its own place', async () => {
    for (const make of [encoded.jpeg, encoded.png, encoded.gif]) {
      const bytes = await make();
      const clean = withoutMetadata(Buffer.concat([bytes, Buffer.from('SECRET-trailer')]));
      expect(Buffer.from(clean).includes('SECRET')).toBe(false);
    }
  });

  it('small copies, comments and notes of programs', async () => {
    const plain = await photo(80, 50).jpeg().toBuffer();
    const part = (marker: number, text: string): Buffer => {
      const head = Buffer.from([0xff, marker, 0, 0]);
      head.writeUInt16BE(text.length + 2, 2);
      return Buffer.concat([head, Buffer.from(text, 'latin1')]);
    };
    const parts = [0xe0, 0xe2, 0xed, 0xeb, 0xfe].map((marker) => part(marker, 'JFXX\0SECRET'));
    const bytes = Buffer.concat([plain.subarray(0, 2), ...parts, plain.subarray(2)]);
    expect(Buffer.from(withoutMetadata(bytes)).includes('SECRET')).toBe(false);
    const gifBytes = await encoded.gif();
    const at = gifBytes.lastIndexOf(0x3b);
    const comment = Buffer.from('\x21\xfe\x06SECRET\0', 'latin1');
    const told = Buffer.concat([gifBytes.subarray(0, at), comment, Buffer.of(0x3b)]);
    expect(readPicture(told)).toMatchObject({ format: 'gif' });
    expect(Buffer.from(withoutMetadata(told)).includes('SECRET')).toBe(false);
  });

  it.each(['gif', 'webp'] as const)('%s still moves, and for ever', async (format) => {
    const bytes = await moving(format, 40, 30);
    const clean = withoutMetadata(bytes);
    const [before, after] = [
      await sharp(bytes, { animated: true }).metadata(),
      await sharp(clean, { animated: true }).metadata(),
    ];
    expect([after.pages, after.loop, after.delay]).toEqual([
      before.pages,
      before.loop,
      before.delay,
    ]);
    expect((await pixels(clean, true)).equals(await pixels(bytes, true))).toBe(true);
  });

  it('colour profiles stay: without them colours are wrong', async () => {
    for (const make of [
      () => photo(80, 50).withIccProfile('p3').jpeg().toBuffer(),
      () => photo(80, 50).withIccProfile('p3').png().toBuffer(),
      () => photo(80, 50).withIccProfile('p3').webp().toBuffer(),
      () => photo(80, 50).withIccProfile('p3').avif({ effort: 0 }).toBuffer(),
    ]) {
      const bytes = await make();
      expect((await sharp(withoutMetadata(bytes)).metadata()).icc).toEqual(
        (await sharp(bytes).metadata()).icc,
      );
    }
  });

  it('what is no picture stays as it is', () => {
    const text = Buffer.from('a,b\n1,2\n');
    expect(withoutMetadata(text)).toBe(text);
  });
});

describe('what browsers forgive', () => {
  it('bytes between the parts of a JPEG, which are left out', async () => {
    const bytes = await photo(80, 50).jpeg().toBuffer();
    const stray = Buffer.from([0x53, 0x45, 0xff, 0xd0, 0xff, 0x00, 0x43, 0xff, 0xff]);
    const end = 4 + bytes.readUInt16BE(4);
    const told = Buffer.concat([bytes.subarray(0, end), stray, bytes.subarray(end)]);
    expect(readPicture(told)).toMatchObject({ format: 'jpeg', width: 80, height: 50 });
    expect(Buffer.from(withoutMetadata(told)).equals(bytes)).toBe(true);
  });

  it('a wrong checksum of what may be left out of a PNG', async () => {
    const bytes = await photo(80, 50).withIccProfile('p3').png().toBuffer();
    const at = bytes.indexOf('iCCP');
    bytes[at + 30] = (bytes[at + 30] ?? 0) ^ 1;
    expect(readPicture(bytes)).toMatchObject({ format: 'png', width: 80 });
    expect(Buffer.from(withoutMetadata(bytes)).includes('iCCP')).toBe(false);
  });

  it('a GIF without its last byte, which is put back', async () => {
    const bytes = await encoded.gif();
    expect(readPicture(bytes.subarray(0, -1))).toMatchObject({ format: 'gif', width: 80 });
    expect(withoutMetadata(bytes.subarray(0, -1))).toEqual(withoutMetadata(bytes));
  });
});

describe('what is wrong with a picture', () => {
  const problem = (bytes: Uint8Array): Picture | PictureProblem => readPicture(bytes);

  it.each(Object.entries(encoded))('%s that ends early, at any byte', async (_, make) => {
    const bytes = await make();
    const found = new Set<string>();
    for (let end = 0; end < bytes.length - 1; end += 7) {
      const read = problem(bytes.subarray(0, end));
      found.add('code' in read ? read.code : `${end} of ${bytes.length} is taken for whole`);
    }
    expect([...found]).toEqual(['broken-picture']);
  });

  it('damage in the middle of a PNG, other kinds of file, and nothing', async () => {
    const bytes = await encoded.png();
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    expect(problem(bytes)).toMatchObject({ message: expect.stringContaining('checksum') });
    for (const text of ['', '<html></html>', 'PK\x03\x04', '\xff\xd8\xff', 'RIFF', 'GIF89a']) {
      expect(problem(Buffer.from(text, 'latin1'))).toMatchObject({ code: 'broken-picture' });
    }
  });

  it.each([
    ['<script>x</script>', 'a script'],
    ['<s:script xmlns:s="http://www.w3.org/2000/svg">x</s:script>', 'a script'],
    ['<?a <!-- ?><script>x</script><?b --> ?>', 'a script'],
    ['<![CDATA[ <!-- ]]><script>x</script><!-- -->', 'a script'],
    ['<g a=">" onload="x()"/>', 'a handler'],
    ["<g\nonclick='x()'/>", 'a handler'],
    ['<a href="javascript:x()"/>', 'a program'],
    ['<a href="java&#x0a;script:x()"/>', 'a program'],
    ['<a href="&#106;avascript:x()"/>', 'a program'],
    ['<set attributeName="href" to="javascript:x()"/>', 'a program'],
    [
      '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/></foreignObject>',
      'a page',
    ],
  ])('SVG that could run something: %s', (inner, name) => {
    expect(problem(svg(inner))).toMatchObject({
      code: 'unsafe-picture',
      message: expect.stringContaining(name),
    });
  });

  it('any damage gives an answer, and soon', async () => {
    const whole = await Promise.all(Object.values(encoded).map((make) => make()));
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { minLength: 1 }),
        fc.nat(2000),
        (bytes, changes, cut) => {
          const damaged = Buffer.from(bytes.subarray(0, Math.max(20, bytes.length - (cut % 400))));
          for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
          const read = problem(damaged);
          expect('code' in read ? read.code : 'whole').toMatch(/^(?:broken-picture|whole)$/);
          withoutMetadata(damaged);
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['comments', '<!-- a -->'.repeat(25)],
    ['many comments', '<!-- a -->'.repeat(5000)],
    ['comments behind the end', `<svg></svg>${'<!-- a -->'.repeat(25)}x`],
    ['beginnings', '<svg '.repeat(100_000)],
    ['white space', `<svg a="j${' '.repeat(200_000)}"`],
  ])('text that is made to take long takes no time: %s', (_, text) => {
    const start = performance.now();
    expect(problem(Buffer.from(text))).toMatchObject({ code: 'broken-picture' });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('SVG with declarations of its own or style sheets of elsewhere', () => {
    const entity = '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"></svg>';
    expect(problem(Buffer.from(entity))).toMatchObject({ code: 'unsafe-picture' });
    const sheet = '<?xml-stylesheet href="x"?><svg xmlns="http://www.w3.org/2000/svg"></svg>';
    expect(problem(Buffer.from(sheet))).toMatchObject({ code: 'unsafe-picture' });
  });

  it('SVG that only draws is none of that', () => {
    const plain = svg(
      '<title>On and on = more</title><style>.a{fill:red}</style><path d="M0 0" id="onset"/><text>A script, objectively</text><use href="#onset"/>',
    );
    expect(problem(plain)).toMatchObject({ format: 'svg' });
  });
});
