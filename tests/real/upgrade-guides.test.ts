import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runImport } from '../../src/importers/run-import.ts';
import { upgradeGuides } from '../../src/importers/upgrade-guides.ts';
import { hasErrors } from '../../src/model/finding.ts';
import { parseBody } from '../../src/render/parse.ts';
import { gazette } from '../support/portal.ts';

const corpora = resolve(process.env['GAZETTE_CORPORA'] ?? '../shared/corpora');
const source = join(corpora, 'astro-upgrade');
const docs = join(source, 'src/content/docs');
const canonical: Readonly<Record<string, string>> = { 'pt-br': 'pt-BR', 'zh-cn': 'zh-CN' };

describe.skipIf(!existsSync(source))('Astro, 33 upgrade guides in 9 locales', () => {
  it('makes entries of the English ones and translations of the rest, as far as they go', async () => {
    const root = mkdtempSync(join(tmpdir(), 'gazette-guides-'));
    const options = { product: 'astro', root, locale: 'en', force: false, dryRun: false };
    const result = runImport(upgradeGuides, [source], options);
    expect(result.ok).toBe(true);
    const folder = join(root, 'content/migrations');
    let count = 0;
    for (const locale of readdirSync(docs)) {
      const names = readdirSync(join(docs, locale, 'guides/upgrade-to'));
      const written = locale === 'en' ? folder : join(folder, canonical[locale] ?? locale);
      const files = readdirSync(written).filter((name) => name.endsWith('.mdx'));
      expect(files.sort(), locale).toEqual(names.map((name) => `astro-${name}`).sort());
      count += files.length;
      for (const file of files) {
        const text = readFileSync(join(written, file), 'utf8')
          .split('\n---\n')
          .slice(1)
          .join('\n---\n');
        const { findings } = parseBody({ format: 'mdx', text, file, firstLine: 1 });
        expect(hasErrors(findings), file).toBe(false);
        expect(
          findings.map(({ code }) => code),
          file,
        ).not.toContain('unknown-code-option');
        const original = readFileSync(
          join(docs, locale, 'guides/upgrade-to', file.slice(6)),
          'utf8',
        );
        const headings = /^#{2,} .*$/gmu;
        expect(text.match(headings)?.length, file).toBe(original.match(headings)?.length);
        expect(text.match(/^\s*```/gmu)?.length, file).toBe(original.match(/^\s*```/gmu)?.length);
      }
    }
    expect(count).toBe(33);
    const portal = parse(readFileSync(join(root, 'content/portal.yaml'), 'utf8')) as {
      locales: { code: string }[];
    };
    const locales = readdirSync(docs).map((locale) => canonical[locale] ?? locale);
    expect(portal.locales.map(({ code }) => code).sort()).toEqual(locales.sort());
    const checked = await gazette(['check', '--root', root], { timeout: 90_000 });
    expect(checked.code, checked.stdout).toBe(0);
    expect(checked.stdout).not.toMatch(/stale-translation|untracked-translation/u);
    rmSync(root, { recursive: true });
  }, 120_000);
});
