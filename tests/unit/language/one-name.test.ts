/** What stands in several places under several keys has one name in each language. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../../locales');
type Tree = { [key: string]: string | Tree };

/** Keys of each concept: a badge, the key of a chart, an event of the calendar, a facet of the search. */
const concepts: readonly (readonly string[])[] = [
  [
    'words.deprecation.deprecated',
    'lifecycle.legend.deprecated',
    'lifecycle.event.deprecated',
    'content.deprecated.label',
    'words.type.deprecation',
  ],
  ['words.deprecation.announced', 'lifecycle.legend.announced'],
  ['words.deprecation.unsupported', 'lifecycle.legend.unsupported'],
  ['words.nav.deprecations', 'lifecycle.title.timeline', 'lifecycle.kind.deprecation'],
  ['words.nav.releases', 'lifecycle.kind.release'],
  ['lifecycle.event.release', 'search.kinds.release'],
  ...['deprecation', 'migration', 'known-issue', 'advisory', 'announcement'].map((kind) => [
    `words.record.${kind}`,
    `search.kinds.${kind}`,
  ]),
];

describe.each(['en', 'de', 'ja', 'ar'])('%s', (locale) => {
  const files = new Map<string, Tree>();
  const word = (key: string): string => {
    const [file = '', ...names] = key.split('.');
    if (!files.has(file)) {
      const text = readFileSync(path.join(root, locale, `${file}.json`), 'utf8');
      files.set(file, JSON.parse(text) as Tree);
    }
    let at: string | Tree | undefined = files.get(file);
    for (const name of names) at = typeof at === 'object' ? at[name] : undefined;
    if (typeof at !== 'string') throw new Error(`${locale} has no string ${key}`);
    return at;
  };

  it.each(concepts.map((keys) => [keys.join(', '), keys] as const))('%s', (_, keys) => {
    expect(new Set(keys.map(word)).size, keys.map(word).join(' | ')).toBe(1);
  });

  it.each([
    ['releases', 'releases'],
    ['deprecations', 'deprecations'],
    ['guides', 'docs'],
    ['home', 'home'],
  ])('the list of keys calls %s as the menu does', (key, section) => {
    expect(word(`interface.keys.${key}`).toLocaleLowerCase(locale)).toContain(
      word(`words.nav.${section}`).toLocaleLowerCase(locale),
    );
  });
});
