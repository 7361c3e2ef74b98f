import type { ElementContent } from 'hast';
import { element } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import type { ReferenceKind, RenderContext } from '../context.ts';

/**
 * A link to an entry of this edition, with the author's words or else its title.
 * An entry that the edition doesn't have leaves the author's words and nothing else: not even
 * its id may show, for it may belong to another audience.
 */
export function referenceLink(
  kind: ReferenceKind,
  id: string,
  children: ElementContent[],
  context: RenderContext,
): ElementContent[] {
  const target = context.lookup(kind, id);
  if (!target) return children;
  const label = children.length > 0 ? children : inlineNodes(target.title);
  if (target.href === null) return label;
  const properties = { className: ['gz-ref', `gz-${kind}`], href: target.href };
  return [
    element('a', target.state ? { ...properties, dataState: target.state } : properties, label),
  ];
}
