import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { excerptPieces, withoutHeading } from '../../../../src/components/search/excerpt.ts';
import { settingsJson } from '../../../../src/components/search/settings.ts';
import { fill } from '../../../../src/components/search/strings.ts';
import type { SearchSettings } from '../../../../src/components/search/strings.ts';
import { createTranslate } from '../../../../src/language/strings.ts';

const locales = ['en', 'de', 'ja', 'ar'];
const folder = path.resolve(import.meta.dirname, '../../../../locales');
const stringsOf = (locale: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(folder, locale, 'search.json'), 'utf8')) as Record<
    string,
    unknown
  >;
const translate = (locale: string) => createTranslate(locale, { search: stringsOf(locale) });
const settingsOf = (locale: string): SearchSettings =>
  JSON.parse(settingsJson(translate(locale), '/pagefind/', locale)) as SearchSettings;

describe('excerptPieces', () => {
  it('knows marks and nothing else as markup', () => {
    expect(excerptPieces('a <mark>b</mark> &lt;img src=x&gt; c')).toEqual([
      { text: 'a ', isMarked: false },
      { text: 'b', isMarked: true },
      { text: ' <img src=x> c', isMarked: false },
    ]);
  });

  it('joins marks that touch, as in Japanese', () => {
    expect(excerptPieces('<mark>暗号</mark>\u200B<mark>化</mark>\u200B鍵')).toEqual([
      { text: '暗号化', isMarked: true },
      { text: '鍵', isMarked: false },
    ]);
  });
});

describe('withoutHeading', () => {
  it('gives the heading its marks and the text the rest', () => {
    expect(withoutHeading('Rotate <mark>keys.</mark> All of them.', 'Rotate keys')).toEqual({
      heading: [
        { text: 'Rotate ', isMarked: false },
        { text: 'keys', isMarked: true },
      ],
      text: [{ text: 'All of them.', isMarked: false }],
    });
  });

  it('leaves an excerpt alone that begins elsewhere', () => {
    expect(withoutHeading('of <mark>them</mark>', 'Rotate keys')).toEqual({
      heading: [{ text: 'Rotate keys', isMarked: false }],
      text: [
        { text: 'of ', isMarked: false },
        { text: 'them', isMarked: true },
      ],
    });
  });
});

describe('settingsJson', () => {
  it('cannot end the script element that it stands in', () => {
    const json = settingsJson((key) => `</script><!--${key}`, '/pagefind/', 'en');
    expect(json).not.toMatch(/<[/!]/);
    expect((JSON.parse(json) as SearchSettings).strings.failed).toBe('</script><!--search.failed');
  });

  it('has the plural forms of each language, and falls back on other', () => {
    expect(Object.keys(settingsOf('ja').strings.count)).toEqual(['other']);
    expect(settingsOf('ar').strings.more).toMatchObject({
      one: 'عرض نتيجة أخرى',
      two: 'عرض نتيجتين أخريين',
      few: 'عرض {count} نتائج أخرى',
    });
    // A language without strings of its own shows English, which has fewer forms.
    const settings = JSON.parse(settingsJson(translate('en'), '', 'ar')) as SearchSettings;
    expect(Object.keys(settings.strings.count).sort()).toEqual(['one', 'other']);
  });

  it('stays small', () => {
    for (const locale of locales) {
      expect(settingsJson(translate(locale), '/pagefind/', locale).length).toBeLessThan(2600);
    }
  });
});

describe('fill', () => {
  it('takes values as they are', () => {
    expect(fill('{count} for {query}', { count: '2', query: '{count} $& ' })).toBe(
      '2 for {count} $& ',
    );
  });
});

describe('the strings', () => {
  it.each(locales)('%s has every key, with the plural forms of its language', (locale) => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const expected = Object.keys(stringsOf('en')).flatMap((key) =>
      key.endsWith('_one')
        ? []
        : key.endsWith('_other')
          ? categories.map((category) => key.replace('other', category))
          : [key],
    );
    const own = stringsOf(locale);
    expect(Object.keys(own).sort()).toEqual(expected.sort());
    expect(Object.keys(own['kinds'] as object)).toEqual(
      Object.keys(stringsOf('en')['kinds'] as object),
    );
  });
});

describe('search.css', () => {
  it('begins with the layers of the portal, in their order', () => {
    const source = path.resolve(import.meta.dirname, '../../../../src');
    const layersOf = (file: string): string | undefined =>
      /@layer ([^;{]+);/
        .exec(readFileSync(path.join(source, file), 'utf8'))?.[1]
        ?.replace(/\s+/g, ' ');
    const own = layersOf('components/search/search.css');
    expect(own).toContain('gazette.parts');
    expect(own).toBe(layersOf('styles/index.css'));
  });
});
