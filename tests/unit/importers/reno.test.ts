import { describe, expect, it } from 'vitest';
import { reno } from '../../../src/importers/reno.ts';
import { runImport } from '../../../src/importers/run-import.ts';
import { day } from '../../../src/model/day.ts';
import { folder, note, reasons, source } from './support.ts';

const options = { product: 'p' };
const dated = { product: 'p', version: '2.0.0', date: day('2026-04-01') };

describe('reno import', () => {
  it.each([
    ['features', { type: 'feature' }],
    ['fixes', { type: 'fix' }],
    ['critical', { type: 'fix', impact: 'critical' }],
    ['security', { type: 'security' }],
    ['other', { type: 'other' }],
    ['upgrade', { type: 'other', action: { required: 'true' } }],
    ['deprecations', { type: 'deprecation' }],
  ])('makes a change of each text of %s', (section, fields) => {
    const plan = reno.read(
      [source('a-1.yaml', `---\n${section}:\n  - One.\n  - |\n    Two.\n`)],
      options,
    );
    const { data, body } = note(plan, `content/changes/p/a-1-${section}.md`);
    expect(data).toEqual({ title: 'One.', release: 'next', ...fields });
    expect(body).toBe('');
    expect(note(plan, `content/changes/p/a-1-${section}-2.md`).data['title']).toBe('Two.');
    expect(plan.taken.map(({ what, line }) => [what, line])).toEqual([
      [`text of ${section}`, 3],
      [`text of ${section}`, 4],
    ]);
  });

  it('puts bugs in front of a text into issues, and splits title from body', () => {
    const text =
      '    [`bug 1 <https://b.c/1>`_] [`bug 2 <https://b.c/2>`]\n    The ``a`` option is gone.\n\n    Use *b*.\n';
    const plan = reno.read([source('a.yaml', `fixes:\n  - |\n${text}`)], options);
    const { data, body } = note(plan, 'content/changes/p/a-fixes.md');
    expect(data).toMatchObject({
      title: 'The `a` option is gone.',
      issues: ['https://b.c/1', 'https://b.c/2'],
    });
    expect(body.trim()).toBe('Use *b*.');
  });

  it('takes sections that are one letter off as what they mean, and names them', () => {
    const files = ['feature', 'upgrades', 'api_changes'].map((key) =>
      source(`${key}.yaml`, `${key}:\n  - Text.\n`),
    );
    const plan = reno.read(files, options);
    expect(plan.findings.map(({ code, file, field }) => [code, file, field])).toEqual([
      ['import-section-typo', 'feature.yaml', 'feature'],
      ['import-section-typo', 'upgrades.yaml', 'upgrades'],
      ['import-section-unknown', 'api_changes.yaml', 'api_changes'],
    ]);
    expect(note(plan, 'content/changes/p/feature-features.md').data['type']).toBe('feature');
    expect(note(plan, 'content/changes/p/upgrades-upgrade.md').data).toHaveProperty('action');
    expect(note(plan, 'content/changes/p/api_changes-api_changes.md').data['type']).toBe('other');
  });

  it('writes a release, deprecations and known issues when release and day are named', () => {
    const text =
      'prelude: >\n  Much is *new*.\ndeprecations:\n  - The ``x`` option is deprecated.\nissues:\n  - It breaks.\n';
    const plan = reno.read([source('a.yaml', text)], dated);
    const release = note(plan, 'content/releases/p/2.0.0.md');
    expect([release.data['date'], release.body.trim()]).toEqual(['2026-04-01', 'Much is *new*.']);
    expect(note(plan, 'content/deprecations/a-deprecations.md').data).toEqual({
      title: 'The `x` option is deprecated.',
      product: 'p',
      subject: { kind: 'option', name: 'x' },
      announcedIn: '2.0.0',
      announcedOn: '2026-04-01',
      removalDate: 'tba',
    });
    expect(note(plan, 'content/changes/p/a-deprecations.md').data).toMatchObject({
      deprecation: 'a-deprecations',
      release: '2.0.0',
    });
    expect(note(plan, 'content/known-issues/a-issues.md').data).toMatchObject({
      affects: ['2.0.0'],
      severity: 'medium',
    });
  });

  it('invents no day: without one a deprecation is a change, and that is told', () => {
    const files = [source('a.yaml', 'deprecations:\n  - Gone soon.\n')];
    for (const given of [options, { product: 'p', version: '2.0.0' }]) {
      const plan = reno.read(files, given);
      expect(plan.files.some(({ path }) => path.startsWith('content/deprecations/'))).toBe(false);
      expect(reasons(plan).join()).toContain('nothing tells the day');
    }
  });

  it('takes versions and days from a reno.cache, which may stand alone', () => {
    const cache =
      'notes:\n- version: 1.0.0\n  files:\n  - [releasenotes/notes/a.yaml, abc]\n' +
      '- version: 2.0.0\n  files:\n  - - releasenotes/notes/b.yaml\n    - def\n' +
      'dates:\n- {version: 1.0.0, date: 1759276800}\n' +
      'file-contents:\n  releasenotes/notes/b.yaml:\n    fixes: [From the cache.]\n';
    const files = [
      source('notes/a.yaml', 'deprecations:\n  - Gone.\n'),
      source('notes/reno.cache', cache),
    ];
    const plan = reno.read(files, options);
    expect(note(plan, 'content/deprecations/a-deprecations.md').data).toMatchObject({
      announcedIn: '1.0.0',
      announcedOn: '2025-10-01',
    });
    expect(note(plan, 'content/changes/p/b-fixes.md').data['release']).toBe('2.0.0');
    expect(note(plan, 'content/releases/p/2.0.0.md').data['date']).toBe('none');
  });

  it('drops nothing in silence', () => {
    const files = [
      source('notes/a.yaml', 'fixes:\n  - Note: this\n  -\n'),
      source('notes/b.yaml', ''),
      source('notes/c.yaml', 'fixes: [\n'),
      source('config.yaml', 'a: b\n'),
      source('locale/ja/x.po', 'msgid "a"\nmsgstr "b"\n'),
    ];
    const plan = reno.read(files, options);
    expect(note(plan, 'content/changes/p/a-fixes.md').data['title']).toBe('Note: this');
    expect(plan.unmapped.map(({ from, what }) => `${from} ${what}`)).toEqual([
      'notes/b.yaml empty note',
      'notes/c.yaml whole note',
      'config.yaml other file',
      'locale/ja/x.po translations (1 texts)',
      'notes/a.yaml fixes that is no text',
      'notes/a.yaml empty fixes',
    ]);
    expect(plan.findings).toMatchObject([{ severity: 'error', file: 'notes/c.yaml' }]);
  });

  it('adds to releases that are there, and never replaces them', () => {
    const notes = folder({ 'a.yaml': 'prelude: New.\nfixes:\n  - Mended.\n' });
    const there = '---\nversion: "2.0.0"\ndate: 2026-04-01\n---\n\nMine.\n';
    const root = folder({ 'content/releases/p/2.0.0.mdx': there });
    const run = { ...dated, root, locale: 'en', force: true, dryRun: false };
    const result = runImport(reno, [notes], run);
    expect(result.ok).toBe(true);
    expect(result.findings).toMatchObject([
      { code: 'import-kept', severity: 'warning', file: 'content/releases/p/2.0.0.mdx' },
    ]);
    expect(runImport(reno, [notes], run).report).toContain('0 created, 0 updated');
  });
});
