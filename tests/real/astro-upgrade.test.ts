/**
 * Astro's upgrade guides: 33 files, 9 locales of uneven coverage, taken over by `gazette import
 * upgrade-guides` and built. Each guide has a page in each locale; where the source has no
 * translation, the page says so and its text is marked as English.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attribute, find, findAll, hasClass, readPage, textOf } from '../support/pages.ts';
import type { BuiltPage, Element } from '../support/pages.ts';
import { corpora, hasCorpus, importAndBuild } from './imported.ts';
import type { Imported } from './imported.ts';

const source = path.join(corpora, 'astro-upgrade');
const docs = path.join(source, 'src/content/docs');
/** What English is called in a language, as in the notice: `inglês`. */
const englishIn = (locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of('en')!;
/** Folders are named in lower case. */
const codes: Readonly<Record<string, string>> = { 'pt-br': 'pt-BR', 'zh-cn': 'zh-CN' };

interface Guide {
  readonly version: string;
  readonly locale: string;
  /** Its own text, or null where the source has none in this locale. */
  readonly own: string | null;
  readonly english: string;
}

describe.skipIf(!hasCorpus('astro-upgrade'))('Astro’s upgrade guides, imported and built', () => {
  let portal: Imported;
  /** Each guide in each locale. */
  let guides: Guide[];
  let locales: string[];
  const pages = new Map<Guide, BuiltPage>();

  beforeAll(async () => {
    const folders = readdirSync(docs);
    locales = folders.map((folder) => codes[folder] ?? folder);
    const english = readdirSync(path.join(docs, 'en/guides/upgrade-to'));
    guides = folders.flatMap((folder, at) =>
      english.map((name) => {
        const file = path.join(docs, folder, 'guides/upgrade-to', name);
        return {
          version: name.replace('.mdx', ''),
          locale: locales[at]!,
          own: existsSync(file) ? readFileSync(file, 'utf8') : null,
          english: readFileSync(path.join(docs, 'en/guides/upgrade-to', name), 'utf8'),
        };
      }),
    );
    portal = await importAndBuild([['upgrade-guides', source, 'astro']]);
    for (const guide of guides) {
      pages.set(guide, await readPage(portal.dist, fileOf(guide.locale, guide.version), ''));
    }
  });
  afterAll(() => portal?.remove());

  it('has as many guides and translations as the source, in each locale', () => {
    expect(guides.filter(({ own }) => own !== null)).toHaveLength(33);
    expect(guides).toHaveLength(63);
    const editions = portal.report.editions.map(({ locale, entries, left, searchRecords }) => ({
      locale,
      entries,
      left,
      searchRecords,
    }));
    const expected = locales.map((locale) => {
      const of = guides.filter((guide) => guide.locale === locale);
      const missing = of.filter(({ own }) => own === null);
      const fallback = [
        // Its title is in no language but the source's.
        ...(locale === 'en' ? [] : ['product:astro']),
        ...missing.map(({ version }) => `migration:astro-${version}`),
      ];
      return {
        locale,
        entries: { product: 1, migration: of.length },
        left: {
          search: fallback.length > 0 ? { fallback } : {},
          // The source has no days, so feeds can't say when a guide came.
          feeds: { 'no-day': of.map(({ version }) => `migration:astro-${version}`) },
        },
        searchRecords: of.length + 1 - fallback.length,
      };
    });
    const byLocale = (a: { locale: string }, b: { locale: string }): number =>
      a.locale < b.locale ? -1 : 1;
    expect([...editions].sort(byLocale)).toEqual(expected.sort(byLocale));
    expect(portal.report.findings.filter(({ code }) => code !== 'strings/missing')).toEqual([]);
  });

  it('marks a text as English exactly where there is no translation', () => {
    for (const guide of guides) {
      const { locale, version, own } = guide;
      const page = pages.get(guide)!;
      const name = `${locale} ${version}`;
      expect(page.lang, name).toBe(locale);
      const isFallback = own === null;
      const main = mainOf(page);
      const notice = find(main, (element) => hasClass(element, 'notice'));
      expect(notice === undefined ? null : textOf(notice), name).toEqual(
        isFallback ? expect.stringContaining(englishIn(locale)) : null,
      );
      const heading = find(main, ({ tagName }) => tagName === 'h1')!;
      const prose = find(main, (element) => hasClass(element, 'prose'))!;
      const lang = isFallback ? 'en' : locale;
      expect([langOf(heading), langOf(prose)], name).toEqual([lang, lang]);
      expect(textOf(heading), name).toBe(titleOf(own ?? guide.english));
    }
  });

  it('marks them so in the list of guides, too', async () => {
    for (const locale of locales) {
      const list = await readPage(portal.dist, fileOf(locale, null), '');
      const rows = findAll(mainOf(list), (element) => hasClass(element, 'row'));
      const shown = rows.map((row) => {
        const link = find(row, ({ tagName }) => tagName === 'a')!;
        // Nothing of a guide has a day: none is shown, and none is to be announced.
        expect(find(row, ({ tagName }) => tagName === 'time')).toBeUndefined();
        expect(textOf(row)).not.toContain('announced');
        return [attribute(link, 'href'), textOf(link), langOf(link)].join(' ');
      });
      const of = guides.filter((guide) => guide.locale === locale);
      const expected = of.map(({ version, own, english }) =>
        [
          `/${fileOf(locale, version).replace('index.html', '')}`,
          titleOf(own ?? english),
          own === null ? 'en' : locale,
        ].join(' '),
      );
      expect(shown.sort(), locale).toEqual(expected.sort());
    }
  });

  it('keeps each heading and each block of code of each text, and its words', () => {
    const wrong: string[] = [];
    for (const guide of guides) {
      const text = guide.own ?? guide.english;
      const prose = find(mainOf(pages.get(guide)!), (element) => hasClass(element, 'prose'))!;
      const name = `${guide.locale} ${guide.version}`;
      const body = text.split(/^---$/m).slice(2).join('---');
      const fences = (body.match(/^[ \t]*```/gm)?.length ?? 0) / 2;
      const blocks = findAll(prose, ({ tagName }) => tagName === 'pre').length;
      if (blocks !== fences) wrong.push(`${name}: ${blocks} blocks of code for ${fences}`);
      const plain = body.replace(/^[ \t]*```[\s\S]*?^[ \t]*```/gm, '');
      const headings = plain.match(/^[ \t]*#{2,6} /gm)?.length ?? 0;
      const shown = findAll(prose, ({ tagName }) => /^h[2-6]$/.test(tagName)).length;
      if (shown !== headings) wrong.push(`${name}: ${shown} headings for ${headings}`);
      const words = textOf(prose);
      const lost = wordsOf(plain).filter((word) => !words.includes(word));
      if (lost.length > 0) wrong.push(`${name} lacks ${lost.slice(0, 5).join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('says of all files what became of them', () => {
    expect(portal.log).toContain('7 × migration guide');
    for (const locale of locales.filter((code) => code !== 'en')) {
      const count = guides.filter((guide) => guide.locale === locale && guide.own !== null).length;
      expect(portal.log).toContain(`${count} × translation (${locale})`);
    }
    // All that is no guide, with the reason.
    expect(portal.log).toMatch(/1 × other file: .*\n +LICENSE\n/);
    expect(portal.log).toContain('errors: 0');
  });
});

function fileOf(locale: string, version: string | null): string {
  const prefix = locale === 'en' ? '' : `${locale}/`;
  return `${prefix}migrations/${version === null ? '' : `astro-${version}/`}index.html`;
}

function mainOf(page: BuiltPage): Element {
  return find(page.root, ({ tagName }) => tagName === 'main')!;
}

/** The language of an element: that of the nearest around it which names one. */
function langOf(element: Element): string | undefined {
  const own = attribute(element, 'lang');
  const outer = element.parentNode;
  return own ?? (outer !== null && 'tagName' in outer ? langOf(outer) : undefined);
}

function titleOf(text: string): string {
  return /^title: *(["']?)(.*)\1$/m.exec(text)?.[2]?.trim() ?? '';
}

/** Words of a text in any script that no markup is made of. */
function wordsOf(text: string): string[] {
  const plain = text
    .replace(/^(?:import|export) .*$/gm, ' ')
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/^[ \t]*:::[a-z]+/gm, ' ')
    .replace(/https?:\S+/g, ' ');
  return [
    ...new Set(plain.match(/(?<![\p{L}\p{N}_\\&/.-])\p{L}{4,}(?![\p{L}\p{N}_\\;/.-])/gu) ?? []),
  ];
}
