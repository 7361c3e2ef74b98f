import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import type { PictureSource } from '../../../src/render/context.ts';
import { render } from './context.ts';

const sources: readonly PictureSource[] = [
  {
    type: 'image/avif',
    srcset: '/a%20b.avif 360w, /c.avif 672w',
    sizes: 'min(672px, 100vw - 2rem)',
    media: '(prefers-reduced-motion: reduce)',
  },
  { type: 'image/webp', srcset: '/c.webp 360w', sizes: '9px' },
];
const withSources = {
  resolveAsset: () => ({ src: '/c.png', width: 4, height: 3, sources }),
};

test('sources stand around the file of the writer', () => {
  const { html, text } = render('Before ![x](./c.png "T") after', 'mdx', withSources);
  expect(html).toBe(
    '<p>Before <picture>' +
      '<source type="image/avif" srcset="/a%20b.avif 360w, /c.avif 672w" sizes="min(672px, 100vw - 2rem)" media="(prefers-reduced-motion: reduce)">' +
      '<source type="image/webp" srcset="/c.webp 360w" sizes="9px">' +
      '<img src="/c.png" alt="x" title="T" width="4" height="3" loading="lazy" decoding="async">' +
      '</picture> after</p>',
  );
  // Searching reads what it read before.
  expect(text).toBe(render('Before ![x](./c.png "T") after').text);
});

test('is valid, in a line, a link, a heading and a table', () => {
  const { html } = render(
    '[![x](./c.png)](./d)\n\n## A ![x](./c.png)\n\n| a |\n| - |\n| ![x](./c.png) |\n',
    'md',
    withSources,
  );
  expect(html.match(/<picture>/g)).toHaveLength(3);
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'no-raw-characters': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'prefer-native-element': 'off',
      'element-required-attributes': 'error',
    },
  });
  const report = validator.validateStringSync(
    `<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main>${html}</main></body></html>`,
  );
  expect(
    report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    ),
  ).toEqual([]);
});

test('a picture that nothing is made of stays plain', () => {
  const none = { resolveAsset: () => ({ src: '/c.png', width: 4, height: 3, sources: [] }) };
  expect(render('![x](./c.png)', 'mdx', none).html).not.toContain('<picture');
});

test('only the picture before the first heading of what opens a page is not waited for', () => {
  const lazy = (text: string, opensPage = true): boolean[] =>
    [...render(text, 'mdx', { opensPage }).html.matchAll(/<img[^>]*>/g)].map(([tag]) =>
      tag.includes('loading="lazy"'),
    );
  expect(lazy('![a](./a.png) ![b](./b.png)')).toEqual([false, true]);
  expect(lazy('<Aside>\n\n![a](./a.png)\n\n</Aside>\n\n![b](./b.png)')).toEqual([false, true]);
  expect(lazy('Text.\n\n## A\n\n![a](./a.png)')).toEqual([true]);
  expect(lazy('![a](./a.png)', false)).toEqual([true]);
});
