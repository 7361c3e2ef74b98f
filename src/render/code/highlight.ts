import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escapeText } from '../print.ts';
import { LineMemory, type TokenizeLine } from './line-memory.ts';
import type * as ShikiCore from 'shiki/core';
import type { LanguageRegistration, ThemedToken } from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';

/**
 * One letter for each kind of token, so that both colour schemes share one markup and a token
 * costs few bytes. The letters are styled by the stylesheet: `.gz-code .k`.
 */
const CLASSES: Readonly<Record<string, string>> = {
  'var(--t-token-keyword)': 'k',
  'var(--t-token-string)': 's',
  'var(--t-token-string-expression)': 's',
  'var(--t-token-constant)': 'c',
  'var(--t-token-comment)': 'm',
  'var(--t-token-function)': 'f',
  'var(--t-token-parameter)': 'p',
  'var(--t-token-link)': 'u',
  'var(--t-token-inserted)': 'i',
  'var(--t-token-deleted)': 'd',
  'var(--t-token-changed)': 'h',
};

const THEME = 'css-variables';
const require = createRequire(import.meta.url);

// Grammars are written for Oniguruma. Putting their expressions into JavaScript's takes longer than all
// the code of a small portal, and matching them a third longer after that. It can't be loaded later,
// since highlighting doesn't wait.
const engine = await createOnigurumaEngine({
  instantiator: (imports) =>
    WebAssembly.instantiate(readFileSync(require.resolve('shiki/onig.wasm')), imports),
});

/** Lines longer than this are set plain: a grammar can take a second on a minified file. */
const LONGEST_LINE = 2000;
const LONGEST_CODE = 60_000;

const LINE_END = /\r?\n/;

/**
 * Languages inside of others that their grammars do not bring along. Without those of this list a
 * code block in MDX would show its components plain.
 */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  markdown: ['yaml', 'html', 'json', 'shellscript'],
  mdx: ['tsx', 'yaml', 'json', 'shellscript'],
};

// Grammars cost up to 20 ms each to load, so each is loaded when it is first met, and each into a
// highlighter of its own: among others it would also colour what is inside of it in their languages,
// and one note's code would decide how another's looks.
const memories = new Map<string, LineMemory>();

/** Lets go of all lines and grammars that were met: they are loaded again when they are. */
export function forgetLines(): void {
  memories.clear();
}

function memoryOf(grammar: string): LineMemory {
  const known = memories.get(grammar);
  if (known) return known;
  const memory = new LineMemory(tokenizerOf(grammar), printTokens);
  memories.set(grammar, memory);
  return memory;
}

function tokenizerOf(grammar: string): TokenizeLine {
  // When all code is remembered, this is never loaded.
  const { createCssVariablesTheme, createHighlighterCoreSync } =
    require('shiki/core') as typeof ShikiCore;
  const highlighter = createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: THEME, variablePrefix: '--t-', fontStyle: false })],
    langs: [grammar, ...(INSIDE[grammar] ?? [])].map((name) => registrationsOf(name)),
    engine,
    // It warns of many highlighters, which is what is wanted here.
    warnings: false,
  });
  return (line, state) => {
    const lines = highlighter.codeToTokensBase(line, {
      lang: grammar,
      theme: THEME,
      // No limit of time: with one (500 ms unless told) a busy machine would emit other bytes.
      tokenizeTimeLimit: 0,
      ...(state === undefined ? {} : { grammarState: state }),
    });
    return { tokens: lines[0] ?? [], state: highlighter.getLastGrammarState(lines) };
  };
}

function registrationsOf(grammar: string): LanguageRegistration[] {
  return (require(`shiki/langs/${grammar}.mjs`) as { default: LanguageRegistration[] }).default;
}

/** Code as lines of HTML: text escaped, tokens in spans. Null for plain text. */
export function highlightLines(code: string, grammar: string | null): string[] {
  const lines = code.split('\n');
  if (
    grammar === null ||
    code.length > LONGEST_CODE ||
    lines.some((line) => line.length > LONGEST_LINE)
  ) {
    return lines.map(escapeText);
  }
  return memoryOf(grammar).html(code.split(LINE_END));
}

/** Tokens of a line as HTML, those of one kind in one span. */
function printTokens(line: readonly ThemedToken[]): string {
  let html = '';
  let run = '';
  let runClass = '';
  const flush = (): void => {
    if (run === '') return;
    html +=
      runClass === '' ? escapeText(run) : `<span class="${runClass}">${escapeText(run)}</span>`;
    run = '';
  };
  for (const token of line) {
    const tokenClass = CLASSES[token.color ?? ''] ?? '';
    // Space has no colour: it never breaks a run.
    if (tokenClass !== runClass && token.content.trim() !== '') {
      flush();
      runClass = tokenClass;
    }
    run += token.content;
  }
  flush();
  return html;
}
