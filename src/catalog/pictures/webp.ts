import { BrokenPicture, endsEarly, type PictureFormat } from './format.ts';

const KEPT: ReadonlySet<string> = new Set([
  ...['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'],
]);

/** Bits of VP8X that announce Exif and XMP. */
const TOLD = 0x08 | 0x04;

/** WebP: chunks in a RIFF file. */
export const webp: PictureFormat = {
  name: 'webp',
  begins: (bytes) =>
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  open(bytes) {
    const size = 8 + bytes.readUInt32LE(4);
    if (size > bytes.length) throw endsEarly();
    const chunks: { type: string; start: number; end: number }[] = [];
    for (let at = 12; at + 8 <= size;) {
      const length = bytes.readUInt32LE(at + 4);
      const end = at + 8 + length + (length % 2);
      // The last chunk of some programs lacks the byte that makes it even.
      if (end > size + 1 || at + 8 + length > size) throw endsEarly();
      const stop = Math.min(end, size);
      chunks.push({ type: bytes.toString('latin1', at, at + 4), start: at, end: stop });
      at = end;
    }
    const first = chunks[0];
    const extent = first === undefined ? null : sizeIn(bytes, first);
    if (extent === null || !chunks.some(({ type }) => IMAGES.has(type))) {
      throw new BrokenPicture('The WebP has no picture in it.');
    }
    return {
      ...extent,
      isAnimated: chunks.some(({ type }) => type === 'ANMF'),
      clean: () => {
        const kept = chunks.filter(({ type }) => KEPT.has(type));
        const body = Buffer.concat(kept.map(({ start, end }) => bytes.subarray(start, end)));
        if (first?.type === 'VP8X') body[8] = (body[8] ?? 0) & ~TOLD;
        const head = Buffer.from(bytes.subarray(0, 12));
        head.writeUInt32LE(body.length + 4, 4);
        return Buffer.concat([head, body]);
      },
    };
  },
};

const IMAGES: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ANMF']);

function sizeIn(
  bytes: Buffer,
  { type, start, end }: { type: string; start: number; end: number },
): { width: number; height: number } | null {
  const at = start + 8;
  if (end - at < (type === 'VP8L' ? 5 : 10)) return null;
  if (type === 'VP8X') {
    return { width: bytes.readUIntLE(at + 4, 3) + 1, height: bytes.readUIntLE(at + 7, 3) + 1 };
  }
  if (type === 'VP8 ') {
    const side = (from: number): number => bytes.readUInt16LE(from) & 0x3fff;
    return { width: side(at + 6), height: side(at + 8) };
  }
  if (type !== 'VP8L' || bytes[at] !== 0x2f) return null;
  const bits = bytes.readUInt32LE(at + 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
