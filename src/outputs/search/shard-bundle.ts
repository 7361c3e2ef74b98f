import { hash } from 'node:crypto';

/** What Pagefind made of a shard. */
export interface ShardBundle {
  /** Its files. The texts of its pages are by number: pages are numbered in the order in which they were given. */
  readonly files: readonly BundleFile[];
  /** What every index of this language needs once: the script and the engine. */
  readonly engine: readonly BundleFile[];
  /** Numbers of the pages with which a file of texts begins. */
  readonly packs: readonly number[];
}

export interface BundleFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** What stands before the files' bytes in a packed bundle. */
interface Head {
  readonly files: readonly (readonly [path: string, bytes: number])[];
  readonly engine: readonly (readonly [path: string, bytes: number])[];
  readonly packs: readonly number[];
}

const SUM_LENGTH = 64;

/** A bundle as one run of bytes that begins with its own checksum. */
export function packBundle({ files, engine, packs }: ShardBundle): Buffer {
  const names = (list: readonly BundleFile[]): Head['files'] =>
    list.map(({ path, content }) => [path, content.byteLength]);
  const head: Head = { files: names(files), engine: names(engine), packs };
  const rest = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...[...files, ...engine].map(({ content }) => content),
  ]);
  return Buffer.concat([Buffer.from(hash('sha256', rest, 'hex')), rest]);
}

/** What `packBundle` packed; null when a byte of it is not as it was. */
export function unpackBundle(packed: Buffer): ShardBundle | null {
  const rest = packed.subarray(SUM_LENGTH);
  if (hash('sha256', rest, 'hex') !== packed.toString('latin1', 0, SUM_LENGTH)) return null;
  const end = rest.indexOf('\n');
  const head = JSON.parse(rest.toString('utf8', 0, end)) as Head;
  let at = end + 1;
  const take = (list: Head['files']): BundleFile[] =>
    list.map(([path, bytes]) => ({ path, content: rest.subarray(at, (at += bytes)) }));
  return { files: take(head.files), engine: take(head.engine), packs: head.packs };
}
