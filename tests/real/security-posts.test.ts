import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { markdown } from '../../src/importers/markdown.ts';
import { runImport } from '../../src/importers/run-import.ts';
import { securityPosts } from '../../src/importers/security-posts.ts';
import { advisorySchema } from '../../src/model/advisory.ts';
import { compareText, hasErrors } from '../../src/model/finding.ts';
import { parseBody } from '../../src/render/parse.ts';
import { gazette } from '../support/portal.ts';
import { securityPostsByHand } from './security-posts-by-hand.ts';

const corpora = resolve(process.env['GAZETTE_CORPORA'] ?? '../shared/corpora');
const source = join(corpora, 'nodejs');

function split(path: string): { data: unknown; body: string } {
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf('\n---\n', 4);
  return { data: parse(text.slice(4, end + 1)), body: text.slice(end + 5) };
}

describe.skipIf(!existsSync(source))('Node.js, 75 security posts', () => {
  it('makes an advisory of each, and each security release mends one', async () => {
    const root = mkdtempSync(join(tmpdir(), 'gazette-security-'));
    const options = { product: 'nodejs', root, locale: 'en', force: false, dryRun: false };
    expect(runImport(markdown, [join(source, 'release')], options).ok).toBe(true);
    const result = runImport(securityPosts, [source], options);
    expect(result.ok).toBe(true);
    const posts = readdirSync(join(source, 'vulnerability'));
    expect(posts).toHaveLength(75);
    const fixed = new Set<string>();
    const read: string[][] = [];
    for (const name of posts) {
      const { data, body } = split(join(root, 'content/advisories', name));
      const advisory = advisorySchema.parse(data);
      const written = split(join(source, 'vulnerability', name));
      const head = written.data as Record<string, unknown>;
      expect(advisory.title).toBe(head['title']);
      expect(advisory.publishedAt).toBe(
        /^date: '?(\S{10})/mu.exec(readFileSync(join(source, 'vulnerability', name), 'utf8'))?.[1],
      );
      for (const cve of advisory.cve) expect(written.body + advisory.title).toContain(cve);
      for (const { fixedIn } of advisory.affected) if (fixedIn !== undefined) fixed.add(fixedIn);
      const { findings } = parseBody({ format: 'md', text: body, file: name, firstLine: 1 });
      expect(hasErrors(findings), name).toBe(false);
      const told = result.findings
        .filter(({ file }) => file === `vulnerability/${name}`)
        .map(({ code }) => code);
      read.push([
        name.slice(0, -3),
        advisory.severity,
        advisory.affected.map(({ range }) => range).join(', '),
        (told.includes('import-severity-guess') ? 's' : '') +
          (told.includes('import-affected-guess') ? 'a' : ''),
      ]);
    }
    const named = (row: readonly string[]): string[] => [...row];
    const byId = (a: string[], b: string[]): number => compareText(a[0] ?? '', b[0] ?? '');
    expect(read.sort(byId)).toEqual(securityPostsByHand.map(named).sort(byId));
    const security = readdirSync(join(source, 'release')).filter((name) =>
      /^This is a security release/mu.test(readFileSync(join(source, 'release', name), 'utf8')),
    );
    expect(security.length).toBe(37);
    expect(
      security.map((name) => name.slice(1, -3)).filter((version) => !fixed.has(version)),
    ).toEqual([]);
    const checked = await gazette(['check', '--root', root], { timeout: 90_000 });
    expect(checked.code, checked.stdout + checked.stderr).toBe(0);
    rmSync(root, { recursive: true });
  }, 120_000);
});
