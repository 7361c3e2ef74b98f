import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { parse, render, told } from './context.ts';

describe('headings', () => {
  const levels = (text: string): string =>
    render(text)
      .headings.map(({ depth }) => depth)
      .join('');

  test('levels begin at 2 and skip none', () => {
    expect(levels('### a\n\n#### b\n\n### c')).toBe('232');
    expect(levels('# a\n\n## b\n\n#### c\n\n### d')).toBe('2344');
    expect(levels('#### a\n\n## b')).toBe('22');
    expect(render('## a', 'md', { headingLevel: 4 }).headings[0]?.depth).toBe(4);
  });

  test('a first-level heading is told', () => {
    expect(told(parse('a\n\n# b'))).toEqual(['3 title-in-body']);
  });

  test.each([
    ['## What is `new`?', 'what-is-new'],
    ['## 新機能と改善', '新機能と改善'],
    ['## ما الجديد في 2.0', 'ما-الجديد-في-20'],
    ['## Über die Größe', 'über-die-größe'],
    ['## 🎉', 'section'],
    ['## constructor', 'constructor'],
    ['## Own {#my-id}', 'my-id'],
  ])('%s', (text, id) => {
    for (const format of ['md', 'mdx'] as const) {
      expect(render(text, format).headings[0]?.id).toBe(id);
    }
  });

  test('duplicates are numbered, and keep clear of explicit ids', () => {
    expect(render('## a\n\n## a\n\n## b {#a-1}\n\n## a').headings.map(({ id }) => id)).toEqual([
      'a',
      'a-2',
      'a-1',
      'a-3',
    ]);
    expect(told(parse('## a {#x}\n\n## b {#x}'))).toEqual(['3 duplicate-id']);
  });

  test('links within a body follow its prefix', () => {
    const { html } = render('## a\n\n[x](#a) [y](#page) b[^1]\n\n[^1]: c', 'md', {
      idPrefix: 'c1-',
    });
    expect(html).toContain('<h2 id="c1-a">a<a class="gz-anchor" href="#c1-a"');
    expect(html).toContain('<a href="#c1-a">x</a> <a href="#page">y</a>');
    expect(html).toContain('id="c1-fn:1"');
    expect(html).toContain('href="#c1-fnref:1"');
  });
});

describe('code', () => {
  test('tokens have short classes, and marked lines are elements', () => {
    const { html } = render('```js title="a.js" {1} ins={2} del={3-4}\nconst a = 1;\nb\nc\nd\n```');
    expect(html).toBe(
      '<figure class="gz-code"><figcaption>a.js</figcaption><pre tabindex="0" data-lang="js"><code dir="ltr">' +
        '<mark class="line mark"><span class="k">const </span><span class="c">a </span><span class="k">= </span><span class="c">1</span>;</mark>\n' +
        '<ins class="line ins">b</ins>\n<del class="line del">c</del>\n<del class="line del">d</del>' +
        '</code></pre><button type="button" class="gz-copy" hidden data-copy="">code.copy</button></figure>',
    );
  });

  test('text in code can’t break out', () => {
    const { html, text } = render('```html\n</code><script>alert("1")</script>&amp;\n```');
    expect(html).not.toContain('<script');
    expect(text).toBe('</code><script>alert("1")</script>&amp;');
  });

  test('what is not known is told', () => {
    expect(parse('a\n\n```javscript\nx\n```').findings[0]).toMatchObject({
      code: 'unknown-language',
      line: 3,
      severity: 'warning',
      fix: 'Did you mean "javascript"?',
    });
    expect(told(parse('```js frame="none"\nx\n```'))).toEqual(['1 unknown-code-option']);
    expect(render('```javscript\n<x>\n```').html).toContain('&lt;x&gt;');
  });

  test.each([
    'js',
    'ts',
    'bash',
    'json',
    'yaml',
    'diff',
    'console',
    'text',
    'py',
    'c',
    'dockerfile',
  ])('%s is known', (lang) => {
    expect(parse(`\`\`\`${lang}\nx\n\`\`\``).findings).toEqual([]);
    expect(render(`\`\`\`${lang}\nx = 1\n\`\`\``).text).toBe('x = 1');
  });

  test('a cache holds what was highlighted', () => {
    const codeCache = new Map<string, string>();
    const first = render('```js\nlet a\n```', 'md', { codeCache }).html;
    expect(codeCache.size).toBe(1);
    expect(render('```js\nlet a\n```', 'md', { codeCache }).html).toBe(first);
  });

  test('feeds get plain code', () => {
    expect(render('## a\n\n```js\nlet a\n```', 'md').bareHtml).toBe(
      '<h2 id="a">a</h2><pre><code dir="ltr" class="language-js">let a</code></pre>',
    );
  });
});

test('search text has words, code apart from them, and no furniture', () => {
  const { sections, text } = render(
    'Intro.\n\n## One\n\nWord[^1].\n\n```js\nlet a\n```\n\n## 日本語\n\n本文です。\n\n[^1]: Note.',
  );
  expect(sections).toEqual([
    { id: null, heading: null, text: 'Intro.', code: [] },
    { id: 'one', heading: 'One', text: 'Word.', code: ['let a'] },
    { id: '日本語', heading: '日本語', text: '本文です。 Note.', code: [] },
  ]);
  expect(text).toBe('Intro.\nOne\nWord.\nlet a\n日本語\n本文です。 Note.');
});

const KITCHEN_MDX = `# Top

:::note[Title]
hello
:::

<Badge text="a" /> <Since version="1" />

| a | b |
|:-:|--|
| 1 | [x](#top) |

| c |
|---|

- [x] done
- open
  1. deep

     loose

> quote[^1] and again[^1]

[^1]: Note with \`code\`.

    \`\`\`js
    x
    \`\`\`

<Tabs>
<TabItem label="A">

\`\`\`diff
+ a
\`\`\`

</TabItem>
<TabItem label="B">b</TabItem>
</Tabs>

<details>
<summary>More</summary>
words
</details>

[a <Term id="sso" /> https://example.com](./b) ![x](./c.png)

<CardGrid>
<LinkCard title="T" href="/x y/" />
<Card title="C">c</Card>
</CardGrid>

<table><caption>T</caption><tr><th scope="row">a</th><td colspan="2">b</td></tr></table>
`;

const KITCHEN_MD = `<div align="center"><p>a<p>b <b>c</div></b>

<ul>text<li>x<p>y</ul> <li>stray</li> <td>stray</td> <summary>stray</summary>

<details>no summary</details>

<a name="q"></a><a id="q">twice</a> <span><div>block in line</div></span>

<b>

# heading in bold

</b>

<a href="/x"><a href="/y">nested</a></a>

<p>a <table><tr><td align=right>x</table>

<center><font color=red>x</font></center> <h3>raw</h3> <ol><ol><li>x</ol></ol>

| <b>a | b |
|---|---|
| <p>x | y </p> |
`;

test('raw tables and lists stay what they are', () => {
  const text =
    '<table>\n<tr><th>a<td align="right">b</table>\n\n<ul><li>c</ul>\n\n<dl><dt>d<dd>e</dl>';
  expect(parse(text, 'md').findings).toEqual([]);
  expect(render(text, 'md').bareHtml).toBe(
    '<table><tbody><tr><th>a</th><td class="gz-end">b</td></tr></tbody></table><ul><li>c</li></ul><dl><dt>d</dt><dd>e</dd></dl>',
  );
});

/** Rules of validity, not of taste. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  elements: ['html5', { 'gz-tabs': { flow: true, permittedContent: ['@flow'] } }],
  rules: {
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'no-raw-characters': 'off',
    'void-style': 'off',
    'long-title': 'off',
    'doctype-style': 'off',
  },
});

function mistakes(html: string): string[] {
  const page = `<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1>T</h1>${html}</body></html>`;
  const report = validator.validateStringSync(page);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
}

test.each([
  ['mdx', KITCHEN_MDX],
  ['md', KITCHEN_MD],
] as const)('%s gives valid HTML', (format, text) => {
  expect(mistakes(render(text, format).html)).toEqual([]);
});

test('rendering is the same every time', () => {
  expect(render(KITCHEN_MDX)).toEqual(render(KITCHEN_MDX));
});

test('tag soup gives valid HTML', { timeout: 30_000 }, () => {
  const tags =
    'p div b a ul li table tr td th thead caption details summary h3 pre dl dt dd span figure figcaption blockquote q ins del'.split(
      ' ',
    );
  const piece = fc.oneof(
    fc.constantFrom(...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`])),
    fc.constantFrom(
      '<a href="/x">',
      '<a id="q">',
      '<hr>',
      '<img src=x alt=y>',
      'word ',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '1. ',
      '### ',
      '| a |\n|--|\n| b |\n',
      '```\nx\n```\n',
      '[x](y)',
      '[^1]',
      '\n\n[^1]: n [^2]\n',
      '\n\n[^2]: m',
      '- [ ] t\n',
      ':::note\nx\n:::\n',
    ),
  );
  // Matters of wording, which soup has none of.
  const wording = /^(text-content|empty-heading|wcag|prefer-tbody|empty-title)/;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
      const { html } = render(pieces.join(''), 'md');
      expect(mistakes(html).filter((mistake) => !wording.test(mistake))).toEqual([]);
    }),
    { numRuns: 50, seed: 20261121 },
  );
});

test('an anchor that was never closed does not swallow the rest', () => {
  const { bareHtml: html } = render('<a name="q">\n\n## One\n\n[to it](#q)', 'md');
  expect(html).toBe(
    '<p><span id="q"></span></p><h2 id="one">One</h2><p><a href="#q">to it</a></p>',
  );
});
