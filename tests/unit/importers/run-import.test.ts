import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endoflife } from '../../../src/importers/endoflife.ts';
import { markdown } from '../../../src/importers/markdown.ts';
import { runImport } from '../../../src/importers/run-import.ts';
import type { ImportResult } from '../../../src/importers/run-import.ts';
import { folder } from './support.ts';

const post = '---\ndate: 2026-01-02\n---\n\nText.\n';
const cycles = (day: string): string =>
  `---\ntitle: P\nreleases:\n  - releaseCycle: "1"\n    eol: ${day}\n---\n`;
const written = 'content/releases/p/1.0.0.md';
const productFile = 'content/products/p.yaml';

function run(sources: string, root: string, options = {}, importer = markdown): ImportResult {
  const defaults = { product: 'p', root, locale: 'en', force: false, dryRun: false };
  return runImport(importer, [sources], { ...defaults, ...options });
}

function text(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('import into a folder', () => {
  it('makes an empty folder a portal', () => {
    const root = join(folder({}), 'new');
    expect(run(folder({ 'v1.0.0.md': post }), root, { locale: 'de' }).ok).toBe(true);
    expect(text(root, 'content/portal.yaml')).toBe('title: p\nlocales:\n  - code: de\n');
    expect(text(root, productFile)).toBe('title: p\nversioning: semver\n');
    expect(existsSync(join(root, written))).toBe(true);
  });

  it('writes nothing in a dry run, and says so', () => {
    const root = folder({});
    const { report } = run(folder({ 'v1.0.0.md': post }), root, { dryRun: true });
    expect(report).toContain('Would take\n  1 × release: v1.0.0.md');
    expect(report).toContain('files: 3 created');
    expect(readdirSync(root)).toEqual([]);
  });

  it('changes nothing when it runs again', () => {
    const [source, root] = [folder({ 'v1.0.0.md': post }), folder({})];
    run(source, root);
    const ledger = text(root, 'content/.gazette-import.json');
    const again = run(source, root);
    expect(again.report).toContain('0 created, 0 updated, 2 unchanged, 0 kept');
    expect(text(root, 'content/.gazette-import.json')).toBe(ledger);
  });

  it('updates what it wrote itself', () => {
    const [source, root] = [folder({ 'v1.0.0.md': post }), folder({})];
    run(source, root);
    writeFileSync(join(source, 'v1.0.0.md'), post.replace('Text', 'Other'));
    expect(run(source, root).ok).toBe(true);
    expect(text(root, written)).toContain('Other.');
  });

  it('keeps an edited file, names it, and overwrites it only with --force', () => {
    const [source, root] = [folder({ 'v1.0.0.md': post }), folder({})];
    run(source, root);
    const edited = text(root, written).replace('Text', 'Mine');
    writeFileSync(join(root, written), edited);
    for (const attempt of [1, 2]) {
      const result = run(source, root);
      expect(result.ok, String(attempt)).toBe(false);
      expect(result.findings).toMatchObject([{ code: 'import-conflict', file: written }]);
      expect(text(root, written)).toBe(edited);
    }
    expect(run(source, root, { force: true }).ok).toBe(true);
    expect(text(root, written)).toContain('Text.');
  });

  it('keeps a file that was there before, also in the other format', () => {
    const root = folder({ [`${written}x`]: 'Mine' });
    const result = run(folder({ 'v1.0.0.md': post }), root);
    expect(result.findings).toMatchObject([{ code: 'import-conflict', file: written }]);
    expect(existsSync(join(root, written))).toBe(false);
  });

  it('takes a checkout with CRLF for what it wrote', () => {
    const [source, root] = [folder({ 'v1.0.0.md': post }), folder({})];
    run(source, root);
    writeFileSync(join(root, written), text(root, written).replaceAll('\n', '\r\n'));
    expect(run(source, root).report).toContain('2 unchanged, 0 kept');
  });

  it('adds to an edited product file, and leaves the rest of it as it stands', () => {
    const mine = '# Ours\ntitle: Mine # keep\nversioning: natural\n';
    const root = folder({ [productFile]: mine, 'content/portal.yaml': 'title: T\n' });
    const source = folder({ 'p.md': cycles('2027-01-02').replace('title: P\n', '') });
    expect(run(source, root, {}, endoflife).ok).toBe(true);
    expect(text(root, productFile)).toBe(
      `${mine}cycles:\n  - cycle: "1"\n    eolFrom: 2027-01-02\n`,
    );
    expect(text(root, 'content/portal.yaml')).toBe('title: T\n');
    writeFileSync(join(source, 'p.md'), cycles('2028-01-02').replace('title: P\n', ''));
    expect(run(source, root, {}, endoflife).ok).toBe(true);
    expect(text(root, productFile)).toContain('eolFrom: 2028-01-02');
    writeFileSync(join(root, productFile), text(root, productFile).replace('2028', '2030'));
    expect(run(source, root, {}, endoflife).findings).toMatchObject([
      { code: 'import-conflict', field: 'cycles' },
    ]);
    expect(text(root, productFile)).toContain('2030-01-02');
  });

  it('refuses links that lead out of the source, and other encodings, by name', () => {
    const outside = folder({ 'v3.0.0.md': post, 'a.png': 'x' });
    const source = folder({
      'v1.0.0.md': '\uFEFF' + post.replaceAll('\n', '\r\n'),
      'v2.0.0.md': new Uint8Array([0xff, 0xfe, 0x41, 0x00]),
      'v4.0.0.md': post.replace('Text.', '![A](img.png) ![B](../x.png) ![C](in.png)'),
      'in.png': 'y',
      'other.txt': 'z',
    });
    symlinkSync(join(outside, 'v3.0.0.md'), join(source, 'v3.0.0.md'));
    symlinkSync(join(outside, 'a.png'), join(source, 'img.png'));
    const root = folder({});
    const { findings, plan } = run(source, root);
    expect(findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'outside-source img.png',
      'not-utf8 v2.0.0.md',
      'outside-source v3.0.0.md',
    ]);
    expect(text(root, written)).toMatch(/^---\nversion: "1.0.0"\n[^\r]*Text\.\n$/u);
    expect(text(root, 'content/releases/p/4.0.0.md')).toContain('A B ![C](in.png)');
    expect(text(root, 'content/releases/p/in.png')).toBe('y');
    expect(plan.unmapped.map(({ what }) => what)).toEqual([
      ...['image beside the note', 'image beside the note', 'other file'],
    ]);
  });

  it('writes nothing through a link that leads out of the portal', () => {
    const [outside, root] = [folder({}), folder({ 'content/portal.yaml': 'title: T\n' })];
    symlinkSync(outside, join(root, 'content/releases'));
    const result = run(folder({ 'v1.0.0.md': post }), root);
    expect(result.findings).toMatchObject([{ code: 'import-outside', file: written }]);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('fails for a source that is missing or empty', () => {
    expect(run('/no/such/source', folder({})).findings).toMatchObject([{ code: 'source-missing' }]);
    expect(run(folder({}), folder({})).findings).toMatchObject([{ code: 'source-empty' }]);
  });
});
