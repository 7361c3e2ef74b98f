import { ENTRY_FACTS, FACT, kindOf, type FactKind } from '../catalog/fact-kinds.ts';
import { Trace, type Followed } from '../catalog/trace.ts';
import { digestValue } from './digest-value.ts';
import {
  MadeUnit,
  readKept,
  writeKept,
  type Kept,
  type KeptHead,
  type MadeFact,
  type Unit,
} from './kept-ledger.ts';
import { GoneEntry, packValue, unpackValue } from './query-value.ts';

/** What was kept of an earlier build can't be read: it has to be built anew, with nothing to go by. */
export class KeptIsDamaged extends Error {}

/** What is known of a fact: nothing yet, that it stands as it did, or that it does not. */
const UNKNOWN = 0;
const SAME = 1;
const OTHER = 2;

/** Kinds of facts that are not of the edition, nor follow from what is. */
const OF_OTHERS: ReadonlySet<string> = new Set([FACT.counterpart, FACT.templates]);

/** How facts stand now. */
export interface Standing {
  /** How a fact stands; undefined for one that is gone. */
  digest(name: string): string | undefined;
  /** Has a query made again that is the fact `name`; the trace is told. */
  remake(name: string): void;
  /** An entry of the edition by its key. */
  entryOf(key: string): object | undefined;
}

/**
 * Remembers what a build made of an edition and from what, so that the next one makes again only that
 * of which something changed. A unit is a page, an entry of a feed, a record of the index: whatever is
 * made, kept or dropped as a whole. Its value is plain data.
 */
export class Ledger {
  readonly #key: string;
  readonly trace: Trace;
  readonly #before: Kept | null;
  readonly #madeBefore = new Map<number, MadeFact>();
  readonly #units = new Map<string, Unit>();
  /** By fact of the last build: whether it stands otherwise, as far as that was looked at. */
  readonly #changed: Uint8Array;
  /** By fact: how it stands, as far as that was worked out. */
  readonly #digests: (string | null | undefined)[] = [];
  readonly #texts: string[];
  /** Numbers of the texts: made when they are first asked for. */
  #textNumbers: Map<string, number> | null = null;
  #standing: Standing | null = null;
  #over: string | null;

  private constructor(key: string, before: Kept | null) {
    this.#key = key;
    this.#before = before;
    this.#over = before === null || before.units === before.whole.units ? null : before.whole.name;
    before?.made.forEach((made) => this.#madeBefore.set(made[0], made));
    this.trace = new Trace(before?.names);
    this.#changed = new Uint8Array(before?.names.length ?? 0);
    this.#texts = [...(before?.texts ?? [])];
  }

  /** With nothing to go by. */
  static begin(key: string): Ledger {
    return new Ledger(key, null);
  }

  /** What was kept in a file. With nothing to go by where it is missing, damaged or of another key. */
  static open(file: string, key: string): Ledger {
    return new Ledger(key, readKept(file, key));
  }

  /** Says how facts stand now. Before that nothing is taken over. */
  stand(standing: Standing): void {
    this.#standing = standing;
    this.trace.recallBy((name) => this.#recall(standing, name));
  }

  /** Takes over every unit, when nothing of the edition differs from what it was. False otherwise. */
  keepAll(): boolean {
    const before = this.#before;
    if (before === null || this.#standing === null) return false;
    const differs = this.trace.names.some((name, fact) => {
      const kind = kindOf(name);
      // Those of others follow from nothing of this edition.
      const counts = OF_OTHERS.has(kind) ? before.digests[fact] !== null : ENTRY_FACTS.has(kind);
      return counts && this.#isChanged(fact);
    });
    if (differs) return false;
    before.units.forEach((unit, name) => this.#units.set(name, unit));
    return true;
  }

  /** Takes over a unit of which nothing changed. False when it has to be made. */
  keeps(name: string): boolean {
    if (this.#units.has(name)) return true;
    const unit = this.#before?.units.get(name);
    if (unit === undefined || this.#standing === null) return false;
    const next = (from: number): number => unit.nextUnlike(this.#changed, SAME, from);
    for (let at = next(0); at >= 0; at = next(at + 1)) {
      if (this.#isChanged(unit.factAt(at))) return false;
    }
    this.#units.set(name, unit);
    return true;
  }

  /** The value that a unit had after the last build. */
  before<T>(name: string): T | undefined {
    return this.#before?.units.get(name)?.value as T | undefined;
  }

  /** Values that all units whose names begin so had after the last build. */
  valuesBefore<T>(prefix: string): T[] {
    return unitsOf(this.#before?.units, prefix).map(([, unit]) => unit.value as T);
  }

  /** Whether the units whose names begin so are those of the last build, in the same order. */
  areAllKept(prefix: string): boolean {
    const before = unitsOf(this.#before?.units, prefix);
    const now = unitsOf(this.#units, prefix);
    return before.length === now.length && now.every(([, unit], at) => unit === before[at]?.[1]);
  }

  /**
   * The value of a unit: that of the last build while nothing changed that it was made from.
   *
   * @param needs names of the files that a value refers to
   */
  make<T>(name: string, make: () => T, needs?: (value: T) => readonly string[]): T {
    if (this.keeps(name)) return this.#units.get(name)?.value as T;
    const { value, facts } = this.trace.follow(make);
    this.enter(name, facts, value, needs?.(value));
    return value;
  }

  /** Enters a unit that was made. */
  enter(
    name: string,
    facts: ArrayLike<number>,
    value: unknown,
    needs: readonly string[] = [],
  ): void {
    this.#units.set(name, new MadeUnit(facts, value, needs));
  }

  /** Puts another value in the place of a unit's, made from the same and meaning the same. */
  replace(name: string, value: unknown, needs: readonly string[]): void {
    const unit = this.#units.get(name);
    if (unit !== undefined) this.enter(name, unit.facts, value, needs);
  }

  /** Names of the files that values of this build refer to, each once. */
  get needs(): ReadonlySet<string> {
    const files = new Set<string>();
    this.#units.forEach(({ needs }) => {
      for (const file of needs) files.add(file);
    });
    return files;
  }

  /** How many units of this build have names that begin so, and a value that is not null. */
  count(prefix: string): number {
    return unitsOf(this.#units, prefix).filter(([, unit]) => !unit.isNull).length;
  }

  /** Values of all units of this build whose names begin so, in the order in which they came. */
  values<T>(prefix: string): [name: string, value: T][] {
    return unitsOf(this.#units, prefix).map(([name, unit]) => [name, unit.value as T]);
  }

  /**
   * Names of the facts of a kind that units of this build were made from, themselves or by way of what
   * they share; each once, sorted.
   */
  factsOf(kind: FactKind): string[] {
    const { names } = this.trace;
    const all = names.flatMap((name, fact) => (kindOf(name) === kind ? [fact] : []));
    if (all.length === 0) return [];
    const { isUsed } = this.#used();
    return all.flatMap((fact) => (isUsed[fact] === 1 ? (names[fact] ?? '') : [])).sort();
  }

  /** The number of a text that many values have. */
  intern(text: string): number {
    const numbers = (this.#textNumbers ??= numbersOf(this.#texts));
    const known = numbers.get(text);
    if (known !== undefined) return known;
    // In memory of its own: a part of a page's text would keep the whole page.
    const own = Buffer.from(text).toString();
    numbers.set(own, this.#texts.length);
    return this.#texts.push(own) - 1;
  }

  /** The text of a number. */
  textOf(number: number): string {
    return this.#texts[number] ?? '';
  }

  /** Writes what this build made and took over, into the folder of what it was opened from. */
  save(file: string): void {
    this.#over = writeKept(file, this.#key, this.#head(), this.#units, this.#before?.whole);
  }

  /** The file that the one which was saved stands over, or else the one that was opened; null for none. */
  get over(): string | null {
    return this.#over;
  }

  #head(): KeptHead {
    const { names } = this.trace;
    const { isUsed, made } = this.#used();
    return {
      names,
      digests: names.map((name, fact) =>
        // Of entries all are kept, so that `keepAll` sees what nobody looked at.
        isUsed[fact] === 1 || ENTRY_FACTS.has(kindOf(name)) ? this.#digestNow(fact) : null,
      ),
      made: [...made].map(([fact, facts]) => [fact, facts, this.#valueOf(fact)]),
      texts: this.#texts,
    };
  }

  /** All facts that units were made from, and those that were made from others, with which. */
  #used(): { isUsed: Uint8Array; made: Map<number, readonly number[]> } {
    const made = new Map<number, readonly number[]>();
    const isUsed = new Uint8Array(this.trace.names.length);
    this.#units.forEach((unit) => {
      unit.mark(isUsed);
    });
    const use = (fact: number): void => {
      if (isUsed[fact] === 0 || made.has(fact)) return;
      const own = this.#madeOf(fact);
      if (own === undefined) return;
      made.set(fact, own);
      for (const one of own) {
        isUsed[one] = 1;
        use(one);
      }
    };
    this.#madeBefore.forEach((_made, fact) => use(fact));
    this.trace.made.forEach((_made, fact) => use(fact));
    return { isUsed, made };
  }

  /** What a fact was made from, in this build or, where it was not made again, before. */
  #madeOf(fact: number): readonly number[] | undefined {
    return this.#madeNow(fact)?.facts ?? this.#madeBefore.get(fact)?.[1];
  }

  /** The value of a fact that was made from others, as it is kept. */
  #valueOf(fact: number): string | null {
    const made = this.#madeNow(fact);
    const before = this.#madeBefore.get(fact);
    if (made === undefined || (before !== undefined && !this.#isChanged(fact))) {
      return before?.[2] ?? null;
    }
    return packValue(made.value);
  }

  /** What the last build made under a name, when nothing changed that it was made from. */
  #recall(standing: Standing, name: string): Followed<unknown> | null {
    const [, facts, text] = this.#madeBefore.get(this.trace.number(name)) ?? [];
    if (facts === undefined || text === null || text === undefined) return null;
    if (facts.some((fact) => this.#isChanged(fact))) return null;
    try {
      return { value: unpackValue(text, (key) => standing.entryOf(key)), facts };
    } catch (error) {
      if (error instanceof GoneEntry) return null;
      throw error;
    }
  }

  #madeNow(fact: number): Followed<unknown> | undefined {
    return this.trace.made.get(fact);
  }

  #isChanged(fact: number): boolean {
    // A fact that is new was not made from.
    const known = this.#changed[fact] ?? OTHER;
    if (known !== UNKNOWN) return known === OTHER;
    const before = this.#before?.digests[fact] ?? null;
    const sources = this.#madeBefore.get(fact)?.[1];
    const changed =
      before === null ||
      (sources === undefined || sources.some((source) => this.#isChanged(source))
        ? this.#digestNow(fact) !== before
        : false);
    this.#changed[fact] = changed ? OTHER : SAME;
    return changed;
  }

  /** How a fact stands now; null when it is gone. */
  #digestNow(fact: number): string | null {
    if (this.#changed[fact] === SAME) return this.#before?.digests[fact] ?? null;
    return (this.#digests[fact] ??= this.#workOut(fact));
  }

  #workOut(fact: number): string | null {
    const name = this.trace.names[fact] ?? '';
    if (kindOf(name) !== FACT.query) return this.#standing?.digest(name) ?? null;
    if (this.#madeNow(fact) === undefined) this.#standing?.remake(name);
    const made = this.#madeNow(fact);
    return made === undefined ? null : digestValue(made.value);
  }
}

/** Units whose names begin so, in their order. There are tens of thousands: going through a map by `for` makes something of each. */
function unitsOf(
  units: ReadonlyMap<string, Unit> = new Map(),
  prefix: string,
): [name: string, unit: Unit][] {
  const found: [string, Unit][] = [];
  units.forEach((unit, name) => {
    if (name.startsWith(prefix)) found.push([name, unit]);
  });
  return found;
}

function numbersOf(texts: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  texts.forEach((text, number) => numbers.set(text, number));
  return numbers;
}
