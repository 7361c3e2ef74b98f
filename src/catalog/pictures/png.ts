import { crc32 } from 'node:zlib';
import { BrokenPicture, endsEarly, type PictureFormat } from './format.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';

/** What may follow the rules of colour, or moves. Every other chunk that isn't critical is left out. */
const KEPT: ReadonlySet<string> = new Set([
  ...[
    'tRNS',
    'cHRM',
    'gAMA',
    'iCCP',
    'sBIT',
    'sRGB',
    'cICP',
    'mDCV',
    'cLLI',
    'bKGD',
    'hIST',
    'pHYs',
  ],
  ...['acTL', 'fcTL', 'fdAT'],
]);

/** PNG, also that which moves: chunks, each with a length and a checksum. */
export const png: PictureFormat = {
  name: 'png',
  begins: (bytes) => bytes.toString('latin1', 0, 8) === SIGNATURE,
  open(bytes) {
    const chunks: { type: string; start: number; end: number }[] = [];
    for (let at = 8; chunks.at(-1)?.type !== 'IEND';) {
      if (at + 12 > bytes.length) throw endsEarly();
      const end = at + 12 + bytes.readUInt32BE(at);
      if (end > bytes.length) throw endsEarly();
      const type = bytes.toString('latin1', at + 4, at + 8);
      const isRight = crc32(bytes.subarray(at + 4, end - 4)) === bytes.readUInt32BE(end - 4);
      if (isRight) chunks.push({ type, start: at, end });
      else if (isCritical(type)) {
        throw new BrokenPicture('The PNG is damaged: a checksum in it is wrong.');
      }
      at = end;
    }
    if (chunks[0]?.type !== 'IHDR' || chunks[0].end < 8 + 12 + 13) {
      throw new BrokenPicture('The PNG does not say how large it is.');
    }
    if (!chunks.some(({ type }) => type === 'IDAT')) {
      throw new BrokenPicture('The PNG has no picture in it.');
    }
    return {
      width: bytes.readUInt32BE(16),
      height: bytes.readUInt32BE(20),
      isAnimated: chunks.some(({ type }) => type === 'acTL'),
      clean: () =>
        Buffer.concat([
          bytes.subarray(0, 8),
          ...chunks
            .filter(({ type }) => isCritical(type) || KEPT.has(type))
            .map(({ start, end }) => bytes.subarray(start, end)),
        ]),
    };
  },
};

/** Whether a decoder must know a chunk: others may be left out. */
function isCritical(type: string): boolean {
  return /^[^a-z]/.test(type);
}
