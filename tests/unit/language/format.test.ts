import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/language/format.ts';

describe('the name of a language', () => {
  it.each([
    ['en', 'en', 'English'],
    ['de', 'en', 'Englisch'],
    ['ja', 'en', '英語'],
    ['ar', 'en', 'الإنجليزية'],
    ['ja', 'de', 'ドイツ語'],
    // It stands behind a preposition: a country is named beside the language, and bends no word of it.
    ['de', 'pt-BR', 'Portugiesisch (Brasilien)'],
    ['en', 'en-GB', 'English (United Kingdom)'],
    // No code that anybody registered.
    ['en', 'qaa', null],
  ])('in %s, %s is %s', (locale, code, name) => {
    expect(createFormat(locale).language(code)).toBe(name);
  });
});
