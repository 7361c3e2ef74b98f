import { describe, expect, it } from 'vitest';
import { absoluteLinks } from '../../../../src/outputs/feeds/absolute.ts';

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
