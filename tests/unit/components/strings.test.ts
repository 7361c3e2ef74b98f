import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const PLURAL = /_(zero|one|two|few|many|other)$/;
type Tree = { [key: string]: string | Tree };

function interfaceStrings(locale: string): Map<string, string> {
  const tree = JSON.parse(
    readFileSync(path.join(root, 'locales', locale, 'interface.json'), 'utf8'),
  ) as Tree;
  const flat = new Map<string, string>();
  const walk = (node: Tree, prefix: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') flat.set(prefix + key, value);
      else walk(value, `${prefix}${key}.`);
    }
  };
  walk(tree, 'interface.');
  return flat;
}

const bare = (strings: Map<string, string>): Set<string> =>
  new Set([...strings.keys()].map((key) => key.replace(PLURAL, '')));

const used = new Set<string>();
for (const file of readdirSync(path.join(root, 'src/components'), { recursive: true })) {
  if (!/\.(astro|ts)$/.test(String(file))) continue;
  const text = readFileSync(path.join(root, 'src/components', String(file)), 'utf8');
  for (const [, key] of text.matchAll(/'(interface\.[\w.-]+)'/g)) used.add(key ?? '');
}

describe.each(['en', 'de', 'ja', 'ar'])('interface strings of %s', (locale) => {
  const strings = interfaceStrings(locale);

  it('has every string that the templates ask for', () => {
    expect([...used].filter((key) => !bare(strings).has(key))).toEqual([]);
  });

  it('has the keys of English, and every plural form of its language', () => {
    expect(bare(strings)).toEqual(bare(interfaceStrings('en')));
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const plurals = new Set(
      [...strings.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
    );
    for (const key of plurals) {
      expect(
        [...strings.keys()].filter((name) => name.replace(PLURAL, '') === key).length,
        key,
      ).toBe(categories.length);
    }
  });

  it('fills in the same values as English', () => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
    const english = interfaceStrings('en');
    for (const [key, text] of strings) {
      // A form for one or two may spell the number out.
      if (PLURAL.test(key)) continue;
      expect(values(text), key).toEqual(values(english.get(key) ?? ''));
    }
  });
});
