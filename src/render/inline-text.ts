import type { ElementContent } from 'hast';
import { withoutHiddenCharacters } from './characters.ts';
import { element, text } from './element.ts';

/** One line of text as nodes: `code` in backticks becomes a code element, all else is text. */
export function inlineNodes(value: string): ElementContent[] {
  const nodes: ElementContent[] = [];
  const parts = withoutHiddenCharacters(value).split(/(`[^`]+`)/);
  for (const part of parts) {
    if (part === '') continue;
    if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) {
      nodes.push(element('code', { dir: 'ltr' }, [text(part.slice(1, -1))]));
    } else {
      nodes.push(text(part));
    }
  }
  return nodes;
}
