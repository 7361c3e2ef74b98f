/**
 * Notes what is looked at of an edition while something is made of it: a page, a feed entry, a list
 * that several pages share. What was made once need not be made again while nothing of that changed.
 *
 * What can be looked at is a fact with a name, such as `d release:atlas/4.2.1`, the data of an entry;
 * `FACT` has the kinds. Facts are numbered as they are met, since they are looked at millions of
 * times.
 */
export class Trace {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[];
  /** By fact: the last frame that noted it. */
  readonly #noted: number[];
  readonly #made = new Map<number, Followed<unknown>>();
  #recall: ((name: string) => Followed<unknown> | null) | null = null;
  #frame: Frame | null = null;
  #frames = 0;

  /** @param names facts whose numbers are known from an earlier build */
  constructor(names: readonly string[] = []) {
    this.#names = [...names];
    this.#noted = Array.from(names, () => 0);
    names.forEach((name, number) => this.#numbers.set(name, number));
  }

  /** Names of facts, by number. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** The number of a fact. */
  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.length;
    this.#numbers.set(name, number);
    this.#names.push(name);
    this.#noted.push(0);
    return number;
  }

  /** Notes that a fact was looked at, if anything is being made. */
  read(fact: number): void {
    const frame = this.#frame;
    if (frame === null || this.#noted[fact] === frame.number) return;
    this.#noted[fact] = frame.number;
    frame.facts.push(fact);
  }

  /** As `read`, by name. */
  look(name: string): void {
    if (this.#frame !== null) this.read(this.number(name));
  }

  /** What `make` gave, and the facts that it looked at. */
  follow<T>(make: () => T): Followed<T> {
    const outer = this.#frame;
    this.#frames += 1;
    const frame: Frame = { number: this.#frames, facts: [] };
    this.#frame = frame;
    try {
      const value = make();
      // As long as it is: a list that has grown has room for many more.
      return { value, facts: frame.facts.slice() };
    } finally {
      this.#frame = outer;
    }
  }

  /** Notes once more what was looked at before, for whoever uses what came of it. */
  replay(facts: readonly number[]): void {
    if (this.#frame !== null) for (const fact of facts) this.read(fact);
  }

  /**
   * Tells of a value that was made once, and is a fact itself from now on: whoever uses it depends on
   * the value, and not on all that it was made from.
   */
  tell(name: string, made: Followed<unknown>): number {
    const fact = this.number(name);
    this.#made.set(fact, made);
    return fact;
  }

  /** Has values that an earlier build made once taken from there, while they are what they would be now. */
  recallBy(recall: (name: string) => Followed<unknown> | null): void {
    this.#recall = recall;
  }

  /** The value of a name that need not be made again; null where it has to be. */
  recall(name: string): Followed<unknown> | null {
    const { value } = this.follow(() => this.#recall?.(name) ?? null);
    return value;
  }

  /** Values that were made once and are facts themselves, by number. */
  get made(): ReadonlyMap<number, Followed<unknown>> {
    return this.#made;
  }
}

/** A value with the facts that it was made from. */
export interface Followed<T> {
  readonly value: T;
  readonly facts: readonly number[];
}

interface Frame {
  readonly number: number;
  readonly facts: number[];
}

/** Under this name, editions and their entries have the trace that they are followed by. */
export const TRACE: unique symbol = Symbol('trace');

/** What can be followed. Made by hand, as in tests, it has no trace and nothing is noted. */
export interface Traced {
  readonly [TRACE]?: Trace;
}
