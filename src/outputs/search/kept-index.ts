import { crc32 } from 'node:zlib';
import type { MergedWords } from './merge-words.ts';

/** An index as it was merged, for the next time: what changes in one of its shards is put into it. */
export interface KeptIndex {
  /** Names of the metadata, by number. */
  readonly fields: readonly string[];
  /** The shards in their order, each with its key and how many words each of its pages has. */
  readonly shards: readonly (readonly [key: string, pages: readonly number[]])[];
  readonly merged: MergedWords;
}

interface Head extends Pick<KeptIndex, 'fields' | 'shards'> {
  readonly words: readonly string[];
  readonly lengths: readonly number[];
}

/** A checksum of all that follows, and where the bytes begin. */
const INTRODUCTION = 8;

/** An index as one run of bytes that begins with its own checksum. */
export function packIndex({ fields, shards, merged: { words, bytes, ends } }: KeptIndex): Buffer {
  const lengths = ends.map((end, at) => end - (ends[at - 1] ?? 0));
  const head = Buffer.from(JSON.stringify({ fields, shards, words, lengths } satisfies Head));
  const packed = Buffer.concat([Buffer.alloc(INTRODUCTION), head, bytes]);
  packed.writeUInt32LE(INTRODUCTION + head.length, 4);
  packed.writeUInt32LE(crc32(packed.subarray(4)));
  return packed;
}

/** What `packIndex` packed; null when a byte of it is not as it was. */
export function unpackIndex(packed: Buffer): KeptIndex | null {
  if (packed.length < INTRODUCTION || packed.readUInt32LE() !== crc32(packed.subarray(4))) {
    return null;
  }
  const begin = packed.readUInt32LE(4);
  const head = JSON.parse(packed.toString('utf8', INTRODUCTION, begin)) as Head;
  let end = 0;
  const ends = head.lengths.map((length) => (end += length));
  const { fields, shards, words } = head;
  return { fields, shards, merged: { words, bytes: packed.subarray(begin), ends } };
}
