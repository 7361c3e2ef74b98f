import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sourceHash } from '../../../src/catalog/overlay.ts';
import type { ImportPlan, SourceFile } from '../../../src/importers/importer.ts';
import { runImport } from '../../../src/importers/run-import.ts';
import { upgradeGuides } from '../../../src/importers/upgrade-guides.ts';
import { folder, source } from './support.ts';

const product = { product: 'p' };

function guide(path: string, body = 'Text.', title = 'Upgrade'): SourceFile {
  return source(path, `---\ntitle: ${title}\ndescription: How.\n---\n${body}\n`);
}

function read(plan: ImportPlan, path: string): { data: Record<string, unknown>; body: string } {
  const text = String(plan.files.find((file) => file.path === path)?.content);
  const end = text.indexOf('\n---\n', 4);
  return {
    data: parse(text.slice(4, end)) as Record<string, unknown>,
    body: text.slice(end + 5).trim(),
  };
}

function body(mdx: string, options = {}): string {
  const plan = upgradeGuides.read([guide('v2.mdx', mdx)], { ...product, ...options });
  return read(plan, 'content/migrations/p-v2.mdx').body;
}

describe('upgrade guides', () => {
  it('makes migration guides of the source language, and translations of others', () => {
    const plan = upgradeGuides.read(
      [
        guide('docs/pt-br/up/v2.mdx', 'Texto.', 'Atualize'),
        guide('docs/en/up/v2.mdx'),
        guide('src/docs/en/up/v10.mdx'),
      ],
      product,
    );
    const { data } = read(plan, 'content/migrations/p-v2.mdx');
    expect(data).toEqual({
      title: 'Upgrade',
      summary: 'How.',
      product: 'p',
      from: '<2',
      to: '2.x',
    });
    const translation = read(plan, 'content/migrations/pt-BR/p-v2.mdx');
    expect(translation.body).toBe('Texto.');
    expect(translation.data).toEqual({
      title: 'Atualize',
      summary: 'How.',
      translation: { source: sourceHash({ data, text: 'Text.\n' }), state: 'in-review' },
    });
    expect(plan.locales).toEqual(['pt-BR']);
    expect(plan.files).toHaveLength(3);
  });

  it.each([
    ['upgrade-to-2.1.md', 'p-v2.1', '<2.1', '2.1.x'],
    ['v2.1.3.md', 'p-v2.1.3', '<2.1.3', '2.1.3'],
  ])('knows the range of %s', (path, id, from, to) => {
    const { data } = read(
      upgradeGuides.read([guide(path)], product),
      `content/migrations/${id}.md`,
    );
    expect([data['from'], data['to']]).toEqual([from, to]);
  });

  it('names guides without a version, without a source and of one version twice', () => {
    const plan = upgradeGuides.read(
      [guide('index.mdx'), guide('ja/v3.mdx'), guide('en/v2.mdx'), guide('en/more/v2.mdx')],
      product,
    );
    const told = plan.unmapped.filter(({ what }) => what === 'whole guide');
    expect(told.map(({ from }) => from)).toEqual(['index.mdx', 'en/more/v2.mdx', 'ja/v3.mdx']);
    expect(plan.files).toHaveLength(1);
  });

  it.each([
    ['imports', "import A from '~/a.astro';\n\nText.", 'Text.'],
    [
      'slots',
      '<PackageTabs>\n  <Fragment slot="npm">\n  a\n  </Fragment>\n</PackageTabs>',
      '<Tabs syncKey="package-tabs">\n  <TabItem label="npm">\n  a\n  </TabItem>\n</Tabs>',
    ],
    ['known components', '<Steps>\n1. a\n</Steps>', '<Steps>\n1. a\n</Steps>'],
    ['unknown components', '<ReadMore>See **this**.</ReadMore>', 'See **this**.'],
    ['components of attributes', '<PR number="7" title="a: *b*" />', 'a: \\*b\\* (7)'],
    ['comments and expressions', 'a{/* b */} {" "}{c} <b>d</b>', 'a  \\{c\\} <b>d</b>'],
    [
      'options of code',
      '```js add={1} del="x" title="t"\na\n```',
      '```js ins={1} title="t"\na\n```',
    ],
    [
      'links',
      '[a](/en/v2/) [b](/x/) [c](#d) [e](https://e.f)',
      '[a](/migrations/p-v2/) b c [e](https://e.f)',
    ],
    [
      'details',
      '<details>\n<summary>a</summary>\n\nb\n</details>',
      '<details>\n<summary>a</summary>\n\nb\n</details>',
    ],
  ])('rewrites %s', (_, mdx, written) => {
    const plan = upgradeGuides.read([guide('en/v2.mdx', mdx)], product);
    expect(read(plan, 'content/migrations/p-v2.mdx').body).toBe(written);
    const told = plan.unmapped.filter(({ what }) => !/^(?:steps|front)/u.test(what));
    expect(told.length > 0).toBe(mdx !== written);
  });

  it('names each option of code as a whole, whatever is in its quotes', () => {
    const fence =
      '```js title="t" "({ image })" "\'class:list\': classList" ins=\'a="fade"\' del={"x y"} /b c/ {2}';
    const plan = upgradeGuides.read([guide('en/v2.mdx', `${fence}\na\n\`\`\``)], product);
    expect(read(plan, 'content/migrations/p-v2.mdx').body).toBe('```js title="t" {2}\na\n```');
    const told = plan.unmapped.flatMap(({ what }) => /^code option (.*)/u.exec(what)?.[1] ?? []);
    expect(told).toEqual(['"({ image })"', '"\'class:list\': classList"', 'ins', 'del', '/b c/']);
  });

  it('keeps links with --link-base', () => {
    expect(body('[b](/x/)', { linkBase: 'https://a.b/' })).toBe('[b](https://a.b/x/)');
  });

  it('writes Markdown when it is no MDX, and says so', () => {
    const plan = upgradeGuides.read([guide('v2.mdx', 'a < b {')], product);
    expect(plan.files[0]?.path).toBe('content/migrations/p-v2.md');
    expect(plan.unmapped.map(({ what }) => what)).toContain('guide as MDX');
  });

  it('declares locales in a new portal, and names those that an old one lacks', () => {
    const guides = folder({
      'en/v2.md': '---\ntitle: A\n---\n',
      'de/v2.md': '---\ntitle: B\n---\n',
      'ar/v2.md': '---\ntitle: C\n---\n',
    });
    const root = folder({});
    const options = { product: 'p', root, locale: 'en', force: false, dryRun: false };
    expect(runImport(upgradeGuides, [guides], { ...options, dryRun: true }).plan.locales).toEqual([
      'ar',
      'de',
    ]);
    const old = folder({
      'content/portal.yaml': 'title: T\nlocales: [{ code: en }, { code: de }]\n',
    });
    const result = runImport(upgradeGuides, [guides], { ...options, root: old });
    expect(result.ok).toBe(true);
    expect(result.findings).toMatchObject([{ code: 'import-locale', found: 'ar' }]);
    // What was not written was not taken.
    const sorts = result.plan.taken.map(({ what }) => what);
    expect(sorts).toEqual(['migration guide', 'translation (de)']);
    expect(result.plan.unmapped).toContainEqual({
      from: 'ar/v2.md',
      what: 'translation (ar)',
      why: 'ar is no locale of the portal',
    });
    expect(result.report).toContain('taken: 1 migration guide, 1 translation (de)\n');
    expect(result.report).toContain('content/migrations/ar/p-v2.md');
    expect(runImport(upgradeGuides, [guides], options).report).toContain('5 created');
  });
});
