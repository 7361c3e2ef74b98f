import { TRACE } from '../catalog/trace.ts';

/** Values that take more are made again: reading all of them would take longer. */
const LONGEST = 2000;

/** JSON, with what it has no form for: `{ $: [what, of what] }`. */
type Packed = unknown;
type Special = readonly [what: 'entry' | 'undefined' | 'map' | 'set', of?: Packed];

/**
 * The value of a query as text, to be kept for the next build. Entries are named by their keys. Null for
 * what is too long, or can't be told so that it comes back the same.
 */
export function packValue(value: unknown): string | null {
  try {
    const text = JSON.stringify(pack(value));
    return text.length > LONGEST ? null : text;
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}

/**
 * The value that was packed.
 *
 * @param entryOf the entry of a key
 * @throws GoneEntry when there is none by now
 */
export function unpackValue(text: string, entryOf: (key: string) => object | undefined): unknown {
  const unpack = (packed: Packed): unknown => {
    if (typeof packed !== 'object' || packed === null) return packed;
    if (Array.isArray(packed)) return packed.map(unpack);
    if (!('$' in packed)) {
      return Object.fromEntries(Object.entries(packed).map(([name, of]) => [name, unpack(of)]));
    }
    const [what, of] = packed.$ as Special;
    switch (what) {
      case 'undefined':
        return undefined;
      case 'map':
        return new Map(unpack(of) as [unknown, unknown][]);
      case 'set':
        return new Set(unpack(of) as unknown[]);
      case 'entry': {
        const entry = entryOf(of as string);
        if (entry === undefined) throw new GoneEntry();
        return entry;
      }
    }
  };
  return unpack(JSON.parse(text));
}

/** An entry that a value has is not in the edition any more. */
export class GoneEntry extends Error {}

class NotPlain extends Error {}

function pack(value: unknown): Packed {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return special('undefined');
    case 'number':
      if (!Number.isFinite(value) || Object.is(value, -0)) throw new NotPlain();
      return value;
    case 'object':
      return value === null ? null : packObject(value);
    default:
      throw new NotPlain();
  }
}

function packObject(value: object): Packed {
  if (TRACE in value) {
    if (!('key' in value) || typeof value.key !== 'string') throw new NotPlain();
    return special('entry', value.key);
  }
  if (Array.isArray(value)) return value.map(pack);
  if (value instanceof Map) return special('map', [...value].map(pack));
  if (value instanceof Set) return special('set', [...value].map(pack));
  if (Object.getPrototypeOf(value) !== Object.prototype || '$' in value) throw new NotPlain();
  const packed: Record<string, Packed> = {};
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    // What is looked at through a getter is noted when it is: that would be lost.
    if (!('value' in property) || name === '__proto__') throw new NotPlain();
    packed[name] = pack(property.value);
  }
  return packed;
}

function special(...of: Special): Packed {
  return { $: of };
}
