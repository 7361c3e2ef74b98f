import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/importers/importer.ts';
import { markdown } from '../../../src/importers/markdown.ts';
import { note, reasons, source } from './support.ts';

function post(head: string, body = 'Text.', path = 'v1.2.0.md'): SourceFile {
  return source(path, `---\n${head}\n---\n\n${body}\n`);
}

function body(text: string, options = {}): { body: string; why: string[] } {
  const plan = markdown.read([post('date: 2026-01-02', text)], { product: 'p', ...options });
  return {
    body: note(plan, 'content/releases/p/1.2.0.md').body.trim(),
    why: plan.unmapped.map(({ what, line }) => `${String(line)} ${what}`),
  };
}

describe('markdown import', () => {
  it('writes a release as the schema has it', () => {
    const plan = markdown.read(
      [post("date: '2022-04-19T23:56:25.848Z'\ntitle: Node.js 18.0.0 (Current)\nauthor: A")],
      { product: 'nodejs' },
    );
    const file = plan.files[0];
    expect(file?.path).toBe('content/releases/nodejs/18.0.0.md');
    expect(file?.content).toBe(
      '---\nversion: "18.0.0"\ntitle: Node.js 18.0.0 (Current)\ndate: 2022-04-19\nstate: released\n' +
        'rollback: none\nknownIssues: none\nbackfilled: true\nchanges: []\n---\n\nText.\n',
    );
    expect(reasons(plan)).toEqual([
      'time of day in date: a release has a day; it was kept as written, without a shift of time zones',
      'front matter author: a release has no such field',
    ]);
    expect(plan.merges.map(({ key, value }) => [key, value])).toEqual([
      ['title', 'Node.js'],
      ['versioning', 'semver'],
    ]);
  });

  it('keeps the spelling of a version that YAML would read as a number', () => {
    const plan = markdown.read([post('version: 1.10\ndate: 2026-01-02')], { product: 'p' });
    expect(plan.files[0]?.path).toBe('content/releases/p/1.10.md');
    expect(String(plan.files[0]?.content)).toContain('version: "1.10"');
  });

  it.each([
    ['no version', post('title: Hello', '', 'hello.md'), 'no version in its front matter'],
    ['another category', post('category: vulnerability'), 'its category is vulnerability'],
    ['a version that leads out', post('version: ../../etc'), 'can’t be a file name'],
    ['broken YAML', post('a: [', ''), 'can’t be read'],
    ['no end of the front matter', source('v1.0.0.md', '---\na: b\n'), 'can’t be read'],
    ['a YAML bomb', post(bomb()), 'can’t be read'],
  ])('names a post with %s', (_, file, why) => {
    const plan = markdown.read([file], { product: 'p' });
    expect(plan.files).toEqual([]);
    expect(reasons(plan)[0]).toContain(why);
  });

  it('refuses the second of two spellings of one version', () => {
    const files = [
      post('date: 2026-01-02', '', 'v2.0.0.md'),
      post('date: 2026-01-02', '', '2.0.0+b5.md'),
    ];
    const plan = markdown.read(files, { product: 'p' });
    expect(plan.files.map(({ path }) => path)).toEqual(['content/releases/p/2.0.0.md']);
    expect(plan.findings[0]).toMatchObject({ severity: 'error', file: '2.0.0+b5.md' });
    expect(plan.findings[0]?.message).toContain('v2.0.0.md');
  });

  it('says so when there is no day', () => {
    const plan = markdown.read([post('date: 2026-02-30')], { product: 'p' });
    expect(note(plan, 'content/releases/p/1.2.0.md').data['date']).toBe('none');
    expect(plan.findings[0]).toMatchObject({ code: 'import-no-date', line: 2 });
  });

  it('makes links of remote images, and words of images in links', () => {
    const text =
      '![A b](https://x.y/a.png "t")\n[![Badge](//x.y/b.svg)](https://x.y)\n![](https://x.y/c.png)';
    expect(body(text)).toEqual({
      body: '[A b](https://x.y/a.png "t")\n[Badge](https://x.y)\n[c.png](https://x.y/c.png)',
      why: ['5 remote image', '6 remote image', '7 remote image'],
    });
  });

  it('makes words of links that lead nowhere', () => {
    const text =
      '[a **b**](/en/x) [c][d] [e](#gone) [f](#here) [g](javascript:x)\n\n## Here\n\n[d]: /en/y';
    const read = body(text);
    expect(read.body).toBe('a **b** c e [f](#here) g\n\n## Here\n\n[d]: /en/y');
    expect(read.why).toHaveLength(4);
  });

  it('keeps such links with --link-base', () => {
    const read = body('[a](/en/x)\n\n[c][d]\n\n[d]: /en/y "T"', {
      linkBase: 'https://old.example',
    });
    expect(read.body).toBe(
      '[a](https://old.example/en/x)\n\n[c][d]\n\n[d]: https://old.example/en/y "T"',
    );
  });

  it('leads links between notes to their pages', () => {
    const one = post('date: 2026-01-02', '[b](v1.3.0.md) [c](/blog/release/v1.3.0/)');
    const two = post('date: 2026-01-02', '', 'v1.3.0.md');
    const plan = markdown.read([one, two], { product: 'p' });
    expect(note(plan, 'content/releases/p/1.2.0.md').body.trim()).toBe(
      '[b](/releases/p/1.3.0/) [c](/releases/p/1.3.0/)',
    );
  });

  it('keeps words that look like HTML and are none', () => {
    const read = body('a vector<T> and <b>bold</b>');
    expect(read.body).toBe('a vector\\<T> and <b>bold</b>');
    expect(read.why).toEqual(['5 <T> that is no element of HTML']);
  });

  it('brings an image beside the note along', () => {
    const bytes = new Uint8Array([1, 2]);
    const file: SourceFile = {
      ...post('date: 2026-01-02', '![A](../img/a.png)'),
      asset: () => ({ path: 'img/a b.png', bytes }),
    };
    const plan = markdown.read([file], { product: 'p' });
    expect(note(plan, 'content/releases/p/1.2.0.md').body.trim()).toBe('![A](./img/a%20b.png)');
    expect(plan.files[1]).toMatchObject({ path: 'content/releases/p/img/a b.png', content: bytes });
  });

  it('escapes for MDX when MDX is asked for', () => {
    const plan = markdown.read([post('date: 2026-01-02', '{a} <T>')], { product: 'p', mdx: true });
    expect(note(plan, 'content/releases/p/1.2.0.mdx').body.trim()).toBe('\\{a\\} \\<T>');
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x]'];
  for (let index = 1; index < 30; index += 1) {
    const before = `*a${String(index - 1)}`;
    lines.push(`a${String(index)}: &a${String(index)} [${Array(9).fill(before).join(', ')}]`);
  }
  return lines.join('\n');
}
