import { describe, expect, it } from 'vitest';
import {
  phraseAt,
  wordAt,
  wordsOf,
  wordsOfMarkup,
  type Words,
} from '../../../src/publish/words.ts';

const all = (words: Words): string[] =>
  Array.from({ length: words.count }, (_, at) => wordAt(words, at));

describe('wordsOf', () => {
  it('finds words of any script in lower case', () => {
    expect(all(wordsOf('Rotate KEYS, größe—鍵を回す。 مفتاح، 4.2'))).toEqual([
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
    expect(all(wordsOf('a<b>c'))).toEqual(['a', 'b', 'c']);
  });
});

describe('wordsOfMarkup', () => {
  it('reads text and values, not names and not our own classes', () => {
    const markup =
      '<p class="hidden"><a href="/secret/plan/" data-x="y" aria-label="Open it">Go&amp;see</a></p>';
    expect(all(wordsOfMarkup(markup))).toEqual(['secret', 'plan', 'open', 'it', 'go', 'see']);
  });

  it('reads feeds', () => {
    expect(all(wordsOfMarkup('<dc:creator>Ann</dc:creator><g term="Kite"/>'))).toEqual([
      'ann',
      'kite',
    ]);
  });

  it('gives phrases', () => {
    const words = wordsOfMarkup('<b>One</b> two <i>three</i>');
    expect(phraseAt(words, 0, 3)).toBe('one two three');
  });
});
