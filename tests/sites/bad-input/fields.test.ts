import { describe, expect, it } from 'vitest';
import { findings, good, load, release } from './portal.ts';

const file = 'content/releases/atlas/1.0.0.mdx';
const portal = 'content/portal.yaml';
const least = 'version: "1.0.0"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n';
const note = (fields: string, body = 'Text.'): Record<string, string> => ({
  [file]: `---\n${fields}---\n${body}\n`,
});

it('finds nothing in a portal that is right', async () => {
  const { catalog, findings: found } = await load();
  expect(found).toEqual([]);
  expect(catalog?.entries.release.map(({ id }) => id)).toEqual(['atlas/1.0.0']);
});

describe('fields', () => {
  it('unknown or misspelled: names the field that was meant', async () => {
    expect(await findings(note(`${least}sumary: Hello\n`))).toEqual([
      {
        code: 'unknown-field',
        severity: 'error',
        file,
        line: 6,
        column: 1,
        field: 'sumary',
        message: 'There is no field sumary.',
        expected: expect.stringContaining('summary') as string,
        found: 'sumary',
        fix: 'Did you mean summary?',
      },
    ]);
    const [nested] = await findings(
      note(`${least}changes:\n  - id: a\n    title: A\n    typ: fix\n    type: fix\n`),
    );
    expect(nested).toMatchObject({
      line: 9,
      column: 5,
      field: 'changes[0].typ',
      fix: 'Did you mean type?',
    });
  });

  it('wrong type: says what is there and what should be', async () => {
    expect(await findings(note(`${least}tier: big\nmodules: billing\n`))).toMatchObject([
      {
        code: 'wrong-type',
        line: 6,
        column: 7,
        field: 'tier',
        expected: 'a number',
        found: 'big',
        message: 'tier is text.',
      },
      {
        code: 'wrong-type',
        line: 7,
        field: 'modules',
        expected: 'a list of text',
        found: 'billing',
      },
    ]);
    const [state] = await findings(note(`${least}state: releasd\n`));
    expect(state).toMatchObject({
      code: 'wrong-value',
      line: 6,
      found: 'releasd',
      fix: 'Did you mean released?',
    });
    const [rollback] = await findings(note(least.replace('rollback: none', 'rollback: sure')));
    expect(rollback).toMatchObject({ field: 'rollback', found: 'sure', line: 4 });
    expect(rollback?.expected).toContain('or the word none');
    const [inner] = await findings(
      note(least.replace('rollback: none', 'rollback:\n  suported: true')),
    );
    expect(inner).toMatchObject({ field: 'rollback.supported', code: 'missing-field' });
  });

  it('version without quotes: shows it as written, and what it would become', async () => {
    expect(await findings(note(least.replace('"1.0.0"', '1.10')))).toEqual([
      {
        code: 'wrong-type',
        severity: 'error',
        file,
        line: 2,
        column: 10,
        field: 'version',
        message:
          'version is written without quotes: 1.10 is a number in YAML and would become 1.1.',
        expected: 'text in quotes',
        found: '1.10',
        fix: 'Quote it: version: "1.10".',
      },
    ]);
  });

  it('days that do not exist', async () => {
    expect(await findings(note(least.replace('2026-11-03', '2026-02-30')))).toEqual([
      {
        code: 'not-a-day',
        severity: 'error',
        file,
        line: 3,
        column: 7,
        field: 'date',
        message: '2026-02-30 is not a day: February 2026 has 28 days.',
        expected: expect.stringContaining('a day, as YYYY-MM-DD') as string,
        found: '2026-02-30',
        fix: 'Write a day that exists, as YYYY-MM-DD.',
      },
    ]);
  });

  it('missing: each field of the template, with what to write', async () => {
    const found = await findings(note('summary: Hello\n'));
    expect(found.map(({ code, field, line, fix }) => [code, field, line, fix])).toEqual([
      ['missing-field', 'date', 2, 'Add date: YYYY-MM-DD, or date: none while there is none.'],
      [
        'missing-field',
        'knownIssues',
        2,
        'Add knownIssues: with a list of ids, or knownIssues: none.',
      ],
      [
        'missing-field',
        'rollback',
        2,
        'Add rollback: with supported: true or false, or rollback: none.',
      ],
      ['missing-field', 'version', 2, 'Add version: "1.2.3", as in the file name.'],
    ]);
    const [empty] = await findings(note(least.replace('rollback: none', 'rollback:')));
    expect(empty).toMatchObject({
      field: 'rollback',
      message: 'rollback has no value.',
      found: 'nothing',
      line: 4,
    });
  });

  it('tells of everything at once, over all files', async () => {
    const found = await findings({
      ...note('sumary: x\n'),
      'content/products/beam.yaml': 'titel: Beam\n',
      'content/glossary/sso.yaml': 'title: SSO\n',
    });
    expect(new Set(found.map((finding) => finding.file)).size).toBe(3);
    expect(found.length).toBe(8);
    for (const finding of found) {
      for (const part of [
        'file',
        'line',
        'field',
        'message',
        'expected',
        'found',
        'fix',
      ] as const) {
        expect([part, finding[part]]).not.toEqual([part, undefined]);
      }
    }
  });
});

describe('YAML', () => {
  it('duplicate keys', async () => {
    expect(await findings(note(`${least}tier: 1\ntier: 2\n`))).toMatchObject([
      {
        code: 'duplicate-key',
        file,
        line: 7,
        column: 1,
        field: 'tier',
        message: 'The field tier is written twice.',
      },
    ]);
  });

  it('front matter that is never closed, or not there', async () => {
    expect(await findings({ [file]: `---\n${least}Text.\n` })).toMatchObject([
      { code: 'unclosed-front-matter', file, line: 1, found: 'the end of the file' },
    ]);
    expect(await findings({ [file]: 'Text.\n' })).toMatchObject([
      { code: 'missing-front-matter', file, line: 1, found: 'Text.' },
    ]);
    expect((await findings({ [file]: '' }))[0]?.code).toBe('missing-front-matter');
  });

  it.each(['__proto__', 'constructor', 'prototype', '"__pro\\u0074o__"'])(
    '%s as a key',
    async (key) => {
      const found = await findings(note(`${least}${key}:\n  polluted: yes\n`));
      expect(found).toMatchObject([{ code: 'forbidden-key', file, line: 6, column: 1 }]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it('alias bombs, deep nesting and endless lists, in no time', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let index = 1; index < 30; index += 1) {
      const [name, inner] = [`a${index}`, index === 1 ? 'a' : `a${index - 1}`];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${inner}`).join(',')}]`);
    }
    const start = performance.now();
    const codes = async (fields: string): Promise<unknown> =>
      [
        ...new Set((await findings(note(fields))).map(({ code, line }) => (line ? code : ''))),
      ].join();
    expect(await codes(`${least}${bomb.join('\n')}\n`)).toBe('yaml-alias');
    expect(await codes(`${least}x: ${'['.repeat(100_000)}\n`)).toBe('yaml-too-deep');
    expect(await codes(`${least}x: ${'{a: '.repeat(100_000)}\n`)).toBe('yaml-too-deep');
    expect(await codes(`${least}x:\n  ${'- '.repeat(50_000)}\n`)).toBe('yaml-too-deep');
    expect(await codes(`${least}x: ${'a'.repeat(600_000)}\n`)).toBe('yaml-too-long');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('deep blocks, one space a level', async () => {
    const deep = Array.from({ length: 600 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    const found = await findings(note(`${least}${deep}\n`));
    expect(found.map(({ code }) => code)).toEqual(['yaml-too-deep']);
  });

  it('tags, merge keys, several documents and what is no YAML', async () => {
    const code = async (fields: string): Promise<unknown> => {
      const found = await findings(note(fields));
      return found.map((finding) => [finding.code, finding.line]);
    };
    expect(await code(`${least}summary: !!js/function x\n`)).toEqual([['yaml-tag', 6]]);
    expect(await code(`${least}summary: !!str 5\n`)).toEqual([['yaml-tag', 6]]);
    expect(await code(`${least}<<: {tier: 1}\n`)).toEqual([['yaml-merge', 6]]);
    expect(await code(`${least}summary: a: b\n`)).toEqual([['yaml-syntax', 6]]);
    expect(await code(`${least}summary: "a\n`)).toEqual([['yaml-syntax', expect.any(Number)]]);
    expect(await code('- a\n- b\n')).toEqual([['not-fields', 2]]);
    expect(await code('')).toEqual([['not-fields', 2]]);
    expect((await findings({ [portal]: 'title: A\n---\ntitle: B\n' }))[0]?.code).toBe(
      'yaml-syntax',
    );
  });

  it('control characters, written or escaped', async () => {
    expect(await findings(note(`${least}summary: a\u0000b\n`))).toMatchObject([
      { code: 'control-character', file, line: 6 },
    ]);
    expect(await findings(note(`${least}summary: "a\\u0000b"\n`))).toMatchObject([
      { code: 'control-character', file, line: 6 },
    ]);
    expect(await findings(note(least, 'a\u0008b'))).toMatchObject([
      { code: 'control-character', file, line: 7 },
    ]);
  });

  it('does not take ampersands and stars in text for anchors', async () => {
    expect(await findings(note(`${least}summary: Q & A, 5 * 4, really!, a \\ b\n`))).toEqual([]);
  });
});

describe('encodings', () => {
  const text = good[file] as string;

  it('BOM, CRLF and CR make no difference', async () => {
    const of = async (content: string): Promise<unknown> => {
      const { catalog, findings: found } = await load({ [file]: content });
      expect(found).toEqual([]);
      return catalog?.entries.release;
    };
    const plain = await of(text);
    expect(await of(`\ufeff${text}`)).toEqual(plain);
    expect(await of(text.replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(await of(`\ufeff${text.replaceAll('\n', '\r')}`)).toEqual(plain);
  });

  it.each([
    ['UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    [
      'UTF-32LE',
      Buffer.concat(
        [...`\ufeff${text}`].map((c) =>
          Buffer.from(new Uint32Array([c.codePointAt(0) ?? 0]).buffer),
        ),
      ),
    ],
    ['Windows-1252 (Latin 1)', Buffer.from(text.replace('Text.', 'Größe'), 'latin1')],
    [
      'Shift_JIS',
      Buffer.concat([Buffer.from(text), Buffer.from([0x83, 0x8a, 0x83, 0x8a, 0x81, 0x5b])]),
    ],
  ])('%s is refused by its name', async (name, bytes) => {
    expect(await findings({ [file]: bytes })).toMatchObject([
      { code: 'encoding', file, expected: 'UTF-8', found: name, fix: 'Save the file as UTF-8.' },
    ]);
  });

  it('names the line of the first byte that is no UTF-8', async () => {
    const bytes = Buffer.from(text.replace('Text.', 'Text.\n\nGröße'), 'latin1');
    expect((await findings({ [file]: bytes }))[0]?.line).toBe(9);
  });
});

describe('notes', () => {
  it('unknown components, imports and expressions are told with file and line', async () => {
    const bodies = ['<Nope />', "import x from 'x'", 'a {1 + 1} b', 'export const x = 1'];
    for (const body of bodies) {
      const [finding] = await findings(note(least, `\n${body}\n`));
      expect([body, finding?.severity, finding?.file, finding?.line]).toEqual([
        body,
        'error',
        file,
        8,
      ]);
    }
  });

  it('Markdown in fields is checked like a body', async () => {
    const fields = `${least}summary: Fine\nbenefits: "[x](javascript:alert(1))"\n`;
    expect(await findings(note(fields))).toMatchObject([{ code: 'refused-link', file, line: 7 }]);
  });
});

describe('duplicate versions', () => {
  it('are found whatever their form', async () => {
    const found = await findings({
      'content/releases/atlas/2.0.0.mdx': release('2.0.0'),
      'content/releases/atlas/v2.0.0.mdx': release('v2.0.0'),
      'content/releases/atlas/2.0.0+b5.mdx': release('2.0.0+b5'),
    });
    expect(found.map(({ code, file: where, line, field }) => [code, where, line, field])).toEqual([
      ['duplicate-version', 'content/releases/atlas/2.0.0+b5.mdx', 2, 'version'],
      ['duplicate-version', 'content/releases/atlas/v2.0.0.mdx', 2, 'version'],
    ]);
    expect(found[0]?.message).toBe(
      'The version 2.0.0+b5 is that of content/releases/atlas/2.0.0.mdx too.',
    );
  });

  it('in .md and .mdx are one id', async () => {
    expect(await findings({ 'content/releases/atlas/1.0.0.md': release('1.0.0') })).toMatchObject([
      { code: 'duplicate-id', file: 'content/releases/atlas/1.0.0.mdx' },
    ]);
  });
});
