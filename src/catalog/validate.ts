import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { suggest } from '../render/suggest.ts';
import { describeSchema, fieldsAt, schemaAt } from './schema-walk.ts';
import type { YamlData } from './yaml.ts';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** Names that people use for a field elsewhere. */
const otherNames: Readonly<Record<string, string>> = {
  description: 'summary',
  deployed: 'date',
  releasedAt: 'date',
  releaseDate: 'date',
  status: 'state',
  label: 'title',
  name: 'title',
  headline: 'title',
  audiences: 'audience',
  only: 'audience',
  embargo: 'embargoUntil',
  id: 'aliases',
};

/** How to mend a missing field. */
const mends: Readonly<Record<string, string>> = {
  version: 'Add version: "1.2.3", as in the file name.',
  date: 'Add date: YYYY-MM-DD, or date: none while there is none.',
  rollback: 'Add rollback: with supported: true or false, or rollback: none.',
  knownIssues: 'Add knownIssues: with a list of ids, or knownIssues: none.',
  removalDate: 'Add removalDate: YYYY-MM-DD, or removalDate: tba.',
  title: 'Add title: and what readers shall see.',
};

export interface ValidateOptions {
  /** For a translation: the schema of its source, to tell facts from misspelled names. */
  readonly source?: { readonly schema: z.ZodType; readonly file: string };
}

/** Checks data against a schema: the data with defaults filled in, or findings for all that is wrong. */
export function validate<S extends z.ZodType>(
  schema: S,
  yaml: YamlData,
  file: string,
  options: ValidateOptions = {},
): { data: z.output<S> | null; findings: Finding[] } {
  if (yaml.value === null) return { data: null, findings: [...yaml.findings] };
  const result = schema.safeParse(yaml.value);
  const findings: Finding[] = [...yaml.findings];
  if (result.success) return { data: result.data, findings };
  for (const issue of result.error.issues) {
    findings.push(...findingsOf(issue, [], schema, yaml, file, options));
  }
  return { data: null, findings };
}

/** `changes[2].type` */
export function fieldName(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

function findingsOf(
  issue: Issue,
  base: Path,
  schema: z.ZodType,
  yaml: YamlData,
  file: string,
  options: ValidateOptions,
): Finding[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], schema, yaml, file, options));
  }
  if (issue.code === 'invalid_union') {
    const branch = likeliest(issue.errors, valueAt(yaml.value, path));
    if (branch !== null) {
      return branch.flatMap((inner) => findingsOf(inner, path, schema, yaml, file, options));
    }
  }
  const value = valueAt(yaml.value, path);
  const expected = describeSchema(schemaAt(schema, path));
  const name = String(path.findLast((part) => typeof part === 'string') ?? '');
  const field = fieldName(path);
  if (value === undefined) {
    const { line, column } = yaml.placeOf(path.slice(0, -1));
    const message = `The field ${field} is missing.`;
    const known = Object.hasOwn(mends, name) && path.length === 1 ? mends[name] : undefined;
    const fix = known ?? `Add ${name}: ${expected === '' ? '' : `and ${expected}`}`.trim() + '.';
    return [
      {
        code: 'missing-field',
        severity: 'error',
        file,
        line,
        column,
        field,
        message,
        expected,
        found: 'nothing',
        fix,
      },
    ];
  }
  const place = yaml.placeOf(path);
  const found = shown(value, place.source);
  const common = {
    severity: 'error',
    file,
    line: place.line,
    column: place.column,
    field,
  } as const;
  if (issue.code === 'invalid_type' || value === null)
    return [wrongType(common, value, found, expected, name)];
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    const values = issue.code === 'invalid_value' ? issue.values.map(String) : [];
    const near = typeof value === 'string' ? suggest(value, values) : undefined;
    const fix = near === undefined ? `Write ${expected}.` : `Did you mean ${near}?`;
    const message = `${field} can't be ${found}.`;
    return [{ code: 'wrong-value', ...common, message, expected, found, fix }];
  }
  if (issue.code === 'custom' && issue.params?.['code'] === 'not-a-day') {
    const fix = 'Write a day that exists, as YYYY-MM-DD.';
    return [{ code: 'not-a-day', ...common, message: `${issue.message}.`, expected, found, fix }];
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
    const bound = `${issue.code === 'too_small' ? 'at least' : 'at most'} ${String(limit)}`;
    const what = Array.isArray(value) ? `${bound} in the list` : bound;
    const message = `${field} must be ${what}.`;
    const fix = `Write ${what}${Array.isArray(value) ? ', or delete the line' : ''}.`;
    return [
      { code: 'wrong-value', ...common, message, expected: `${expected}, ${bound}`, found, fix },
    ];
  }
  const message = `${field} ${issue.message.startsWith('must') ? issue.message : `is wrong: ${issue.message}`}.`;
  const fix = `Write ${expected === '' ? 'another value' : expected}.`;
  return [{ code: 'wrong-value', ...common, message, expected, found, fix }];
}

function wrongType(
  common: { severity: 'error'; file: string; line: number; column: number; field: string },
  value: unknown,
  found: string,
  expected: string,
  name: string,
): Finding {
  if (value === null) {
    const message = `${common.field} has no value.`;
    const fix = `Write a value after ${name}:, or delete the line.`;
    return { code: 'wrong-type', ...common, message, expected, found: 'nothing', fix };
  }
  const isText = /\btext\b|\bday\b/.test(expected);
  if (isText && (typeof value === 'number' || typeof value === 'boolean')) {
    const what = typeof value === 'number' ? 'a number' : 'true or false';
    const lost = String(value) === found ? '' : ` and would become ${String(value)}`;
    const message = `${common.field} is written without quotes: ${found} is ${what} in YAML${lost}.`;
    const fix = `Quote it: ${name}: "${found}".`;
    return { code: 'wrong-type', ...common, message, expected: 'text in quotes', found, fix };
  }
  const message = `${common.field} is ${kindOf(value)}.`;
  const fix = `Write ${expected === '' ? 'another value' : expected}.`;
  return { code: 'wrong-type', ...common, message, expected, found, fix };
}

function unknownKey(
  path: Path,
  schema: z.ZodType,
  yaml: YamlData,
  file: string,
  options: ValidateOptions,
): Finding {
  const name = String(path.at(-1));
  const field = fieldName(path);
  const { line, column } = yaml.placeOfKey(path);
  const known = fieldsAt(schema, path.slice(0, -1));
  const common = { severity: 'error', file, line, column, field, found: name } as const;
  if (options.source !== undefined) {
    const facts = fieldsAt(options.source.schema, path.slice(0, -1));
    if (facts.includes(name)) {
      return {
        code: 'not-prose',
        ...common,
        message: `A translation can't set ${field}: it carries prose only.`,
        expected: `one of ${known.join(', ')}`,
        fix: `Delete the line. ${name} is written once, in ${options.source.file}.`,
      };
    }
  }
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  const near =
    suggest(name, known) ?? (other !== undefined && known.includes(other) ? other : undefined);
  const expected = known.length === 0 ? 'no such field' : `one of ${known.join(', ')}`;
  const fix =
    near === undefined
      ? 'Delete the line, or move it to where it belongs.'
      : `Did you mean ${near}?`;
  return {
    code: 'unknown-field',
    ...common,
    message: `There is no field ${field}.`,
    expected,
    fix,
  };
}

/**
 * The branch of a union that the writer had in mind: the one that takes this kind of value. Null when
 * none does, or when several simple ones do and the message should name them all.
 */
function likeliest(
  branches: readonly (readonly Issue[])[],
  value: unknown,
): readonly Issue[] | null {
  const fitting = branches.filter(
    (issues) =>
      !issues.some(
        (issue) =>
          issue.path.length === 0 &&
          (issue.code === 'invalid_type' || issue.code === 'invalid_value'),
      ),
  );
  if (fitting.length === 0 || value === undefined) return null;
  return [...fitting].sort((a, b) => a.length - b.length)[0] ?? null;
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = Object.hasOwn(current, key)
      ? (current as Record<PropertyKey, unknown>)[key]
      : undefined;
  }
  return current;
}

/** What was found, as written where it is short. */
function shown(value: unknown, source: string | null): string {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) return kindOf(value);
  const text = source ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'a group of fields';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? 'true or false' : 'text';
}
