import { describe, expect, it } from 'vitest';
import {
  phraseAt,
  secondNumber,
  wordAt,
  WordReader,
  type Words,
} from '../../../../src/publish/leaks/words.ts';

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

  it('folds case one sign at a time', () => {
    expect(all(new WordReader().read('ÄRGER ΟΔΟΣ οδός'))).toEqual(['ärger', 'οδοσ', 'οδόσ']);
  });

  it('folds every sign that has another case, of any script', () => {
    const reader = new WordReader();
    const signs = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const withCase = signs.filter((sign) => {
      const small = sign.toLowerCase();
      return small !== sign && small.length === 1;
    });
    expect(withCase.length).toBeGreaterThan(1000);
    const unfolded = withCase.filter(
      (sign) => all(reader.read(sign))[0] !== all(reader.read(sign.toLowerCase()))[0],
    );
    expect(unfolded).toEqual([]);
  });

  it('knows a word by its number and by a second one with its length', () => {
    const reader = new WordReader();
    const numbersOf = (text: string): number[] => {
      const words = reader.read(text);
      return [words.numbers[0] ?? 0, secondNumber(words, 0)];
    };
    expect(numbersOf('Key')).toEqual(numbersOf('"KEY"'));
    expect(numbersOf('key')).not.toEqual(numbersOf('kex'));
    expect([...'abcdefghi'].map((_, at) => (numbersOf('abcdefghi'.slice(at))[1] ?? 0) & 7)).toEqual(
      [7, 7, 7, 6, 5, 4, 3, 2, 1],
    );
  });

  it('reads texts of any length in the same memory', () => {
    const reader = new WordReader();
    for (const length of [0, 1, 0x3fff, 0x4000, 0x8000, 0x20000, 3]) {
      const words = reader.read('ab '.repeat(length));
      expect(words.count).toBe(length);
      if (length > 0) expect(wordAt(words, length - 1)).toBe('ab');
    }
  });

  it('takes no escape of JSON for letters', () => {
    const json = JSON.stringify({ text: 'one\ntwo\t"three" C:\\new \u0001four' });
    expect(all(new WordReader().readEscaped(json))).toEqual([
      'text',
      'one',
      'two',
      'three',
      'c',
      'new',
      'four',
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

  it('reads values without double quotes, and tags that do not end', () => {
    const markup = `<A TITLE='Not "seen" yet' id=plan/nine hidden CLASS='x'>go</A><b title="cut`;
    expect(all(new WordReader().readMarkup(markup))).toEqual([
      'not',
      'seen',
      'yet',
      'plan',
      'nine',
      'go',
      'cut',
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
