import { digestOf } from '../catalog/facts.ts';
import { TRACE } from '../catalog/trace.ts';

/**
 * What a value of a query is known by. Entries of an edition count by their keys: what they say is a
 * fact of its own.
 *
 * @throws TypeError for what is no plain data, such as functions: nobody could tell whether it changed
 */
export function digestValue(value: unknown): string {
  const parts: string[] = [];
  write(value, parts);
  return digestOf(parts.join(''));
}

function write(value: unknown, parts: string[]): void {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new TypeError(`A query gave a ${typeof value}, which can't be compared.`);
    }
    // JSON has no undefined; nothing else is written like this.
    parts.push(value === undefined ? 'u' : JSON.stringify(value), ',');
    return;
  }
  if (TRACE in value && 'key' in value && typeof value.key === 'string') {
    parts.push('@', value.key, ',');
  } else if (value instanceof Map) writeAll('M', [...value].flat(), parts);
  else if (value instanceof Set) writeAll('S', [...value], parts);
  else if (Array.isArray(value)) writeAll('A', value, parts);
  else {
    parts.push('O');
    for (const [name, inner] of Object.entries(value)) {
      parts.push(JSON.stringify(name), ':');
      write(inner, parts);
    }
    parts.push(';');
  }
}

function writeAll(kind: string, values: readonly unknown[], parts: string[]): void {
  parts.push(kind, String(values.length), '(');
  for (const value of values) write(value, parts);
  parts.push(')');
}
