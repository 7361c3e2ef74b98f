import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import {
  distinctLabels,
  NO_DATE,
  searchDocuments,
} from '../../../../src/outputs/search/document.ts';
import type { SearchRecord } from '../../../../src/outputs/search/record.ts';
import { sampleRecords } from './sample.ts';

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

const htmlOf = (record: SearchRecord): string => searchDocuments([record], 'en')[0]?.html ?? '';

describe('searchDocuments', () => {
  it('lets no text become markup', () => {
    const evil = '</title></script><img src=x onerror="alert(1)"> & &lt;b&gt; \' "';
    const { names, text, attribute } = read(
      htmlOf({
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
    expect(htmlOf({ ...plain, summary: 'a\u0000b\u0008c\uD800d\u{1F44D}' })).toContain(
      '<p>abcd👍</p>',
    );
  });

  it('writes values where commas and colons have no meaning', () => {
    const { attribute } = read(htmlOf({ ...plain, product: { id: 'b', title: 'B, title: x[y]' } }));
    expect(attribute('data-pagefind-filter')).toContain('product[data-v]');
    expect(attribute('data-v')).toContain('B, title: x[y]');
  });

  it('gives pages without a day one to sort by', () => {
    expect(htmlOf(plain)).toContain(`data-pagefind-sort="date[data-v]" data-v="${NO_DATE}"`);
    expect(htmlOf({ ...plain, date: '2026-11-03' })).not.toContain(NO_DATE);
  });

  it('writes the same whatever the order', () => {
    const records = sampleRecords('en');
    expect(searchDocuments([...records].reverse(), 'en')).toEqual(searchDocuments(records, 'en'));
  });

  it('refuses two records of one address, and another language', () => {
    expect(() => searchDocuments([plain, plain], 'en')).toThrow(/two search records.*1\.0\.0/i);
    expect(() => searchDocuments([plain], 'de')).toThrow(/is in en, but the index is in de/);
  });
});

describe('distinctLabels', () => {
  it('tells two of one title apart by their ids, and no others', () => {
    const labels = distinctLabels([
      { id: 'atlas/core', title: 'Core' },
      { id: 'beam/core', title: 'Core' },
      { id: 'atlas/billing', title: 'Billing' },
      { id: 'atlas/billing', title: 'Billing' },
    ]);
    expect([...labels.values()]).toEqual(['Core (atlas/core)', 'Core (beam/core)', 'Billing']);
  });
});
