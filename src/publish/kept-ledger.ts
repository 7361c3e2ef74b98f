import { basename, dirname, join } from 'node:path';
import { readSealed, writeSealed } from './sealed-file.ts';

/** Something that a build made of an edition, with the facts that it was made from. */
export interface Unit {
  /** Numbers of facts. */
  readonly facts: ArrayLike<number>;
  /** Plain data. */
  readonly value: unknown;
  readonly isNull: boolean;
  /** The value as JSON. */
  readonly json: Uint8Array;
  /** Names of files that the value refers to. */
  readonly needs: readonly string[];
}

/** A fact that was made from others, and its value as `packValue` has it. */
export type MadeFact = readonly [fact: number, facts: readonly number[], value: string | null];

/** What is kept of an edition beside its units. */
export interface KeptHead {
  /** Of all that everything depends on. */
  readonly key: string;
  readonly names: readonly string[];
  /** How each fact stood; null for one that nothing was made from. */
  readonly digests: readonly (string | null)[];
  /** The facts that facts were made from: those of queries, with their values where they are kept. */
  readonly made: readonly MadeFact[];
  /** Texts that many values have, such as links, which name them by number. */
  readonly texts: readonly string[];
}

/** What is kept of an edition from one build to the next. */
export interface Kept extends KeptHead {
  readonly units: ReadonlyMap<string, Unit>;
  /** The file that holds all of it, or all that is not in the file that was read. */
  readonly whole: Whole;
}

/** A file with all that was kept of an edition, over which others say what has changed since. */
export interface Whole extends KeptHead {
  /** Its name, in the folder of those that stand over it. */
  readonly name: string;
  readonly units: ReadonlyMap<string, Unit>;
}

/** What is where in the bytes after the first line. */
interface WrittenUnits {
  readonly files: readonly string[];
  readonly units: readonly string[];
  /** Of each unit: how many facts it has, how many bytes its value takes, and the files that it needs. */
  readonly facts: readonly number[];
  readonly sizes: readonly number[];
  readonly needs: readonly (readonly number[])[];
}

/** The first line of a file that holds all. */
interface Written extends KeptHead, WrittenUnits {}

/** The first line of a file that holds what has changed. */
interface WrittenChanges extends WrittenUnits {
  readonly key: string;
  /** The file of the rest. */
  readonly over: string;
  /** Those that came to the names and texts. */
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly digests: readonly (readonly [fact: number, digest: string | null])[];
  /** Without facts: it is not made any more. */
  readonly made: readonly (readonly [
    fact: number,
    facts: readonly number[] | null,
    value: string | null,
  ])[];
}

const NEW_LINE = 10;

/** Of so many units one may have changed, or all are written: a second edit writes those of the first too. */
const FEW = 8;

/**
 * Reads what was written; null where it is missing or not as it was written. Values are parsed when they
 * are asked for: after an edit most are not.
 */
export function readKept(file: string): Kept | null {
  const read = readFirst<Written | WrittenChanges>(file);
  if (read === null) return null;
  const { written } = read;
  if (!('over' in written)) {
    const whole = { ...written, name: basename(file), units: unitsIn(written, read.rest) };
    return { ...whole, whole };
  }
  const under = readFirst<Written>(join(dirname(file), written.over));
  if (under === null) return null;
  const whole = { ...under.written, name: written.over, units: unitsIn(under.written, under.rest) };
  return withChanges(whole, written, unitsIn(written, read.rest));
}

function withChanges(
  whole: Whole,
  { key, names, texts, digests, made }: WrittenChanges,
  units: ReadonlyMap<string, Unit>,
): Kept {
  const all = [...whole.digests];
  for (const [fact, digest] of digests) all[fact] = digest;
  const allMade = new Map(whole.made.map((one) => [one[0], one]));
  for (const [fact, facts, value] of made) {
    if (facts === null) allMade.delete(fact);
    else allMade.set(fact, [fact, facts, value]);
  }
  return {
    key,
    names: [...whole.names, ...names],
    texts: [...whole.texts, ...texts],
    digests: all,
    made: [...allMade.values()],
    // A name that is there already stays in its place.
    units: new Map([...whole.units, ...units]),
    whole,
  };
}

/**
 * Writes what is kept: what has changed, where that is little, and else all.
 *
 * @param whole what was kept before, in the same folder; its names and texts begin those of `head`
 * @returns the name of the file that this one stands over; null for one that holds all
 */
export function writeKept(
  file: string,
  head: KeptHead,
  units: ReadonlyMap<string, Unit>,
  whole: Whole | null = null,
): string | null {
  const isOver = whole !== null && whole.name !== basename(file);
  const changed = isOver ? changedUnits(whole.units, units) : null;
  if (whole === null || changed === null) {
    write<Written>(file, head, units);
    return null;
  }
  const changes = {
    key: head.key,
    over: whole.name,
    names: head.names.slice(whole.names.length),
    texts: head.texts.slice(whole.texts.length),
    digests: head.digests.flatMap((digest, fact): [number, string | null][] =>
      digest === whole.digests[fact] ? [] : [[fact, digest]],
    ),
    made: changedFacts(whole.made, head.made),
  };
  write<WrittenChanges>(file, changes, changed);
  return whole.name;
}

/** Units that are others than those that were written; null when that is no shorter way to say it. */
function changedUnits(
  before: ReadonlyMap<string, Unit>,
  now: ReadonlyMap<string, Unit>,
): Map<string, Unit> | null {
  if (now.size !== before.size) return null;
  const changed = new Map<string, Unit>();
  const places = new Map([...before.keys()].map((name, place) => [name, place]));
  const last = new Map<string, number>();
  for (const [name, unit] of now) {
    // Their order among those of their kind is kept too.
    const place = places.get(name);
    const kind = name.slice(0, name.indexOf(' '));
    if (place === undefined || place < (last.get(kind) ?? -1)) return null;
    last.set(kind, place);
    if (before.get(name) !== unit) changed.set(name, unit);
  }
  return changed.size * FEW > now.size ? null : changed;
}

function changedFacts(
  before: readonly MadeFact[],
  now: readonly MadeFact[],
): WrittenChanges['made'] {
  const left = new Map(before.map((made) => [made[0], made]));
  const changed: [number, readonly number[] | null, string | null][] = [];
  for (const [fact, facts, value] of now) {
    const known = left.get(fact);
    left.delete(fact);
    if (known?.[1] !== facts || known[2] !== value) changed.push([fact, facts, value]);
  }
  for (const fact of left.keys()) changed.push([fact, null, null]);
  return changed;
}

function readFirst<T>(file: string): { written: T; rest: Buffer } | null {
  const bytes = readSealed(file);
  if (bytes === null) return null;
  const end = bytes.indexOf(NEW_LINE);
  const written = JSON.parse(bytes.toString('utf8', 0, end)) as T;
  return { written, rest: bytes.subarray(end + 1) };
}

function unitsIn(written: WrittenUnits, bytes: Buffer): Map<string, Unit> {
  const counts = written.facts.reduce((sum, count) => sum + count, 0);
  const factsEnd = 4 * counts;
  // Numbers have to begin at a place that can be divided by four.
  const facts = new Int32Array(new Uint8Array(bytes.subarray(0, factsEnd)).buffer);
  const units = new Map<string, Unit>();
  let fact = 0;
  let at = factsEnd;
  written.units.forEach((name, number) => {
    const lastFact = fact + (written.facts[number] ?? 0);
    const last = at + (written.sizes[number] ?? 0);
    const needs = (written.needs[number] ?? []).map((file) => written.files[file] ?? '');
    units.set(name, new KeptUnit(facts.subarray(fact, lastFact), bytes.subarray(at, last), needs));
    fact = lastFact;
    at = last;
  });
  return units;
}

/** Writes a first line with what is said of units, and then their bytes. */
function write<T extends WrittenUnits>(
  file: string,
  head: Omit<T, keyof WrittenUnits>,
  units: ReadonlyMap<string, Unit>,
): void {
  const all = [...units.values()];
  const files = [...new Set(all.flatMap(({ needs }) => needs))].sort();
  const numbers = new Map(files.map((name, number) => [name, number]));
  const values = all.map(({ json }) => json);
  const facts = new Int32Array(all.reduce((sum, unit) => sum + unit.facts.length, 0));
  let at = 0;
  for (const unit of all) {
    facts.set(unit.facts, at);
    at += unit.facts.length;
  }
  const written = {
    ...head,
    files,
    units: [...units.keys()],
    facts: all.map((unit) => unit.facts.length),
    sizes: values.map(({ length }) => length),
    needs: all.map(({ needs }) => needs.map((name) => numbers.get(name) ?? -1)),
  };
  const parts = [
    Buffer.from(`${JSON.stringify(written)}\n`),
    new Uint8Array(facts.buffer),
    ...inRuns(values),
  ];
  writeSealed(file, Buffer.concat(parts));
}

/** The same bytes in fewer parts: values of the last build mostly stand in a row, as they will again. */
function inRuns(values: readonly Uint8Array[]): Uint8Array[] {
  const runs: Uint8Array[] = [];
  let buffer: ArrayBufferLike | null = null;
  let from = 0;
  let to = 0;
  for (const value of values) {
    if (value.buffer === buffer && value.byteOffset === to) to += value.length;
    else {
      if (buffer !== null) runs.push(new Uint8Array(buffer, from, to - from));
      buffer = value.buffer;
      from = value.byteOffset;
      to = from + value.length;
    }
  }
  if (buffer !== null) runs.push(new Uint8Array(buffer, from, to - from));
  return runs;
}

/** A unit that this build made. */
export class MadeUnit implements Unit {
  readonly facts: ArrayLike<number>;
  readonly value: unknown;
  readonly needs: readonly string[];

  constructor(facts: ArrayLike<number>, value: unknown, needs: readonly string[]) {
    this.facts = facts;
    this.value = value;
    this.needs = needs;
  }

  get isNull(): boolean {
    return this.value === null;
  }

  get json(): Uint8Array {
    return Buffer.from(JSON.stringify(this.value));
  }
}

/** A unit of an earlier build. */
class KeptUnit implements Unit {
  readonly facts: ArrayLike<number>;
  readonly json: Buffer;
  readonly needs: readonly string[];
  #value: { readonly is: unknown } | null = null;

  constructor(facts: ArrayLike<number>, json: Buffer, needs: readonly string[]) {
    this.facts = facts;
    this.json = json;
    this.needs = needs;
  }

  get isNull(): boolean {
    // No other value has four letters that begin so.
    return this.json.length === 4 && this.json[0] === 'n'.charCodeAt(0);
  }

  get value(): unknown {
    this.#value ??= { is: JSON.parse(this.json.toString()) };
    return this.#value.is;
  }
}
