import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { searchDocument, searchPieces } from '../../../../src/outputs/search/document.ts';
import type { SearchRecord } from '../../../../src/outputs/search/record.ts';

const plain: SearchRecord = {
  url: '/releases/atlas/1.0.0/',
  title: 'Atlas 1.0.0',
  lang: 'en',
  kind: 'release',
  kindLabel: 'Release',
  product: { id: 'atlas', title: 'Atlas' },
  version: '1.0.0',
  types: [],
  modules: [],
  date: null,
  state: null,
  summary: '',
  sections: [],
};

/** The whole page of a record. */
const pageOf = (record: SearchRecord): string =>
  searchDocument(searchPieces(record), [0, ...record.sections.map((_, at) => at + 1)]);

interface Node {
  nodeName: string;
  value?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Node[];
}

/** Every element of a document, and its text, as a browser's parser sees them. */
function read(html: string): {
  names: string[];
  text: string;
  attribute: (name: string) => string[];
} {
  const names: string[] = [];
  const attributes: { name: string; value: string }[] = [];
  let text = '';
  const walk = (node: Node): void => {
    if (node.nodeName === '#text') text += node.value ?? '';
    else if (!node.nodeName.startsWith('#')) names.push(node.nodeName);
    attributes.push(...(node.attrs ?? []));
    node.childNodes?.forEach(walk);
  };
  walk(parse(html));
  return {
    names,
    text,
    attribute: (name) => attributes.filter((one) => one.name === name).map(({ value }) => value),
  };
}

describe('searchDocument', () => {
  it('lets no text become markup', () => {
    const evil = '</title></script><img src=x onerror="alert(1)"> & &lt;b&gt; \' "';
    const { names, text, attribute } = read(
      pageOf({
        ...plain,
        title: evil,
        summary: evil,
        state: evil,
        product: { id: 'x', title: evil },
        sections: [{ id: '"><b>', heading: evil, text: evil }],
      }),
    );
    expect(new Set(names)).toEqual(
      new Set(['html', 'head', 'meta', 'title', 'body', 'i', 'p', 'h2']),
    );
    expect(text).toBe(evil.repeat(4));
    expect(attribute('id')).toEqual(['"><b>']);
    expect(attribute('data-v')).toContain(evil);
  });

  it('takes out what no document may hold', () => {
    expect(pageOf({ ...plain, summary: 'a\u0000b\u0008c\uD800d\u{1F44D}' })).toContain(
      '<p>abcd👍</p>',
    );
  });

  it('writes values where commas and colons have no meaning', () => {
    const record = { ...plain, product: { id: 'b', title: 'B, title: x[y]' } };
    const { attribute } = read(pageOf(record));
    expect(attribute('data-pagefind-meta')).toEqual([
      'title[data-v]',
      'kind[data-v]',
      'product[data-v]',
      'version[data-v]',
    ]);
    expect(attribute('data-v')).toContain('B, title: x[y]');
  });

  it('has the units that are asked for, and words where those have none', () => {
    const sections = [
      { id: 'one', heading: 'One', text: 'first' },
      { id: 'two', heading: null, text: '<&>' },
    ];
    const pieces = searchPieces({ ...plain, summary: 'Sum \u001D up', sections });
    expect(read(searchDocument(pieces, [0, 2])).text).toBe('Atlas 1.0.0Sum  up<&>');
    expect(read(searchDocument(pieces, [1])).text).toBe('Atlas 1.0.0Onefirst');
    expect(read(searchDocument(pieces, [2])).text).toBe('Atlas 1.0.0<&>Atlas 1.0.0Release');
    expect(read(searchDocument(pieces, [])).text).toBe('Atlas 1.0.0Atlas 1.0.0Release');
  });

  it('says nothing of where the page is, nor of what results are narrowed by', () => {
    const types = [{ id: 'fix', title: 'Fixed' }];
    const other = { ...plain, url: '/admin/x/', date: '2026-11-03', types, modules: types };
    expect(pageOf(other)).toBe(pageOf(plain));
  });
});
