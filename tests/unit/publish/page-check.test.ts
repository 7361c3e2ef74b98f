import { describe, expect, it } from 'vitest';
import { PageCheck } from '../../../src/publish/page-check.ts';

const check = (pages: Record<string, string>): string[] => {
  const pageCheck = new PageCheck();
  for (const [address, html] of Object.entries(pages))
    pageCheck.add(address, html, `${address}.md`);
  return pageCheck.findings('', (path) => path === '/file.png').map(({ message }) => message);
};

describe('PageCheck', () => {
  it('is content with pages, anchors and files that are there', () => {
    expect(
      check({
        '/a/': '<h2 id="one">1</h2><a href="/b/#two">x</a><a href="#one">y</a>',
        '/b/': '<h2 id="two">2</h2><img src="/file.png" alt=""><a href="https://x.example/">z</a>',
      }),
    ).toEqual([]);
  });

  it('tells of a page, an anchor of another page and one of the page itself', () => {
    expect(
      check({
        '/a/': '<a href="/gone/">x</a><a href="/b/#none">y</a><a class="k" href="#nowhere">z</a>',
        '/b/': '<p>b</p>',
      }),
    ).toEqual([
      '/a/ links to /a/#nowhere, but that page has no such anchor',
      '/a/ links to /b/#none, but that page has no such anchor',
      '/a/ links to /gone/, but there is nothing at this address',
    ]);
  });

  it('reads tags and not what a text says of them', () => {
    expect(check({ '/a/': '<code>&lt;img src="/penguin.png"></code> id="x" href="/no/"' })).toEqual(
      [],
    );
  });

  it('reads values with angle brackets, queries and encoded anchors', () => {
    expect(
      check({ '/a/': '<a title="a > b" href="/b/?x=1#%E9%8D%B5">x</a>', '/b/': '<i id="鍵"></i>' }),
    ).toEqual([]);
  });
});
