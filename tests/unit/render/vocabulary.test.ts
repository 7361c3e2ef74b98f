import { describe, expect, test } from 'vitest';
import { vocabulary } from '../../../src/render/vocabulary/index.ts';
import { parse, render, told } from './context.ts';

/** For each component: a use that is right with what it must print, and uses that are wrong. */
const CASES: Record<string, { pass: [string, string][]; fail: [string, string][] }> = {
  Aside: {
    pass: [
      [
        '<Aside>x</Aside>',
        '<div class="gz-aside gz-note" role="note"><p class="gz-aside-title">aside.note</p><p>x</p></div>',
      ],
      [
        '<Aside type="danger" title="Mind `rm`">\nx\n</Aside>',
        '<p class="gz-aside-title">Mind <code dir="ltr">rm</code></p><p>x</p>',
      ],
      [
        ':::tip[Try *it*]\nx\n:::',
        '<div class="gz-aside gz-tip" role="note"><p class="gz-aside-title">Try it</p><p>x</p></div>',
      ],
    ],
    fail: [
      ['<Aside type="warning">x</Aside>', '1 wrong-attribute'],
      ['<Aside kind="tip">x</Aside>', '1 unknown-attribute'],
      ['<Aside title="">x</Aside>', '1 wrong-attribute'],
      ['word <Aside>x</Aside> word', '1 block-in-line'],
      [':::tpi\nx\n:::', '1 unknown-directive'],
      [':::tip\nx', '1 unclosed-directive'],
      [':::tip{icon="x"}\nx\n:::', '1 unknown-attribute'],
    ],
  },
  Audience: {
    pass: [['<Audience only="admin user">\nx\n</Audience>', '<p>x</p>']],
    fail: [
      ['<Audience>\nx\n</Audience>', '1 missing-attribute'],
      ['<Audience only="">\nx\n</Audience>', '1 wrong-attribute'],
      ['<Audience only>\nx\n</Audience>', '1 wrong-attribute'],
      ['<Audience only="a, b">\nx\n</Audience>', '1 wrong-attribute'],
    ],
  },
  Badge: {
    pass: [
      ['a <Badge text="new" variant="tip" />', '<p>a <span class="gz-badge gz-tip">new</span></p>'],
    ],
    fail: [
      ['<Badge />', '1 missing-attribute'],
      ['<Badge text="x">y</Badge>', '1 unexpected-content'],
      ['<Badge text="x" size="huge" />', '1 wrong-attribute'],
    ],
  },
  Card: {
    pass: [
      [
        '<Card title="T">\nx\n</Card>',
        '<div class="gz-card"><p class="gz-card-title">T</p><p>x</p></div>',
      ],
    ],
    fail: [['<Card>\nx\n</Card>', '1 missing-attribute']],
  },
  CardGrid: {
    pass: [
      [
        '<CardGrid>\n<Card title="T">x</Card>\n</CardGrid>',
        '<div class="gz-cards"><div class="gz-card">',
      ],
    ],
    fail: [
      ['<CardGrid>\ntext\n</CardGrid>', '1 wrong-content'],
      ['<CardGrid>\n</CardGrid>', '1 wrong-content'],
      ['<CardGrid stagger>\n<Card title="T">x</Card>\n</CardGrid>', '1 unknown-attribute'],
    ],
  },
  Change: {
    pass: [
      [
        'See <Change id="sso" />.',
        '<p>See <a class="gz-ref gz-change" href="/change/sso/">change sso</a>.</p>',
      ],
      [
        'See <Change id="sso">this</Change>.',
        '<a class="gz-ref gz-change" href="/change/sso/">this</a>',
      ],
    ],
    fail: [['See <Change />.', '1 missing-attribute']],
  },
  Deprecated: {
    pass: [
      [
        '<Deprecated id="v1" since="2.0" />',
        '<a class="gz-badge gz-deprecated" href="/deprecation/v1/">deprecated.since(2.0)</a>',
      ],
    ],
    fail: [['<Deprecated />', '1 missing-attribute']],
  },
  Details: {
    pass: [
      [
        '<Details summary="S" open>\nx\n</Details>',
        '<details class="gz-details" open><summary>S</summary><p>x</p></details>',
      ],
    ],
    fail: [
      ['<Details>\nx\n</Details>', '1 missing-attribute'],
      ['<Details summary="S" open="yes">\nx\n</Details>', '1 wrong-attribute'],
    ],
  },
  FileTree: {
    pass: [
      [
        '<FileTree>\n- src/\n  - a.ts\n- b\n</FileTree>',
        '<div class="gz-tree" dir="ltr"><ul><li class="gz-dir">src/<ul><li class="gz-file">a.ts</li></ul></li><li class="gz-file">b</li></ul></div>',
      ],
    ],
    fail: [['<FileTree>\n1. a\n</FileTree>', '1 wrong-content']],
  },
  Kbd: {
    pass: [['Press <Kbd>Ctrl</Kbd>.', '<p>Press <kbd>Ctrl</kbd>.</p>']],
    fail: [['Press <Kbd />.', '1 missing-content']],
  },
  KnownIssue: {
    pass: [
      [
        '<KnownIssue id="slow" />',
        '<a class="gz-ref gz-known-issue" href="/known-issue/slow/">known-issue slow</a>',
      ],
    ],
    fail: [['<KnownIssue ID="slow" />', '1 missing-attribute']],
  },
  LinkButton: {
    pass: [
      [
        '<LinkButton href="/go/">Go</LinkButton>',
        '<p><a class="gz-button gz-primary" href="/go/">Go</a></p>',
      ],
    ],
    fail: [
      ['<LinkButton href="/go/" />', '1 missing-content'],
      ['<LinkButton href="javascript:x">Go</LinkButton>', '1 refused-link'],
    ],
  },
  LinkCard: {
    pass: [
      [
        '<LinkCard title="T" href="https://example.com/" description="D" />',
        '<a href="https://example.com/" rel="noopener">T</a></p><p>D</p>',
      ],
    ],
    fail: [
      ['<LinkCard title="T" />', '1 missing-attribute'],
      ['<LinkCard title="T" href="data:text/html,x" />', '1 refused-link'],
    ],
  },
  Release: {
    pass: [
      [
        '<Release product="atlas" version="1.10.0" />',
        '<a class="gz-ref gz-release" href="/release/atlas/1.10.0/">',
      ],
    ],
    fail: [['<Release product="atlas" />', '1 missing-attribute']],
  },
  Since: {
    pass: [['<Since version="1.2" />', '<span class="gz-badge gz-since">since.label(1.2)</span>']],
    fail: [['<Since version={1.2} text="x" />', '1 expression-attribute']],
  },
  Steps: {
    pass: [['<Steps>\n1. a\n2. b\n</Steps>', '<ol class="gz-steps"><li>a</li><li>b</li></ol>']],
    fail: [
      ['<Steps>\n- a\n</Steps>', '1 wrong-content'],
      ['<Steps>\n1. a\n\ntext\n</Steps>', '1 wrong-content'],
    ],
  },
  Tabs: {
    pass: [
      [
        '<Tabs syncKey="pm">\n<TabItem label="npm">x</TabItem>\n</Tabs>',
        '<gz-tabs data-sync="pm"><div class="gz-tab">',
      ],
    ],
    fail: [
      ['<Tabs>\nx\n</Tabs>', '1 wrong-content'],
      ['<Tabs synckey="a">\n<TabItem label="npm">x</TabItem>\n</Tabs>', '1 unknown-attribute'],
    ],
  },
  TabItem: {
    pass: [
      [
        '<Tabs>\n<Audience only="user">\n<TabItem label="npm">x</TabItem>\n</Audience>\n</Tabs>',
        '<div class="gz-tab"><p class="gz-tab-label">npm</p><p>x</p></div>',
      ],
    ],
    fail: [
      ['<TabItem label="npm">x</TabItem>', '1 misplaced-component'],
      ['<Tabs>\n<TabItem>x</TabItem>\n</Tabs>', '2 missing-attribute'],
    ],
  },
  Term: {
    pass: [
      [
        'An <Term id="sso">SSO</Term>',
        '<a class="gz-term" href="/term/sso/" title="What it is.">SSO</a>',
      ],
    ],
    fail: [['An <Term>SSO</Term>', '1 missing-attribute']],
  },
};

test('every component has cases', () => {
  expect(Object.keys(CASES).sort()).toEqual([...vocabulary.keys()].sort());
});

describe.each([...vocabulary.values()])('<$name>', (component) => {
  const cases = CASES[component.name] ?? { pass: [], fail: [] };
  test('describes itself and each attribute', () => {
    expect(component.summary).toMatch(/\.$/);
    for (const attribute of Object.values(component.attributes.shape)) {
      expect((attribute as { description?: string }).description).toMatch(/\.$/);
    }
  });
  test.each(cases.pass)('%j', (text, html) => {
    expect(parse(text).findings).toEqual([]);
    expect(render(text).html).toContain(html);
  });
  test.each(cases.fail)('refuses %j', (text, finding) => {
    const body = parse(text);
    expect(told(body)).toContain(finding);
    expect(body.findings.every((item) => item.severity === 'error' && item.fix)).toBe(true);
  });
});

test('steps of one’s own for each audience', () => {
  const list = (name: string): string => `<Audience only="${name}">\n1. for ${name}\n</Audience>`;
  const text = `<Steps>\n${list('user')}\n${list('admin')}\n</Steps>`;
  expect(parse(text).findings).toEqual([]);
  expect(render(text).html).toBe('<ol class="gz-steps"><li>for user</li></ol>');
});

test('misspelled names are mended', () => {
  const fix = (text: string): string | undefined => parse(text).findings[0]?.fix;
  expect(fix('<Asid>x</Asid>')).toBe('Did you mean <Aside>?');
  expect(fix('<Aside tpye="tip">x</Aside>')).toBe('Did you mean "type"?');
  expect(fix('<Aside type="cautoin">x</Aside>')).toBe('Did you mean "caution"?');
});

test('a misspelled Audience lets nothing out', () => {
  const text = '<Audiance only="admin">\nsecret\n</Audiance>';
  expect(told(parse(text))).toEqual(['1 unknown-component']);
  expect(render(text).html).not.toContain('secret');
});

test('an entry that the edition lacks leaves words and no trace of its id', () => {
  const text = 'a <Change id="hidden-id" /> b <Term id="hidden-id">word</Term>';
  const { html, terms } = render(text, 'mdx', { lookup: () => null });
  expect(html).toBe('<p>a  b word</p>');
  expect(terms).toEqual([]);
});

test('a term is explained beside its link, which text and contents pass over', () => {
  const { html, text, headings } = render('## The <Term id="sso" /> word');
  expect(html).toContain('<a class="gz-term" href="/term/sso/" title="What it is.">term sso</a>');
  expect(html).toMatch(
    /<span class="gz-term-card" popover="auto" role="dialog"[^>]*>.*What it is\./,
  );
  expect(html).toContain('<a href="/term/sso/">term.more</a>');
  expect([text, headings[0]?.text]).toEqual(['The term sso word', 'The term sso word']);
});

test('a term is a link alone in feeds, in another link and without a definition', () => {
  const card = (text: string, more = {}): boolean =>
    render(text, 'mdx', more).html.includes('gz-term-card');
  expect(card('<Term id="sso" />')).toBe(true);
  expect(render('<Term id="sso" />').bareHtml).not.toContain('gz-term-card');
  expect(card('[a <Term id="sso" /> b](./c)')).toBe(false);
  expect(card('<Term id="sso" />', { lookup: () => ({ title: 'SSO', href: '/g/#sso' }) })).toBe(
    false,
  );
});

test('a definition in another language says so', () => {
  const lookup = () => ({
    title: 'S',
    href: '/s',
    summary: 'Was?',
    lang: 'de',
    dir: 'ltr' as const,
  });
  expect(render('<Term id="sso" />', 'mdx', { lookup }).html).toContain(
    '<span lang="de" dir="ltr">Was?</span>',
  );
});

test('names, references and terms are told with their lines', () => {
  const body = parse(
    '<Term id="sso" />\n\n<Release product="a" version="1.0" />\n\n[x](./y.md)',
    'mdx',
    10,
  );
  expect(body.references).toEqual([
    { kind: 'term', id: 'sso', line: 10 },
    { kind: 'release', id: 'a/1.0', line: 12 },
  ]);
  expect(body.links).toEqual([{ href: './y.md', line: 14 }]);
});
