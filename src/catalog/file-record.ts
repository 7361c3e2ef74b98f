import type { ParsedBody } from '../render/body.ts';
import type { FileContent } from './contents.ts';
import { Lately } from './lately.ts';
import type { FileMemory } from './memory.ts';
import type { SegmentWriter, Segments } from './segments.ts';
import type { At } from './text-files.ts';

type Tree = ParsedBody['tree'];
type Values = Readonly<Record<string, unknown>>;

/**
 * What is done to a tree before it is kept, which a reader of it would do each time.
 *
 * @param former the tree that was kept of the file before it was edited; null when there was none
 */
export type Finish = (tree: Tree, former: () => Tree | null) => void;

/** What the index has of a file: what is wanted first, and where the rest is. */
export interface Kept {
  readonly hash: string;
  readonly first: Values;
  readonly values: At | null;
  readonly trees: At | null;
}

/** What is remembered of one file. Values and trees are read when the first of them is asked for. */
export class FileRecord implements FileMemory {
  readonly hash: string;
  readonly #content: FileContent;
  #kept: Kept | null;
  readonly #former: Kept | null;
  readonly #segments: Segments;
  readonly #finish: Finish;
  #first: Values;
  /** Those that are not on disk; what is there is held on to as long as there is memory for it. */
  #values: Record<string, unknown> | null = null;
  readonly #valuesLately = new Lately<Record<string, unknown>>();
  #trees: Readonly<Record<string, Tree>> | null = null;
  readonly #treesLately = new Lately<Readonly<Record<string, Tree>>>();
  /** What of it is not on disk. */
  #isNew: { first: boolean; values: boolean; trees: boolean };

  /** @param known what was kept of the file, whether of the same bytes or of others; null for nothing */
  constructor(content: FileContent, known: Kept | null, segments: Segments, finish: Finish) {
    const kept = known?.hash === content.hash ? known : null;
    this.hash = content.hash;
    this.#content = content;
    this.#kept = kept;
    this.#former = kept === null ? known : null;
    this.#segments = segments;
    this.#finish = finish;
    this.#first = kept?.first ?? {};
    this.#isNew = { first: kept === null, values: false, trees: false };
  }

  /** Whether it holds what is not on disk. */
  get isNew(): boolean {
    return this.#isNew.first || this.#isNew.values || this.#isNew.trees;
  }

  /** Where its values and trees are on disk. */
  get places(): readonly At[] {
    return [this.#kept?.values, this.#kept?.trees].filter((at) => at !== null && at !== undefined);
  }

  bytes(): Buffer {
    return this.#content.bytes();
  }

  recall<T>(name: string, make: () => T): T {
    const known = this.#allValues();
    if (Object.hasOwn(known, name)) return known[name] as T;
    const value = make();
    this.#isNew.values = true;
    this.#values = this.#allValues();
    this.#values[name] = value;
    return value;
  }

  recallFirst<T>(name: string, make: () => T): T {
    if (Object.hasOwn(this.#first, name)) return this.#first[name] as T;
    const value = make();
    this.#isNew.first = true;
    this.#first = { ...this.#first, [name]: value };
    return value;
  }

  recallWith<T>(name: string, { hash }: FileContent, make: () => T): T {
    const known = this.#first[name] as readonly [string, T] | undefined;
    if (known?.[0] === hash) return known[1];
    const value = make();
    this.#isNew.first = true;
    this.#first = { ...this.#first, [name]: [hash, value] };
    return value;
  }

  recallBody(name: string, make: () => ParsedBody | null): ParsedBody | null {
    const facts = this.recall(`${name} facts`, () => {
      const body = make();
      if (body === null) return null;
      const { tree, ...facts } = body;
      this.#finish(
        tree,
        () => this.#read<Record<string, Tree>>(this.#former?.trees)?.[name] ?? null,
      );
      this.#trees = { ...this.#allTrees(), [name]: tree };
      this.#isNew.trees = true;
      return facts;
    });
    if (facts === null) return null;
    const treeOf = (): Tree => this.#allTrees()[name] ?? again(make);
    return {
      get tree() {
        return treeOf();
      },
      ...facts,
    };
  }

  /** Writes what is new, and what `isMoved` says, and returns what the index keeps. */
  keep(writer: SegmentWriter, isMoved: (at: At) => boolean): Kept {
    const at = (
      place: At | null | undefined,
      isNew: boolean,
      text: () => string | null,
    ): At | null => {
      if (!isNew && (place === null || place === undefined || !isMoved(place)))
        return place ?? null;
      const written = text();
      return written === null ? null : writer.add(written);
    };
    const kept: Kept = {
      hash: this.hash,
      first: this.#first,
      values: at(this.#kept?.values, this.#isNew.values, () =>
        this.#values === null ? this.#textAt(this.#kept?.values) : JSON.stringify(this.#values),
      ),
      trees: at(this.#kept?.trees, this.#isNew.trees, () =>
        this.#trees === null ? this.#textAt(this.#kept?.trees) : JSON.stringify(this.#trees),
      ),
    };
    if (this.#trees !== null) this.#treesLately.keep(this.#trees);
    if (this.#values !== null) this.#valuesLately.keep(this.#values);
    this.#trees = null;
    this.#values = null;
    this.#kept = kept;
    this.#isNew = { first: false, values: false, trees: false };
    return kept;
  }

  /** What came from disk is let go when memory is short: reading it again costs little. */
  #allValues(): Record<string, unknown> {
    return this.#values ?? this.#valuesLately.get(() => this.#read(this.#kept?.values) ?? {});
  }

  #allTrees(): Readonly<Record<string, Tree>> {
    return this.#trees ?? this.#treesLately.get(() => this.#read(this.#kept?.trees) ?? {});
  }

  #textAt(at: At | null | undefined): string | null {
    return at === null || at === undefined ? null : this.#segments.read(at);
  }

  #read<T = Record<string, unknown>>(at: At | null | undefined): T | null {
    const text = this.#textAt(at);
    return text === null ? null : (JSON.parse(text) as T);
  }
}

/** A tree that was lost, of a body that was there. */
function again(make: () => ParsedBody | null): Tree {
  const body = make();
  if (body === null) throw new Error('A body has gone while it was being read.');
  return body.tree;
}
