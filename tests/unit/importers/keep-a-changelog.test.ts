import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChangelog } from '../../../src/importers/changelog-parser.ts';
import { keepAChangelog } from '../../../src/importers/keep-a-changelog.ts';
import { note, reasons, source } from './support.ts';

function read(text: string): ReturnType<typeof keepAChangelog.read> {
  return keepAChangelog.read([source('CHANGELOG.md', text)], { product: 'p' });
}

interface Change {
  id: string;
  type: string;
  title: string;
  body?: string;
}

function changes(text: string): Change[] {
  const plan = read(`## [1.0.0] - 2026-01-02\n\n${text}`);
  return note(plan, 'content/releases/p/1.0.0.md').data['changes'] as Change[];
}

describe('keep-a-changelog import', () => {
  it.each([
    ['## [1.1.0] - 2019-02-15', '1.1.0', '2019-02-15', 'released'],
    ['## 1.1.0 (2019-02-15)', '1.1.0', '2019-02-15', 'released'],
    ['## v1.1.0', '1.1.0', 'none', 'released'],
    ['## [1.1.0](https://x.y) - 2019-02-15 [YANKED]', '1.1.0', '2019-02-15', 'withdrawn'],
    ['## [1.1.0-rc.1+b5] – 2019-02-15', '1.1.0-rc.1+b5', '2019-02-15', 'released'],
    ['# 2026.10 - 2026-10-01', '2026.10', '2026-10-01', 'released'],
  ])('reads %s', (heading, version, date, state) => {
    const plan = read(`${heading}\n\n- a\n`);
    const { data } = note(plan, `content/releases/p/${version}.md`);
    expect(data).toMatchObject({ version, date, state });
  });

  it('gives each section its type', () => {
    const text = [
      'Added',
      'Changed',
      'Deprecated',
      'Removed',
      'Fixed',
      'Security',
      'Depreciated:',
      'Docs',
    ]
      .map((section) => `### ${section}\n\n- ${section} thing\n`)
      .join('\n');
    expect(changes(text).map(({ type }) => type)).toEqual([
      ...[
        'feature',
        'enhancement',
        'deprecation',
        'removal',
        'fix',
        'security',
        'deprecation',
        'other',
      ],
    ]);
    expect(reasons(read(`## 1.0.0\n${text}`))).toContain(
      'section Docs: it names no type of change; its items have type other',
    );
  });

  it('takes **Breaking:** as the type and says what the section was', () => {
    const text = '### Removed\n\n- **Breaking:** The FAQ.\n- Breaking news.';
    expect(changes(text)).toMatchObject([
      { type: 'breaking', title: 'The FAQ.' },
      { type: 'removal', title: 'Breaking news.' },
    ]);
    expect(reasons(read(`## 1.0.0\n${text}`)).join()).toContain('section Removed of an item');
  });

  it('keeps nested lists, links and the rest of a long paragraph as the body', () => {
    const long = `${'word '.repeat(30)}end. Second sentence.`;
    const text = `### Added\n\n- By [@a].\n- List:\n  - x\n    - y\n- ${long}\n- \`code\` here\n\n[@a]: https://x.y`;
    expect(changes(text)).toEqual([
      { id: 'by-a', title: 'By @a.', type: 'feature', body: '[@a](https://x.y)' },
      { id: 'list', title: 'List', type: 'feature', body: '- x\n  - y' },
      expect.objectContaining({ title: `${'word '.repeat(30)}end.`, body: 'Second sentence.' }),
      { id: 'code-here', title: '`code` here', type: 'feature' },
    ]);
  });

  it('numbers the ids of equal titles', () => {
    expect(
      changes('### Fixed\n\n- Fix it.\n- Fix it.\n- 🎉\n- Fix it!').map(({ id }) => id),
    ).toEqual([...['fix-it', 'fix-it-2', 'change', 'fix-it-3']]);
  });

  it('makes files of what is unreleased', () => {
    const plan = read('## [Unreleased]\n\n### Added\n\n- New [thing](https://x.y).\n\n## 1.0.0\n');
    const { data, body } = note(plan, 'content/changes/p/new-thing.md');
    expect(data).toEqual({ title: 'New thing.', type: 'feature', release: 'next' });
    expect(body.trim()).toBe('[thing](https://x.y)');
    expect(reasons(read('## [Unreleased]\n'))).toEqual(['Unreleased: it is empty']);
  });

  it('refuses a version that stands there twice', () => {
    const plan = read('## 1.0.0\n\n- a\n\n## v1.0.0\n\n- b\n');
    expect(plan.files).toHaveLength(1);
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'import-duplicate-version', line: 5 },
    ]);
  });

  it('refuses a file without versions', () => {
    expect(read('# Hello\n\nText.\n').findings).toMatchObject([{ code: 'import-no-releases' }]);
  });

  it('never throws, and loses no item', () => {
    const piece = fc.constantFrom(
      ...[
        '## ',
        '### ',
        '[1.0.0]',
        ' - 2026-01-02',
        '[YANKED]',
        'Added',
        '\n',
        '\n\n',
        '- ',
        '  - ',
        '> ',
      ],
      ...[
        '**Breaking:** ',
        '[a]: /b\n',
        '[a]',
        '`',
        '<b>',
        '![x](y)',
        '|',
        '🎉',
        'é',
        '\t',
        'Unreleased',
        '1.',
      ],
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (changelog) => {
        const items = readChangelog(changelog).releases.flatMap((release) => release.items);
        const plan = read(changelog);
        const refused = plan.unmapped.some(({ what }) => what === 'whole release');
        const taken = plan.taken.filter(({ what }) => what === 'change');
        if (!refused) expect(taken).toHaveLength(items.length);
      }),
      { numRuns: 300, seed: 20261103 },
    );
  });
});
