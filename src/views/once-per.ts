import { TRACE, type Followed, type Trace, type Traced } from '../catalog/trace.ts';

/** What something can be worked out once for: an edition, an entry of it, or what views are made from. */
type Owner = Traced | { readonly edition: Traced; readonly place?: Place };

/** Stands for a context and its copies. */
export interface Place {
  readonly name: string;
}

type Query = (owner: never) => unknown;

const queries = new Map<string, Query>();

/** What is worked out once for an edition, by name: for making it again when what it is made of changed. */
export function queryOf(name: string): ((owner: Owner) => unknown) | undefined {
  return queries.get(name) as ((owner: Owner) => unknown) | undefined;
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
  const known = new WeakMap<object, { value: V; fact: number | null }>();
  const query = (owner: K): V => {
    const { key, trace, suffix } = rootOf(owner);
    let existing = known.get(key);
    if (existing === undefined) {
      if (trace === undefined) existing = { value: make(owner), fact: null };
      else {
        const made: Followed<V> = trace.follow(() => make(owner));
        existing = { value: made.value, fact: trace.tell(`q ${name}${suffix}`, made) };
      }
      known.set(key, existing);
    }
    if (existing.fact !== null) trace?.read(existing.fact);
    return existing.value;
  };
  queries.set(name, query);
  return query;
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
