import type { ElementContent, Root } from 'hast';
import { raw } from 'hast-util-raw';
import { VFile } from 'vfile';
import { element, isBlank, text } from './element.ts';
import { HEADING, HOLDS, HOLDS_PHRASING, PHRASING, STANDS_IN } from './elements.ts';
import { reportRemoved } from './jsx.ts';
import { sanitizeShell } from './sanitize.ts';
import { report } from './state.ts';
import type { ConvertState } from './state.ts';

const OUR_NODES = ['gzComponent', 'gzCode', 'gzFootnote', 'gzFootnoteReference'];

/**
 * Raw HTML of a Markdown body, parsed as a browser would together with the Markdown around it
 * (a tag may open before a paragraph and close after it), then sanitised and made valid.
 */
export function settleRawHtml(tree: Root, state: ConvertState): Root {
  refuseComponents(tree.children as ElementContent[], state);
  const parsed = raw(tree, { passThrough: OUR_NODES, file: new VFile(state.text) });
  if (parsed.type !== 'root') return { type: 'root', children: [] };
  const children = settle(
    parsed.children as ElementContent[],
    { phrasing: false, parent: '', source: {} },
    state,
  );
  return { type: 'root', children: paragraphs(children) };
}

/** `<Audience>` in Markdown would be lost and what it hides be shown to all. */
function refuseComponents(nodes: readonly ElementContent[], state: ConvertState): void {
  for (const node of nodes) {
    if (node.type === 'raw') {
      const name = /<\s*(audience)\b/i.exec(node.value)?.[1];
      if (name === undefined) continue;
      report(
        state,
        node,
        'error',
        'component-in-markdown',
        `<${name}> has no meaning in a .md file.`,
        {
          expected: 'components only in .mdx files',
          found: `<${name}>`,
          fix: 'Rename the file to .mdx, or take the text out.',
        },
      );
    } else if ('children' in node) refuseComponents(node.children, state);
  }
}

interface Place {
  /** True within what holds a line of text only. */
  phrasing: boolean;
  parent: string;
  /** The nearest element with a place in the source: implied ones (tbody) have none. */
  source: Pick<ElementContent, 'position'>;
}

function settle(
  nodes: readonly ElementContent[],
  place: Place,
  state: ConvertState,
): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'comment' || node.type === 'raw') return [];
    if (node.type === 'text') return [text(node.value)];
    if (node.type === 'gzFootnote') {
      const inner = settle(node.children, { ...place, phrasing: false, parent: '' }, state);
      return [{ ...node, children: paragraphs(inner) }];
    }
    if (node.type === 'gzComponent') {
      // A block of ours within a raw <b> or <span> can't stay a block: its words stay.
      const inner = settle(node.children, { ...place, parent: '' }, state);
      return place.phrasing ? inner : [{ ...node, children: paragraphs(inner) }];
    }
    if (node.type === 'gzCode') {
      if (!place.phrasing) return [node];
      return [element('code', { dir: 'ltr' }, [{ type: 'text', value: node.value }])];
    }
    if (node.type !== 'element') return [node];
    return settleElement(node, place, state);
  });
}

function settleElement(
  node: ElementContent & { type: 'element' },
  place: Place,
  state: ConvertState,
): ElementContent[] {
  const source = isPlaced(node) ? node : place.source;
  // The parser's own table markup, which we write ourselves, is always allowed.
  const { element: shell, strip, removed } = sanitizeShell(node.tagName, node.properties);
  if (removed.length > 0) reportRemoved(source, node.tagName, removed, state);
  if (strip) return [];
  const name = shell?.tagName ?? '';
  const misplaced =
    (place.phrasing && !PHRASING.has(name)) ||
    (STANDS_IN.has(name) && !STANDS_IN.get(name)?.includes(place.parent));
  if (!shell || misplaced) return settle(node.children, place, state);
  if (name === 'a' && holdsBlock(node)) {
    // Mostly an <a name="…"> that was never closed: it must not swallow the rest of the text.
    const isAnchor = shell.properties['id'] !== undefined;
    if (shell.properties['href'] !== undefined) reportRemoved(source, name, ['<a>'], state);
    const anchor: ElementContent[] = isAnchor ? [element('a', { id: shell.properties['id'] })] : [];
    return [...anchor, ...settle(node.children, place, state)];
  }
  const phrasing = place.phrasing || HOLDS_PHRASING.has(name);
  let children = settle(node.children, { phrasing, parent: name, source }, state);
  const holds = HOLDS.get(name);
  if (holds) children = structured(children, name, holds);
  if (name === 'details') children = withSummary(children);
  if ((name === 'p' || HEADING.test(name)) && children.every(isBlank)) return [];
  return [{ ...shell, children, ...(source.position ? { position: source.position } : {}) }];
}

/** The HTML parser gives elements that it moved a position without a start. */
function isPlaced(node: ElementContent): boolean {
  return (node.position as { start?: unknown } | undefined)?.start !== undefined;
}

function holdsBlock(node: ElementContent): boolean {
  if (!('children' in node)) return node.type === 'gzCode';
  return node.children.some(
    (child) =>
      child.type === 'gzCode' ||
      child.type === 'gzComponent' ||
      (child.type === 'element' && (!PHRASING.has(child.tagName) || holdsBlock(child))),
  );
}

function isRows(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName !== 'caption';
}

/** Lists and tables hold only their own parts: strays in a list become entries, in a table they go. */
function structured(
  children: ElementContent[],
  name: string,
  holds: readonly string[],
): ElementContent[] {
  const result: ElementContent[] = [];
  for (const child of children) {
    if (child.type === 'element' && holds.includes(child.tagName)) {
      const late = child.tagName === 'thead' && result.some(isRows);
      result.push(late ? { ...child, tagName: 'tbody' } : child);
    } else if (!isBlank(child) && (name === 'ul' || name === 'ol'))
      result.push(element('li', {}, [child]));
  }
  return result;
}

function withSummary(children: ElementContent[]): ElementContent[] {
  const summaries = children.filter(
    (child) => child.type === 'element' && child.tagName === 'summary',
  );
  const first = summaries[0] ?? element('summary', {}, [{ type: 'text', value: '…' }]);
  const rest = children.filter((child) => child.type !== 'element' || child.tagName !== 'summary');
  return [first, ...paragraphs(rest)];
}

/** Bare text between blocks becomes paragraphs, as the rest of the text is. */
function paragraphs(nodes: readonly ElementContent[]): ElementContent[] {
  const result: ElementContent[] = [];
  let run: ElementContent[] = [];
  const flush = (): void => {
    if (run.some((node) => !isBlank(node))) result.push(element('p', {}, run));
    run = [];
  };
  for (const node of nodes) {
    const inLine =
      node.type === 'text' ||
      node.type === 'gzFootnoteReference' ||
      (node.type === 'element' && PHRASING.has(node.tagName));
    if (inLine) run.push(node);
    else {
      flush();
      result.push(node);
    }
  }
  flush();
  return result;
}
