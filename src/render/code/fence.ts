import type { CodeNode } from '../body.ts';
import { report } from '../state.ts';
import type { ConvertState } from '../state.ts';
import { grammarOf, suggestLanguage } from './languages.ts';

export interface FenceOptions {
  title: string | null;
  numbered: boolean;
  /** Marked lines, 1-based. */
  mark: ReadonlySet<number>;
  ins: ReadonlySet<number>;
  del: ReadonlySet<number>;
  /** Words that mean nothing here. */
  unknown: string[];
}

// Text in quotes and a pattern between slashes are one word each: other tools mark what they match.
const WORD =
  /([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\{([^}]*)\})|\{([^}]*)\}|(?:[\w-]+=)?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/(?:[^/\\]|\\.)+\/)(?=\s|$)|\S+/g;

/** Reads what stands behind a fence's language: `title="a.js" {1,3-5} ins={2} del={4} showLineNumbers`. */
export function readFence(meta: string): FenceOptions {
  const options = {
    title: null as string | null,
    numbered: false,
    mark: new Set<number>(),
    ins: new Set<number>(),
    del: new Set<number>(),
    unknown: [] as string[],
  };
  for (const match of meta.matchAll(WORD)) {
    const [whole, name, double, single, range, bare] = match;
    const value = double ?? single;
    if (bare !== undefined && addLines(options.mark, bare)) continue;
    if (name === 'title' && value !== undefined) options.title = value;
    else if (whole === 'showLineNumbers') options.numbered = true;
    else if (
      range !== undefined &&
      (name === 'mark' || name === 'ins' || name === 'del') &&
      addLines(options[name], range)
    ) {
      continue;
    } else options.unknown.push(whole);
  }
  return options;
}

/** Adds `1,3-5`; false when it is not such a list. Lines beyond 9999 are no lines. */
function addLines(lines: Set<number>, range: string): boolean {
  for (const part of range.split(',')) {
    const match = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(part);
    if (!match) return false;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    for (let line = from; line <= to; line += 1) lines.add(line);
  }
  return true;
}

/** Findings about a fence: its language and what stands behind it. */
export function checkFence(node: CodeNode, line: number, state: ConvertState): void {
  const place = { start: { line: line - state.firstLine + 1 }, end: { line } };
  const source = { position: place as NonNullable<Parameters<typeof report>[1]['position']> };
  if (grammarOf(node.lang) === undefined) {
    const near = suggestLanguage(node.lang ?? '');
    report(
      state,
      source,
      'warning',
      'unknown-language',
      `The language "${node.lang ?? ''}" is not known; the code is set plain.`,
      {
        expected: 'the name of a language, or text',
        found: node.lang ?? '',
        fix: near ? `Did you mean "${near}"?` : 'Write text for code without a language.',
      },
    );
  }
  for (const word of readFence(node.meta).unknown) {
    report(
      state,
      source,
      'warning',
      'unknown-code-option',
      `"${word}" behind the code's language means nothing.`,
      {
        expected: 'title="…", {1,3-5}, mark={…}, ins={…}, del={…} or showLineNumbers',
        found: word,
        fix: 'Delete it, or write one of those.',
      },
    );
  }
}
