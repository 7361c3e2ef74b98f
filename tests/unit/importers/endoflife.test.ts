import { describe, expect, it } from 'vitest';
import { endoflife } from '../../../src/importers/endoflife.ts';
import { reasons, source } from './support.ts';

function read(head: string, body = ''): ReturnType<typeof endoflife.read> {
  return endoflife.read([source('a.md', `---\n${head}\n---\n${body}`)], { product: 'a' });
}

describe('endoflife import', () => {
  it('maps phases, keeps days and booleans, and names the rest', () => {
    const plan = read(
      [
        'title: A',
        'identifiers:',
        '  - purl: pkg:npm/a',
        '  - cpe: cpe:2.3:a:a:a',
        '  - repology: a',
        'releases:',
        '  - releaseCycle: "1.10"',
        '    codename: Fir',
        '    releaseDate: 2020-01-02',
        '    lts: true',
        '    support: 2021-01-02',
        '    eol: false',
        '    eoes: 2026-02-30',
        '    latest: 1.10.3',
      ].join('\n'),
      '> [A](https://a.b) is *good*.\n\nMore.',
    );
    expect(Object.fromEntries(plan.merges.map(({ key, value }) => [key, value]))).toEqual({
      title: 'A',
      summary: 'A is good.',
      versioning: 'semver',
      cycles: [
        {
          cycle: '1.10',
          codename: 'Fir',
          releaseDate: '2020-01-02',
          ltsFrom: true,
          eoasFrom: '2021-01-02',
          eolFrom: false,
        },
      ],
      identifiers: [{ purl: 'pkg:npm/a' }, { cpe: 'cpe:2.3:a:a:a' }, { other: 'repology:a' }],
    });
    expect(plan.unmapped.map(({ line, what }) => `${String(line)} ${what}`)).toEqual([
      '14 eoes of a cycle',
      '15 latest of a cycle',
      '17 text below the summary',
    ]);
    expect(plan.findings).toEqual([]);
  });

  it('names cycles without a name and cycles named twice', () => {
    const plan = read(
      'title: A\nreleases:\n  - releaseCycle: 1\n  - releaseCycle: 1\n  - eol: true',
    );
    expect(plan.taken).toHaveLength(1);
    expect(reasons(plan)).toEqual([
      'release cycle: cycle 1 is already there',
      'release cycle: it has no releaseCycle',
    ]);
  });

  it('refuses a file without cycles, and a second file', () => {
    expect(read('title: A').findings).toMatchObject([{ code: 'import-no-cycles' }]);
    const file = source('a.md', '---\nreleases:\n  - releaseCycle: 1\n---\n');
    const plan = endoflife.read([file, { ...file, path: 'b.md' }], { product: 'a' });
    expect(plan.findings).toMatchObject([{ code: 'import-one-product', file: 'b.md' }]);
  });
});
