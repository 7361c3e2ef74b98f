import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Strings } from './strings.ts';

type Tree = { [key: string]: string | Tree };

/**
 * Reads `locales/<lang>/*.json` from the engine and, over it, from the portal's own folder, for
 * each of the portal's locales. A key that a locale lacks falls back along its tag (`de-AT` → `de`)
 * and then to English, and is reported.
 *
 * @returns strings by locale, and findings (`strings/missing`, `strings/unreadable`)
 */
export async function loadStrings(
  folders: readonly string[],
  locales: readonly string[],
): Promise<{ strings: Map<string, Strings>; findings: Finding[] }> {
  const findings: Finding[] = [];
  const strings = new Map<string, Strings>();
  const english = readLocale(folders, 'en', findings);
  const wanted = keysOf(english);
  for (const locale of locales) {
    let merged: Tree = english;
    const own: Tree = {};
    for (const tag of tagsUpTo(locale)) {
      const tree = tag === 'en' ? english : readLocale(folders, tag, findings);
      merged = merge(merged, tree);
      Object.assign(own, merge(own, tree));
    }
    const known = new Set(keysOf(own));
    const missing = wanted.filter((key) => !known.has(key));
    if (missing.length > 0 && !locale.startsWith('en')) {
      findings.push({
        code: 'strings/missing',
        severity: 'warning',
        file: `locales/${locale}`,
        message: `${missing.length} interface strings are not translated and show in English`,
        found: missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : ''),
        expected: `the keys of locales/en`,
        fix: `Add them to the portal's own locales/${locale}/ folder.`,
      });
    }
    strings.set(locale, merged);
  }
  return { strings, findings };
}

/** `zh-Hant-TW` → `zh`, `zh-Hant`, `zh-Hant-TW`. */
function tagsUpTo(locale: string): string[] {
  const parts = locale.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

function readLocale(folders: readonly string[], tag: string, findings: Finding[]): Tree {
  let tree: Tree = {};
  for (const folder of folders) {
    const directory = join(folder, tag);
    let names: string[];
    try {
      names = readdirSync(directory)
        .filter((name) => name.endsWith('.json'))
        .sort();
    } catch {
      continue;
    }
    for (const name of names) {
      try {
        const parsed = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Tree;
        tree = merge(tree, { [name.slice(0, -'.json'.length)]: parsed });
      } catch (error) {
        findings.push({
          code: 'strings/unreadable',
          severity: 'error',
          file: `locales/${tag}/${name}`,
          message: `is not JSON: ${(error as Error).message}`,
          expected: 'i18next JSON v4',
          fix: 'Correct the file; every string is a value in double quotes.',
        });
      }
    }
  }
  return tree;
}

function merge(under: Tree, over: Tree): Tree {
  const result: Tree = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (key === '__proto__') continue;
    const existing = result[key];
    result[key] =
      typeof value === 'object' && typeof existing === 'object' ? merge(existing, value) : value;
  }
  return result;
}

// Plural suffixes differ between languages, so a plural counts as one key.
const PLURAL = /_(zero|one|two|few|many|other)$/;

function keysOf(tree: Tree, prefix = ''): string[] {
  const keys = new Set<string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'object') {
      for (const inner of keysOf(value, `${prefix}${key}.`)) keys.add(inner);
    } else {
      keys.add(prefix + key.replace(PLURAL, ''));
    }
  }
  return [...keys];
}
