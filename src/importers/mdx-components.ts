import GithubSlugger from 'github-slugger';
import type { Code, Definition, Image, Link, LinkReference, Nodes } from 'mdast';
import { mdxToMdast } from 'satteri';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'satteri';
import { readFence } from '../render/code/fence.ts';
import { vocabulary } from '../render/vocabulary/index.ts';
import { at } from './draft.ts';
import type { Unmapped } from './importer.ts';
import { findTargets } from './link-targets.ts';
import type { LinkContext, Target } from './link-targets.ts';
import type { RewrittenBody } from './rewrite-body.ts';
import { applyEdits, escapeMarkdown, lineOf, plainText, span, walk } from './tree.ts';
import type { Edit } from './tree.ts';

type Jsx = MdxJsxFlowElement | MdxJsxTextElement;

/**
 * Makes MDX of another site stand by itself in a portal: imports go, components of the vocabulary stay,
 * components that hold one Fragment a slot become Tabs, others are taken apart into the Markdown in
 * them, expressions become text, and links and images are kept as `rewriteBody` keeps them. All that
 * changed is named. Null when the text is no MDX.
 */
export function rewriteMdx(mdx: string, context: LinkContext): RewrittenBody | null {
  let tree: Nodes;
  try {
    tree = mdxToMdast(mdx, { features: { frontmatter: false } });
  } catch {
    return null;
  }
  const edits: Edit[] = [];
  const unmapped: Unmapped[] = [];
  const anchors = new Set<string>();
  const definitions = new Map<string, Definition>();
  const slugger = new GithubSlugger();
  const from = context.source.path;
  walk(tree, (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(plainText(node)));
    if (node.type === 'definition') definitions.set(node.identifier, node);
    const jsx = jsxOf(node);
    if (jsx !== null) anchors.add(attributesOf(jsx).get('id') ?? '');
  });
  const { files, linkTarget, imageTarget } = findTargets(context, anchors);

  function report(node: Nodes, what: string, why: string): void {
    const line = lineOf(mdx, span(node).start) + context.firstLine - 1;
    unmapped.push({ ...at(from, line), what, why });
  }

  function replace(node: Nodes, text: string): void {
    edits.push({ ...span(node), text });
  }

  /** Takes the tags of an element away, or puts others in their place. */
  function retag(node: Nodes, open: string, close: string): void {
    const { start, end } = span(node);
    const source = mdx.slice(start, end);
    const closing = /<\/[\w.:-]*\s*>$/u.exec(source);
    const opening = tagEnd(mdx, start);
    if (closing === null) replace(node, open);
    else {
      edits.push({ start, end: opening, text: open });
      edits.push({ start: start + closing.index, end, text: close });
    }
  }

  function onJsx(jsx: Jsx, node: Nodes, parent: Jsx | null): void {
    const name = jsx.name ?? '';
    const attributes = attributesOf(jsx);
    if (parent !== null && isTabs(parent) && name === 'Fragment') {
      retag(node, `<TabItem label="${attributes.get('slot') ?? ''}">`, '</TabItem>');
      return;
    }
    if (vocabulary.has(name)) return;
    if (/^[a-z]/u.test(name)) {
      onHtml(name, attributes, node);
      return;
    }
    if (isTabs(jsx)) {
      const key = name.replace(/([a-z])([A-Z])/gu, '$1-$2').toLowerCase();
      report(node, `component <${name}>`, 'its slots are tabs now');
      retag(node, `<Tabs syncKey="${key}">`, '</Tabs>');
      return;
    }
    if (jsx.children.length > 0) {
      report(node, `component <${name}>`, 'a portal has no such component; what it holds stays');
      retag(node, '', '');
      return;
    }
    const words = [...attributes.entries()]
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => Number(b === 'title') - Number(a === 'title'))
      .map(([, value]) => escapeText(value));
    const why =
      words.length === 0
        ? 'a portal has no such component, and it holds no words; it is left out'
        : 'a portal has no such component; the words of its attributes stay';
    report(node, `component <${name}>`, why);
    replace(
      node,
      words.length < 2 ? words.join('') : `${words[0] ?? ''} (${words.slice(1).join(', ')})`,
    );
  }

  function onHtml(name: string, attributes: ReadonlyMap<string, string>, node: Nodes): void {
    if (name === 'a') {
      const target = linkTarget(attributes.get('href') ?? '');
      if (target === null) return;
      report(node, target.what, target.why);
      retag(
        node,
        target.to === null ? '' : `<a href="${target.to.replaceAll('"', '%22')}">`,
        target.to === null ? '' : '</a>',
      );
    } else if (name === 'img') {
      const target = imageTarget(attributes.get('src') ?? '');
      if (target === null) return;
      report(node, target.what, target.why);
      const alt = escapeText(attributes.get('alt') ?? '');
      replace(
        node,
        target.to === null ? alt : `${target.image ? '!' : ''}[${alt}](${addressOf(target.to)})`,
      );
    }
  }

  function unlink(node: Link | LinkReference): void {
    const [first, last] = [node.children[0], node.children.at(-1)];
    const { start, end } = span(node);
    if (first === undefined || last === undefined) replace(node, '');
    else {
      edits.push({ start, end: span(first).start, text: '' });
      edits.push({ start: span(last).end, end, text: '' });
    }
  }

  function onLink(node: Link | LinkReference, target: Target | null): void {
    if (target === null || mdx[span(node).start] !== '[') return;
    report(node, target.what, target.why);
    const last = node.children.at(-1);
    if (target.to === null || last === undefined) unlink(node);
    else
      edits.push({
        start: span(last).end,
        end: span(node).end,
        text: `](${addressOf(target.to)})`,
      });
  }

  function onImage(node: Image): void {
    const target = imageTarget(node.url);
    if (target === null) return;
    report(node, target.what, target.why);
    const alt = escapeText(node.alt ?? '');
    if (target.to === null) replace(node, alt);
    else
      replace(
        node,
        `${target.image ? '!' : ''}[${alt || escapeText(target.to)}](${addressOf(target.to)})`,
      );
  }

  /** Options behind a fence's language that a portal does not know; `add` is `ins` there. */
  function onCode(node: Code): void {
    const { start, end } = span(node);
    const line = /^[^\n]*/u.exec(mdx.slice(start, end))?.[0] ?? '';
    // As it is written: in the node, quotes that were escaped within quotes look like their ends.
    const [, before = '', written = ''] = /^((?:`+|~+)[ \t]*\S*)(.*)$/u.exec(line) ?? [];
    const unknown = node.meta ? readFence(written).unknown : [];
    if (unknown.length === 0) return;
    let meta = written;
    for (const word of unknown) {
      const renamed = word.replace(/^add=(?=\{)/u, 'ins=');
      const name = /^[\w-]+(?==)/u.exec(word)?.[0] ?? word;
      const why = 'it marks nothing in a portal; it is left out';
      report(node, `code option ${name}`, renamed === word ? why : 'it is ins there');
      // Words without a space between them are the pieces of one with quotes inside.
      const found = meta.includes(` ${word}`) ? ` ${word}` : word;
      meta = meta.replace(found, () => (renamed === word ? '' : ` ${renamed}`));
    }
    const text = before + meta.trimEnd();
    edits.push({ start, end: start + line.length, text });
  }

  walk(tree, (node, ancestors) => {
    const type: string = node.type;
    if (type === 'mdxjsEsm') {
      const value = 'value' in node ? node.value : '';
      const isImport = !/^export\b/mu.test(value);
      const why = isImport
        ? 'components need no import; those that a portal lacks are told apart'
        : 'a note is no program; it is left out';
      report(node, isImport ? 'import' : 'export', why);
      replace(node, '');
    } else if (type === 'mdxFlowExpression' || type === 'mdxTextExpression') {
      const value = 'value' in node ? node.value.trim() : '';
      const literal = /^(['"`])([^'"`\\]*)\1$/u.exec(value)?.[2];
      if (/^\/\*[\s\S]*\*\/$/u.test(value)) {
        report(node, 'comment', 'it is not for readers; it is left out');
        replace(node, '');
      } else if (literal !== undefined) replace(node, literal);
      else {
        report(node, 'expression', 'a note is no program; it is text now');
        replace(node, `\\{${escapeText(value)}\\}`);
      }
    } else if (node.type === 'code') onCode(node);
    else if (node.type === 'link') onLink(node, linkTarget(node.url));
    else if (node.type === 'linkReference') {
      const definition = definitions.get(node.identifier);
      if (definition !== undefined) onLink(node, linkTarget(definition.url));
    } else if (node.type === 'image') onImage(node);
    else {
      const jsx = jsxOf(node);
      if (jsx !== null) onJsx(jsx, node, jsxOf(ancestors.at(-1) as Nodes | undefined));
    }
  });
  const text = applyEdits(mdx, edits).replace(/\n[ \t]*\n(?:[ \t]*\n)+/gu, '\n\n');
  return { text, files: [...files.values()], unmapped, html: new Map() };
}

/** Whether a component holds nothing but Fragments that name a slot: one text of several is shown. */
function isTabs(jsx: Jsx): boolean {
  if (vocabulary.has(jsx.name ?? '') || jsx.children.length === 0) return false;
  return jsx.children.every((child) => {
    const inner = jsxOf(child);
    return inner?.name === 'Fragment' && /^[^"]+$/u.test(attributesOf(inner).get('slot') ?? '');
  });
}

function jsxOf(node: Nodes | undefined): Jsx | null {
  const type: string = node?.type ?? '';
  const isJsx = type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement';
  return isJsx ? (node as unknown as Jsx) : null;
}

/** Attributes with literal values. */
function attributesOf(jsx: Jsx): Map<string, string> {
  const values = new Map<string, string>();
  for (const attribute of jsx.attributes) {
    if (attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string') {
      values.set(attribute.name, attribute.value);
    }
  }
  return values;
}

/** Where the tag that begins at an offset ends; `>` in quotes and braces does not end it. */
function tagEnd(text: string, start: number): number {
  let quote = '';
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === '>' && depth === 0) return index + 1;
  }
  return text.length;
}

/** Plain text as MDX that reads as that text. */
function escapeText(text: string): string {
  const escaped = escapeMarkdown(text.replace(/\s+/gu, ' ').trim());
  return escaped.replace(/\\([!#~&|>])/gu, '$1').replace(/[{}]/gu, '\\$&');
}

function addressOf(url: string): string {
  return url.replace(/[\\()<>{}\s]/gu, (character) =>
    encodeURIComponent(character).replace(/^[()]$/u, '\\$&'),
  );
}
