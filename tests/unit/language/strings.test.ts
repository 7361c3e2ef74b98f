import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { createTranslate, type Strings } from '../../../src/language/strings.ts';

const folder = path.resolve('locales');

function stringsOf(locale: string): Strings {
  const names = readdirSync(path.join(folder, locale)).sort();
  return Object.fromEntries(
    names.map((name) => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(path.join(folder, locale, name), 'utf8')) as unknown,
    ]),
  );
}

function keysOf(tree: unknown, prefix = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [prefix.slice(0, -1)];
  return Object.entries(tree).flatMap(([key, value]) => keysOf(value, `${prefix}${key}.`));
}

/** What i18next says itself. */
function plainly(locale: string, strings: Strings) {
  const instance = i18next.createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    showSupportNotice: false,
    resources: { [locale]: { translation: strings } },
    interpolation: { escapeValue: false },
    returnNull: false,
  } as Parameters<typeof instance.init>[0]);
  return (key: string, values?: Record<string, unknown>): string =>
    String(values === undefined ? instance.t(key) : instance.t(key, values));
}

describe('createTranslate', () => {
  it.each(['en', 'de', 'ja', 'ar'])('says what i18next says, for every string of %s', (locale) => {
    const strings = stringsOf(locale);
    const [translate, expected] = [createTranslate(locale, strings), plainly(locale, strings)];
    const keys = keysOf(strings);
    const names = new Set(JSON.stringify(strings).match(/(?<=\{\{)\w+(?=\}\})/g));
    expect(keys.length).toBeGreaterThan(200);
    expect(names.size).toBeGreaterThan(10);
    const filled = Object.fromEntries([...names].map((name) => [name, `<${name}> $& {{count}}`]));
    const given: (Record<string, unknown> | undefined)[] = [
      undefined,
      {},
      { ...filled, count: '{count}' },
      ...[0, 1, 2, 3, 5, 11, 100, 1000, 1.5, -1].map((count) => ({ ...filled, count })),
      { count: 2 },
    ];
    for (const key of new Set(keys.flatMap((key) => [key, key.replace(/_[a-z]+$/, '')]))) {
      for (const values of given) {
        const said = translate(key, values);
        if (said !== expected(key, values)) {
          expect({ key, values, said }).toEqual({ key, values, said: expected(key, values) });
        }
      }
    }
  });

  it('leaves to i18next what it alone knows', () => {
    const strings = {
      a: {
        plain: 'Hello {{name}}, {{ name }}!',
        raw: '{{- name}}',
        path: '{{user.name}}',
        format: '{{value, number}}',
        nested: '$t(a.plain)',
        friend: 'A friend',
        friend_male: 'A boyfriend',
        group: { one: 'One' },
        other: '{{name}} $',
        items_one: '{{count}} item',
        items_other: '{{count}} items',
        items_zero: 'nothing',
      },
    };
    const [translate, expected] = [createTranslate('en', strings), plainly('en', strings)];
    const values: (Record<string, unknown> | undefined)[] = [
      undefined,
      { name: 'Ann' },
      { name: '$t(a.friend) $1 $&' },
      { name: undefined },
      { name: null },
      { name: 3 },
      { name: true, user: { name: 'Bo' }, value: 1234.5 },
      { context: 'male' },
      { defaultValue: 'else' },
      { count: 0 },
      { count: 1 },
      { count: 4 },
      { count: NaN },
      { count: '4' },
      { replace: { name: 'Cy' } },
    ];
    const keys = [...Object.keys(strings.a), 'items', 'missing', 'missing {{name}}'];
    for (const key of keys.map((name) => `a.${name}`)) {
      for (const given of values) {
        expect([key, given, translate(key, given)]).toEqual([key, given, expected(key, given)]);
      }
    }
  });

  it('gives the same lookup for the same strings', () => {
    const strings = stringsOf('en');
    expect(createTranslate('en', strings)).toBe(createTranslate('en', strings));
  });
});
