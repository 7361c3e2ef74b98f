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

/** Lists of parts whose texts a translation keys by a field of the part. */
const parts: Readonly<Record<string, { readonly by: string; readonly text: string | null }>> = {
  modules: { by: 'id', text: null },
  contacts: { by: 'url', text: 'title' },
  resources: { by: 'url', text: 'title' },
  revisions: { by: 'date', text: 'summary' },
  changes: { by: 'id', text: null },
  steps: { by: 'id', text: null },
  workarounds: { by: 'id', text: 'text' },
};

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
  rule: { readonly by: string; readonly text: string | null },
  path: readonly (string | number)[],
  stray: StrayText[],
): Fields[] {
  const known = original.map((part) => String(part[rule.by]));
  for (const id of Object.keys(texts)) {
    if (known.includes(id)) continue;
    const message = `The source has no ${id} in ${String(path.at(-1))}.`;
    stray.push({ path: [...path, id], message, known });
  }
  return original.map((part) => {
    const id = String(part[rule.by]);
    const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
    if (text === undefined) return part;
    if (rule.text !== null) return { ...part, [rule.text]: text };
    return isFields(text) ? overlayFields(part, text, [...path, id], stray) : part;
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
  'modules.*.title',
  'modules.*.summary',
  'contacts.*.title',
  'resources.*.title',
  'revisions.*.summary',
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

/**
 * The hash of an entry's prose: 16 hexadecimal digits of SHA-256. It changes with any text that a
 * translation carries, and with nothing else: a moved date makes no translation stale.
 */
export function sourceHash(entry: { readonly data: object; readonly text: string }): string {
  const prose: [string, unknown][] = [];
  for (const path of prosePaths) collect(entry.data, path.split('.'), '', prose);
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
): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (value !== undefined) prose.push([at, value]);
  } else if (step === '*') {
    if (!Array.isArray(value)) return;
    for (const part of value as readonly Fields[]) {
      // Parts go by their ids, so that adding or moving one touches the texts of no other.
      const id = part['id'] ?? part['url'] ?? part['date'];
      collect(part, rest, `${at}.${String(id)}`, prose);
    }
  } else if (isFields(value) && Object.hasOwn(value, step)) {
    collect(value[step], rest, at === '' ? step : `${at}.${step}`, prose);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
