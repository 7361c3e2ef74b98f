import { gunzipSync } from 'node:zlib';

/** A word found in a built tree. */
export interface Hit {
  readonly word: string;
  readonly file: string;
  readonly where: 'name' | 'bytes' | 'unpacked';
}

/**
 * Every place where one of the words stands in a built tree: in the names of files, in their bytes,
 * and in the bytes of what is compressed (Pagefind's files are gzip, and have it in base64 too). Letters of
 * either case.
 *
 * @param words plain ASCII, so that no encoding of text or addresses hides them
 */
export function scan(files: ReadonlyMap<string, Buffer>, words: Iterable<string>): Hit[] {
  const wanted = [...words].map((word) => word.toLowerCase());
  for (const word of wanted) {
    if (!/^[a-z0-9]+$/.test(word))
      throw new Error(`${word} can't be scanned for in every encoding`);
  }
  const hits: Hit[] = [];
  for (const [file, bytes] of files) {
    const views = [
      { where: 'name', text: file.toLowerCase() },
      { where: 'bytes', text: bytes.toString('latin1').toLowerCase() },
    ] as { where: Hit['where']; text: string }[];
    for (const unpacked of [unpack(bytes), ...unpackWithin(bytes)]) {
      if (unpacked === null) continue;
      views.push({ where: 'unpacked', text: unpacked.toString('latin1').toLowerCase() });
    }
    for (const { where, text } of views) {
      for (const word of wanted) if (text.includes(word)) hits.push({ word, file, where });
    }
  }
  return hits;
}

/** What a gzip file holds; null for any other file. */
export function unpack(bytes: Buffer): Buffer | null {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : null;
}

/** What stands in a text as gzip in base64. */
function unpackWithin(bytes: Buffer): Buffer[] {
  if (!bytes.includes('H4sI')) return [];
  return (bytes.toString('latin1').match(/\bH4sI[\w+/]+=*/g) ?? []).flatMap((text) => {
    try {
      return [gunzipSync(Buffer.from(text, 'base64'))];
    } catch {
      // Letters that only begin like it.
      return [];
    }
  });
}

/** The words of these that stand nowhere in a tree. */
export function absent(files: ReadonlyMap<string, Buffer>, words: Iterable<string>): string[] {
  const wanted = [...words];
  const found = new Set(scan(files, wanted).map(({ word }) => word));
  return wanted.filter((word) => !found.has(word));
}

/** The part of a tree whose paths pass. */
export function part(
  files: ReadonlyMap<string, Buffer>,
  isIn: (file: string) => boolean,
): Map<string, Buffer> {
  return new Map([...files].filter(([file]) => isIn(file)));
}

/** How two trees differ, as lines for people; none when they are the same bytes. */
export function differences(
  a: ReadonlyMap<string, Buffer>,
  b: ReadonlyMap<string, Buffer>,
): string[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [a.get(name), b.get(name)];
    if (one === undefined) return [`${name}: only in the second`];
    if (other === undefined) return [`${name}: only in the first`];
    if (one.equals(other)) return [];
    const text = [one, other].map((bytes) => (unpack(bytes) ?? bytes).toString('latin1'));
    const [first = '', second = ''] = text;
    let at = 0;
    while (at < first.length && first[at] === second[at]) at += 1;
    const cut = (of: string): string => JSON.stringify(of.slice(Math.max(0, at - 60), at + 100));
    return [`${name}: differs at ${at}: ${cut(first)} is not ${cut(second)}`];
  });
}
