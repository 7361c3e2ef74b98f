import { FACT, factOf, subjectOf } from '../catalog/fact-kinds.ts';
import { TRACE, type Followed, type Trace, type Traced } from '../catalog/trace.ts';

/** What something can be worked out once for: an edition, an entry of it, or what views are made from. */
type Owner = Traced | { readonly edition: Traced; readonly place?: Place };

/** Stands for a context and its copies. */
export interface Place {
  readonly name: string;
}

type Query = (owner: never, item: never) => unknown;

const queries = new Map<string, Query>();

/** What is worked out once for an edition, by name: for making it again when what it is made of changed. */
export function queryOf(name: string): ((owner: Owner, item?: string) => unknown) | undefined {
  return queries.get(name) as ((owner: Owner, item?: string) => unknown) | undefined;
}

/** What the name of a query's fact says: `q <query>`, of what owner, and for which item. */
export interface QueryFact {
  readonly query: string;
  /** `@page`, `#product:atlas`; empty for the edition. */
  readonly owner: string;
  readonly item: string | undefined;
}

/** Takes the name of a query's fact apart. */
export function readQueryFact(name: string): QueryFact {
  const [, query = '', owner = '', item] =
    /^([^@#!]*)([@#][^!]*)?(?:!(.*))?$/s.exec(subjectOf(name)) ?? [];
  return { query, owner, item };
}

/**
 * Makes a function remember what it gave for each owner, as long as the owner lives. What lists,
 * sidebars and neighbours look up on every page is worked out once for an edition: worked out again
 * for each page, a build would take the square of its pages.
 *
 * What it gives is a fact of the edition (`Trace`): a page that uses it is made again when the value
 * changed, and not whenever something changed that it was made from. So it is plain data: values, lists,
 * maps and sets of them, and entries, which count by their keys.
 *
 * @param name of its own, the same in every build
 */
export function oncePer<K extends Owner, V>(name: string, make: (owner: K) => V): (owner: K) => V {
  const known = new WeakMap<object, Known<V>>();
  const query = (owner: K): V => {
    const root = rootOf(owner);
    let existing = known.get(root.key);
    if (existing === undefined) {
      existing = tellOf(root, factOf(FACT.query, name + root.suffix), () => make(owner));
      known.set(root.key, existing);
    }
    if (existing.fact !== null) root.trace?.read(existing.fact);
    return existing.value;
  };
  queries.set(name, query);
  return query;
}

/**
 * As `oncePer`, for each of many items of an owner by name, such as what comes before and after a
 * release. Each is a fact for itself: a page that uses one is made again when that one changed, however
 * many others are new.
 *
 * @param make is asked for items that are gone, too
 */
export function oncePerItem<K extends Owner, V>(
  name: string,
  make: (owner: K, item: string) => V,
): (owner: K, item: string) => V {
  const known = new WeakMap<object, Map<string, Known<V>>>();
  const query = (owner: K, item: string): V => {
    const root = rootOf(owner);
    let own = known.get(root.key);
    if (own === undefined) {
      own = new Map<string, Known<V>>();
      known.set(root.key, own);
    }
    let existing = own.get(item);
    if (existing === undefined) {
      existing = tellOf(root, factOf(FACT.query, `${name}${root.suffix}!${item}`), () =>
        make(owner, item),
      );
      own.set(item, existing);
    }
    if (existing.fact !== null) root.trace?.read(existing.fact);
    return existing.value;
  };
  queries.set(name, query);
  return query;
}

interface Known<V> {
  readonly value: V;
  /** Null where nothing is noted. */
  readonly fact: number | null;
}

/** Works out a value, or takes over that of the last build, and tells of it as a fact. */
function tellOf<V>({ trace }: Root, name: string, make: () => V): Known<V> {
  if (trace === undefined) return { value: make(), fact: null };
  const made = (trace.recall(name) as Followed<V> | null) ?? trace.follow(make);
  return { value: made.value, fact: trace.tell(name, made) };
}

/**
 * As `oncePer`, for each of many things of an owner, such as the line of a release in lists. Whoever
 * uses one depends on what it was made from.
 */
export function oncePerEach<K extends Owner, I, V>(
  nameOf: (item: I) => string,
  make: (owner: K, item: I) => V,
): (owner: K, item: I) => V {
  const known = new WeakMap<object, Map<string, Followed<V>>>();
  return (owner, item) => {
    const { key, trace } = rootOf(owner);
    let own = known.get(key);
    if (own === undefined) {
      own = new Map<string, Followed<V>>();
      known.set(key, own);
    }
    const name = nameOf(item);
    let made = own.get(name);
    if (made === undefined) {
      made = trace
        ? trace.follow(() => make(owner, item))
        : { value: make(owner, item), facts: [] };
      own.set(name, made);
    }
    trace?.replay(made.facts);
    return made.value;
  };
}

interface Root {
  /** What results are kept for. */
  readonly key: object;
  readonly trace: Trace | undefined;
  /** Tells results of one name apart: `@page`, `#product:atlas`. */
  readonly suffix: string;
}

function rootOf(owner: Owner): Root {
  if ('edition' in owner) {
    const { edition, place } = owner;
    return { key: place ?? owner, trace: edition[TRACE], suffix: `@${place?.name ?? ''}` };
  }
  const suffix = 'key' in owner && typeof owner.key === 'string' ? `#${owner.key}` : '';
  return { key: owner, trace: owner[TRACE], suffix };
}
