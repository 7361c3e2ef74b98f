import { endsEarly } from './format.ts';

/** A box of an ISO media file: what it is, and where its contents begin and end. */
export interface Box {
  readonly type: string;
  readonly body: number;
  readonly end: number;
}

/** Where in a file a part of an item is. */
export interface Location {
  readonly item: number;
  readonly start: number;
  readonly length: number;
  /** Counted from the beginning of the data box, not of the file. */
  readonly isInside: boolean;
}

/** Reads boxes of ISO media files (ISO/IEC 14496-12), of which AVIF is one. */
export class BoxReader {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /**
   * A number of up to eight bytes, the highest first; none of no bytes is 0.
   *
   * @throws BrokenPicture behind the end
   */
  number(at: number, size: number): number {
    if (at + size > this.bytes.length) throw endsEarly();
    if (size === 8) return Number(this.bytes.readBigUInt64BE(at));
    return size === 0 ? 0 : this.bytes.readUIntBE(at, size);
  }

  /** The boxes between two places. */
  boxes(from: number, to: number): Box[] {
    const boxes: Box[] = [];
    for (let at = from; at + 8 <= to;) {
      const size = this.number(at, 4);
      const type = this.bytes.toString('latin1', at + 4, at + 8);
      const end = size === 0 ? to : at + (size === 1 ? this.number(at + 8, 8) : size);
      if (end > to || end < at + 8) throw endsEarly();
      boxes.push({ type, body: at + (size === 1 ? 16 : 8), end });
      at = end;
    }
    return boxes;
  }

  /** What the box `iloc` says of where items are. */
  locations({ body }: Box): Location[] {
    const version = this.number(body, 1);
    const sizes = this.number(body + 4, 2);
    const [offset, length, base] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
    const index = version === 0 ? 0 : sizes & 15;
    const wide = version < 2 ? 2 : 4;
    const found: Location[] = [];
    let at = body + 6;
    const next = (size: number): number => {
      const value = this.number(at, size);
      at += size;
      return value;
    };
    const items = next(wide);
    for (let entry = 0; entry < items; entry += 1) {
      const item = next(wide);
      const isInside = version > 0 && (next(2) & 15) === 1;
      next(2);
      const from = next(base);
      const count = next(2);
      // Parts of no place and no length are as many as somebody writes: one says the same.
      const extents = offset + length + index === 0 ? Math.min(count, 1) : count;
      for (let extent = 0; extent < extents; extent += 1) {
        next(index);
        found.push({ item, start: from + next(offset), length: next(length), isInside });
      }
    }
    return found;
  }
}
