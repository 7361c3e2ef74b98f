import { gunzipSync, gzipSync } from 'node:zlib';
import { withoutSignature, withSignature } from './signature.ts';
import type { BundleFile } from './shard-bundle.ts';

/** Texts of pages in files of their own, or several in one, by the number of the first. */
export interface Fragments {
  readonly files: readonly BundleFile[];
  /** Numbers of the pages with which a file begins. */
  readonly packs: readonly number[];
}

/** The text of a page as Pagefind packed it, and what stands in its place where it is another. */
export interface PackedText {
  readonly packed: Uint8Array;
  readonly text?: string;
}

/** Texts are put together up to so many bytes: what a page of usual length has by itself. */
const PACK_BYTES = 2_000;
/** So many files a shard has at most, or a few more: a host counts and uploads files. */
const MOST_FILES = 150;

/**
 * The texts of a shard's pages in files: one after the other, a line each, where they are short.
 *
 * @param texts in the order of the pages' numbers
 */
export function packFragments(texts: readonly PackedText[]): Fragments {
  const sizeAt = (at: number): number => texts[at]?.packed.byteLength ?? 0;
  const total = texts.reduce((sum, { packed }) => sum + packed.byteLength, 0);
  const most = Math.max(PACK_BYTES, total / MOST_FILES);
  const packs: number[] = [];
  const files: BundleFile[] = [];
  for (let at = 0; at < texts.length;) {
    const first = at;
    let bytes = 0;
    do bytes += sizeAt(at++);
    while (at < texts.length && bytes + sizeAt(at) <= most);
    packs.push(first);
    files.push({ path: `fragment/${first}.pf_fragment`, content: joined(texts.slice(first, at)) });
  }
  return { files, packs };
}

function joined(texts: readonly PackedText[]): Uint8Array {
  const [only, ...others] = texts;
  if (others.length === 0 && only?.text === undefined) return only?.packed ?? new Uint8Array();
  // JSON has no line ends here.
  const lines = texts.map(({ packed, text }) => text ?? unpackedText(packed));
  return gzipSync(withSignature(Buffer.from(lines.join('\n'))));
}

/** A text as Pagefind packed it. */
export function unpackedText(packed: Uint8Array): string {
  return withoutSignature(gunzipSync(packed)).toString();
}
