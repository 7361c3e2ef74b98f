import { BrokenPicture, endsEarly, type PictureFormat } from './format.ts';

/** Extensions of applications that change how a GIF looks: loops and colour profiles. */
const KEPT: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/** GIF: blocks one after the other. */
export const gif: PictureFormat = {
  name: 'gif',
  begins: (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)),
  open(bytes) {
    if (bytes.length < 14) throw endsEarly();
    const kept: Buffer[] = [];
    let frames = 0;
    let at = 13 + tableSize(bytes[10] ?? 0);
    kept.push(bytes.subarray(0, at));
    for (;;) {
      const sign = bytes[at];
      // Without its last byte it is shown all the same.
      if (sign === TRAILER || (sign === undefined && at === bytes.length && frames > 0)) break;
      if (sign === undefined) throw endsEarly();
      const start = at;
      if (sign === EXTENSION) {
        const label = bytes[at + 1];
        at = endOfBlocks(bytes, at + 2);
        const name = bytes.toString('latin1', start + 3, start + 14);
        const isKept = label === APPLICATION ? KEPT.has(name) : label !== COMMENT;
        if (isKept) kept.push(bytes.subarray(start, at));
      } else if (sign === IMAGE) {
        frames += 1;
        // The last byte of the head says how large its colours are; the one after begins the data.
        at = endOfBlocks(bytes, at + 11 + tableSize(bytes[at + 9] ?? 0));
        kept.push(bytes.subarray(start, at));
      } else throw new BrokenPicture('The GIF is damaged.');
    }
    if (frames === 0) throw new BrokenPicture('The GIF has no picture in it.');
    kept.push(Buffer.of(TRAILER));
    return {
      width: bytes.readUInt16LE(6),
      height: bytes.readUInt16LE(8),
      isAnimated: frames > 1,
      clean: () => Buffer.concat(kept),
    };
  },
};

const TRAILER = 0x3b;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const COMMENT = 0xfe;
const APPLICATION = 0xff;

/** Bytes of the table of colours that flags announce. */
function tableSize(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Where a row of blocks, each with its length before it, has its end. */
function endOfBlocks(bytes: Buffer, from: number): number {
  for (let at = from; ;) {
    const length = bytes[at];
    if (length === undefined) throw endsEarly();
    at += 1 + length;
    if (length === 0) return at;
  }
}
