import { ChangeIds, changeOf } from './changelog-change.ts';
import { rstToMarkdown } from './rst-to-markdown.ts';
import type { RstNote } from './rst-inline.ts';
import { parseMarkdown, span, walk } from './tree.ts';

/** One text of a note, in Markdown. */
export interface RenoText {
  readonly title: string;
  readonly body: string;
  /** The whole text, of which title and body are parts. */
  readonly markdown: string;
  /** Addresses of the bugs and blueprints that stand in front of it in brackets. */
  readonly issues: readonly string[];
  readonly notes: readonly RstNote[];
  /** What is deprecated, as far as the text tells: a sort, and a name. */
  readonly subject: { readonly kind: string; readonly name: string };
}

const longestTitle = 160;

/** Turns the text of a section into a title of one line and a body. */
export function readRenoText(rst: string, section: string): RenoText {
  const issues: string[] = [];
  const text = withoutBullet(rst).replace(
    // Two underscores, one, or none by mistake.
    /^\s*(?:`?\[\s*`[^`<>]+<https?:\/\/[^\s<>`]+>`_{0,2}\s*\]\s*)+/u,
    (references) => {
      issues.push(
        ...[...references.matchAll(/<(https?:[^<>]+)>/gu)].map((match) => match[1] ?? ''),
      );
      return '\n'.repeat(references.split('\n').length - 1);
    },
  );
  const { markdown, notes } = rstToMarkdown(text.trim() === '' ? rst : text);
  if (text.trim() === '') issues.length = 0;
  const first = firstParagraph(markdown);
  const item = { section, type: 'other' as const, known: true, breaking: false, line: 1 };
  const words = first ?? markdown;
  const change = changeOf({ ...item, text: words }, words, new ChangeIds());
  const long = String(change.fields['title']);
  const title = long.length > longestTitle ? shortened(long) : long;
  const body = title === long && words === markdown ? change.body : markdown;
  return {
    title,
    body,
    markdown,
    issues: [...new Set(issues)],
    notes,
    subject: subjectOf(markdown, title),
  };
}

/** The first paragraph, when the text begins with something else; null when it begins with it. */
function firstParagraph(markdown: string): string | null {
  const tree = parseMarkdown(markdown);
  if (tree.children[0]?.type === 'paragraph') return null;
  let first: string | null = null;
  walk(tree, (node) => {
    if (node.type !== 'paragraph' || first !== null) return;
    const { start, end } = span(node);
    first = markdown.slice(start, end).replace(/\n[ \t>]*/gu, ' ');
  });
  return first;
}

/** A note that is one bullet by mistake is the text of that bullet. */
function withoutBullet(rst: string): string {
  const match = /^(\s*)([-*+]) +(?=\S)/u.exec(rst);
  if (match === null) return rst;
  const rest = rst.slice(match[0].length);
  const width = (match[1] ?? '').replace(/^.*\n/su, '').length;
  const another = rest
    .split('\n')
    .slice(1)
    .some((line) => /\S/u.test(line) && line.search(/\S/u) <= width);
  return another
    ? rst
    : rest.replace(
        /\n[ \t]+(?=\S)/gu,
        (start) => start.slice(0, 1) + ' '.repeat(Math.max(0, start.length - 1 - match[0].length)),
      );
}

/** The words of a long title that fit, with an ellipsis; no code is cut in two. */
function shortened(title: string): string {
  let cut = title.slice(0, longestTitle).replace(/\s+\S*$/u, '');
  if ((cut.match(/`/gu)?.length ?? 0) % 2 === 1) cut = cut.slice(0, cut.lastIndexOf('`'));
  return `${cut.replace(/[\s,;:(]+$/u, '')} …`;
}

/** Sorts of things that are deprecated, the longer words first. */
const sorts =
  /\b(configuration options?|config options?|command(?: line)? options?|options?|policy|policies|drivers?|APIs?|commands?|methods?|functions?|class(?:es)?|middlewares?|fields?|attributes?|parameters?|plugins?|backends?|extensions?|modules?|files?|filters?|formats?|providers?)\b/iu;

/** A guess from the text: the first code in it is the name, and the first sort that is named the kind. */
function subjectOf(markdown: string, title: string): { kind: string; name: string } {
  let name: string | null = null;
  walk(parseMarkdown(markdown), (node) => {
    if (node.type === 'inlineCode' && /\S/u.test(node.value)) name ??= node.value.trim();
  });
  const found = sorts.exec(markdown.replace(/`[^`]*`/gu, ' '))?.[1] ?? 'feature';
  const plain = title.replace(/`/gu, '').replace(/\.$/u, '');
  const kind = /^api/iu.test(found) ? 'API' : found.toLowerCase();
  return { kind: singularOf(kind), name: (name ?? plain).replace(/\s+/gu, ' ') };
}

function singularOf(kind: string): string {
  return kind
    .replace(/policies$/u, 'policy')
    .replace(/classes$/u, 'class')
    .replace(/(?<!s)s$/u, '');
}
