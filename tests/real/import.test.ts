import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { mdxToHast, markdownToHast } from 'satteri';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { endoflife } from '../../src/importers/endoflife.ts';
import { toMdx } from '../../src/importers/escape-mdx.ts';
import type { Importer } from '../../src/importers/importer.ts';
import { keepAChangelog } from '../../src/importers/keep-a-changelog.ts';
import { markdown } from '../../src/importers/markdown.ts';
import { runImport } from '../../src/importers/run-import.ts';
import type { ImportResult } from '../../src/importers/run-import.ts';
import { productSchema } from '../../src/model/product.ts';
import { releaseSchema } from '../../src/model/release.ts';
import { compareVersions } from '../../src/model/version.ts';
import { parseBody } from '../../src/render/parse.ts';

const corpora = resolve(process.env['GAZETTE_CORPORA'] ?? '../shared/corpora');

function run(importer: Importer, source: string, product: string, root: string): ImportResult {
  const options = { product, root, locale: 'en', force: false, dryRun: false };
  return runImport(importer, [join(corpora, source)], options);
}

function newRoot(): string {
  return mkdtempSync(join(tmpdir(), 'gazette-real-'));
}

function frontMatter(path: string): Record<string, unknown> {
  const text = readFileSync(path, 'utf8');
  return parse(text.slice(4, text.indexOf('\n---\n') + 1)) as Record<string, unknown>;
}

interface Tree {
  type: string;
  value?: string;
  children?: Tree[];
}

function words(tree: Tree): string {
  if (tree.type === 'raw') return /^<!--/u.test(tree.value ?? '') ? '' : (tree.value ?? '');
  return tree.type === 'text' ? (tree.value ?? '') : (tree.children ?? []).map(words).join('');
}

const seen = (tree: unknown): string => words(tree as Tree).replace(/\s+/gu, ' ');

describe.skipIf(!existsSync(join(corpora, 'nodejs')))(
  'Node.js, 205 release posts and its cycles',
  () => {
    const source = join(corpora, 'nodejs/release');

    it('takes every release with the day of its source, and cycles with theirs', () => {
      const root = newRoot();
      const result = run(markdown, 'nodejs/release', 'nodejs', root);
      expect(result.findings).toEqual([]);
      const names = readdirSync(source);
      expect(names).toHaveLength(205);
      const folder = join(root, 'content/releases/nodejs');
      expect(readdirSync(folder)).toHaveLength(205);
      for (const name of names) {
        const written = frontMatter(join(folder, name.slice(1)));
        const data = releaseSchema.parse(written);
        expect(data.version).toBe(name.slice(1, -3));
        expect(data.date).toBe(String(frontMatter(join(source, name))['date']).slice(0, 10));
        expect(data.title).toContain(data.version);
        const file = name.slice(1);
        const text = readFileSync(join(folder, file), 'utf8')
          .split('\n---\n')
          .slice(1)
          .join('\n---\n');
        expect(parseBody({ format: 'md', text, file, firstLine: 1 }).findings, name).toEqual([]);
      }
      const versions = names.map((name) => name.slice(1, -3));
      versions.sort((a, b) => compareVersions(a, b, 'semver'));
      expect([versions[0], versions.at(-1)?.split('.')[0]]).toEqual(['18.0.0', '26']);
      expect(versions.indexOf('18.2.0')).toBeLessThan(versions.indexOf('18.10.0'));

      expect(run(endoflife, 'endoflife/nodejs.md', 'nodejs', root).findings).toEqual([]);
      const product = parse(
        readFileSync(join(root, 'content/products/nodejs.yaml'), 'utf8'),
      ) as unknown;
      const { cycles, title, versioning } = productSchema.parse(product);
      expect({ title, versioning }).toEqual({ title: 'Node.js', versioning: 'semver' });
      const releases = frontMatter(join(corpora, 'endoflife/nodejs.md'))['releases'] as Record<
        string,
        unknown
      >[];
      expect(cycles).toEqual(
        releases.map((release) => ({
          cycle: release['releaseCycle'],
          releaseDate: release['releaseDate'],
          ...('lts' in release ? { ltsFrom: release['lts'] } : {}),
          ...('eoas' in release ? { eoasFrom: release['eoas'] } : {}),
          ...('eol' in release ? { eolFrom: release['eol'] } : {}),
          ...('eoes' in release ? { eoesFrom: release['eoes'] } : {}),
        })),
      );
      expect(run(markdown, 'nodejs/release', 'nodejs', root).report).toContain('206 unchanged');
    });

    it.each(['release', 'vulnerability'])('escapes each text of %s for MDX', (kind) => {
      for (const name of readdirSync(join(corpora, 'nodejs', kind))) {
        const text = readFileSync(join(corpora, 'nodejs', kind, name), 'utf8');
        const body = text.slice(text.indexOf('\n---', 4) + 4);
        const mdx = toMdx(body);
        expect(mdx, name).not.toBeNull();
        expect(seen(mdxToHast(mdx ?? '')), name).toBe(seen(markdownToHast(body)));
      }
    });

    it('names every security post, and takes none for a release', () => {
      const { plan } = run(markdown, 'nodejs/vulnerability', 'nodejs', newRoot());
      const posts = readdirSync(join(corpora, 'nodejs/vulnerability'));
      expect(plan.files).toEqual([]);
      expect(plan.unmapped.map(({ from }) => from)).toEqual(posts.sort());
    });
  },
);

describe.skipIf(!existsSync(join(corpora, 'endoflife')))('endoflife.date', () => {
  it('takes all cycles of all its products', () => {
    const files = readdirSync(join(corpora, 'endoflife')).filter((name) => name.endsWith('.md'));
    expect(files.length).toBeGreaterThanOrEqual(28);
    const root = newRoot();
    for (const name of files) {
      const product = name.slice(0, -3);
      expect(run(endoflife, `endoflife/${name}`, product, root).findings, name).toEqual([]);
      const yaml = readFileSync(join(root, `content/products/${product}.yaml`), 'utf8');
      const source = frontMatter(join(corpora, 'endoflife', name));
      const releases = source['releases'] as Record<string, unknown>[];
      const { cycles } = productSchema.parse(parse(yaml));
      expect(cycles.map(({ cycle, eolFrom }) => [cycle, eolFrom])).toEqual(
        releases.map((release) => [release['releaseCycle'], release['eol']]),
      );
    }
  });
});

describe.skipIf(!existsSync(join(corpora, 'keep-a-changelog')))('keepachangelog.com', () => {
  it('makes a change of each bullet, and a release of each version', () => {
    const root = newRoot();
    const { findings } = run(keepAChangelog, 'keep-a-changelog/CHANGELOG.md', 'kac', root);
    expect(findings).toEqual([]);
    const text = readFileSync(join(corpora, 'keep-a-changelog/CHANGELOG.md'), 'utf8');
    const versions = [...text.matchAll(/^## \[(\d[^\]]*)\] - (\S+)/gmu)];
    let changes = 0;
    for (const [, version = '', date = ''] of versions) {
      const data = releaseSchema.parse(
        frontMatter(join(root, `content/releases/kac/${version}.md`)),
      );
      expect([data.version, data.date]).toEqual([version, date]);
      changes += data.changes.length;
    }
    expect(versions).toHaveLength(16);
    expect(changes).toBe([...text.matchAll(/^- /gmu)].length);
  });
});
