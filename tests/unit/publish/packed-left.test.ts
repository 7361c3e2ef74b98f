import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packLeft, unpackLeft } from '../../../src/publish/packed-left.ts';

const path = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', 'n'));
const time = fc.double({ min: 0, max: 4e12, noNaN: true });

it('gives what was packed, wherever it stands among other bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(path, fc.nat({ max: Number.MAX_SAFE_INTEGER }), time)),
      fc.array(fc.tuple(path, fc.option(time))),
      fc.nat({ max: 9 }),
      (files, folders, before) => {
        const bytes = Buffer.concat([Buffer.alloc(before), ...packLeft({ files, folders })]);
        expect(unpackLeft(bytes.subarray(before))).toEqual({ files, folders });
      },
    ),
  );
});
