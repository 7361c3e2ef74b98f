import { nameOf, rstInline } from './rst-inline.ts';
import type { RstNote, RstTargets } from './rst-inline.ts';

export interface ConvertedRst {
  readonly markdown: string;
  readonly notes: readonly RstNote[];
}

/** Admonitions of docutils, as the four remarks of Gazette. */
const remarks: Readonly<Record<string, 'note' | 'tip' | 'caution' | 'danger'>> = {
  note: 'note',
  seealso: 'note',
  admonition: 'note',
  tip: 'tip',
  hint: 'tip',
  important: 'caution',
  attention: 'caution',
  caution: 'caution',
  warning: 'caution',
  danger: 'danger',
  error: 'danger',
};

interface Line {
  readonly text: string;
  /** Columns of white space in front; Infinity for an empty line. */
  readonly indent: number;
  readonly number: number;
}

/**
 * Turns reStructuredText, as release notes have it, into Markdown that reads the same: paragraphs,
 * lists, literal blocks, code blocks, remarks, quotes, headings, definition and field lists, line
 * blocks, links and inline markup. What has no equal stays as it was written, and is told.
 * https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
 */
export function rstToMarkdown(rst: string): ConvertedRst {
  const notes: RstNote[] = [];
  const named = new Map<string, string>();
  const anonymous: string[] = [];
  const lines = rst
    .replace(/\t/gu, '        ')
    .split('\n')
    .map((text, index): Line => {
      const trimmed = text.trimEnd();
      const indent = trimmed === '' ? Infinity : trimmed.length - trimmed.trimStart().length;
      return { text: trimmed, indent, number: index + 1 };
    })
    .filter(({ text }) => {
      const target = /^\s*(?:\.\. _(`[^`]+`|(?:\\:|[^:`_])[^:]*):|\.\. __:|__)\s+(\S+)$/u.exec(
        text,
      );
      if (target === null) return true;
      if (target[1] === undefined) anonymous.push(target[2] ?? '');
      else named.set(nameOf(target[1]), target[2] ?? '');
      return false;
    });
  const blocks = new Blocks({ named, anonymous }, notes).read(lines);
  return { markdown: blocks.join('\n\n'), notes };
}

class Blocks {
  private readonly targets: RstTargets;
  private readonly notes: RstNote[];

  constructor(targets: RstTargets, notes: RstNote[]) {
    this.targets = targets;
    this.notes = notes;
  }

  /** Markdown of each block in these lines, in order. */
  read(lines: readonly Line[]): string[] {
    const out: string[] = [];
    const base = Math.min(...lines.map(({ indent }) => indent));
    let at = 0;
    while (at < lines.length) {
      const line = lines[at];
      if (line === undefined || line.text === '') {
        at += 1;
        continue;
      }
      const own = line.text.trimStart();
      const next = lines[at + 1];
      if (line.indent > base) {
        const end = endOf(lines, at, line.indent);
        const inner = this.read(lines.slice(at, end)).join('\n\n');
        out.push(prefixed(inner, '> ', '>'));
        at = end;
      } else if (own.startsWith('.. ') || own === '..') {
        const end = endOf(lines, at + 1, line.indent + 1);
        out.push(...this.explicit(line, own, lines.slice(at + 1, end)));
        at = end;
      } else if (itemOf(own) !== null) {
        at = this.list(lines, at, out);
      } else if (own.startsWith('>>> ')) {
        const end = paragraphEnd(lines, at, line.indent);
        out.push(fence(lines.slice(at, end), 'python'));
        at = end;
      } else if (/^\|(?: |$)/u.test(own)) {
        const end = paragraphEnd(lines, at, line.indent);
        const texts = lines.slice(at, end).map(({ text }) => text.trim().replace(/^\|\s?/u, ''));
        out.push(this.inline(texts.join('\n'), line.number).split('\n').join('\\\n'));
        at = end;
      } else if (/^(?:\+[-=+]{3,}\+|={2,}(?: +={2,})+)$/u.test(own)) {
        const end = tableEnd(lines, at, own);
        this.tell(line, 'table', 'it stays as it was written, as a block of code');
        out.push(fence(lines.slice(at, end), ''));
        at = end;
      } else if (isRule(own) && next?.text === '') {
        out.push('---');
        at += 1;
      } else if (isRule(own) && next !== undefined && lines[at + 2]?.text.trim() === own) {
        out.push(`### ${this.inline(next.text.trim(), next.number)}`);
        at += 3;
      } else if (next !== undefined && isRule(next.text) && next.text.length >= own.length) {
        out.push(`### ${this.inline(own, line.number)}`);
        at += 2;
      } else at = this.paragraph(lines, at, out);
    }
    return out;
  }

  /** A paragraph, what `::` at its end introduces, a field list, or a term with its definition. */
  private paragraph(lines: readonly Line[], at: number, out: string[]): number {
    const first = lines[at];
    if (first === undefined) return at + 1;
    const end = paragraphEnd(lines, at, first.indent);
    const next = lines[at + 1];
    const field = /^:([^:\s][^:]*):(?:\s+(.*))?$/u.exec(first.text.trim());
    if (field !== null) {
      const stop = endOf(lines, at + 1, first.indent + 1);
      const rest = [field[2] ?? '', ...lines.slice(at + 1, stop).map(({ text }) => text.trim())];
      const words = this.inline(rest.join('\n').trim(), first.number);
      out.push(`**${this.inline(field[1] ?? '', first.number)}:** ${words}`);
      return stop;
    }
    const isTerm = end === at + 1 && next !== undefined && next.indent > first.indent;
    if (isTerm && next.indent !== Infinity && !first.text.endsWith('::')) {
      const stop = endOf(lines, at + 1, next.indent);
      const term = this.inline(first.text.trim(), first.number);
      const definition = this.read(lines.slice(at + 1, stop)).join('\n\n');
      out.push(`- ${term}\n\n${prefixed(definition, '  ', '')}`);
      return stop;
    }
    let text = lines
      .slice(at, end)
      .map((line) => line.text.trim())
      .join('\n');
    const literal = /(?:^|[^:])::$/u.test(text);
    if (literal) text = text.replace(/\s*::$/u, (mark) => (/^\s/u.test(mark) ? '' : ':'));
    if (text !== '' && text !== ':') out.push(this.inline(text, first.number));
    if (!literal) return end;
    let start = end;
    while (lines[start]?.text === '') start += 1;
    const indent = lines[start]?.indent ?? 0;
    if (indent <= first.indent || indent === Infinity) return end;
    const stop = endOf(lines, start, first.indent + 1);
    out.push(fence(lines.slice(start, stop), ''));
    return stop;
  }

  private list(lines: readonly Line[], at: number, out: string[]): number {
    const first = lines[at];
    const kind = itemOf(first?.text.trimStart() ?? '')?.kind;
    const items: string[] = [];
    let loose = false;
    while (at < lines.length) {
      const line = lines[at];
      if (line?.text === '') {
        at += 1;
        continue;
      }
      const item = itemOf(line?.text.trimStart() ?? '');
      if (line === undefined || item === null) break;
      if (line.indent !== first?.indent || item.kind !== kind) break;
      const inner = line.indent + item.width;
      // An item ends where a line has less indentation than its text.
      const end = endOf(lines, at + 1, line.indent + 1);
      const own: Line = { text: ' '.repeat(inner) + item.text, indent: inner, number: line.number };
      const rest = lines.slice(at + 1, end).map((each) => reindent(each, inner));
      const blocks = this.read(item.text === '' ? rest : [own, ...rest]);
      if (blocks.length > 1) loose = true;
      const mark = item.number === null ? '- ' : `${item.number}. `;
      items.push(mark + prefixed(blocks.join('\n\n'), ' '.repeat(mark.length), '').trimStart());
      at = end;
    }
    out.push(items.join(loose ? '\n\n' : '\n'));
    return at;
  }

  /** What begins with two dots: a directive, a comment, a footnote. */
  private explicit(line: Line, own: string, body: readonly Line[]): string[] {
    const directive = /^\.\.\s+([A-Za-z][\w:.+-]*)::(?:\s+(.*))?$/u.exec(own);
    const name = directive?.[1]?.toLowerCase() ?? '';
    const argument = directive?.[2]?.trim() ?? '';
    const [options, content] = directive === null ? [[], body] : splitOptions(body);
    const remark = Object.hasOwn(remarks, name) ? remarks[name] : undefined;
    const isCode = /^(?:code|code-block|sourcecode|parsed-literal|prompt)$/u.test(name);
    if (options.length > 0 && (isCode || remark !== undefined)) {
      this.tell(line, `options of .. ${name}::`, 'Markdown has no place for them');
    }
    if (isCode) {
      return [fence(content, argument.split(/\s/u)[0] ?? '')];
    }
    if (remark !== undefined) {
      const title =
        name === 'admonition' && argument !== ''
          ? `[${argument.replace(/[[\]\\]/gu, '\\$&')}]`
          : '';
      const own =
        argument !== '' && title === '' ? [{ text: argument, indent: 0, number: line.number }] : [];
      const blocks = [...(own.length > 0 ? this.withArgument(own, content) : this.read(content))];
      return [`:::${remark}${title}\n${blocks.join('\n\n')}\n:::`];
    }
    const changed = /^(?:versionadded|versionchanged|deprecated|versionremoved)$/u.test(name);
    if (directive !== null) {
      const fate = changed
        ? 'its words stay as text'
        : 'it stays as it was written, as a block of code';
      this.tell(line, `directive .. ${name}::`, fate);
      if (changed) return [this.inline(`${name} ${argument}`, line.number), ...this.read(content)];
    } else if (/^\.\.\s+\[/u.test(own)) {
      this.tell(line, 'footnote or citation', 'it stays as text');
      const text = [own.slice(3), ...body.map((each) => each.text.trim())].join('\n').trim();
      return [this.inline(text, line.number)];
    } else if (/^\.\.\s+_/u.test(own)) {
      this.tell(line, 'anchor', 'nothing else can lead to it; it is left out');
      return [];
    } else this.tell(line, 'comment', 'it is not for readers; it is left out');
    return directive === null ? [] : [fence([{ ...line, text: own, indent: 0 }, ...body], 'rst')];
  }

  private withArgument(own: readonly Line[], content: readonly Line[]): string[] {
    // `.. note:: Words` goes on in the lines below it.
    const rest = content.map((each) => reindent(each, 0));
    const base = Math.min(...content.map(({ indent }) => indent));
    return this.read([
      ...own,
      ...rest.map((each) => (each.indent === Infinity ? each : cut(each, Math.max(0, base)))),
    ]);
  }

  private inline(text: string, line: number): string {
    return rstInline(text, line, this.targets, this.notes);
  }

  private tell({ number }: Line, what: string, why: string): void {
    this.notes.push({ line: number, what, why });
  }
}

/** A list item: its mark, and the text behind. */
function itemOf(
  text: string,
): { kind: string; number: string | null; width: number; text: string } | null {
  const bullet = /^([-*+•])(?:\s+(.*))?$/u.exec(text);
  if (bullet !== null && !isRule(text)) {
    const rest = bullet[2] ?? '';
    return {
      kind: bullet[1] ?? '',
      number: null,
      width: text.length - rest.length || 2,
      text: rest,
    };
  }
  const numbered = /^(\()?(\d{1,9}|#|[A-Za-z])([.)])\s+(\S.*)$/u.exec(text);
  if (numbered === null) return null;
  const [, open = '', mark = '', close = '', rest = ''] = numbered;
  // A single letter with a dot is an initial or an abbreviation more often than an item.
  if (/[A-Za-z]/u.test(mark) && !(open === '(' || close === ')')) return null;
  const letter = /[A-Za-z]/u.test(mark) ? mark.toLowerCase().charCodeAt(0) - 96 : null;
  const number = mark === '#' ? '1' : letter === null ? mark : String(letter);
  return { kind: `${open}1${close}`, number, width: text.length - rest.length, text: rest };
}

function isRule(text: string): boolean {
  return /^([-=~^"'*+#`:._<>])\1{3,}$/u.test(text.trim());
}

/** The first line from `at` on that has less indentation than `indent`; empty lines at the end don't count. */
function endOf(lines: readonly Line[], at: number, indent: number): number {
  let end = at;
  for (let index = at; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.indent < indent) break;
    if (line.text !== '') end = index + 1;
  }
  return end;
}

function paragraphEnd(lines: readonly Line[], at: number, indent: number): number {
  let end = at + 1;
  while (end < lines.length && lines[end]?.text !== '' && lines[end]?.indent === indent) end += 1;
  return end;
}

function tableEnd(lines: readonly Line[], at: number, border: string): number {
  if (border.startsWith('+')) return paragraphEnd(lines, at, lines[at]?.indent ?? 0);
  let end = at + 1;
  let borders = 1;
  while (end < lines.length && (borders < 3 || lines[end]?.text !== '')) {
    if (/^\s*={2,}(?: +={2,})+$/u.test(lines[end]?.text ?? '')) borders += 1;
    end += 1;
    if (borders === 3 && lines[end]?.text === '') break;
  }
  return end;
}

/** `:name: value` lines right below a directive. */
function splitOptions(body: readonly Line[]): [readonly Line[], readonly Line[]] {
  let end = 0;
  while (end < body.length && /^\s+:[\w-]+:(?:\s|$)/u.test(body[end]?.text ?? '')) end += 1;
  return [body.slice(0, end), body.slice(end)];
}

/** A line of an item whose text hangs deeper than its continuation lines do. */
function reindent(line: Line, least: number): Line {
  if (line.indent === Infinity || line.indent >= least) return line;
  return { ...line, text: ' '.repeat(least) + line.text.trimStart(), indent: least };
}

function cut(line: Line, columns: number): Line {
  return { ...line, text: line.text.slice(columns), indent: Math.max(0, line.indent - columns) };
}

function fence(lines: readonly Line[], language: string): string {
  const kept = [...lines];
  while (kept[0]?.text === '') kept.shift();
  while (kept.at(-1)?.text === '') kept.pop();
  const indent = Math.min(...kept.map((line) => line.indent));
  const texts = kept.map(({ text }) => text.slice(Math.min(indent, text.length)));
  const runs = texts.flatMap((text) => [...text.matchAll(/`+/gu)].map((run) => run[0].length));
  const mark = '`'.repeat(Math.max(2, ...runs) + 1);
  return [`${mark}${language}`, ...texts, mark].join('\n');
}

function prefixed(text: string, prefix: string, empty: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? empty : prefix + line))
    .join('\n');
}
