import { BrokenPicture, endsEarly, type PictureFormat } from './format.ts';

/** JPEG: markers, each with a length, and after a scan's marker the coded picture itself. */
export const jpeg: PictureFormat = {
  name: 'jpeg',
  begins: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  open(bytes) {
    const parts = partsOf(bytes);
    const frame = parts.find(({ marker }) => FRAMES.has(marker));
    if (frame === undefined) throw new BrokenPicture('The JPEG has no picture in it.');
    if (frame.end - frame.start < 10) throw endsEarly();
    const height = bytes.readUInt16BE(frame.start + 5);
    const width = bytes.readUInt16BE(frame.start + 7);
    const exif = parts.find(({ start, marker }) => marker === APP1 && isExif(bytes, start));
    const turn = exif === undefined ? 1 : orientationOf(bytes.subarray(exif.start + 10, exif.end));
    const isOnItsSide = turn >= 5;
    return {
      width: isOnItsSide ? height : width,
      height: isOnItsSide ? width : height,
      isAnimated: false,
      clean: () => {
        const kept = parts.filter((part) => isKept(bytes, part));
        const slices = kept.map(({ start, end }) => bytes.subarray(start, end));
        // Where JFIF has its part it must come first.
        const at = kept[1]?.marker === APP0 ? 2 : 1;
        if (turn !== 1) slices.splice(at, 0, orientationPart(turn));
        return Buffer.concat(slices);
      },
    };
  },
};

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const END = 0xd9;

/** Start of frame: all of C0 to CF but tables and an extension. */
const FRAMES: ReadonlySet<number> = new Set(
  Array.from({ length: 16 }, (_, index) => 0xc0 + index).filter(
    (marker) => ![0xc4, 0xc8, 0xcc].includes(marker),
  ),
);

interface Part {
  readonly marker: number;
  /** Where its marker is. */
  readonly start: number;
  readonly end: number;
}

/** The parts up to the end of the first picture: what comes after is none of it. */
function partsOf(bytes: Buffer): Part[] {
  const parts: Part[] = [{ marker: 0xd8, start: 0, end: 2 }];
  let at = 2;
  for (;;) {
    if (at + 2 > bytes.length) throw endsEarly();
    const marker = bytes[at + 1] ?? 0;
    // What is no marker is passed over, as decoders do; markers may be filled up with any number of FF.
    if (bytes[at] !== 0xff || marker === 0xff || isAlone(marker)) {
      at += bytes[at] === 0xff && marker !== 0xff ? 2 : 1;
      continue;
    }
    if (marker === END) {
      parts.push({ marker, start: at, end: at + 2 });
      return parts;
    }
    if (at + 4 > bytes.length) throw endsEarly();
    let end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === START_OF_SCAN) end = endOfScan(bytes, end);
    if (end > bytes.length) throw endsEarly();
    parts.push({ marker, start: at, end });
    at = end;
  }
}

/** Markers that say something in coded data only, and have no length. */
function isAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** Where coded data ends: at a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    const isData = next === 0x00 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  throw endsEarly();
}

/** Tables, scans, the colour profile, and how colours are coded; nothing that tells of the maker. */
function isKept(bytes: Buffer, { marker, start }: Part): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > 0xef) return true;
  const has = (name: string): boolean =>
    bytes.toString('latin1', start + 4, start + 4 + name.length) === name;
  if (marker === APP0) return has('JFIF\0');
  if (marker === APP2) return has('ICC_PROFILE\0');
  return marker === APP14 && has('Adobe');
}

function isExif(bytes: Buffer, start: number): boolean {
  return bytes.toString('latin1', start + 4, start + 10) === 'Exif\0\0';
}

const ORIENTATION = 0x0112;

/** How a camera was held, 1 to 8; 1 where it doesn't say. */
function orientationOf(tiff: Buffer): number {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const long = (at: number): number =>
    at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const directory = long(4);
  const count = short(directory);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (short(entry) !== ORIENTATION) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An Exif part that says nothing but how the picture is turned: without it, it would lie on its side. */
function orientationPart(turn: number): Buffer {
  const part = Buffer.alloc(36);
  part.writeUInt16BE(0xffe1, 0);
  part.writeUInt16BE(34, 2);
  part.write('Exif\0\0MM\0*', 4, 'latin1');
  part.writeUInt32BE(8, 14);
  part.writeUInt16BE(1, 18);
  part.writeUInt16BE(ORIENTATION, 20);
  part.writeUInt16BE(3, 22);
  part.writeUInt32BE(1, 24);
  part.writeUInt16BE(turn, 28);
  return part;
}
