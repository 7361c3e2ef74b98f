import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { myVersionData } from '../../../src/views/my-version.ts';
import { smallContext } from './lifecycle-edition.ts';

const released = { date: '2026-01-01', state: 'released' };

describe('what a reader chooses a version from', () => {
  it('has versions that can be run, newest first, by cycle', () => {
    const { products } = myVersionData(
      smallContext({
        products: {
          atlas: {
            title: 'Atlas',
            cycles: [{ cycle: '4' }],
            modules: [{ id: 'billing', title: 'Billing' }],
          },
          idle: { title: 'Idle' },
        },
        releases: {
          'atlas/4.2.0': { date: 'none', state: 'scheduled' },
          'atlas/4.1.0': released,
          'atlas/4.0.1': { ...released, state: 'withdrawn' },
          'atlas/4.0.0': { ...released, state: 'cancelled' },
          'atlas/3.9.0': released,
        },
      }),
    );
    expect(products).toEqual([
      {
        id: 'atlas',
        title: 'Atlas',
        scheme: 'semver',
        modules: [{ id: 'billing', title: 'Billing' }],
        versions: [
          { cycle: '4', versions: ['4.1.0', '4.0.1'] },
          { cycle: '', versions: ['3.9.0'] },
        ],
      },
    ]);
  });

  it('is small for 2,000 versions', () => {
    const releases = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [
        `atlas/${Math.floor(index / 100)}.${index % 100}.0`,
        released,
      ]),
    );
    const bytes = gzipSync(JSON.stringify(myVersionData(smallContext({ releases })))).length;
    expect(bytes).toBeLessThan(12_000);
  });

  it.each(['en', 'de', 'ja', 'ar'])('%s: has its words, with their places', (locale) => {
    const { words } = myVersionData(smallContext({ locale }));
    for (const [name, text] of Object.entries(words)) {
      expect(text, name).not.toBe('');
      if (typeof text === 'string') expect(text, name).not.toMatch(/^mine\.|\{\{/);
    }
    expect(words.shown).toContain('{what}');
    expect(words.version).toContain('{product}');
    expect(Object.keys(words.hidden)).toEqual(
      new Intl.PluralRules(locale).resolvedOptions().pluralCategories,
    );
  });
});

describe('strings of my version', () => {
  const PLURAL = /_(zero|one|two|few|many|other)$/;
  const strings = (locale: string) =>
    JSON.parse(
      readFileSync(
        path.resolve(import.meta.dirname, `../../../locales/${locale}/mine.json`),
        'utf8',
      ),
    ) as Record<string, string>;
  const bare = (locale: string) =>
    new Set(Object.keys(strings(locale)).map((key) => key.replace(PLURAL, '')));

  it.each(['de', 'ja', 'ar'])('%s has those of English', (locale) => {
    expect(bare(locale)).toEqual(bare('en'));
    const values = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    for (const [key, text] of Object.entries(strings(locale))) {
      if (!PLURAL.test(key)) expect(values(text), key).toEqual(values(strings('en')[key]));
    }
  });
});
