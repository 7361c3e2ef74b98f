import { BoxReader, type Box } from './boxes.ts';
import { BrokenPicture, endsEarly, type OpenedPicture, type PictureFormat } from './format.ts';

/** AVIF: boxes in boxes, and a list of where in the file the items are. */
export const avif: PictureFormat = {
  name: 'avif',
  begins: (bytes) => brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis'),
  open,
};

/** Photos of telephones: built the same way, but few browsers show them. */
export const heic: PictureFormat = {
  name: 'heic',
  begins: (bytes) => brandsOf(bytes).some((brand) => brand === 'mif1' || brand.startsWith('he')),
  open,
};

/** What kinds of file it says it is. */
function brandsOf(bytes: Buffer): string[] {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') return [];
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const names = bytes.toString('latin1', 8, end).match(/[\s\S]{4}/g) ?? [];
  // The second is the version of the first.
  return names.filter((_, index) => index !== 1);
}

function open(bytes: Buffer): OpenedPicture {
  const reader = new BoxReader(bytes);
  const boxes = reader.boxes(0, bytes.length);
  const meta = boxes.find(({ type }) => type === 'meta');
  if (meta === undefined) throw new BrokenPicture('The AVIF does not say what is in it.');
  const inner = reader.boxes(meta.body + 4, meta.end);
  const size = sizeOf(reader, inner);
  const told = metadataOf(reader, inner);
  return {
    ...size,
    isAnimated: brandsOf(bytes)[0] === 'avis',
    // Everything keeps its place, or the list of places would be wrong: it is made empty.
    clean: () => {
      const copy = Buffer.from(bytes);
      for (const [start, end] of told) copy.fill(0, start, end);
      for (const { type, body, end } of boxes) if (!USED.has(type)) copy.fill(0, body, end);
      return copy;
    },
  };
}

/** Boxes at the top that a picture needs. Others, such as `uuid`, hold what programs wrote. */
const USED: ReadonlySet<string> = new Set(['ftyp', 'meta', 'mdat', 'moov', 'moof', 'idat']);

/** Width and height of the primary item as it is shown: cut and turned. */
function sizeOf(
  reader: BoxReader,
  meta: readonly Box[],
): { readonly width: number; readonly height: number } {
  const { bytes } = reader;
  const primary = meta.find(({ type }) => type === 'pitm');
  const properties = meta.find(({ type }) => type === 'iprp');
  if (primary === undefined || properties === undefined) throw noSize();
  const item = reader.number(primary.body + 4, bytes[primary.body] === 0 ? 2 : 4);
  const parts = reader.boxes(properties.body, properties.end);
  const container = parts.find(({ type }) => type === 'ipco');
  if (container === undefined) throw noSize();
  const all = reader.boxes(container.body, container.end);
  const own = parts
    .filter(({ type }) => type === 'ipma')
    .flatMap((box) => propertiesOf(reader, box, item))
    .flatMap((index) => all[index - 1] ?? []);
  let size: { width: number; height: number } | null = null;
  for (const { type, body } of own) {
    if (type === 'ispe') {
      size = { width: reader.number(body + 4, 4), height: reader.number(body + 8, 4) };
    } else if (type === 'clap' && size !== null) {
      const part = (at: number): number =>
        Math.round(reader.number(at, 4) / Math.max(reader.number(at + 4, 4), 1));
      size = { width: part(body), height: part(body + 8) };
    } else if (type === 'irot' && size !== null && (reader.number(body, 1) & 1) === 1) {
      size = { width: size.height, height: size.width };
    }
  }
  if (size === null) throw noSize();
  return size;
}

function noSize(): BrokenPicture {
  return new BrokenPicture('The AVIF does not say how large it is.');
}

/** Numbers of the properties of an item, in order. */
function propertiesOf(reader: BoxReader, { body }: Box, item: number): number[] {
  const isLong = reader.number(body, 1) >= 1;
  const isWide = (reader.number(body + 3, 1) & 1) === 1;
  const count = reader.number(body + 4, 4);
  let at = body + 8;
  for (let entry = 0; entry < count; entry += 1) {
    const id = reader.number(at, isLong ? 4 : 2);
    at += isLong ? 4 : 2;
    const associations = reader.number(at, 1);
    at += 1;
    const width = isWide ? 2 : 1;
    if (id === item) {
      return Array.from(
        { length: associations },
        (_, index) => reader.number(at + index * width, width) & (isWide ? 0x7fff : 0x7f),
      );
    }
    at += associations * width;
  }
  return [];
}

/** Where in the file Exif, XMP and the like are, from byte to byte. */
function metadataOf(reader: BoxReader, meta: readonly Box[]): (readonly [number, number])[] {
  const info = meta.find(({ type }) => type === 'iinf');
  const places = meta.find(({ type }) => type === 'iloc');
  if (info === undefined || places === undefined) return [];
  const skip = reader.number(info.body, 1) === 0 ? 6 : 8;
  const items = new Set<number>();
  for (const { type, body, end } of reader.boxes(info.body + skip, info.end)) {
    if (type !== 'infe' || end - body < 12) continue;
    const version = reader.number(body, 1);
    if (version < 2) continue;
    const wide = version === 2 ? 2 : 4;
    const kind = reader.bytes.toString('latin1', body + 6 + wide, body + 10 + wide);
    if (kind === 'Exif' || kind === 'mime' || kind === 'uri ') {
      items.add(reader.number(body + 4, wide));
    }
  }
  const data = meta.find(({ type }) => type === 'idat')?.body ?? 0;
  const locations = reader.locations(places);
  for (const { start, length, isInside } of locations) {
    if (!isInside && start + length > reader.bytes.length) throw endsEarly();
  }
  return locations
    .filter(({ item }) => items.has(item))
    .map(({ start, length, isInside }): readonly [number, number] => {
      const from = isInside ? data + start : start;
      return [from, from + length];
    });
}
