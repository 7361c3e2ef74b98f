import type { Root } from 'mdast';
import { markdownToMdast, mdxToMdast } from 'satteri';
import type { Features } from 'satteri';
import type { Finding } from '../model/finding.ts';
import type { BodySource } from './body.ts';

const FEATURES: Features = {
  gfm: true,
  frontmatter: false,
  headingAttributes: true,
  directive: true,
  smartPunctuation: false,
};

/** The parser stops at its first mistake; so many are mended for it to find the next. */
const MOST_MISTAKES = 20;

/** Markdown or MDX to mdast. Mistakes of syntax are findings, and the tree is null then. */
export function parseSyntax(
  source: BodySource,
  text: string,
): { tree: Root | null; findings: Finding[] } {
  if (source.format === 'md') {
    return { tree: markdownToMdast(text, { features: FEATURES }) as Root, findings: [] };
  }
  const findings: Finding[] = [];
  const blanked = new Set<string>();
  let attempt = text;
  for (let count = 0; count < MOST_MISTAKES; count += 1) {
    try {
      const tree = mdxToMdast(attempt, { features: FEATURES }) as Root;
      return { tree: findings.length === 0 ? tree : null, findings };
    } catch (error) {
      const mistake = readMistake(error);
      const closed = /^<\/\s*([\w.:-]*)/.exec(restOf(attempt, mistake))?.[1];
      // A closing tag whose opening tag was mended away is no mistake of its own.
      if (closed === undefined || !blanked.delete(closed)) {
        findings.push(describe(mistake, restOf(attempt, mistake), source));
      }
      const opened = /^<\s*([\w.:-]+)/.exec(restOf(attempt, mistake))?.[1];
      if (opened !== undefined) blanked.add(opened);
      const mended = blank(attempt, mistake);
      if (mended === attempt) break;
      attempt = mended;
    }
  }
  return { tree: null, findings };
}

interface Mistake {
  line: number;
  column: number;
  message: string;
}

function readMistake(error: unknown): Mistake {
  const raw = error instanceof Error ? error.message : String(error);
  const match = /^(\d+):(\d+): ([\s\S]*?)(?: \([\w-]+:[\w-]+\))?$/.exec(raw);
  if (!match) return { line: 1, column: 1, message: raw };
  return { line: Number(match[1]), column: Number(match[2]), message: match[3] ?? raw };
}

function offsetOf(text: string, { line, column }: Mistake): number {
  let offset = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return Math.min(text.length, offset + column - 1);
}

/** The source from the sign that began the mistake: the parser may point into an expression. */
function restOf(text: string, mistake: Mistake): string {
  return text.slice(signBefore(text, mistake));
}

function signBefore(text: string, mistake: Mistake): number {
  const offset = offsetOf(text, mistake);
  for (let back = offset; back >= 0 && text[back - 1] !== '\n'; back -= 1) {
    if (text[back] === '<' || text[back] === '{') return back;
  }
  // Over the lines of one expression or tag.
  for (let back = Math.min(offset, text.length - 1); back >= 0; back -= 1) {
    if (text[back] === '<' || text[back] === '{') return back;
  }
  return offset;
}

function blank(text: string, mistake: Mistake): string {
  const at = signBefore(text, mistake);
  return text[at] === '<' || text[at] === '{' ? `${text.slice(0, at)} ${text.slice(at + 1)}` : text;
}

function describe({ line, column, message }: Mistake, rest: string, source: BodySource): Finding {
  const words = (rest.split('\n')[0] ?? '').slice(0, 40);
  const finding = {
    severity: 'error' as const,
    file: source.file,
    line: source.firstLine + line - 1,
    column,
    ...(words === '' ? {} : { found: words }),
  };
  const unclosed = /closing tag for `<([^>]*)>`/.exec(message)?.[1];
  if (unclosed !== undefined) {
    const inParagraph = message.includes('before the end of');
    return {
      ...finding,
      code: 'unclosed-tag',
      message: `<${unclosed}> is not closed${inParagraph ? ' in its paragraph' : ''}.`,
      expected: `</${unclosed}>`,
      fix: /^(br|hr|img|wbr)$/.test(unclosed)
        ? `Write <${unclosed} />.`
        : inParagraph
          ? `Close it in the same line, or put <${unclosed}> and </${unclosed}> on lines of their own. For a sign as text write \\<.`
          : `Add </${unclosed}>, or write <${unclosed} /> when it holds nothing. For a sign as text write \\<.`,
    };
  }
  const stray = /closing tag `<\/([^>]*)>`/.exec(message)?.[1];
  if (stray !== undefined) {
    return {
      ...finding,
      code: 'unopened-tag',
      message: `</${stray}> closes a tag that is not open here.`,
      expected: `<${stray}> before it`,
      fix: `Delete </${stray}>, or open <${stray}> in the same block before it.`,
    };
  }
  if (rest.startsWith('{') || message.includes('expression')) {
    return {
      ...finding,
      code: 'stray-brace',
      message: 'A brace { opens an expression, and notes have none.',
      expected: 'text, or a comment {/* … */}',
      fix: 'Write \\{ for the brace, or put it in `code`.',
    };
  }
  if (rest.startsWith('<!--')) {
    return {
      ...finding,
      code: 'html-comment',
      message: 'An HTML comment stands in an .mdx file.',
      expected: '{/* … */}',
      fix: 'Write {/* … */} instead of <!-- … -->.',
    };
  }
  const autolink = /^<((?:https?:|mailto:)[^>\s]+)>/.exec(rest)?.[1];
  if (autolink !== undefined) {
    return {
      ...finding,
      code: 'autolink',
      message: 'A link in angle brackets stands in an .mdx file.',
      expected: `${autolink} or [text](${autolink})`,
      fix: 'Delete the angle brackets.',
    };
  }
  return {
    ...finding,
    code: 'stray-angle',
    message: `The sign < does not begin a tag here. ${message}.`,
    expected: 'a component such as <Aside type="tip">, with values in quotes',
    fix: 'Write \\< or &lt; for the sign, or put it in `code`.',
  };
}
