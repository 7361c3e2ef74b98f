import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readPlainYaml } from '../../../src/catalog/plain-yaml.ts';

/** What the whole parser makes of a text; undefined when it has anything to say about it. */
function whole(text: string): unknown {
  const document = parseDocument(text, { schema: 'core', strict: true, uniqueKeys: true });
  if (document.errors.length + document.warnings.length > 0) return undefined;
  return document.toJS({ maxAliasCount: 0 });
}

/** Pieces of which YAML is made, and those that change what others mean. */
const piece = fc.constantFrom(
  ...['a', 'b: ', 'c:', 'd', '- ', '-', '\n', '\n', '\n  ', '\n    ', '\n- ', '\n  - ', ' ', ': '],
  ...['"', "'", '"x"', "'y'", '#', ' #', '[', ']', '[]', '{}', ',', '|', '>', '\\', '&', '*', '!'],
  ...[
    '1',
    '0',
    '01',
    '1.5',
    '1e3',
    '0x1',
    '0o7',
    '1.2.3',
    '2026-11-21',
    '12 h',
    '~',
    'null',
    'true',
  ],
  ...[
    'False',
    'yes',
    'no',
    '.inf',
    '-1',
    '+1',
    '---',
    '...',
    '?',
    '%',
    '@',
    '`',
    '<<',
    'é',
    '日本',
  ],
  ...[
    '[a, ',
    ', b]',
    '{ a: ',
    ' }',
    '{',
    '}',
    'key: value\n',
    'title: A title\n',
    'list:\n',
    '  - id: x\n',
    '    title: T\n',
    'n: 1\n',
  ],
);
const lines = fc.array(
  fc.tuple(
    fc.constantFrom('', '', '  ', '    ', '- ', '  - ', '    - '),
    fc.constantFrom('a:', 'b:', 'c-d:', 'e', '"f":', 'null:', 'x y:'),
    fc.constantFrom(
      '',
      ' ',
      ' 1',
      ' text',
      ' more text',
      ' "q"',
      " 'q'",
      ' []',
      ' 1.0',
      ' a: b',
      ' 12:30',
      ' 1_000',
      ' ./x',
      ' /y',
      ' 4.3.0-beta.1',
      ' 1.2.',
      ' 9e1',
      ' .5',
      ' 2026-11-21T22:00',
      ' >-',
    ),
  ),
  { maxLength: 9 },
);
/** Fields that are nearly always right, some of them one step away from it. */
const nearlyPlain = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd-e', 'f'),
      fc.oneof(
        { weight: 3, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 5 }) },
        fc.constantFrom(
          'x',
          'true',
          '12',
          '"q r"',
          "''",
          '[a, b]',
          '{ a: b, c: 1 }',
          '12:30',
          '1_0',
        ),
        fc.constantFrom(
          './x',
          '/y',
          '4.3.0-beta.1',
          '1.2.',
          '9e1',
          '0x1f',
          '1.5',
          '2026-11-21T22:00',
        ),
        fc.constantFrom(
          '\n- x\n- y',
          '\n  - g: 1\n    h: 2\n  - g: 3',
          '\n  i: 1\n  j: x y',
          '1e',
          '0o17',
        ),
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((fields) =>
    fields.map(([name, value]) => `${name}: ${value}`.replace(': \n', ':\n')).join('\n'),
  );
const text = fc.oneof(
  { weight: 2, arbitrary: nearlyPlain },
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  lines.map((all) => all.map((parts) => parts.join('')).join('\n')),
);

describe('readPlainYaml', () => {
  it('reads what a whole parser reads, or leaves it to that', () => {
    let plain = 0;
    fc.assert(
      fc.property(text, (yaml) => {
        const read = readPlainYaml(yaml);
        if (read === null) return;
        plain += 1;
        expect(read).toEqual(whole(yaml));
        expect(JSON.stringify(read)).toBe(JSON.stringify(whole(yaml)));
      }),
      { numRuns: 20_000 },
    );
    expect(plain).toBeGreaterThan(500);
  });

  it('reads nearly all that notes have between their hyphens', () => {
    const content = path.resolve(import.meta.dirname, '../../../content');
    const matters = readdirSync(content, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .map((note) => /^---\n([^]*?)^---$/m.exec(note)?.[1] ?? '');
    let plain = 0;
    for (const matter of matters) {
      const read = readPlainYaml(matter);
      if (read === null) continue;
      plain += 1;
      expect(read).toEqual(whole(matter));
    }
    expect(plain / matters.length).toBeGreaterThan(0.3);
  });
});
