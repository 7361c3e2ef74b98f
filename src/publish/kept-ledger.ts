import { basename, dirname, join } from 'node:path';
import { readSealed, SealedWriter } from './sealed-file.ts';

/** Something that a build made of an edition, with the facts that it was made from. */
export interface Unit {
  readonly factCount: number;
  /** The number of the fact at a place. */
  factAt(at: number): number;
  /** Numbers of all its facts. */
  readonly facts: ArrayLike<number>;
  /** The first place from one on whose fact has another state than this; -1 for none. */
  nextUnlike(states: Uint8Array, state: number, from: number): number;
  /** Marks each of its facts. */
  mark(facts: Uint8Array): void;
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

/** What is where in the bytes before it. */
interface WrittenUnits {
  readonly files: readonly string[];
  readonly units: readonly string[];
  /** Of each unit: how many facts it has, and how many bytes its value takes. */
  readonly facts: readonly number[];
  readonly sizes: readonly number[];
  /** Of those units that need files, by their number: which. */
  readonly needs: readonly (readonly [unit: number, ...files: number[]])[];
}

/** What a file says that holds all. */
interface Written extends KeptHead, WrittenUnits {}

/** What a file says that holds what has changed. */
interface WrittenChanges extends WrittenUnits {
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

/** Where a file says what is in it: so many digits at its end. */
const PLACE = 12;

/** Of so many units one may have changed, or all are written: a second edit writes those of the first too. */
const FEW = 8;

/**
 * Reads what was written; null where it is missing, not as it was written, or of another key. Values are parsed
 * when they are asked for: after an edit most are not.
 *
 * @param key of all that everything depends on, the code that writes it among that
 */
export function readKept(file: string, key: string): Kept | null {
  const read = readHead<Written | WrittenChanges>(file, key);
  if (read === null) return null;
  const { written } = read;
  if (!('over' in written)) {
    const units = unitsIn(written, read.bytes, read.from);
    const whole = { ...written, name: basename(file), units };
    return { ...whole, whole };
  }
  const under = readHead<Written>(join(dirname(file), written.over), key);
  if (under === null) return null;
  const units = unitsIn(under.written, under.bytes, under.from);
  const whole = { ...under.written, name: written.over, units };
  return withChanges(whole, written, unitsIn(written, read.bytes, read.from));
}

function withChanges(
  whole: Whole,
  { names, texts, digests, made }: WrittenChanges,
  units: ReadonlyMap<string, Unit>,
): Kept {
  const all = [...whole.digests];
  for (const [fact, digest] of digests) all[fact] = digest;
  const allMade = new Map(whole.made.map((one) => [one[0], one]));
  // A name that is there already stays in its place.
  const allUnits = new Map(whole.units);
  units.forEach((unit, name) => allUnits.set(name, unit));
  for (const [fact, facts, value] of made) {
    if (facts === null) allMade.delete(fact);
    else allMade.set(fact, [fact, facts, value]);
  }
  return {
    names: [...whole.names, ...names],
    texts: [...whole.texts, ...texts],
    digests: all,
    made: [...allMade.values()],
    units: allUnits,
    whole,
  };
}

/**
 * Writes what is kept: what has changed, where that is little, and else all.
 *
 * @param key as `readKept` is given it
 * @param whole what was kept before, in the same folder; its names and texts begin those of `head`
 * @returns the name of the file that this one stands over; null for one that holds all
 */
export function writeKept(
  file: string,
  key: string,
  head: KeptHead,
  units: ReadonlyMap<string, Unit>,
  whole: Whole | null = null,
): string | null {
  const isOver = whole !== null && whole.name !== basename(file);
  const changed = isOver ? changedUnits(whole.units, units) : null;
  if (whole === null || changed === null) {
    write<Written>(file, key, head, units);
    return null;
  }
  const changes = {
    over: whole.name,
    names: head.names.slice(whole.names.length),
    texts: head.texts.slice(whole.texts.length),
    digests: head.digests.flatMap((digest, fact): [number, string | null][] =>
      digest === whole.digests[fact] ? [] : [[fact, digest]],
    ),
    made: changedFacts(whole.made, head.made),
  };
  write<WrittenChanges>(file, key, changes, changed);
  return whole.name;
}

/** Units that are others than those that were written; null when that is no shorter way to say it. */
function changedUnits(
  before: ReadonlyMap<string, Unit>,
  now: ReadonlyMap<string, Unit>,
): Map<string, Unit> | null {
  if (now.size !== before.size) return null;
  const changed = new Map<string, Unit>();
  const places = new Map<string, number>();
  before.forEach((_unit, name) => places.set(name, places.size));
  const last = new Map<string, number>();
  let isLike = true;
  now.forEach((unit, name) => {
    // Their order among those of their kind is kept too.
    const place = places.get(name);
    const kind = name.slice(0, name.indexOf(' '));
    if (place === undefined || place < (last.get(kind) ?? -1)) isLike = false;
    else last.set(kind, place);
    if (before.get(name) !== unit) changed.set(name, unit);
  });
  return !isLike || changed.size * FEW > now.size ? null : changed;
}

function changedFacts(
  before: readonly MadeFact[],
  now: readonly MadeFact[],
): WrittenChanges['made'] {
  const left = new Map<number, MadeFact>();
  before.forEach((made) => left.set(made[0], made));
  const changed: [number, readonly number[] | null, string | null][] = [];
  for (const [fact, facts, value] of now) {
    const known = left.get(fact);
    left.delete(fact);
    if (known?.[1] !== facts || known[2] !== value) changed.push([fact, facts, value]);
  }
  for (const fact of left.keys()) changed.push([fact, null, null]);
  return changed;
}

/** What a file says of what is in it, and all of its bytes. */
function readHead<T>(
  file: string,
  key: string,
): { written: T; bytes: Buffer; from: number } | null {
  const bytes = readSealed(file, key);
  if (bytes === null) return null;
  const end = bytes.length - PLACE;
  const from = Number(bytes.toString('latin1', end));
  return { written: JSON.parse(bytes.toString('utf8', from, end)) as T, bytes, from };
}

/** @param from where a file says what is in it: that stands before */
function unitsIn(written: WrittenUnits, bytes: Buffer, from: number): Map<string, Unit> {
  const counts = written.facts.reduce((sum, count) => sum + count, 0);
  // Numbers have to begin at a place that can be divided by four.
  const facts = new Int32Array(new Uint8Array(bytes.subarray(from - 4 * counts, from)).buffer);
  const needs = new Map(
    written.needs.map(([unit, ...files]) => [unit, files.map((file) => written.files[file] ?? '')]),
  );
  const units = new Map<string, Unit>();
  let fact = 0;
  let at = 0;
  written.units.forEach((name, number) => {
    const lastFact = fact + (written.facts[number] ?? 0);
    const last = at + (written.sizes[number] ?? 0);
    const needed = needs.get(number) ?? NO_FILES;
    units.set(name, new KeptUnit(facts, fact, lastFact, bytes, at, last, needed));
    fact = lastFact;
    at = last;
  });
  return units;
}

const NO_FILES: readonly string[] = [];

/** Writes the values of units, their facts, what is said of them, and where that begins. */
function write<T extends WrittenUnits>(
  file: string,
  key: string,
  head: Omit<T, keyof WrittenUnits>,
  units: ReadonlyMap<string, Unit>,
): void {
  const writer = new SealedWriter(file, key);
  try {
    writeParts(writer, head, units);
  } catch (error) {
    writer.giveUp();
    throw error;
  }
  writer.end();
}

/** One after the other: of a large edition they are no little memory together. */
function writeParts(writer: SealedWriter, head: object, units: ReadonlyMap<string, Unit>): void {
  const all = [...units.values()];
  const files = [...new Set(all.flatMap(({ needs }) => needs))].sort();
  const numbers = new Map(files.map((name, number) => [name, number]));
  const sizes = all.map(({ json }) => {
    writer.add(json);
    return json.length;
  });
  for (const { facts } of all) writer.add(new Uint8Array(Int32Array.from(facts).buffer));
  const from = writer.length;
  const written = {
    ...head,
    files,
    units: [...units.keys()],
    facts: all.map(({ factCount }) => factCount),
    sizes,
    needs: all.flatMap(({ needs }, unit) =>
      needs.length === 0 ? [] : [[unit, ...needs.map((name) => numbers.get(name) ?? -1)]],
    ),
  };
  let before = '{';
  for (const [name, value] of Object.entries(written)) {
    writer.add(Buffer.from(`${before}${JSON.stringify(name)}:${JSON.stringify(value)}`));
    before = ',';
  }
  writer.add(Buffer.from(`}${String(from).padStart(PLACE)}`));
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

  get factCount(): number {
    return this.facts.length;
  }

  factAt(at: number): number {
    return this.facts[at] ?? -1;
  }

  nextUnlike(states: Uint8Array, state: number, from: number): number {
    const { facts } = this;
    for (let at = from; at < facts.length; at += 1)
      if (states[facts[at] ?? -1] !== state) return at;
    return -1;
  }

  mark(facts: Uint8Array): void {
    for (let at = 0; at < this.facts.length; at += 1) facts[this.facts[at] ?? -1] = 1;
  }

  get isNull(): boolean {
    return this.value === null;
  }

  get json(): Uint8Array {
    return Buffer.from(JSON.stringify(this.value));
  }
}

/**
 * A unit of an earlier build: where it is in what was read. There are tens of thousands, of most of which
 * nobody asks more than their facts, so nothing is made of them before.
 */
class KeptUnit implements Unit {
  readonly #facts: Int32Array;
  readonly #firstFact: number;
  readonly #lastFact: number;
  readonly #bytes: Buffer;
  readonly #from: number;
  readonly #to: number;
  readonly needs: readonly string[];
  #value: { readonly is: unknown } | null = null;

  constructor(
    facts: Int32Array,
    firstFact: number,
    lastFact: number,
    bytes: Buffer,
    from: number,
    to: number,
    needs: readonly string[],
  ) {
    this.#facts = facts;
    this.#firstFact = firstFact;
    this.#lastFact = lastFact;
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
    this.needs = needs;
  }

  get factCount(): number {
    return this.#lastFact - this.#firstFact;
  }

  factAt(at: number): number {
    return this.#facts[this.#firstFact + at] ?? -1;
  }

  nextUnlike(states: Uint8Array, state: number, from: number): number {
    const facts = this.#facts;
    const last = this.#lastFact;
    for (let at = this.#firstFact + from; at < last; at += 1) {
      if (states[facts[at] ?? -1] !== state) return at - this.#firstFact;
    }
    return -1;
  }

  mark(marked: Uint8Array): void {
    const facts = this.#facts;
    const last = this.#lastFact;
    for (let at = this.#firstFact; at < last; at += 1) marked[facts[at] ?? -1] = 1;
  }

  get facts(): ArrayLike<number> {
    return this.#facts.subarray(this.#firstFact, this.#lastFact);
  }

  get json(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#to);
  }

  get isNull(): boolean {
    // No other value has four letters that begin so.
    return this.#to - this.#from === 4 && this.#bytes[this.#from] === 'n'.charCodeAt(0);
  }

  get value(): unknown {
    this.#value ??= { is: JSON.parse(this.#bytes.toString('utf8', this.#from, this.#to)) };
    return this.#value.is;
  }
}
