import { describe, expect, it } from 'vitest';
import { phraseAt, wordAt, WordReader, type Words } from '../../../../src/publish/leaks/words.ts';

const all = (words: Words): string[] =>
  Array.from({ length: words.count }, (_, at) => wordAt(words, at));

describe('words of text', () => {
  it('finds words of any script in lower case', () => {
    expect(all(new WordReader().read('Rotate KEYS, größe—鍵を回す。 مفتاح، 4.2'))).toEqual([
      'rotate',
      'keys',
      'größe',
      '鍵を回す',
      'مفتاح',
      '4',
      '2',
    ]);
  });

  it('takes angle brackets for text', () => {
    expect(all(new WordReader().read('a<b>c'))).toEqual(['a', 'b', 'c']);
  });
});

describe('words of markup', () => {
  it('reads text and values, not names and not our own classes', () => {
    const markup =
      '<p class="hidden"><a href="/secret/plan/" data-x="y" aria-label="Open it">Go&amp;see</a></p>';
    expect(all(new WordReader().readMarkup(markup))).toEqual([
      'secret',
      'plan',
      'open',
      'it',
      'go',
      'see',
    ]);
  });

  it('reads feeds', () => {
    expect(
      all(new WordReader().readMarkup('<dc:creator>Ann</dc:creator><g term="Kite"/>')),
    ).toEqual(['ann', 'kite']);
  });

  it('gives phrases', () => {
    const words = new WordReader().readMarkup('<b>One</b> two <i>three</i>');
    expect(phraseAt(words, 0, 3)).toBe('one two three');
  });
});
