import type { Nodes } from 'hast';
import { htmlToHast } from 'satteri';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOLDS, PHRASING, STANDS_IN } from '../../../src/render/elements.ts';
import { plainText, renderInline, renderMarkdown } from '../../../src/render/inline.ts';
import { hrefKind } from '../../../src/render/links.ts';
import { parse, render, testContext, told } from './context.ts';

/** What must not stand in any byte. */
const FORBIDDEN =
  /<\/?(?:script|style|svg|math|iframe)|<!--|\]\]>|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/i;

const ALLOWED = new Set([
  ...PHRASING,
  ...HOLDS.keys(),
  ...STANDS_IN.keys(),
  'div',
  'p',
  'pre',
  'blockquote',
  'details',
  'figure',
  'button',
  'hr',
  'h2',
  'h3',
]);

/** Reads HTML as a browser does and names what is dangerous in it. */
function dangers(html: string): string[] {
  const found = FORBIDDEN.exec(html)?.slice(0, 1) ?? [];
  const visit = (node: Nodes): void => {
    if (node.type === 'element') {
      if (!ALLOWED.has(node.tagName)) found.push(`<${node.tagName}>`);
      for (const [key, value] of Object.entries(node.properties)) {
        if (/^on|^style$|^srcdoc$|^form|^action$/i.test(key)) found.push(key);
        if (/^(href|src)$/.test(key) && hrefKind(String(value)) === 'refused')
          found.push(`${key}=${String(value)}`);
      }
    }
    if ('children' in node) node.children.forEach(visit);
  };
  visit(htmlToHast(html, { fragment: true }));
  return found;
}

test('the check for dangers finds some', () => {
  expect(
    dangers('<p onclick="x">a<script></script></p><a href=" java&#10;script:x">b</a>'),
  ).toEqual(['<script', 'onClick', '<script>', expect.stringContaining('href')]);
});

const HTML = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil></sCrIpT>',
  '</script><script>alert(1)</script>',
  'a </script> b',
  ']]> ]]&gt; <![CDATA[x]]>',
  '<!-- x --> <!-- <b> --!> c -->',
  '<!--><script>alert(1)</script>-->',
  '<img src=x onerror=alert(1)>',
  '<img src="x" ONERROR="alert(1)" alt="a">',
  '<svg onload=alert(1)><circle/></svg>',
  '<svg><script>alert(1)</script></svg>',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href=" &#1; javascript:alert(1)">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<iframe src="https://example.com"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<form action="/x"><input name=q><button>go</button></form>',
  '<div style="background:url(javascript:x)" onclick="x">t</div>',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=//evil><meta http-equiv=refresh content=0><base href=//evil>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea></textarea><script>alert(1)</script>',
  '<plaintext><script>alert(1)</script>',
  '<object data="x"></object><embed src=x>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<b <script>alert(1)</script>>',
  '<div><p>unclosed <b>tags <i>everywhere',
  '<gz-tabs onclick=x>y</gz-tabs>',
  '<table><td>a<tr><th onclick=x>b',
];

const MARKDOWN = [
  '[x](javascript:alert(1))',
  '[x](JAVASCRIPT:alert(1))',
  '[x](<java\tscript:alert(1)>)',
  '[x](java&#115;cript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](java&NewLine;script:alert(1))',
  '[x](&#1;javascript:alert(1))',
  '[x](vbscript:x)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[x](//evil.example)',
  '[x](\\\\\\\\evil.example)',
];

describe('raw HTML in Markdown', () => {
  test.each(HTML)('%j', (text) => {
    for (const source of [text, `a ${text} b`, `- ${text}\n\n**c**`, `# ${text}`]) {
      expect(dangers(render(source, 'md').html)).toEqual([]);
      expect(dangers(renderMarkdown(source, testContext()))).toEqual([]);
    }
    expect(renderInline(text)).not.toMatch(/<(?!\/?code)/);
  });

  test('what is taken out is told with its line', () => {
    expect(told(parse('a\n\n<div onclick="x">\n\n<script>y</script>\n\n</div>', 'md', 5))).toEqual([
      '7 html-removed',
      '9 html-removed',
    ]);
  });
});

describe('addresses', () => {
  test.each(MARKDOWN)('%j', (text) => {
    for (const format of ['md', 'mdx'] as const) {
      const body = parse(text, format);
      expect(told(body)).toEqual(['1 refused-link']);
      expect(body.links).toEqual([]);
      const { html } = render(text, format);
      expect(dangers(html)).toEqual([]);
      expect(html).not.toContain('href');
    }
  });

  test.each([
    'https://example.com/a?b=c',
    'mailto:a@example.com',
    'tel:+491',
    './x.md',
    '/x/',
    '#y',
    'a/b:c',
  ])('lets %s through', (href) => {
    expect(parse(`[x](${href})`).findings).toEqual([]);
    expect(render(`[x](${href})`).html).toContain(`href="${href}"`);
  });

  test('a resolver can’t bring one back', () => {
    const { html } = render('[x](./y)', 'md', { resolveLink: () => ({ href: 'javascript:x' }) });
    expect(html).toBe('<p>x</p>');
  });

  test('remote images are refused, images without words are told', () => {
    expect(
      told(
        parse(
          '![x](https://example.com/a.png)\n\n![](./b.png)\n\n![x](data:image/png;base64,AAAA)',
        ),
      ),
    ).toEqual(['1 remote-image', '3 image-without-description', '5 remote-image']);
    expect(render('![x](https://example.com/a.png)').html).toBe('<p>x</p>');
    expect(render('![x](./b.png "T")').html).toBe(
      '<p><img src="/assets/b.png" alt="x" title="T" width="4" height="3" loading="lazy" decoding="async"></p>',
    );
  });
});

describe('characters', () => {
  test.each([
    ['a\n\u0000', '2 control-character'],
    ['a\u0007b', '1 control-character'],
    ['a\u0085b', '1 control-character'],
    ['a\ufffeb', '1 control-character'],
    ['a\ud800b', '1 control-character'],
    ['if (x\u202e) {', '1 bidi-control'],
    ['`a\u2066b`', '1 bidi-control'],
  ])('%j', (text, finding) => {
    expect(told(parse(text, 'md'))).toContain(finding);
    expect(JSON.stringify(render(text, 'md'))).not.toMatch(
      /\\u0000|\\u0007|\u0085|\ufffe|\\ud800|\u202e|\u2066/,
    );
  });

  test('written as references they do not come out either', () => {
    const { html } = render('a&#x202e;b&#7;c&#xFFFE;d [x](./a&#x202e;b "t&#7;")', 'md');
    expect(html).toBe('<p>ab\ufffdc\ufffdd <a title="t\ufffd" href="./ab">x</a></p>');
  });

  test('Arabic with its own marks is untouched', () => {
    expect(parse('السلام\u200f عليكم\u200e', 'md').findings).toEqual([]);
  });
});

test('text of front matter', () => {
  expect(renderInline('a < b & `c<d>` "q" `')).toBe(
    'a &lt; b &amp; <code dir="ltr">c&lt;d&gt;</code> "q" `',
  );
  expect(plainText('**Bold** [link](x) `code`\n\n- item <b>x</b>')).toBe('Bold link code item x');
  expect(plainText('plain words')).toBe('plain words');
  expect(renderMarkdown('a **b**\n\nc', testContext())).toBe('<p>a <strong>b</strong></p><p>c</p>');
});

test('any heap of markup gives an answer without dangers', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...HTML,
      ...MARKDOWN,
      '<Aside>',
      '</Aside>',
      '<Tabs>',
      '<div>',
      '</div>',
      '<b>',
      '{',
      '}',
      ':::note',
      ':::',
    ),
    fc.constantFrom(
      '\n',
      '\n\n',
      ' ',
      '- ',
      '> ',
      '1. ',
      '# ',
      '| a |\n|--|\n',
      '```\n',
      '`',
      '*',
      '[',
      '](',
      ')',
      '[^1]',
      '[^1]: ',
      '    ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }),
      fc.constantFrom('md' as const, 'mdx' as const),
      (pieces, format) => {
        const { html, headings, links } = render(pieces.join(''), format);
        expect(dangers(html)).toEqual([]);
        expect(dangers(headings.map(({ id }) => id).join(''))).toEqual([]);
        expect(links.filter(({ href }) => hrefKind(href) === 'refused')).toEqual([]);
        const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
    { numRuns: 400, seed: 20261121 },
  );
});
