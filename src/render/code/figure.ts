import type { ElementContent, Nodes, Properties } from 'hast';
import type { CodeNode } from '../body.ts';
import type { RenderContext } from '../context.ts';
import { element, onPages, silent, text } from '../element.ts';
import { readFence } from './fence.ts';
import type { FenceOptions } from './fence.ts';
import { highlightLines } from './highlight.ts';
import { grammarOf } from './languages.ts';

/** A code block: title, code, and a button that a script unhides to copy it. */
export function codeFigure(node: CodeNode, context: RenderContext): ElementContent {
  const options = readFence(node.meta);
  const lang = (node.lang ?? '').toLowerCase();
  const caption: ElementContent[] =
    options.title === null ? [] : [element('figcaption', {}, [text(options.title)])];
  const pre: Properties = { tabIndex: 0 };
  if (lang !== '') pre['dataLang'] = lang;
  if (options.numbered) pre['className'] = ['gz-numbered'];
  const html = codeHtml(node, options, context.codeCache);
  const figure = element('figure', { className: ['gz-code'] }, [
    ...caption,
    element('pre', pre, [
      element('code', { dir: 'ltr' }, [{ type: 'raw', value: html, data: { text: node.value } }]),
    ]),
    silent(
      element('button', { type: 'button', className: ['gz-copy'], hidden: true, dataCopy: '' }, [
        text(context.t('code.copy')),
      ]),
    ),
  ]);
  return onPages(figure, bareCode(node, lang, caption));
}

function bareCode(node: CodeNode, lang: string, caption: ElementContent[]): ElementContent[] {
  const code: Properties = { dir: 'ltr' };
  if (lang !== '') code['className'] = [`language-${lang}`];
  const pre = element('pre', {}, [element('code', code, [text(node.value)])]);
  return [caption.length === 0 ? pre : element('figure', {}, [...caption, pre])];
}

function codeHtml(
  node: CodeNode,
  options: FenceOptions,
  cache: Map<string, string> | undefined,
): string {
  return node.html ?? highlightOnce(node, options, cache);
}

function highlightOnce(
  node: CodeNode,
  options: FenceOptions,
  cache: Map<string, string> | undefined,
): string {
  const key = keyOf(node);
  const known = cache?.get(key);
  if (known !== undefined) return known;
  const html = highlightCode(node, options);
  if (cache !== undefined && cache.size >= MOST_CODE) cache.clear();
  cache?.set(key, html);
  return html;
}

function keyOf({ lang, meta, value }: CodeNode): string {
  return `${lang ?? ''}\n${meta}\n${value}`;
}

/** So many pieces of code are remembered at a time: translations have those of their source. */
const MOST_CODE = 10_000;

function highlightCode(node: CodeNode, options: FenceOptions): string {
  const lines = highlightLines(node.value, grammarOf(node.lang) ?? null);
  const byLine = options.numbered || options.mark.size + options.ins.size + options.del.size > 0;
  return (byLine ? lines.map((line, index) => wrapLine(line, index + 1, options)) : lines).join(
    '\n',
  );
}

/**
 * Highlights the code of a tree that nobody reads yet: for trees that are kept, since highlighting
 * takes longer than all the rest of a body.
 *
 * @param cache code that was highlighted before
 */
export function highlightTree(node: Nodes, cache: Map<string, string>): void {
  if (node.type === 'gzCode') node.html = highlightOnce(node, readFence(node.meta), cache);
  if ('children' in node) for (const child of node.children) highlightTree(child, cache);
}

/** Takes over the code that was highlighted in a tree. */
export function highlightedIn(node: Nodes, cache: Map<string, string>): void {
  if (node.type === 'gzCode' && node.html !== undefined) cache.set(keyOf(node), node.html);
  if ('children' in node) for (const child of node.children) highlightedIn(child, cache);
}

/** Elements, not colours, say what a line is: the stylesheet puts + and − before ins and del. */
function wrapLine(html: string, line: number, { mark, ins, del }: FenceOptions): string {
  if (del.has(line)) return `<del class="line del">${html}</del>`;
  if (ins.has(line)) return `<ins class="line ins">${html}</ins>`;
  if (mark.has(line)) return `<mark class="line mark">${html}</mark>`;
  return `<span class="line">${html}</span>`;
}
