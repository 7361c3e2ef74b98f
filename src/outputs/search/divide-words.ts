import type { MergedWords } from './merge-words.ts';

/** Words that are in one file. */
export interface WordChunk {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/**
 * A reader fetches one file for each word. About so much is in one before it is packed, which makes it a third.
 */
const CHUNK_BYTES = 13_000;
/** Where there would be more files, each has twice as much: a host counts and uploads them. */
const MOST_CHUNKS = 256;
/** Of the usual size, what a file has at least and at most, where a single word has not more. */
const LEAST = 0.5;
const MOST = 1.5;

/**
 * Divides words into files. Where one ends follows from the words around it (content-defined chunking, as backups
 * and `rsync` do it): an edit makes few words longer or shorter, and all other files stay what they were.
 */
export function divideWords({ words, bytes, ends }: MergedWords): WordChunk[] {
  let size = CHUNK_BYTES;
  while (bytes.length / size > MOST_CHUNKS) size *= 2;
  const chunks: WordChunk[] = [];
  let from = 0;
  words.forEach((word, at) => {
    const start = ends[from - 1] ?? 0;
    const end = ends[at] ?? start;
    const next = (ends[at + 1] ?? end) - start;
    const isLast = at === words.length - 1;
    if (!isLast && next <= MOST * size) {
      if (end - start < LEAST * size) return;
      // As likely as it is long, so that files are alike whether words stand on few pages or on many.
      if (chance(word) * (1 - LEAST) * size > end - (ends[at - 1] ?? 0)) return;
    }
    const first = words[from] ?? word;
    chunks.push({ first, last: word, count: at + 1 - from, bytes: bytes.subarray(start, end) });
    from = at + 1;
  });
  return chunks;
}

/** Between 0 and 1, by the word alone (FNV-1a, mixed once more as Murmur does). */
function chance(word: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    sum = Math.imul(sum ^ word.charCodeAt(at), 0x01000193);
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return ((sum ^ (sum >>> 16)) >>> 0) / 0x1_0000_0000;
}
