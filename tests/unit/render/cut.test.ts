import { expect, test } from 'vitest';
import { cutForAudience } from '../../../src/render/cut.ts';
import { renderBody } from '../../../src/render/html.ts';
import { parse, render, testContext } from './context.ts';

const user = (text: string): string => render(text).html;
const admin = (text: string): string => render(text, 'mdx', {}, ['user', 'admin']).html;

test('a block stays when any of its names is read, and its wrapper vanishes', () => {
  const text = 'a\n\n<Audience only="admin partner">\nb\n</Audience>\n\nc';
  expect(user(text)).toBe('<p>a</p><p>c</p>');
  expect(admin(text)).toBe('<p>a</p><p>b</p><p>c</p>');
});

test('nested blocks need every name on the way', () => {
  const text =
    '<Audience only="admin">\n\nouter\n\n<Audience only="partner">\ninner\n</Audience>\n\n</Audience>';
  expect(user(text)).toBe('');
  expect(admin(text)).toBe('<p>outer</p>');
  expect(render(text, 'mdx', {}, ['partner']).html).toBe('');
});

test('within a line', () => {
  const text = 'Ask <Audience only="admin">*root* or </Audience>support.';
  expect(user(text)).toBe('<p>Ask support.</p>');
  expect(admin(text)).toBe('<p>Ask <em>root</em> or support.</p>');
});

test('a paragraph that was nothing else goes', () => {
  expect(user('a\n\n**<Audience only="admin">b</Audience>**\n\nc')).toBe('<p>a</p><p>c</p>');
});

test('headings go from the table of contents, and ids show no gap', () => {
  const text = '<Audience only="admin">\n## Same\nsecret\n</Audience>\n\n## Same\n\nshown';
  expect(render(text).headings).toEqual([{ depth: 2, id: 'same', text: 'Same' }]);
  expect(render(text).sections).toEqual([{ id: 'same', heading: 'Same', text: 'shown', code: [] }]);
  expect(render(text, 'mdx', {}, ['admin']).headings.map(({ id }) => id)).toEqual([
    'same',
    'same-1',
  ]);
});

test('a heading within a line of a heading', () => {
  expect(render('## Open<Audience only="admin"> sesame</Audience>').headings).toEqual([
    { depth: 2, id: 'open', text: 'Open' },
  ]);
});

test('code, with its title', () => {
  const text =
    '<Audience only="admin">\n```js title="secret.js"\nsecret()\n```\n</Audience>\n\n```js\nopen()\n```';
  expect(user(text)).not.toContain('secret');
  expect(admin(text)).toContain('secret.js');
});

test('list entries, and lists that are left empty', () => {
  const text =
    '- a\n- <Audience only="admin">b</Audience>\n\ntext\n\n1. <Audience only="admin">c</Audience>';
  expect(user(text)).toBe('<ul><li>a</li></ul><p>text</p>');
  expect(admin(text)).toContain('<ol><li><p>c</p></li></ol>');
});

test('tables keep their columns', () => {
  const text = '| a | b |\n|--|--|\n| 1 | <Audience only="admin">2</Audience> |';
  expect(user(text)).toContain('<tr><td>1</td><td></td></tr>');
  const whole = '<Audience only="admin">\n\n| a |\n|--|\n| 1 |\n\n</Audience>';
  expect(user(whole)).toBe('');
});

test('tabs lose an item, and go when none is left', () => {
  const item = (label: string): string =>
    `<Audience only="admin">\n<TabItem label="${label}">x</TabItem>\n</Audience>`;
  expect(
    user(`<Tabs>\n<TabItem label="open">x</TabItem>\n${item('hidden')}\n</Tabs>`),
  ).not.toContain('hidden');
  expect(user(`a\n\n<Tabs>\n${item('hidden')}\n</Tabs>`)).toBe('<p>a</p>');
});

test('footnotes go with their reference and with their block', () => {
  const text =
    'a[^open] <Audience only="admin">b[^closed]</Audience>\n\n[^closed]: secret[^deep]\n\n[^open]: shown\n\n[^deep]: deeper';
  expect(user(text)).toContain('shown');
  expect(user(text)).not.toMatch(/secret|deeper/);
  expect(admin(text)).toMatch(/secret.*shown|shown.*secret/s);
  expect(admin(text)).toContain('deeper');
  expect(JSON.stringify(cutForAudience(parse(text).tree, new Set(['user'])))).not.toMatch(
    /secret|deeper/,
  );
});

test('what is defined in a block is out of reach outside of it', () => {
  const text =
    'a [x][y] b[^z]\n\n<Audience only="admin">\n\n[y]: https://secret.example "secret"\n\n[^z]: secret\n\n</Audience>';
  expect(parse(text).findings.map(({ code }) => code)).toEqual([
    'definition-out-of-reach',
    'definition-out-of-reach',
  ]);
  expect(user(text)).not.toContain('secret');
});

test('a tree is never changed, and one parse serves every audience', () => {
  const { tree } = parse(
    '# T\n\n<Audience only="admin">\n\n- [x] a[^1]\n\n[^1]: n\n\n</Audience>\n\n[l](./x) ![i](./i.png)',
  );
  const before = JSON.stringify(tree);
  for (const reads of [['user'], ['admin'], ['user', 'admin']]) {
    renderBody(cutForAudience(tree, new Set(reads)), testContext());
  }
  expect(JSON.stringify(tree)).toBe(before);
});

test('an uncut tree is not rendered', () => {
  const { tree } = parse('<Audience only="admin">\nx\n</Audience>');
  expect(() => renderBody(tree, testContext())).toThrow(/cut/);
});

test('Audience in Markdown is an error, and what it holds is not shown', () => {
  const body = parse('a\n\n<Audience only="admin">\n\nsecret **x**\n\n</Audience>\n\nb', 'md');
  expect(body.findings[0]).toMatchObject({
    code: 'component-in-markdown',
    line: 3,
    severity: 'error',
  });
  expect(renderBody(body.tree, testContext()).html).toBe('<p>a</p><p>b</p>');
});
