import { expect, test } from 'vitest';
import { parse, told } from './context.ts';

test.each([
  ['a\n\n<Aside>\nx', '3 unclosed-tag'],
  ['a\n\n<Aside>text\n\nmore</Aside>', '3 unclosed-tag'],
  ['line <br> more', '1 unclosed-tag'],
  ['a\n</Aside>', '2 unopened-tag'],
  ['a\n\nb {c', '3 stray-brace'],
  ['a {1 +}', '1 stray-brace'],
  ['a\n\n1 <2', '3 stray-angle'],
  ['a <b', '1 stray-angle'],
  ['<Aside type=tip>x</Aside>', '1 stray-angle'],
  ['<!-- c -->', '1 html-comment'],
  ['see <https://example.com>', '1 autolink'],
  ['a {b} c', '1 expression'],
  ['{process.exit()}', '1 expression'],
  ['a\n\nimport x from "y"', '3 module-code'],
  ['a\n\nexport const x = 1', '3 module-code'],
  ['import is faster now', '1 module-code'],
  ['<Aside {...x}>y</Aside>', '1 spread-attribute'],
  ['<Aside type={"tip"}>y</Aside>', '1 expression-attribute'],
  ['<Aside type="tip" type="note">y</Aside>', '1 duplicate-attribute'],
  ['<>x</>', '1 unknown-component'],
  ['<Foo.Bar />', '1 unknown-component'],
  ['<div onclick="x">y</div>', '1 html-removed'],
  ['<script>alert(1)</script>', '1 html-removed'],
  ['a <div>b</div> c', '1 block-in-line'],
  ['<li>x</li>', '1 misplaced-element'],
  ['<details>\nx\n</details>', '1 missing-content'],
])('%j', (text, finding) => {
  const body = parse(text);
  expect(told(body)).toContain(finding);
  for (const item of body.findings) expect(item.fix, item.code).toMatch(/\S/);
});

test('lines count from the file’s', () => {
  expect(told(parse('a\r\n\r\n{b}\r\n', 'mdx', 12))).toEqual(['14 expression']);
});

test('all mistakes are told at once, each once', () => {
  const text = 'a {b\n\n<Aside>\n\nc\n\n</Foo>\n\n<https://example.com>\n\nd <= 3 {\n';
  const lines = told(parse(text));
  expect(lines).toContain('1 stray-brace');
  expect(lines).toContain('9 autolink');
  expect(new Set(lines).size).toBe(lines.length);
});

test('a sentence that looks like a module says how to write it', () => {
  expect(parse('export speed doubled').findings[0]?.fix).toContain('&#101;xport');
  expect(parse('import { Aside } from "x"').findings[0]?.fix).toContain('Delete the line');
  expect(parse('&#101;xport speed doubled').findings).toEqual([]);
});

test.each(['{/* note */}', 'a {/* note */} b', '{/*\nnote\n*/}\n\nc'])(
  'comments go: %j',
  (text) => {
    const body = parse(text);
    expect(body.findings).toEqual([]);
    expect(JSON.stringify(body.tree)).not.toContain('note');
  },
);

test('Markdown takes braces and lone angles as text', () => {
  const body = parse('a {b} < c {/* d */} 1 <2 import x\n\nimport y from "z"', 'md');
  expect(body.findings).toEqual([]);
});

test('whatever is thrown at it, it answers', () => {
  for (const text of [
    '',
    '\n',
    '<',
    '{',
    '}',
    '</',
    ':::',
    '[^',
    '```',
    '<a',
    '{{{{',
    '<<<<',
    '|',
    '\u{1f600}{',
  ]) {
    for (const format of ['md', 'mdx'] as const) expect(() => parse(text, format)).not.toThrow();
  }
});
