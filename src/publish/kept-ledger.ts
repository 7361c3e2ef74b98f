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
}

/** The first part of the file: the head, and what is where in the rest. */
interface Written extends KeptHead {
  readonly files: readonly string[];
  readonly units: readonly string[];
  /** Of each unit: how many facts it has, how many bytes its value takes, and the files that it needs. */
  readonly facts: readonly number[];
  readonly sizes: readonly number[];
  readonly needs: readonly (readonly number[])[];
}

const NEW_LINE = 10;

/**
 * Reads what was written; null where it is missing or not as it was written. Values are parsed when they
 * are asked for: after an edit most are not.
 */
export function readKept(file: string): Kept | null {
  const bytes = readSealed(file);
  if (bytes === null) return null;
  const end = bytes.indexOf(NEW_LINE);
  const written = JSON.parse(bytes.toString('utf8', 0, end)) as Written;
  const counts = written.facts.reduce((sum, count) => sum + count, 0);
  const factsEnd = end + 1 + 4 * counts;
  // Numbers have to begin at a place that can be divided by four.
  const facts = new Int32Array(new Uint8Array(bytes.subarray(end + 1, factsEnd)).buffer);
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
  return { ...written, units };
}

/** Writes what is kept. */
export function writeKept(file: string, head: KeptHead, units: ReadonlyMap<string, Unit>): void {
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
  const written: Written = {
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
