import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const PLURAL = /_(zero|one|two|few|many|other)$/;
type Tree = { [key: string]: string | Tree };

function stringsOf(locale: string): Map<string, string> {
  const file = path.join(root, 'locales', locale, 'lifecycle.json');
  const flat = new Map<string, string>();
  const walk = (node: Tree, prefix: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') flat.set(prefix + key, value);
      else walk(value, `${prefix}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(file, 'utf8')) as Tree, 'lifecycle.');
  return flat;
}

const bare = (strings: Map<string, string>): Set<string> =>
  new Set([...strings.keys()].map((key) => key.replace(PLURAL, '')));

const used = new Set<string>();
for (const folder of ['src/components', 'src/views']) {
  for (const file of readdirSync(path.join(root, folder), { recursive: true })) {
    if (!/\.(astro|ts)$/.test(String(file))) continue;
    const text = readFileSync(path.join(root, folder, String(file)), 'utf8');
    for (const [, key] of text.matchAll(/['"](lifecycle\.[\w-]+\.[\w-]+)['"]/g))
      used.add(key ?? '');
  }
}

describe.each(['en', 'de', 'ja', 'ar'])('lifecycle strings of %s', (locale) => {
  const strings = stringsOf(locale);

  it('has every string that templates and views ask for', () => {
    expect(used.size).toBeGreaterThan(30);
    expect([...used].filter((key) => !bare(strings).has(key))).toEqual([]);
  });

  it('has the keys of English, and every plural form of its language', () => {
    expect(bare(strings)).toEqual(bare(stringsOf('en')));
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const plurals = [...strings.keys()].filter((key) => PLURAL.test(key));
    for (const key of new Set(plurals.map((plural) => plural.replace(PLURAL, '')))) {
      const forms = plurals.filter((plural) => plural.replace(PLURAL, '') === key);
      expect(forms.length, key).toBe(categories.length);
    }
  });

  it('fills in nothing that English does not', () => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
    const english = stringsOf('en');
    for (const [key, text] of strings) {
      const known = values(english.get(key.replace(PLURAL, '_other')) ?? english.get(key) ?? '');
      expect(
        values(text).filter((name) => !known.includes(name)),
        key,
      ).toEqual([]);
    }
  });
});
