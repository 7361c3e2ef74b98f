import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Trace, type Made } from '../catalog/trace.ts';
import { digestValue } from './digest-value.ts';

/** Something that a build made of an edition, with the facts that it was made from. */
interface Unit {
  readonly facts: readonly number[];
  readonly value: unknown;
}

/** What is kept of an edition from one build to the next: plain data. */
interface Kept {
  /** Of all that everything depends on. */
  readonly key: string;
  readonly names: readonly string[];
  /** How each fact stood; null for one that nothing was made from. */
  readonly digests: readonly (string | null)[];
  /** The facts that facts were made from: those of queries. */
  readonly made: readonly (readonly [fact: number, facts: readonly number[]])[];
  readonly units: Readonly<Record<string, Unit>>;
  /** Texts that many values have, such as links, which name them by number. */
  readonly texts: readonly string[];
}

/** Kinds of facts that are of entries (`EditionFacts`); others follow from them. */
const ENTRY_FACTS: ReadonlySet<string> = new Set(['d', 'b', 'k', 'l', 'r', 'c']);

/** The kind of facts that are of the editions of other audiences: they follow from nothing of this one. */
const OTHERS = 'o';

/** What was kept of an earlier build can't be read: it has to be built anew, with nothing to go by. */
export class KeptIsDamaged extends Error {}

/** How facts stand now. */
export interface Standing {
  /** How a fact stands; undefined for one that is gone. */
  digest(name: string): string | undefined;
  /** Has a query made again that is the fact `name`; the trace is told. */
  remake(name: string): void;
}

/**
 * Remembers what a build made of an edition and from what, so that the next one makes again only that
 * of which something changed. A unit is a page, an entry of a feed, a record of the index: whatever is
 * made, kept or dropped as a whole. Its value is plain data.
 */
export class Ledger {
  readonly key: string;
  readonly trace: Trace;
  readonly #before: Kept | null;
  readonly #madeBefore: ReadonlyMap<number, readonly number[]>;
  readonly #units = new Map<string, Unit>();
  readonly #changed: (boolean | undefined)[] = [];
  readonly #texts: string[];
  readonly #textNumbers: Map<string, number>;
  #standing: Standing | null = null;

  private constructor(key: string, before: Kept | null) {
    this.key = key;
    this.#before = before;
    this.#madeBefore = new Map(before?.made);
    this.trace = new Trace(before?.names);
    this.#texts = [...(before?.texts ?? [])];
    this.#textNumbers = new Map(this.#texts.map((text, number) => [text, number]));
  }

  /** With nothing to go by. */
  static begin(key: string): Ledger {
    return new Ledger(key, null);
  }

  /** What was kept in a file. With nothing to go by where it is missing, damaged or of another key. */
  static open(file: string, key: string): Ledger {
    return new Ledger(key, read(file, key));
  }

  /** Whether there is anything to go by. */
  get isKnown(): boolean {
    return this.#before !== null;
  }

  /** Says how facts stand now. Before that nothing is taken over. */
  stand(standing: Standing): void {
    this.#standing = standing;
  }

  /** Takes over every unit, when nothing of the edition differs from what it was. False otherwise. */
  keepAll(): boolean {
    const before = this.#before;
    if (before === null || this.#standing === null) return false;
    const differs = this.trace.names.some((name, fact) => {
      const kind = name[0] ?? '';
      const counts = kind === OTHERS ? before.digests[fact] !== null : ENTRY_FACTS.has(kind);
      return counts && this.#isChanged(fact);
    });
    if (differs) return false;
    for (const [name, unit] of Object.entries(before.units)) this.#units.set(name, unit);
    return true;
  }

  /** The value of a unit of which nothing changed: it is taken over. Undefined when it has to be made. */
  kept<T>(name: string): T | undefined {
    const known = this.#units.get(name);
    if (known !== undefined) return known.value as T;
    const unit = this.#unitBefore(name);
    if (unit === undefined || this.#standing === null) return undefined;
    if (unit.facts.some((fact) => this.#isChanged(fact))) return undefined;
    this.#units.set(name, unit);
    return unit.value as T;
  }

  /** The value that a unit had after the last build. */
  before<T>(name: string): T | undefined {
    return this.#unitBefore(name)?.value as T | undefined;
  }

  /** Names of units after the last build. */
  get namesBefore(): readonly string[] {
    return Object.keys(this.#before?.units ?? {});
  }

  /** The value of a unit: that of the last build while nothing changed that it was made from. */
  make<T>(name: string, make: () => T): T {
    const kept = this.kept<T>(name);
    if (kept !== undefined) return kept;
    const { value, facts } = this.trace.follow(make);
    this.enter(name, facts, value);
    return value;
  }

  /** Enters a unit that was made. */
  enter(name: string, facts: readonly number[], value: unknown): void {
    this.#units.set(name, { facts, value });
  }

  /** Puts another value in the place of a unit's, made from the same and meaning the same. */
  replace(name: string, value: unknown): void {
    const unit = this.#units.get(name);
    if (unit !== undefined) this.#units.set(name, { facts: unit.facts, value });
  }

  /** Values of all units of this build whose names begin so, in the order in which they came. */
  *values<T>(prefix: string): Generator<[name: string, value: T]> {
    for (const [name, { value }] of this.#units) {
      if (name.startsWith(prefix)) yield [name, value as T];
    }
  }

  /**
   * Names of the facts of a kind that units of this build were made from, themselves or by way of what
   * they share; each once, sorted.
   */
  factsOf(kind: string): string[] {
    const { names } = this.trace;
    const found: string[] = [];
    for (const fact of this.#used().facts) {
      const name = names[fact] ?? '';
      if (name.startsWith(kind)) found.push(name);
    }
    return found.sort();
  }

  /** The number of a text that many values have. */
  intern(text: string): number {
    const known = this.#textNumbers.get(text);
    if (known !== undefined) return known;
    // In memory of its own: a part of a page's text would keep the whole page.
    const own = Buffer.from(text).toString();
    this.#textNumbers.set(own, this.#texts.length);
    return this.#texts.push(own) - 1;
  }

  /** The text of a number. */
  textOf(number: number): string {
    return this.#texts[number] ?? '';
  }

  /** Writes what this build made and took over. */
  save(file: string): void {
    const text = JSON.stringify(this.#toKeep());
    writeFileSync(file, `${hash('sha1', text, 'hex')}\n${text}`);
  }

  #toKeep(): Kept {
    const { names } = this.trace;
    const { facts: used, made } = this.#used();
    return {
      key: this.key,
      names,
      digests: names.map((name, fact) =>
        // Of entries all are kept, so that `keepAll` sees what nobody looked at.
        used.has(fact) || ENTRY_FACTS.has(name[0] ?? '') ? this.#digestNow(fact) : null,
      ),
      made: [...made],
      units: Object.fromEntries(this.#units),
      texts: this.#texts,
    };
  }

  /** All facts that units were made from, and those that were made from others, with which. */
  #used(): { facts: Set<number>; made: Map<number, readonly number[]> } {
    const made = new Map<number, readonly number[]>();
    const used = new Set<number>();
    const use = (facts: readonly number[]): void => {
      for (const fact of facts) {
        if (used.has(fact)) continue;
        used.add(fact);
        const own = this.#madeOf(fact);
        if (own === undefined) continue;
        made.set(fact, own);
        use(own);
      }
    };
    for (const { facts } of this.#units.values()) use(facts);
    return { facts: used, made };
  }

  /** What a fact was made from, in this build or, where it was not made again, before. */
  #madeOf(fact: number): readonly number[] | undefined {
    return this.#madeNow(fact)?.facts ?? this.#madeBefore.get(fact);
  }

  #madeNow(fact: number): Made | undefined {
    return this.trace.made.get(this.trace.names[fact] ?? '');
  }

  #unitBefore(name: string): Unit | undefined {
    const units = this.#before?.units ?? {};
    return Object.hasOwn(units, name) ? units[name] : undefined;
  }

  #isChanged(fact: number): boolean {
    const known = this.#changed[fact];
    if (known !== undefined) return known;
    const before = this.#before?.digests[fact] ?? null;
    const sources = this.#madeBefore.get(fact);
    const changed =
      before === null ||
      (sources === undefined || sources.some((source) => this.#isChanged(source))
        ? this.#digestNow(fact) !== before
        : false);
    this.#changed[fact] = changed;
    return changed;
  }

  /** How a fact stands now; null when it is gone. */
  #digestNow(fact: number): string | null {
    const name = this.trace.names[fact] ?? '';
    if (name[0] !== 'q') return this.#standing?.digest(name) ?? null;
    if (this.#changed[fact] === false && this.#madeNow(fact) === undefined) {
      return this.#before?.digests[fact] ?? null;
    }
    if (this.#madeNow(fact) === undefined) this.#standing?.remake(name);
    const made = this.#madeNow(fact);
    return made === undefined ? null : digestValue(made.value);
  }
}

function read(file: string, key: string): Kept | null {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const json = text.slice(end + 1);
    if (hash('sha1', json, 'hex') !== text.slice(0, end)) return null;
    const kept = JSON.parse(json) as Kept;
    return kept.key === key ? kept : null;
  } catch {
    return null;
  }
}
