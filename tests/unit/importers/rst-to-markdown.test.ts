import { describe, expect, it } from 'vitest';
import { rstToMarkdown } from '../../../src/importers/rst-to-markdown.ts';

describe('reStructuredText as Markdown', () => {
  it.each([
    ['literals', 'Set ``[token] a_b`` and ``x``s.', 'Set `[token] a_b` and `x`s.'],
    ['literals that run into words', '``a``and ``b``.', '`a`and `b`.'],
    ['single backticks', 'The `os_inherit` option.', 'The `os_inherit` option.'],
    ['emphasis', '*em* and **strong**, 2 * 3 * 4', '*em* and **strong**, 2 \\* 3 \\* 4'],
    ['links', 'See `the docs <https://a.b/c_d>`_.', 'See [the docs](https://a.b/c_d).'],
    ['links over lines', 'See `the\ndocs\n<https://a.b/>`__', 'See [the\ndocs](https://a.b/)'],
    ['links in brackets', '[`bug 1 <https://a.b>`_] X', '\\[[bug 1](https://a.b)\\] X'],
    [
      'named targets',
      '`Big Doc`_ doc_\n\n.. _big doc: https://a.b\n.. _doc: https://c.d',
      '[Big Doc](https://a.b) [doc](https://c.d)',
    ],
    [
      'anonymous targets',
      'From `a`__ to `b`__\n\n.. __: https://a.b\n.. __: https://c.d',
      'From [a](https://a.b) to [b](https://c.d)',
    ],
    ['bare addresses', 'At https://a.b/_x_*y.', 'At https://a.b/_x_*y.'],
    [
      'marks that mean nothing',
      '__init__ <b> [x] a_b #1 ~x~',
      '\\_\\_init\\_\\_ \\<b> \\[x\\] a_b #1 \\~x\\~',
    ],
    ['marks in front of lines', 'a\n# b\n+ c\n1. d\n> e', 'a\n\\# b\n\\+ c\n1\\. d\n\\> e'],
    ['backslashes', 'a\\ b \\*c\\*', 'ab \\*c\\*'],
    ['lists', '- a\n  b\n\n- c\n\n  d', '- a\n  b\n\n- c\n\n  d'],
    ['nested lists', '* a\n\n  * b\n  * c\n* d', '- a\n\n  - b\n  - c\n\n- d'],
    ['numbers', '1. a\n2. b\n#. c', '1. a\n2. b\n1. c'],
    ['literal blocks', 'From::\n\n  a = <b>\n    c\n\nto', 'From:\n\n```\na = <b>\n  c\n```\n\nto'],
    ['expanded literal marks', 'From: ::\n\n  a', 'From:\n\n```\na\n```'],
    [
      'code blocks',
      '.. code-block:: ini\n\n   [a]\n\n   b = 1\n\nc',
      '```ini\n[a]\n\nb = 1\n```\n\nc',
    ],
    ['remarks', '.. warning::\n   Take care.\n\n   - a', ':::caution\nTake care.\n\n- a\n:::'],
    ['remarks in one line', '.. note:: Take\n   care.', ':::note\nTake\ncare.\n:::'],
    ['quotes', 'a\n\n  b\n  c\n\nd', 'a\n\n> b\n> c\n\nd'],
    ['definitions', 'term\n  words', '- term\n\n  words'],
    ['fields', ':Name: words', '**Name:** words'],
    ['headings', 'Title\n=====\n\ntext', '### Title\n\ntext'],
    ['line blocks', '| a\n| b', 'a\\\nb'],
  ])('%s', (_, rst, markdown) => {
    expect(rstToMarkdown(rst)).toEqual({ markdown, notes: [] });
  });

  it.each([
    ['a role', 'Use :ref:`the docs <x>` now', 'Use the docs now', 'role :ref:'],
    ['a role of code', ':py:func:`~a.b`', '`a.b`', 'role :py:func:'],
    ['a link to nowhere', 'See `the docs`_.', 'See the docs.', 'link without an address'],
    [
      'a link that lacks its underscore',
      '[`bug 1 <https://a.b>`] X',
      '\\[[bug 1](https://a.b)\\] X',
      'link without its underscore',
    ],
    ['a substitution', 'a |b| c', 'a |b| c', 'substitution |b|'],
    [
      'a table',
      '== ==\na  b\n== ==\n1  2\n== ==',
      '```\n== ==\na  b\n== ==\n1  2\n== ==\n```',
      'table',
    ],
    [
      'a directive',
      '.. figure:: a.png\n   :alt: b\n\n   c',
      '```rst\n.. figure:: a.png\n   :alt: b\n\n   c\n```',
      'directive .. figure::',
    ],
    ['a comment', '.. nothing\n\na', 'a', 'comment'],
  ])('tells of %s', (_, rst, markdown, what) => {
    const converted = rstToMarkdown(rst);
    expect(converted.markdown).toBe(markdown);
    expect(converted.notes.map((note) => note.what)).toContain(what);
    expect(converted.notes[0]?.line).toBe(1);
  });

  it('takes no longer for hostile text than for its length', () => {
    const hostile =
      '`a '.repeat(4000) + '*b '.repeat(4000) + '``c '.repeat(2000) + '|d '.repeat(2000);
    expect(rstToMarkdown(hostile).markdown.length).toBeGreaterThan(20_000);
  }, 5000);
});
