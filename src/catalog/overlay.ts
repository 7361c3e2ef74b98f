import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { compareText } from '../model/finding.ts';
import type { Kind, KindData, translationSchemas } from '../model/kind.ts';

/** The prose that a translation of a kind carries. */
export type Prose<K extends Kind> = z.output<(typeof translationSchemas)[K]>;

type Fields = Readonly<Record<string, unknown>>;

/** A text of a translation that belongs to nothing in its source. */
export interface StrayText {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Ids that the source has there. */
  readonly known: readonly string[];
}

/** How the parts of a list are named in a translation. */
interface PartRule {
  /** The fields that name a part; of several, those that it has, with slashes between. */
  readonly by: readonly string[];
  /** The one field that is translated, where it is one. */
  readonly text: string | null;
}

/** Lists of parts whose texts a translation keys by fields of the part. */
const parts: Readonly<Record<string, PartRule>> = {
  modules: { by: ['id'], text: null },
  contacts: { by: ['url'], text: 'title' },
  resources: { by: ['url'], text: 'title' },
  artifacts: { by: ['url'], text: 'name' },
  revisions: { by: ['date'], text: 'summary' },
  moved: { by: ['on'], text: 'reason' },
  rollout: { by: ['ring', 'region'], text: 'note' },
  changes: { by: ['id'], text: null },
  steps: { by: ['id'], text: null },
  workarounds: { by: ['id'], text: 'text' },
};

/**
 * The names of the parts of a list: `EU`, `canary/EU`. Where several have one name, as the second stage of
 * a region, the later ones are numbered: `EU 2`.
 */
function partNames(list: readonly Fields[], { by }: PartRule): string[] {
  const seen = new Map<string, number>();
  return list.map((part) => {
    const name = by
      .map((field) => part[field])
      .filter((value) => typeof value === 'string')
      .join('/');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

/**
 * Lays the prose of a translation over the data of its source, which stays as it is. Texts for parts that
 * the source does not have are told of, and left out.
 */
export function overlay<K extends Kind>(
  data: KindData[K],
  prose: Prose<K>,
): { data: KindData[K]; stray: StrayText[] } {
  const stray: StrayText[] = [];
  const merged = overlayFields(data, prose, [], stray);
  return { data: merged as unknown as KindData[K], stray };
}

function overlayFields(
  source: Fields,
  prose: Fields,
  path: readonly (string | number)[],
  stray: StrayText[],
): Fields {
  const merged: Record<string, unknown> = { ...source };
  for (const [name, value] of Object.entries(prose)) {
    if (name === 'translation' || value === undefined) continue;
    const here = [...path, name];
    const original = source[name];
    const rule = Array.isArray(original) && Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (rule !== undefined && isFields(value)) {
      merged[name] = overlayParts(original as readonly Fields[], value, rule, here, stray);
    } else if (name === 'steps' && Array.isArray(original) && Array.isArray(value)) {
      if (original.length === value.length) merged[name] = value;
      else {
        const message = `The source has ${original.length} steps, the translation ${value.length}.`;
        stray.push({ path: here, message, known: [] });
      }
    } else if (isFields(value)) {
      if (isFields(original)) merged[name] = overlayFields(original, value, here, stray);
      else
        stray.push({ path: here, message: `The source has no ${name} to translate.`, known: [] });
    } else merged[name] = value;
  }
  return merged;
}

function overlayParts(
  original: readonly Fields[],
  texts: Fields,
  rule: PartRule,
  path: readonly (string | number)[],
  stray: StrayText[],
): Fields[] {
  const { text: field } = rule;
  const names = partNames(original, rule);
  // A part without a text has nothing to translate.
  const known = names.filter(
    (_, index) => field === null || original[index]?.[field] !== undefined,
  );
  for (const name of Object.keys(texts)) {
    if (known.includes(name)) continue;
    const message = names.includes(name)
      ? `The source has no ${String(field)} of ${name} in ${String(path.at(-1))}.`
      : `The source has no ${name} in ${String(path.at(-1))}.`;
    stray.push({ path: [...path, name], message, known });
  }
  return original.map((part, index) => {
    const name = names[index] ?? '';
    const text = known.includes(name) && Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text === undefined) return part;
    if (field !== null) return { ...part, [field]: text };
    return isFields(text) ? overlayFields(part, text, [...path, name], stray) : part;
  });
}

/** Where prose stands in the data of a source; `*` is every part of a list. */
export const prosePaths: readonly string[] = [
  'title',
  'summary',
  'benefits',
  'stateNote',
  'definition',
  'avoid',
  'replacement',
  'workaround',
  'effort',
  'area',
  'action.steps',
  'rollback.procedure',
  'rollback.dataLoss',
  'downtime.description',
  'sidebar.label',
  'subject.kind',
  'subject.name',
  'modules.*.title',
  'modules.*.summary',
  'contacts.*.title',
  'resources.*.title',
  'artifacts.*.name',
  'revisions.*.summary',
  'moved.*.reason',
  'rollout.*.note',
  'workarounds.*.text',
  'steps.*.title',
  'steps.*.details',
  'steps.*.verify',
  'steps.*.rollback',
  'changes.*.title',
  'changes.*.summary',
  'changes.*.area',
  'changes.*.body',
  'changes.*.action.steps',
  'changes.*.resources.*.title',
];

const splitPaths = prosePaths.map((path) => path.split('.'));

/**
 * The hash of an entry's prose: 16 hexadecimal digits of SHA-256. It changes with any text that a
 * translation carries, and with nothing else: a moved date makes no translation stale.
 */
export function sourceHash(entry: { readonly data: object; readonly text: string }): string {
  const prose: [string, unknown][] = [];
  for (const path of splitPaths) collect(entry.data, path, '', prose);
  prose.sort(([a], [b]) => compareText(a, b));
  const body = entry.text.trim();
  return createHash('sha256')
    .update(JSON.stringify([prose, body]))
    .digest('hex')
    .slice(0, 16);
}

function collect(
  value: unknown,
  path: readonly string[],
  at: string,
  prose: [string, unknown][],
  from = 0,
): void {
  const step = path[from];
  if (step === undefined) {
    if (value !== undefined) prose.push([at, value]);
  } else if (step === '*') {
    if (!Array.isArray(value)) return;
    const list = value as readonly Fields[];
    const rule = parts[at.slice(at.lastIndexOf('.') + 1)] ?? { by: ['id'], text: null };
    const names = partNames(list, rule);
    // Parts go by their names, so that adding or moving one touches the texts of no other.
    list.forEach((part, index) => {
      collect(part, path, `${at}.${names[index] ?? ''}`, prose, from + 1);
    });
  } else if (isFields(value) && Object.hasOwn(value, step)) {
    collect(value[step], path, at === '' ? step : `${at}.${step}`, prose, from + 1);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
