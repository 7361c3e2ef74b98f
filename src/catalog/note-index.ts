import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Kept } from './file-record.ts';
import type { At } from './text-files.ts';

const WHOLE = 'index.json';
const CHANGES = 'index-changes.json';

/** Of so many files one may have changed, or all are written: what changed first is written with each edit. */
const FEW = 8;

/** A place as a file has it: segments are named once. */
type Place = readonly [segment: number, offset: number, length: number, checksum: number];

/** What is written of files. */
interface Written {
  /** Hash of the code that made the values. */
  readonly code: string;
  /** Of changes: the checksum of what they are changes of. */
  readonly over?: number;
  readonly segments: readonly string[];
  readonly files: readonly (readonly [
    path: string,
    hash: string,
    first: Kept['first'],
    values: Place | null,
    trees: Place | null,
  ])[];
}

/**
 * The files that a note cache knows, and where what was made of them is. An edit writes only what it changed, beside
 * all that was written before. What is damaged or of other code counts as missing.
 */
export class NoteIndex {
  readonly #folder: string;
  readonly #code: string;
  #files = new Map<string, Kept>();
  /** Checksum of what is written of all files; null where that is missing. */
  #whole: number | null = null;
  /** Paths of those of which something else is known by now. */
  #changed = new Set<string>();
  /** The segments that were named since all was written, and then. */
  #segments = new Set<string>();

  private constructor(folder: string, code: string) {
    this.#folder = folder;
    this.#code = code;
  }

  static open(folder: string, code: string): NoteIndex {
    const index = new NoteIndex(folder, code);
    const whole = read(join(folder, WHOLE), code);
    if (whole === null) return index;
    index.#whole = whole.sum;
    index.#files = filesOf(whole.written);
    index.#segments = new Set(whole.written.segments);
    const changes = read(join(folder, CHANGES), code);
    if (changes?.written.over !== whole.sum) return index;
    filesOf(changes.written).forEach((kept, path) => index.#change(path, kept));
    return index;
  }

  get files(): ReadonlyMap<string, Kept> {
    return this.#files;
  }

  /** The segments that hold what was made of them. */
  get segments(): ReadonlySet<string> {
    return this.#segments;
  }

  /** Takes what is known of files from elsewhere. It is written with the next `saveAll`. */
  adopt(files: ReadonlyMap<string, Kept>): void {
    files.forEach((kept, path) => this.#change(path, kept));
    this.#whole = null;
  }

  /** Whether it can be written of so many files, all known before, that something else is known of them. */
  takes(count: number, mostSegments: number): boolean {
    const changed = this.#changed.size + count;
    return (
      this.#whole !== null &&
      changed * FEW <= this.#files.size &&
      this.#segments.size + 1 < mostSegments
    );
  }

  /** Writes what is known by now of some files that were known before. */
  saveChanges(files: ReadonlyMap<string, Kept>): void {
    if (this.#whole === null) throw new RangeError('there is nothing that these are changes of');
    files.forEach((kept, path) => this.#change(path, kept));
    const changed = new Map<string, Kept>();
    for (const path of [...this.#changed].sort()) {
      const kept = this.#files.get(path);
      if (kept !== undefined) changed.set(path, kept);
    }
    write(join(this.#folder, CHANGES), changed, { code: this.#code, over: this.#whole });
  }

  /** Writes all, of these files and no others. */
  saveAll(files: ReadonlyMap<string, Kept> = this.#files): void {
    this.#files = new Map(files);
    this.#changed.clear();
    this.#segments = segmentsOf(files.values());
    mkdirSync(this.#folder, { recursive: true });
    this.#whole = write(join(this.#folder, WHOLE), files, { code: this.#code });
    rmSync(join(this.#folder, CHANGES), { force: true });
  }

  #change(path: string, kept: Kept): void {
    this.#files.set(path, kept);
    this.#changed.add(path);
    for (const segment of segmentsOf([kept])) this.#segments.add(segment);
  }
}

/** The segments that hold what was made of files. */
function segmentsOf(files: Iterable<Kept>): Set<string> {
  const segments = new Set<string>();
  for (const { values, trees } of files) {
    if (values !== null) segments.add(values[0]);
    if (trees !== null) segments.add(trees[0]);
  }
  return segments;
}

function read(file: string, code: string): { written: Written; sum: number } | null {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf(10);
    const sum = crc32(bytes.subarray(end + 1));
    if (end < 0 || bytes.toString('latin1', 0, end) !== String(sum)) return null;
    const written = JSON.parse(bytes.toString('utf8', end + 1)) as Written;
    return written.code === code ? { written, sum } : null;
  } catch {
    return null;
  }
}

function filesOf({ segments, files }: Written): Map<string, Kept> {
  const at = (place: Place | null): At | null =>
    place === null ? null : [segments[place[0]] ?? '', place[1], place[2], place[3]];
  const known = new Map<string, Kept>();
  for (const [path, hash, first, values, trees] of files) {
    known.set(path, { hash, first, values: at(values), trees: at(trees) });
  }
  return known;
}

/** In one step: whoever reads meanwhile finds what was there before or what is there after. The checksum. */
function write(
  file: string,
  files: ReadonlyMap<string, Kept>,
  head: Pick<Written, 'code' | 'over'>,
): number {
  const segments = [...segmentsOf(files.values())].sort();
  const numbers = new Map(segments.map((segment, number) => [segment, number]));
  const place = (at: At | null): Place | null =>
    at === null ? null : [numbers.get(at[0]) ?? -1, at[1], at[2], at[3]];
  const written: Written = {
    ...head,
    segments,
    files: [...files].map(([path, { hash, first, values, trees }]) => [
      path,
      hash,
      first,
      place(values),
      place(trees),
    ]),
  };
  const text = JSON.stringify(written);
  const sum = crc32(text);
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${sum}\n${text}`);
  renameSync(temporary, file);
  return sum;
}
