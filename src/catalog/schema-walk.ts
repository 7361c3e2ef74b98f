import { z } from 'zod';

/** Looking into zod schemas: what stands at a path, what fields it has, and how to say what it wants. */

/** The schema at a path of data; undefined where there is none. In a union, the first that goes on. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const bare = unwrap(schema);
  const [key, ...rest] = path;
  if (key === undefined) return bare;
  if (bare instanceof z.ZodUnion) {
    for (const option of bare.options as z.ZodType[]) {
      const found = schemaAt(option, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const child = childOf(bare, key);
  return child === undefined ? undefined : schemaAt(child, rest);
}

/** The names of the fields of the object at a path, in the order of the schema. */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = schemaAt(schema, path);
  if (found instanceof z.ZodObject) return Object.keys(found.shape);
  if (found instanceof z.ZodUnion) {
    return (found.options as z.ZodType[]).flatMap((option) => fieldsAt(option, []));
  }
  return [];
}

/** What a schema wants, in a few words: `a day, as YYYY-MM-DD, or the word none`. */
export function describeSchema(schema: z.ZodType | undefined): string {
  if (schema === undefined) return '';
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion) {
    const parts = (bare.options as z.ZodType[]).map(describeSchema);
    return [...new Set(parts)].join(', or ');
  }
  if (bare instanceof z.ZodEnum) return `one of ${bare.options.join(', ')}`;
  if (bare instanceof z.ZodLiteral) return `the word ${[...bare.values].join(' or ')}`;
  if (bare instanceof z.ZodArray) return `a list of ${describeSchema(bare.element as z.ZodType)}`;
  if (bare instanceof z.ZodObject)
    return `a group of fields (${Object.keys(bare.shape).join(', ')})`;
  if (bare instanceof z.ZodRecord) return 'a group of fields';
  if (bare instanceof z.ZodNumber) return 'a number';
  if (bare instanceof z.ZodBoolean) return 'true or false';
  if (bare instanceof z.ZodString) {
    return bare.meta()?.['format'] === 'date' ? 'a day, as YYYY-MM-DD' : 'text';
  }
  return '';
}

function childOf(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
  }
  if (schema instanceof z.ZodArray && typeof key === 'number') return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

function unwrap(schema: z.ZodType): z.ZodType {
  let bare = schema;
  while (
    bare instanceof z.ZodOptional ||
    bare instanceof z.ZodDefault ||
    bare instanceof z.ZodNullable
  ) {
    bare = bare.unwrap() as z.ZodType;
  }
  return bare;
}
