import { describe, expect, it } from 'vitest';
import { absoluteAddress, absoluteLinks } from '../../../../src/outputs/feeds/absolute.ts';

const base = 'https://example.com/notes/a/';
const made = (html: string) => absoluteLinks(html, base);

describe('absoluteLinks', () => {
  it.each([
    ['<a href="/x">t</a>', '<a href="https://example.com/x">t</a>'],
    ['<a href="#y">t</a>', '<a href="https://example.com/notes/a/#y">t</a>'],
    ['<img src="./b c.png" alt="">', '<img src="https://example.com/notes/a/b%20c.png" alt="">'],
    ["<a href='../z'>t</a>", '<a href="https://example.com/notes/z">t</a>'],
    ['<a href=/bare>t</a>', '<a href="https://example.com/bare">t</a>'],
    ['<a href="mailto:a@b.example">t</a>', '<a href="mailto:a@b.example">t</a>'],
    [
      '<a href="https://o.example/?a=1&amp;b=2">t</a>',
      '<a href="https://o.example/?a=1&amp;b=2">t</a>',
    ],
    [
      '<a href="https://o.example/?a=1&#x26;b=2">t</a>',
      '<a href="https://o.example/?a=1&amp;b=2">t</a>',
    ],
    ['<a class="x" href="javascript:alert(1)" title="t">t</a>', '<a class="x" title="t">t</a>'],
    ['<a href="java&#x73;cript:alert(1)">t</a>', '<a>t</a>'],
    ['<a href="//evil.example">t</a>', '<a>t</a>'],
  ])('%s', (from, to) => {
    expect(made(from)).toBe(to);
  });

  it('leaves text and other attributes as they are', () => {
    const same = [
      '<p>href="/x" src=\'/y\' a > b</p>',
      '<p title=\' href="/x"\'>t</p>',
      '<p title=" src=/x > href=\'/y\'">t</p>',
      '<code>&#x3C;a href="/x"></code>',
    ];
    for (const html of same) expect(made(html)).toBe(html);
    expect(made('<a title=" href=\'/no\'" href="/yes">t</a>')).toBe(
      '<a title=" href=\'/no\'" href="https://example.com/yes">t</a>',
    );
  });
});

describe('addresses that are plain', () => {
  it('are what a browser makes of them', () => {
    const base = "https://example.com/de/o'neil/4.2.1/?a=b&c#top";
    const addresses = [
      ...['/', '/a', '/a/', '/a/b.html', '/a/4.2.1/#fix-1', '/a#', '#x', '#', '', 'a/b', './c'],
      ...['//host/x', '/a//b', '/./a', '/a/../b', '/.well-known/x', '/a b', '/ä', '/%61', '/a?b=c'],
      ...['/x:y,z@w~1', '#a%20b', '#ä', "/o'neil/", 'https://other.example/ä', 'mailto:a@b.c'],
    ];
    for (const address of addresses) {
      const html = absoluteLinks(`<a href="${address}">x</a>`, base);
      const made = absoluteAddress(address, base)
        ?.replaceAll('&', '&amp;')
        .replaceAll("'", '&#39;');
      expect(html).toBe(made === undefined ? '<a>x</a>' : `<a href="${made}">x</a>`);
    }
  });

  it('in text are text', () => {
    const html = '<p>Set href="/a" or <code>src=/b</code>, not <b title="x">cite="c"</b>.</p>';
    expect(absoluteLinks(html, 'https://example.com/')).toBe(html);
  });
});
