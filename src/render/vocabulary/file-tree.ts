import type { ElementContent } from 'hast';
import { z } from 'zod';
import { element } from '../element.ts';
import { defineComponent } from './component.ts';

/** Marks what is a folder: an entry with entries of its own, or a name that ends in a slash. */
function markFolders(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  const children = node.children.map(markFolders);
  if (node.tagName !== 'li') return { ...node, children };
  const first = children.find((child) => child.type === 'text' && child.value.trim() !== '');
  const isFolder =
    children.some((child) => child.type === 'element' && child.tagName === 'ul') ||
    (first?.type === 'text' && first.value.trimEnd().endsWith('/'));
  return { ...node, properties: { className: [isFolder ? 'gz-dir' : 'gz-file'] }, children };
}

export const fileTree = defineComponent({
  name: 'FileTree',
  summary: 'Files and folders, written as a nested list.',
  attributes: z.strictObject({}),
  children: 'block',
  place: 'block',
  only: ['ul'],
  most: 1,
  render(_, children) {
    return [element('div', { className: ['gz-tree'], dir: 'ltr' }, children.map(markFolders))];
  },
});
