import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rendered } from '../../../src/render/body.ts';
import type { RenderContext } from '../../../src/render/context.ts';
import { renderBody } from '../../../src/render/html.ts';
import { plainText, renderMarkdown } from '../../../src/render/inline.ts';
import { parseBody } from '../../../src/render/parse.ts';
import { testContext } from './context.ts';

/** What a field says when it is read and rendered anew. */
function anew(text: string, context: RenderContext): Rendered {
  const { tree } = parseBody({ format: 'md', text, file: '', firstLine: 1 });
  return renderBody(tree, context);
}

const pieces = fc.constantFrom(
  ...[
    'word',
    'Wörter',
    '版本',
    'نسخة',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '.',
    ', ',
    '- ',
    '1. ',
    '1) ',
    '#',
  ],
  ...['*', '**', '_', '`', '~~', '[a](/b/)', '[a](#b)', '<b>', '</b>', '<a id="x">', '&amp;', '&'],
  ...['www.example.com', 'a@example.com', 'https://example.com', ':note', '{#id}', '\\', '\t', '"'],
  ...['- [ ] ', '- [x] ', '> ', '| a | b |\n| - | - |\n', '![a](b.png)', '```\ncode\n```\n', "'"],
  ...['[^1]', '[^1]: note\n', '\u0007', '\u202e', '\u00a0', '\ud800', '\r\n', '=', '+ ', '<br>'],
);
const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

describe('fields that were read before', () => {
  it('say what they say when they are read anew, on a page and in a feed', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const context of [testContext(), testContext({ locale: 'de', t: () => 'de' })]) {
          const { html, bareHtml } = anew(text, context);
          expect(renderMarkdown(text, context)).toBe(html);
          expect(renderMarkdown(text, context, true)).toBe(bareHtml);
          expect(renderMarkdown(text, context)).toBe(html);
        }
      }),
      { numRuns: 600, seed: 7 },
    );
  });

  it('say in plain text what their words are', () => {
    expect(plainText('**Bold** and `code`, a [link](/x/)')).toBe('Bold and code, a link');
    expect(plainText('**Bold** and `code`, a [link](/x/)')).toBe('Bold and code, a link');
    expect(plainText(' no  markup ')).toBe('no markup');
  });

  it('that are one plain paragraph are escaped', () => {
    expect(renderMarkdown('Say "yes" to 5 of it.', testContext())).toBe(
      '<p>Say "yes" to 5 of it.</p>',
    );
    expect(renderMarkdown('a < b', testContext())).toBe('<p>a &lt; b</p>');
  });
});
