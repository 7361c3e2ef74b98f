import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemas, translationSchemas } from '../../../src/model/kind.ts';
import { portalSchema } from '../../../src/model/portal.ts';
import { releaseDay, releaseSchema } from '../../../src/model/release.ts';

const all: Record<string, z.ZodType> = { portal: portalSchema, ...schemas };
for (const [kind, schema] of Object.entries(translationSchemas))
  all[`${kind} translation`] = schema;

interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
}

function undescribed(schema: JsonSchema, path: string): string[] {
  const missing: string[] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const here = `${path}.${name}`;
    if (!/^[A-Z].*[.]$/.test(field.description ?? '')) missing.push(here);
    missing.push(...undescribed(field, here));
  }
  for (const part of [schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])]) {
    if (typeof part === 'object') missing.push(...undescribed(part, path));
  }
  return missing;
}

describe.each(Object.keys(all))('%s', (name) => {
  const schema = all[name] ?? z.never();

  it('says of every field what it is, in a sentence', () => {
    expect(undescribed(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, name)).toEqual([]);
  });

  it('refuses unknown fields', () => {
    const result = schema.safeParse({ surprise: 1 });
    expect(result.error?.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
  });
});

describe('a release', () => {
  const least = { version: '1.0.0', date: '2026-11-03', rollback: 'none', knownIssues: 'none' };

  it('needs its template, and nothing else', () => {
    expect(releaseSchema.safeParse(least).success).toBe(true);
    for (const field of Object.keys(least)) {
      const rest = Object.fromEntries(Object.entries(least).filter(([name]) => name !== field));
      expect([field, releaseSchema.safeParse(rest).success]).toEqual([field, false]);
    }
  });

  it('takes a day, a window or none for its date', () => {
    const of = (date: unknown) => {
      const parsed = releaseSchema.safeParse({ ...least, date });
      return parsed.success ? releaseDay(parsed.data.date) : 'refused';
    };
    expect(of('2026-11-03')).toBe('2026-11-03');
    expect(of('none')).toBeNull();
    expect(of({ start: '2026-11-03T22:00', end: '2026-11-04T02:00', zone: 'Europe/Berlin' })).toBe(
      '2026-11-03',
    );
    expect(of({ start: '2022-04-19T23:55:25.848Z' })).toBe('2022-04-19');
    expect(of('2022-04-19T15:56:25Z')).toBe('refused');
    expect(of({ start: '2026-02-30T10:00' })).toBe('refused');
  });

  it('refuses links that could run', () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:x',
      '//evil.example',
      'data:text/html,x',
      'https://a b',
      ' https://x',
    ]) {
      const resources = [{ kind: 'guide', title: 'x', url }];
      expect([url, releaseSchema.safeParse({ ...least, resources }).success]).toEqual([url, false]);
    }
  });
});

describe('portal.yaml', () => {
  it('needs a title only', () => {
    const portal = portalSchema.parse({ title: 'Acme' });
    expect(portal.locales).toEqual([{ code: 'en' }]);
    expect(portal.audiences.map(({ id }) => id)).toEqual(['user']);
  });
});
