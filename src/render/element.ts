import type { Data, Element, ElementContent, Properties, Text } from 'hast';

/** A HAST element. Undefined and false properties are left out by the printer. */
export function element(
  tagName: string,
  properties: Properties = {},
  children: readonly ElementContent[] = [],
): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}

export function text(value: string): Text {
  return { type: 'text', value };
}

/** Marks what only a page has: feeds and mail have `bare` in its place. */
export function onPages(node: Element, bare: NonNullable<Data['bare']>): Element {
  node.data = { ...node.data, bare };
  return node;
}

/** Marks furniture (labels, signs), which search and plain text pass over. */
export function silent(node: Element): Element {
  node.data = { ...node.data, silent: true };
  return node;
}

/** True for text that only separates. */
export function isBlank(node: { type: string; value?: unknown }): boolean {
  return node.type === 'text' && typeof node.value === 'string' && node.value.trim() === '';
}
