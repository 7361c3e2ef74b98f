import { describe, expect, it } from 'vitest';
import * as address from '../../../src/model/address.ts';
import { foldId, whyNotId } from '../../../src/model/id.ts';
import { canonicalLocale, directionOf, readLocales } from '../../../src/model/locale.ts';

const root = { locale: { prefix: '' }, audience: { prefix: '' } };
const admins = { locale: { prefix: 'de' }, audience: { prefix: 'admin' } };

describe('ids', () => {
  it('may hold spaces, signs, emoji and any script', () => {
    for (const name of [
      '4.2.1',
      'a b',
      'c#',
      '100%',
      'ß',
      '日本語',
      '🚀',
      'v2.0.0+b5',
      'a&b',
      "o'k",
    ]) {
      expect([name, whyNotId(name)]).toEqual([name, null]);
    }
  });

  it('may not lead away, hide, or break file systems', () => {
    const names = [
      '',
      '.',
      '..',
      '../x',
      'a\\b',
      '.hidden',
      'a\u0000',
      'a\u0085',
      'a?',
      'a:b',
      ' a',
      'a ',
      'a.',
      'CON',
      'nul.x',
      '#1',
      '\ud800',
      'x'.repeat(201),
    ];
    for (const name of names) expect([name, whyNotId(name)]).not.toEqual([name, null]);
  });

  it('are the same when they look the same', () => {
    expect(foldId('CAF\u00c9')).toBe(foldId('cafe\u0301'));
    expect(foldId('Straße')).toBe(foldId('STRASSE'));
    expect(foldId('1.10.0')).not.toBe(foldId('11.0.0'));
  });
});

describe('addresses', () => {
  it('put the locale first, then the audience', () => {
    expect(address.releaseAddress(root, 'atlas', '4.2.1')).toBe('/releases/atlas/4.2.1/');
    expect(address.releaseAddress(admins, 'atlas', '4.2.1')).toBe(
      '/de/admin/releases/atlas/4.2.1/',
    );
    expect(address.homeAddress(admins)).toBe('/de/admin/');
    expect(address.docAddress(root, 'index')).toBe('/docs/');
    expect(address.feedAddress(admins, 'product/atlas', 'rss.xml')).toBe(
      '/de/admin/feeds/product/atlas.rss.xml',
    );
  });

  it('give a change an anchor, and a page of its own until it ships', () => {
    const change = {
      id: 'atlas/keys',
      product: 'atlas',
      release: '4.2.1',
      anchor: 'keys',
      hasFile: true,
    };
    expect(address.changeAnchorAddress(root, change)).toBe('/releases/atlas/4.2.1/#keys');
    expect(address.changeAnchorAddress(root, { ...change, release: null })).toBe(
      '/changes/atlas/keys/',
    );
  });

  it('are encoded as links, not as files', () => {
    const page = address.releaseAddress(root, 'c#', '100% 🚀+1');
    expect(address.toUrl(page, '/base')).toBe('/base/releases/c%23/100%25%20%F0%9F%9A%80%2B1/');
    expect(address.toFile(page)).toBe('releases/c#/100% 🚀+1/index.html');
    expect(address.toUrl('/glossary/#日本')).toBe('/glossary/#%E6%97%A5%E6%9C%AC');
    expect(address.toFile('/glossary/#x')).toBe('glossary/index.html');
    expect(address.toFile('/404.html')).toBe('404.html');
    expect(decodeURI(new URL(address.toUrl(page), 'https://x.org').pathname)).toContain('🚀');
  });

  it('have a Markdown twin each', () => {
    expect(address.markdownTwin('/releases/atlas/4.2.1/')).toBe('/releases/atlas/4.2.1.md');
    expect(address.markdownTwin('/')).toBe('/index.md');
    expect(address.markdownTwin('/de/')).toBe('/de.md');
  });
});

describe('locales', () => {
  it('fill in names and directions, the root first', () => {
    expect(
      readLocales([{ code: 'de' }, { code: 'ar', label: 'x' }, { code: 'en', dir: 'rtl' }], 'ar'),
    ).toEqual([
      { code: 'ar', label: 'x', dir: 'rtl', isRoot: true },
      { code: 'de', label: 'Deutsch', dir: 'ltr', isRoot: false },
      { code: 'en', label: 'English', dir: 'rtl', isRoot: false },
    ]);
    expect(['he', 'fa', 'ur', 'ja', 'az-Arab', 'pt-BR'].map(directionOf)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'rtl',
      'ltr',
    ]);
  });

  it('know the canonical form of a tag', () => {
    expect(canonicalLocale('PT-br')).toBe('pt-BR');
    expect(canonicalLocale('e')).toBeNull();
  });
});
