import { gunzipSync, gzipSync } from 'node:zlib';
import { withoutSignature, withSignature } from './signature.ts';
import type { BundleFile } from './shard-bundle.ts';

/** Texts of pages in files of their own, or several in one, by the number of the first. */
export interface Fragments {
  readonly files: readonly BundleFile[];
  /** Numbers of the pages with which a file begins. */
  readonly packs: readonly number[];
}

/** Texts are put together up to so many bytes: what a page of usual length has by itself. */
const PACK_BYTES = 2_000;
/** So many files a shard has at most, or a few more: a host counts and uploads files. */
const MOST_FILES = 150;

/**
 * The texts of a shard's pages in files: one after the other, a line each, where they are short.
 *
 * @param packed as Pagefind writes them, in the order of the pages' numbers
 */
export function packFragments(packed: readonly Uint8Array[]): Fragments {
  const total = packed.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const most = Math.max(PACK_BYTES, total / MOST_FILES);
  const packs: number[] = [];
  const files: BundleFile[] = [];
  for (let at = 0; at < packed.length;) {
    const first = at;
    let bytes = 0;
    do bytes += packed[at++]?.byteLength ?? 0;
    while (at < packed.length && bytes + (packed[at]?.byteLength ?? 0) <= most);
    packs.push(first);
    files.push({ path: `fragment/${first}.pf_fragment`, content: joined(packed.slice(first, at)) });
  }
  return { files, packs };
}

function joined(packed: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = packed;
  if (only === undefined || others.length === 0) return only ?? new Uint8Array();
  // JSON as Pagefind writes it has no line ends.
  const texts = packed.map((one) => withoutSignature(gunzipSync(one)).toString());
  return gzipSync(withSignature(Buffer.from(texts.join('\n'))), { level: 9 });
}
