import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import {
  createCssVariablesTheme,
  createHighlighterCoreSync,
  type HighlighterCore,
  type LanguageRegistration,
  type ThemedToken,
} from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { describe, expect, it } from 'vitest';
import { LineMemory } from '../../../src/render/code/line-memory.ts';

const require = createRequire(import.meta.url);
const engine = await createOnigurumaEngine({
  instantiator: (imports) =>
    WebAssembly.instantiate(readFileSync(require.resolve('shiki/onig.wasm')), imports),
});

/** Lines that open and close what goes over several lines, and look alike inside and outside of it. */
const POOLS: Readonly<Record<string, readonly string[]>> = {
  typescript: [
    'const a = `one',
    '${two} three`;',
    'for (const page of pages({ size: 1 })) {',
    'for (const page of pages({ size: 2 })) {',
    '}',
    '/* note',
    '*/',
    "import { a } from 'b';",
    'a = 1',
    '',
  ],
  yaml: [
    'key: |',
    'other: >-',
    '  text: 1',
    '  more',
    '- item: [1,',
    '2]',
    '"open',
    'close": 3',
    '# a',
    '',
  ],
  shellscript: [
    'cat <<EOF',
    'cat <<END',
    'EOF',
    'END',
    'echo "open',
    'close"',
    "echo 'it",
    "is'",
    'a=1 \\',
    '',
  ],
  markdown: [
    '---',
    'a: 1',
    '# Title',
    '```',
    '````',
    '~~~',
    '    code',
    '> quote',
    'text *open',
    'close*',
    '',
  ],
  // What closes follows from what opened.
  lua: ['a = [==[', 'b = [[', ']]', ']==]', '--[==[', '--[[', 'x = 1', "s = 'a\\\\'", ''],
  html: [
    '<style>',
    'a { color: red',
    '}',
    '</style>',
    '<script>',
    'let a = `',
    '</script>',
    '<!--',
    '-->',
    '<a',
  ],
};

function highlighterOf(grammar: string): HighlighterCore {
  const { default: registrations } = require(`shiki/langs/${grammar}.mjs`) as {
    default: LanguageRegistration[];
  };
  return createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: 'css-variables' })],
    langs: [registrations],
    engine,
    warnings: false,
  });
}

const print = (tokens: readonly ThemedToken[]): string =>
  tokens.map(({ content, color }) => `${color}:${content}`).join('|');

describe('LineMemory', () => {
  it.each(Object.entries(POOLS))('gives what %s gives as a whole', (grammar, pool) => {
    const highlighter = highlighterOf(grammar);
    const options = { lang: grammar, theme: 'css-variables', tokenizeTimeLimit: 0 };
    let asked = 0;
    const memory = new LineMemory(
      (line, state) => {
        asked += 1;
        const lines = highlighter.codeToTokensBase(line, {
          ...options,
          ...(state === undefined ? {} : { grammarState: state }),
        });
        return { tokens: lines[0] ?? [], state: highlighter.getLastGrammarState(lines) };
      },
      print,
      300,
    );
    let lines = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 12 }), (code) => {
        lines += code.length;
        const whole = highlighter.codeToTokensBase(code.join('\n'), options);
        expect(memory.html(code)).toEqual(whole.map(print));
      }),
      { numRuns: 300, seed: 7 },
    );
    // It would be of no use otherwise.
    expect(asked).toBeLessThan(lines / 2);
  });
});
