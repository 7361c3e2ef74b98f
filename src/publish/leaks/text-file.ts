import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { compareText } from '../../model/finding.ts';
import { FileTexts, type Place } from './file-texts.ts';

/** What a file of texts says of itself. */
export interface Head {
  /** Key of all code that texts are made by. */
  readonly code: string;
  readonly places: readonly (readonly [number: number, place: Place])[];
  readonly texts: readonly TextAt[];
}

/** The texts of a file of the catalog: its key, where their numbers are, how many, and a checksum of them. */
type TextAt = readonly [key: string, from: number, length: number, sum: number];

/** A checksum of what follows up to the numbers, and where these begin. */
const INTRODUCTION = 8;

/** A number takes so many bytes. */
const NUMBER = 4;

/** When the texts of so many are wanted, those of all are: they are read at once. */
const MANY = 64;

/** The bytes of a file with the texts of several files of the catalog, by their keys. */
export function packTexts(
  { code, places }: Omit<Head, 'texts'>,
  all: ReadonlyMap<string, FileTexts>,
): Uint8Array {
  const parts: Buffer[] = [];
  let length = 0;
  const sorted = [...all].sort(([one], [other]) => compareText(one, other));
  const texts = sorted.map(([key, { record }]): TextAt => {
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
    parts.push(bytes);
    length += record.length;
    return [key, length - record.length, record.length, crc32(bytes)];
  });
  const json = Buffer.from(JSON.stringify({ code, places, texts } satisfies Head));
  const begin = INTRODUCTION + Math.ceil(json.length / NUMBER) * NUMBER;
  const bytes = Buffer.alloc(begin, ' ');
  bytes.writeUInt32LE(begin, NUMBER);
  json.copy(bytes, INTRODUCTION);
  bytes.writeUInt32LE(crc32(bytes.subarray(NUMBER)));
  return Buffer.concat([bytes, ...parts], begin + NUMBER * length);
}

/** A file of texts. They are read when they are asked for: an edit wants few. */
export class TextFile {
  readonly head: Head;
  /** In bytes. */
  readonly size: number;
  readonly #path: string;
  readonly #begin: number;
  #asked = 0;
  #all: Int32Array | null = null;

  private constructor(path: string, head: Head, begin: number, size: number) {
    this.#path = path;
    this.head = head;
    this.#begin = begin;
    this.size = size;
  }

  /** Null where it is missing, or does not begin as it was written. */
  static open(path: string): TextFile | null {
    return reading(path, (file) => {
      const introduction = bytesAt(file, 0, INTRODUCTION);
      const begin = introduction.readUInt32LE(NUMBER);
      const { size } = fstatSync(file);
      if (begin > size) return null;
      const bytes = bytesAt(file, 0, begin);
      if (bytes.readUInt32LE() !== crc32(bytes.subarray(NUMBER))) return null;
      const head = JSON.parse(bytes.toString('utf8', INTRODUCTION)) as Head;
      return new TextFile(path, head, begin, size);
    });
  }

  /** The texts of a file of the catalog; undefined where they are not as they were written. */
  textsOf([, from, length, sum]: TextAt): FileTexts | undefined {
    this.#asked += 1;
    if (this.#asked > MANY) {
      this.#all ??= this.#numbers(this.#begin, (this.size - this.#begin) / NUMBER);
    }
    const record =
      this.#all?.subarray(from, from + length) ??
      this.#numbers(this.#begin + NUMBER * from, length);
    const isSame =
      record?.length === length &&
      crc32(Buffer.from(record.buffer, record.byteOffset, record.byteLength)) === sum;
    return isSame ? FileTexts.from(record) : undefined;
  }

  #numbers(at: number, count: number): Int32Array | null {
    return reading(this.#path, (file) => {
      const numbers = new Int32Array(Math.floor(count));
      readSync(file, numbers, 0, numbers.byteLength, at);
      return numbers;
    });
  }
}

/** Null where a file can't be read. */
function reading<T>(path: string, read: (file: number) => T | null): T | null {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    return read(file);
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** @throws Error where there are fewer */
function bytesAt(file: number, at: number, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  if (readSync(file, bytes, 0, count, at) < count) throw new RangeError('the file is too short');
  return bytes;
}
