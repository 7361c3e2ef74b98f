import type { ElementContent, Root } from 'hast';
import { isBlank } from './element.ts';
import { audienceNames } from './facts.ts';

/** Cells stay when they are emptied, or the columns of their table would shift; breaks are never full. */
const STAYS_EMPTY = new Set(['td', 'th', 'br', 'hr', 'img', 'wbr']);

/**
 * A body as one audience may read it, before anything is rendered from it. `reads` holds every
 * audience whose matter it may read: itself and those that it includes. A block stays when any
 * audience that it names is in `reads`, and its wrapper vanishes; what a removed block leaves
 * empty (paragraph, list, tabs) goes too, and so do footnotes that nothing refers to any more.
 * The tree given is not changed; parts without cuts are shared with it.
 */
export function cutForAudience(tree: Root, reads: ReadonlySet<string>): Root {
  const kept = cutAll(tree.children as ElementContent[], reads);
  return { ...tree, children: pruneFootnotes(kept) };
}

function cutAll(nodes: readonly ElementContent[], reads: ReadonlySet<string>): ElementContent[] {
  const result: ElementContent[] = [];
  let changed = false;
  for (const node of nodes) {
    if (node.type === 'gzComponent' && node.name === 'Audience') {
      changed = true;
      if (audienceNames(node.attributes).some((name) => reads.has(name))) {
        result.push(...cutAll(node.children, reads));
      }
      continue;
    }
    if (!('children' in node)) {
      result.push(node);
      continue;
    }
    const children = cutAll(node.children, reads);
    if (children === node.children) {
      result.push(node);
      continue;
    }
    changed = true;
    if (!leftEmpty(node, children)) result.push({ ...node, children });
  }
  return changed ? result : (nodes as ElementContent[]);
}

/** True when a cut took all that a node held. A card keeps its title, which is for everybody. */
function leftEmpty(node: ElementContent, children: readonly ElementContent[]): boolean {
  if (node.type === 'element') {
    if (STAYS_EMPTY.has(node.tagName)) return false;
    if (node.tagName === 'tr')
      return children.every((cell) => 'children' in cell && cell.children.length === 0);
    if (node.tagName === 'details') {
      return children.every(
        (child) => isBlank(child) || (child.type === 'element' && child.tagName === 'summary'),
      );
    }
    if (node.tagName === 'table') {
      return !children.some((child) => child.type === 'element' && child.tagName !== 'caption');
    }
  }
  if (node.type === 'gzComponent' && node.name === 'Card') return false;
  return children.every(isBlank);
}

/** Keeps footnotes that are still referred to, and references that still have their footnote. */
function pruneFootnotes(nodes: readonly ElementContent[]): ElementContent[] {
  const notes = new Map<string, ElementContent[]>();
  const used = new Set<string>();
  const queue: string[] = [];
  const collect = (list: readonly ElementContent[]): void => {
    for (const node of list) {
      if (node.type === 'gzFootnote') {
        if (!notes.has(node.label)) notes.set(node.label, node.children);
      } else if (node.type === 'gzFootnoteReference') queue.push(node.label);
      else if ('children' in node) collect(node.children);
    }
  };
  collect(nodes);
  if (notes.size === 0 && queue.length === 0) return nodes as ElementContent[];
  for (let label = queue.pop(); label !== undefined; label = queue.pop()) {
    if (used.has(label) || !notes.has(label)) continue;
    used.add(label);
    collect(notes.get(label) ?? []);
  }
  const prune = (list: readonly ElementContent[]): ElementContent[] =>
    list.flatMap((node): ElementContent[] => {
      if (node.type === 'gzFootnote' || node.type === 'gzFootnoteReference') {
        if (!used.has(node.label)) return [];
        if (node.type === 'gzFootnoteReference') return [node];
      }
      return 'children' in node ? [{ ...node, children: prune(node.children) }] : [node];
    });
  return prune(nodes);
}
