import { LineCounter, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { Finding } from '../model/finding.ts';

/** The head of a file: its keys with values and lines, and the text behind it. */
export interface FrontMatter {
  readonly keys: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>;
  readonly body: string;
  /** 1-based line on which the body begins. */
  readonly bodyLine: number;
  readonly findings: readonly Finding[];
  /** 1-based line of a value inside the keys, such as `['releases', 3, 'eol']`. */
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined;
}

/**
 * Splits YAML front matter (between two lines of `---`) from the body. Days stay the text that was
 * written, and a number keeps its spelling (`1.10` is not 1.1). A file without front matter has no
 * keys; broken YAML is a finding, and then there are no keys either.
 */
export function splitFrontMatter(text: string, file: string): FrontMatter {
  const open = /^---[ \t]*\n/u.exec(text);
  const none = {
    keys: new Map<string, { value: unknown; line: number }>(),
    body: text,
    bodyLine: 1,
    findings: [],
    lineOf: () => undefined,
  };
  if (open === null) return none;
  const close = /^(?:---|\.\.\.)[ \t]*(?:\n|$)/mu.exec(text.slice(open[0].length));
  if (close === null) {
    const message = 'The front matter begins with --- and never ends';
    const fix = 'End it with a line of ---.';
    return {
      ...none,
      findings: [{ code: 'front-matter-unclosed', severity: 'error', file, line: 1, message, fix }],
    };
  }
  const head = text.slice(open[0].length, open[0].length + close.index);
  const end = open[0].length + close.index + close[0].length;
  const bodyLine = countLines(text.slice(0, end)) + 1;
  return { ...readKeys(head, file, 2), body: text.slice(end), bodyLine };
}

/** Reads a YAML mapping, which begins on the given line of its file, as keys with plain values. */
export function readKeys(
  yaml: string,
  file: string,
  firstLine: number,
): Pick<FrontMatter, 'keys' | 'findings' | 'lineOf'> {
  const keys = new Map<string, { value: unknown; line: number }>();
  const findings: Finding[] = [];
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  // The failsafe schema leaves scalars as text; what is a boolean is decided by who reads it.
  const document = parseDocument(yaml, { lineCounter: lines, schema: 'failsafe' });
  for (const error of document.errors) {
    const message = error.message.split('\n')[0] ?? error.message;
    findings.push({
      code: 'yaml-error',
      severity: 'error',
      file,
      line: lineAt(error.pos[0]),
      message,
    });
  }
  function lineOf(path: readonly (string | number)[]): number | undefined {
    const node = document.getIn(path, true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    return offset === undefined ? undefined : lineAt(offset);
  }
  if (findings.length > 0 || document.contents === null) return { keys, findings, lineOf };
  if (!isMap(document.contents)) {
    const message = 'The front matter is not a list of keys and values';
    findings.push({ code: 'yaml-error', severity: 'error', file, line: firstLine, message });
    return { keys, findings, lineOf };
  }
  try {
    for (const pair of document.contents.items) {
      const { key, value } = pair;
      if (!isScalar(key)) continue;
      keys.set(String(key.value), {
        value: isNode(value) ? value.toJS(document, { maxAliasCount: 100 }) : null,
        line: lineAt(key.range?.[0] ?? 0),
      });
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    findings.push({ code: 'yaml-error', severity: 'error', file, line: firstLine, message });
  }
  return { keys, findings, lineOf };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
