import { describe, expect, it } from 'vitest';
import { codeWords } from '../../../../src/outputs/search/code-words.ts';

describe('codeWords', () => {
  it.each([
    ['client.pages({ size: 372, order: "newest" })', 'client.pages size 372 order newest'],
    ['sudo apt-get install atlas=7.2.0', 'sudo apt-get install atlas=7.2.0'],
    ['atlas upgrade --to 7.2.0 --wait', 'atlas upgrade to 7.2.0 wait'],
    ['if (i === 0 && j > 91) { return; }', 'if return'],
    ["process.env.URL ?? 'https://a.example/x'", 'process.env.URL https://a.example/x'],
    ['MAX_RETRIES = $HOME/.atlas/config.yaml # E4711', 'MAX_RETRIES HOME/.atlas/config.yaml E4711'],
    ['保存(する)\n鍵 = ключ', '保存 する 鍵 ключ'],
    ['', ''],
  ])('keeps what readers look for: %s', (code, words) => {
    expect(codeWords([code])).toBe(words);
  });

  it('has each word once, also of several blocks and calls', () => {
    expect(codeWords(['npm i atlas', 'pnpm i atlas', 'yarn add Atlas'])).toBe(
      'npm atlas pnpm yarn add',
    );
    const known = new Set<string>();
    codeWords(['npm i atlas'], known);
    expect(codeWords(['npm i atlas beam'], known)).toBe('beam');
  });
});
