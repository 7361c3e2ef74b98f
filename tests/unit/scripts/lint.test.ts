import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { rows } from '../../../scripts/lint/rooms.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

// The repository's own configuration, without the rules that need types: the files are not there.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: false } },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
});

/** The rules that fire on a text, as if it were in that file. */
async function findings(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

describe('the arrows of the house', () => {
  it.each([
    ['src/model/x.ts', "export * from '../catalog/x.ts';"],
    ['src/model/x.ts', "export { x } from '../render/x.ts';"],
    ['src/render/deep/x.ts', "import type { X } from '../../catalog/x.ts';\nexport type Y = X;"],
    ['src/render/x.ts', "export type X = import('../views/x.ts').X;"],
    ['src/catalog/x.ts', "export const x = await import('../policies/x.ts');"],
    ['src/catalog/x.ts', 'export const x = await import(`../outputs/x.ts`);'],
    ['src/views/x.ts', "import '../outputs/feeds/x.ts';"],
    ['src/views/x.ts', "export const x = import.meta.glob(['../outputs/*.ts']);"],
    ['src/outputs/feeds/x.ts', "import '../../pages/x.ts';"],
    ['src/outputs/x.ts', "import '../site/x.ts';"],
    ['src/outputs/x.ts', "import '../components/content/x.ts';"],
    ['src/outputs/x.ts', "import '/src/pages/x.ts';"],
  ])('%s may not look right: %s', async (file, code) => {
    expect(await findings(file, code)).toEqual(['rooms/arrows']);
  });

  it.each([
    ['src/policies/x.ts', "import '../views/x.ts';"],
    ['src/views/x.ts', "import '../policies/x.ts';"],
    ['src/outputs/x.ts', "import '../importers/x.ts';"],
  ])('%s may not look beside it: %s', async (file, code) => {
    expect(await findings(file, code)).toEqual(['rooms/arrows']);
  });

  it.each([
    ['src/utils/x.ts', 'export {};'],
    ['src/x.ts', 'export {};'],
    ['src/model/x.ts', "import '../../scripts/cli.ts';"],
    ['src/model/x.ts', "import '../nowhere/x.ts';"],
  ])('%s is outside of the house: %s', async (file, code) => {
    expect(await findings(file, code)).toEqual(['rooms/arrows']);
  });

  it.each([
    ['src/outputs/feeds/x.ts', "import '../../model/x.ts';\nimport '../../views/x.ts';"],
    ['src/views/x.ts', "import './y.ts';\nimport '../catalog/x.ts';\nimport 'catalog';"],
    ['src/views/catalog/x.ts', "import '../outputs/x.ts';"],
    ['src/pages/x.ts', "import '../outputs/x.ts';\nimport '../components/X.astro';"],
    ['tests/unit/x.ts', "import '../../src/outputs/x.ts';"],
    ['scripts/x.ts', "import '../src/site/x.ts';"],
  ])('%s may look left, and into its own room: %s', async (file, code) => {
    expect(await findings(file, code)).toEqual([]);
  });

  it('has every pair of rows the right way round', async () => {
    for (const [left, from] of rows.entries()) {
      for (const [right, to] of rows.entries()) {
        if (from[0] === undefined || to[0] === undefined) throw new Error('an empty row');
        const found = await findings(`src/${from[0]}/x.ts`, `import '../${to[0]}/y.ts';`);
        expect([from[0], to[0], found]).toEqual([
          from[0],
          to[0],
          right > left ? ['rooms/arrows'] : [],
        ]);
      }
    }
  });
});

describe('Astro stays in its row', () => {
  it.each([
    ['src/model/x.ts', "import 'astro';"],
    ['src/model/x.ts', "import type { X } from 'astro:content';\nexport type Y = X;"],
    ['src/views/x.ts', "import 'astro/zod';"],
    ['src/outputs/x.ts', "export * from '@astrojs/starlight/props';"],
    ['src/outputs/x.ts', "export const x = await import('astro/container');"],
    ['src/render/x.ts', "import './x.astro';"],
  ])('%s is told: %s', async (file, code) => {
    expect(await findings(file, code)).toEqual(['rooms/astro-only-in-pages']);
  });

  it('finds a template in a pure room', async () => {
    expect(await findings('src/views/X.astro', '<p>text</p>')).toEqual([
      'rooms/astro-only-in-pages',
    ]);
    expect(await findings('src/components/X.astro', '<p>text</p>')).toEqual([]);
  });

  it.each([
    ['src/pages/x.ts', "import 'astro:content';"],
    ['src/components/x.ts', "import 'astro';"],
    ['src/site/x.ts', "import '@astrojs/starlight';"],
    ['src/content.config.ts', "import 'astro:content';"],
    ['src/model/x.ts', "import 'astronomy';"],
  ])('%s is not told: %s', async (file, code) => {
    expect(await findings(file, code)).toEqual([]);
  });
});

describe('the time, chance and the machine’s locale', () => {
  it.each([
    'export const x = new Date();',
    'export const x = new Date;',
    'export const x = Date();',
    'export const x = Date.now();',
    "export const x = Date['now']();",
    'export const x = [1].map(Date.now);',
    'export const x = Temporal.Now.instant();',
    'export const x = Math.random();',
    "export const x = 'a'.localeCompare('b');",
    'export const x = (1).toLocaleString();',
    'export const x = new Intl.Collator();',
  ])('%s is found in src, scripts and templates', async (code) => {
    const globals = '/* global Temporal, Intl */\n';
    expect(await findings('src/views/x.ts', code)).toEqual(['no-restricted-syntax']);
    expect(await findings('scripts/x.mjs', globals + code)).toContain('no-restricted-syntax');
    const template = `---\n${code.replace('export ', '')}\n---\n<p>{x}</p>\n`;
    expect(await findings('src/pages/x.astro', template)).toContain('no-restricted-syntax');
  });

  it('leaves the wall clock to src/model/clock.ts, and chance to nobody', async () => {
    expect(await findings('src/model/clock.ts', 'export const x = Date.now();')).toEqual([]);
    expect(await findings('src/model/day.ts', 'export const x = Date.now();')).not.toEqual([]);
    expect(await findings('src/model/clock.ts', 'export const x = Math.random();')).not.toEqual([]);
    expect(await findings('tests/unit/x.ts', 'export const x = Math.random();')).not.toEqual([]);
  });

  it.each([
    "export const x = new Date('2026-11-03');",
    'export const x = new Date(2026, 10, 3);',
    'export const x = (day) => day.getDate();',
    'export const x = (day) => day.setHours(0);',
    'export const x = (day) => day.getTimezoneOffset();',
    'export const x = (day) => day.toDateString();',
    "export const x = (day) => day.toLocaleDateString('en');",
    "export const x = new Intl.DateTimeFormat('en', { dateStyle: 'long' });",
  ])('%s may shift a day, and is found in all that is built', async (code) => {
    for (const file of ['src/views/x.ts', 'src/policies/x.ts', 'src/components/parts/x.ts']) {
      expect(await findings(file, code)).toEqual(['no-restricted-syntax']);
    }
    expect(await findings('src/components/client/x.ts', code)).toEqual([]);
  });

  it('lets one file write days, and none of them in the machine’s zone', async () => {
    const instant = "export const x = new Date('2026-11-03T00:00:00Z');";
    expect(await findings('src/language/format.ts', instant)).toEqual([]);
    const local = 'export const x = (day) => day.getDate();';
    for (const file of ['src/language/format.ts', 'src/model/clock.ts']) {
      expect(await findings(file, local)).toEqual(['no-restricted-syntax']);
    }
  });

  it('lets what is given be used', async () => {
    const utc = "export const x = new Intl.DateTimeFormat('en', { timeZone: 'UTC' });";
    expect(await findings('src/views/x.ts', utc)).toEqual([]);
    expect(await findings('src/views/x.ts', 'export const x = (day) => day.getUTCDate();')).toEqual(
      [],
    );
    expect(await findings('src/views/x.ts', "export const x = new Intl.Collator('en');")).toEqual(
      [],
    );
  });
});

describe('imports as Node reads them', () => {
  it('want their extension', async () => {
    expect(await findings('src/views/x.ts', "import './y';")).toEqual(['no-restricted-imports']);
    expect(await findings('src/views/x.ts', "import '../model/day.ts';")).toEqual([]);
  });
});
