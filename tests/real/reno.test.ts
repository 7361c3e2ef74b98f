import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reno } from '../../src/importers/reno.ts';
import { runImport } from '../../src/importers/run-import.ts';
import { day } from '../../src/model/day.ts';
import { parseBody } from '../../src/render/parse.ts';
import { gazette } from '../support/portal.ts';

const corpora = resolve(process.env['GAZETTE_CORPORA'] ?? '../shared/corpora');
const source = join(corpora, 'keystone/releasenotes');
const meaning: Readonly<Record<string, string>> = { feature: 'features', upgrades: 'upgrade' };

/** Counts of texts by section, from the YAML alone. */
function countSource(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of readdirSync(join(source, 'notes'))) {
    if (!name.endsWith('.yaml')) continue;
    const note = parse(readFileSync(join(source, 'notes', name), 'utf8')) as Record<
      string,
      unknown
    >;
    for (const [key, value] of Object.entries(note)) {
      const section = meaning[key] ?? key;
      counts[section] = (counts[section] ?? 0) + (Array.isArray(value) ? value.length : 1);
    }
  }
  return counts;
}

function read(folder: string): { name: string; data: Record<string, unknown>; text: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const whole = readFileSync(join(folder, name), 'utf8');
    const end = whole.indexOf('\n---\n', 4);
    const data = parse(whole.slice(4, end + 1)) as Record<string, unknown>;
    return { name, data, text: whole.slice(end + 5) };
  });
}

function kindOf(data: Record<string, unknown>, name: string): string {
  if ('action' in data) return 'upgrade';
  if (data['impact'] === 'critical') return 'critical';
  if (data['type'] === 'other') return name.includes('-prelude') ? 'prelude' : 'other';
  return (
    { feature: 'features', fix: 'fixes', deprecation: 'deprecations' }[String(data['type'])] ??
    String(data['type'])
  );
}

describe.skipIf(!existsSync(source))('Keystone, 376 notes of reno', () => {
  const roots: string[] = [];
  function newRoot(): string {
    const root = mkdtempSync(join(tmpdir(), 'gazette-reno-'));
    roots.push(root);
    return root;
  }
  afterAll(async () => {
    for (const root of roots) await rm(root, { recursive: true });
  });

  it.each([
    ['the next release', {}],
    ['a release that is named', { version: '29.0.0', date: day('2026-04-01') }],
  ])(
    'brings every text of every section into %s',
    async (_, release) => {
      const root = newRoot();
      const options = {
        product: 'keystone',
        root,
        locale: 'en',
        force: false,
        dryRun: false,
        ...release,
      };
      const result = runImport(reno, [source], options);
      expect(result.ok).toBe(true);
      const counts: Record<string, number> = {};
      const changes = read(join(root, 'content/changes/keystone'));
      for (const { name, data } of changes) {
        const kind = kindOf(data, name);
        counts[kind] = (counts[kind] ?? 0) + 1;
        expect(data['release']).toBe('version' in release ? release.version : 'next');
      }
      const expected = countSource();
      expect(expected['prelude']).toBe(11);
      const named = 'version' in release;
      expect(counts).toEqual(
        named
          ? Object.fromEntries(Object.entries(expected).filter(([key]) => key !== 'prelude'))
          : expected,
      );
      const deprecations = read(join(root, 'content/deprecations'));
      expect(deprecations).toHaveLength(named ? (expected['deprecations'] ?? 0) : 0);
      for (const { data } of deprecations) {
        expect(data).toMatchObject({
          announcedOn: '2026-04-01',
          removalDate: 'tba',
          announcedIn: '29.0.0',
        });
      }
      const typos = result.findings.filter(({ code }) => code === 'import-section-typo');
      expect(
        typos.map(({ file, found }) => [file.slice(file.lastIndexOf('/') + 1, -5), found]),
      ).toEqual([
        ['bp-basic-default-roles-4ff6502b6ac57d48', 'upgrades'],
        ['bug-1473292-c21481e6aec29ec2', 'feature'],
        ['bug-1872737-f8e1ad3b6705b766', 'feature'],
        ['bug-1951632-11272e49e2fa439d', 'upgrades'],
      ]);
      for (const { name, text } of [...changes, ...deprecations]) {
        const body = parseBody({ format: 'md', text, file: name, firstLine: 1 });
        expect(body.findings, name).toEqual([]);
        const words = text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/gu, '');
        expect(words, name).not.toMatch(/``|`_|\.\. [a-z]+::/u);
      }
      const checked = await gazette(['check', '--root', root], { timeout: 60_000 });
      expect(checked.stdout + checked.stderr).not.toMatch(/error/iu);
      expect(checked.code).toBe(0);
    },
    90_000,
  );

  it('keeps all words: each code of a note stands in what came of it', () => {
    const root = newRoot();
    const options = { product: 'k', root, locale: 'en', force: false, dryRun: false };
    runImport(reno, [source], options);
    const written = read(join(root, 'content/changes/k'))
      .map(({ data, text }) => `${String(data['title'])} ${text}`)
      .join('\n')
      .replace(/[\s>]+/gu, '');
    for (const name of readdirSync(join(source, 'notes'))) {
      const yaml = readFileSync(join(source, 'notes', name), 'utf8');
      for (const [, code = ''] of yaml.matchAll(/``([^`]+)``(?=[\s.,)])/gu)) {
        expect(written, name).toContain(code.replace(/[\s>]+/gu, ''));
      }
    }
  });
});
