import { describe, expect, it } from 'vitest';
import { linksOfPage, PageCheck } from '../../../src/publish/page-check.ts';

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

  it('reads attributes as they are written: in any order, on lines of their own, and no others', () => {
    expect(
      check({
        '/a/':
          '<a\n\thref="/b/"\n\tid="x">x</a><a data-href="/no/" aid="y" href=\'/no/\'>y</a><a title="= href" href="/gone/">z</a>',
        '/b/':
          '<a href="/a/#x">x</a><a href="/a/#y">y</a><img src="/file.png">a = "b" id="q"<a href="#q">q</a>',
      }),
    ).toEqual([
      '/a/ links to /gone/, but there is nothing at this address',
      '/b/ links to /a/#y, but that page has no such anchor',
      '/b/ links to /b/#q, but that page has no such anchor',
    ]);
  });

  it('tells what a page has, each link once', () => {
    const page = '<p id="a"></p><p id="b&amp;c"><a href="/x/?q=1#z">x</a><a href="/x/#z">x</a></p>';
    const { anchors, links, findings } = linksOfPage('/p/', page, 'p.md');
    expect([anchors, [...links], findings]).toEqual([' a b&c ', ['/x/#z'], []]);
  });
});
