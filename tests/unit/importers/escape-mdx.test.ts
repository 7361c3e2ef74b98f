import fc from 'fast-check';
import { markdownToHast, mdxToHast } from 'satteri';
import { describe, expect, it } from 'vitest';
import { escapeForMdx } from '../../../src/importers/escape-mdx.ts';

interface Tree {
  type: string;
  value?: string;
  children?: Tree[];
}

/** What a reader sees: all text, with raw HTML as written and comments left out. */
function words(tree: Tree): string {
  if (tree.type === 'raw') return /^<!--/u.test(tree.value ?? '') ? '' : (tree.value ?? '');
  if (tree.type === 'text') return tree.value ?? '';
  if (tree.type.startsWith('mdx')) throw new Error(`${tree.type} in the MDX`);
  return (tree.children ?? []).map(words).join('');
}

function seen(tree: unknown): string {
  return words(tree as Tree)
    .replace(/\s+/gu, ' ')
    .trim();
}

const features = { frontmatter: false };

function expectSame(markdown: string): void {
  const mdx = escapeForMdx(markdown);
  expect(seen(mdxToHast(mdx, { features })), mdx).toBe(
    seen(markdownToHast(markdown, { features })),
  );
}

describe('escapeForMdx', () => {
  it.each([
    ['braces', 'a {b} and {', 'a \\{b\\} and \\{'],
    ['angle brackets', 'a < b, vector<T>', 'a \\< b, vector\\<T\\>'],
    ['what is escaped already', '\\{ \\< \\\\{', '\\{ \\< \\\\\\{'],
    ['code spans as they are', '`{a}` `<b>` {', '`{a}` `<b>` \\{'],
    ['fences as they are', '```js {1}\n<{\n```', '```js {1}\n<{\n```'],
    ['an autolink', '<https://a.b/c_d>', '[https://a.b/c\\_d](https://a.b/c\\_d)'],
    ['a mail autolink', '<a@b.c>', '[a@b.c](mailto:a@b.c)'],
    [
      'import at the start of a paragraph',
      'import x\n\nexport y',
      '&#105;mport x\n\n&#101;xport y',
    ],
    ['important words that only look like it', 'important', 'important'],
    ['import in a list, where it is text to MDX too', '- import x', '- import x'],
    ['a destination in angle brackets', '[a](<b c>)', '[a](<b c>)'],
    ['indented code', '    a {\n    b', '```\na {\nb\n```'],
    ['indented code in a list', '1. x\n\n       {y}', '1. x\n\n   ```\n   {y}\n   ```'],
    ['indented code in a quote', '>     {a}\n>     b', '> ```\n> {a}\n> b\n> ```'],
    ['a comment, which nobody should see', 'a <!-- b --> c', 'a  c'],
    ['a block of HTML', '<div>\n*x*\n</div>', '```html\n<div>\n*x*\n</div>\n```'],
    ['a list mark deep in a paragraph', 'a\n     - b', 'a\n     \\- b'],
  ])('keeps %s', (_, markdown, mdx) => {
    expect(escapeForMdx(markdown)).toBe(mdx);
    expectSame(markdown);
  });

  it('shows inline HTML as text', () => {
    expectSame('a <b title="*x* `y`">c</b> d');
    expect(escapeForMdx('<b>c</b>')).toBe('\\<b\\>c\\<\\/b\\>');
  });

  it.each([
    'x[^1{]\n\n[^1{]: {n}',
    '| a{ | <b |\n|--|--|\n| `a\\|b{` | [l](/u{) |',
    '![a{<](b{ "<t")',
    '[a][x{]\n\n[x{]: <foo bar> "t{"',
    '# a {x}\n\nb <T>\n===',
    '- <div>\n  foo\n  </div>\n- b',
  ])('reads the same: %j', (markdown) => {
    expectSame(markdown);
  });

  it('reads the same for texts put together by chance', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '<',
        '>',
        '<T>',
        '{x}',
        '</b>',
        '`',
        '``',
        '\\',
        '&lt;',
        'import ',
        'export ',
        '=>',
      ],
      ...[
        'word',
        'v1.2',
        ' ',
        ' ',
        '\n',
        '\n\n',
        '- a',
        '1. b',
        '> ',
        '# ',
        '**',
        '_',
        '[a](b)',
        '🎉',
      ],
      ...['ä', '    ', 'https://a.b/', '<https://a.b>', '~~', '![', '](', '[^1]', '| c |', '```'],
    );
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (markdown) => {
        expectSame(markdown);
      }),
      { numRuns: 400, seed: 20261103 },
    );
  });
});
