import type { Root, RootContent } from 'hast';

/** Words that schemas fix, such as states and types, are no secrets. */
const FIXED_KEYS = new Set(['type', 'state', 'kind', 'when', 'needed', 'severity', 'impact']);

/**
 * A release's own changes are entries of their own, with their text read as the tree that is shown; the
 * Markdown that it was read from stands in no edition, not even where all of it may be read.
 */
const TOLD_ELSEWHERE = new Set(['changes']);

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Whether what stands under a key of data may be a secret. */
export function isTold(key: string): boolean {
  return !FIXED_KEYS.has(key) && !TOLD_ELSEWHERE.has(key);
}

/** Every string in plain data. */
export function textsOf(value: unknown, texts: string[] = []): string[] {
  if (typeof value === 'string') {
    // A day is no secret by itself, and many notes share one.
    if (!DAY.test(value)) texts.push(value);
  } else if (Array.isArray(value)) {
    for (const inner of value) textsOf(inner, texts);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (isTold(key)) textsOf(inner, texts);
  }
  return texts;
}

/** The text of a tree block by block, so that a cut block is looked for apart from its neighbours. */
export function blocksOf(node: Root | RootContent, blocks: string[] = []): string[] {
  const children = childrenOf(node);
  if (node.type === 'root' || (isContainer(node) && children.some(isBlock))) {
    blocks.push(...headingOf(node));
    for (const child of children) blocksOf(child, blocks);
  } else {
    blocks.push(textOfTree(node));
  }
  return blocks;
}

/** What a component says above its blocks: the title of a card, the label of a tab. */
function headingOf(node: Root | RootContent): string[] {
  if (node.type !== 'gzComponent') return [];
  return HEADINGS.map((name) => node.attributes[name]).filter((value) => typeof value === 'string');
}

/** Attributes of components with blocks in them that are read as text; others are names and choices. */
const HEADINGS = ['title', 'summary', 'label'];

const CONTAINERS = new Set(['div', 'section', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr']);

function isContainer(node: Root | RootContent): boolean {
  return node.type === 'gzComponent' || (node.type === 'element' && CONTAINERS.has(node.tagName));
}

function isBlock(node: RootContent): boolean {
  return 'value' in node || childrenOf(node).length > 0;
}

function childrenOf(node: Root | RootContent): readonly RootContent[] {
  return 'children' in node ? (node.children as RootContent[]) : [];
}

function textOfTree(node: Root | RootContent): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  const attributes =
    node.type === 'gzComponent'
      ? Object.values(node.attributes).filter((value) => typeof value === 'string')
      : [];
  return [...attributes, ...childrenOf(node).map(textOfTree)].join(' ');
}
