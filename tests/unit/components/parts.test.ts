import { describe, expect, it } from 'vitest';
import { alternates } from '../../../src/components/parts/margin.ts';
import { said } from '../../../src/components/parts/own-language.ts';
import { ownTitle } from '../../../src/components/parts/own-title.ts';
import { pluralForms } from '../../../src/components/parts/plural-forms.ts';
import { versionSize } from '../../../src/components/parts/version-size.ts';
import { createTranslate } from '../../../src/language/strings.ts';
import type { PageModel } from '../../../src/views/page.ts';

describe('ownTitle', () => {
  const line = { product: { title: 'Atlas' }, version: '4.2.1' };
  it('drops a title that only repeats product and version', () => {
    expect(ownTitle({ ...line, titleHtml: 'Atlas 4.2.1' })).toBe('');
    expect(ownTitle({ ...line, titleHtml: 'Atlas 4.2.1: keys' })).toBe('Atlas 4.2.1: keys');
  });
});

describe('versionSize', () => {
  it('sets long versions smaller', () => {
    expect(versionSize('4.2.1')).toBeUndefined();
    expect(versionSize('2026.10.2')).toBe('long');
    expect(versionSize('2026.12.0-rc.1')).toBe('longer');
  });
});

describe('said', () => {
  const page = { locale: { code: 'ar' } } as PageModel;
  it('names the language of a text only where it is not the page’s', () => {
    expect(said(page, { lang: 'ar', dir: 'rtl' })).toEqual({});
    expect(said(page, { lang: 'en', dir: 'ltr' })).toEqual({ lang: 'en', dir: 'ltr' });
  });
});

describe('pluralForms', () => {
  it('gives every form of the language, with a place for the number', () => {
    const strings = { list: { n_one: '{{count}} tool', n_other: '{{count}} tools' } };
    const forms = pluralForms(createTranslate('en', strings), 'en', 'list.n');
    expect(forms).toEqual({ one: '{count} tool', other: '{count} tools' });
  });
});

describe('alternates', () => {
  it('reads feeds and the Markdown twin from the head, the nearest feed last', () => {
    const link = (type: string, href: string): PageModel['head'][number] => ({
      tag: 'link',
      attrs: { rel: 'alternate', type, href },
    });
    const head = [
      link('application/rss+xml', '/feeds/all.rss.xml'),
      link('application/rss+xml', '/feeds/product/atlas.rss.xml'),
      link('text/markdown', '/a.md'),
    ];
    expect(alternates({ head } as PageModel)).toEqual({
      markdown: '/a.md',
      feeds: [{ href: '/feeds/product/atlas.rss.xml', label: 'RSS', type: 'application/rss+xml' }],
    });
  });
});
