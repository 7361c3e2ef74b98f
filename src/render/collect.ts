import type { ElementContent } from 'hast';
import type { Heading, Rendered, Section } from './body.ts';
import { HEADING, PHRASING } from './elements.ts';

type Collected = Pick<Rendered, 'headings' | 'text' | 'sections' | 'links'> & {
  children: ElementContent[];
};

/**
 * Reads rendered nodes once: text by heading (without furniture), headings, links. Unwraps links
 * inside links, which no earlier step can see, for components make links too.
 */
export function collect(nodes: readonly ElementContent[]): Collected {
  const headings: Heading[] = [];
  const links: { href: string; line: number }[] = [];
  const sections: Section[] = [{ id: null, heading: null, text: '', code: [] }];
  let words = '';
  const close = (): void => {
    const section = sections.at(-1);
    if (section) section.text = squeeze(words);
    words = '';
  };
  const visit = (node: ElementContent, inLink: boolean): ElementContent[] => {
    if (node.type === 'text') words += node.value;
    else if (node.type === 'raw' && node.data?.text !== undefined) {
      sections.at(-1)?.code.push(node.data.text);
    }
    if (node.type !== 'element') return [node];
    if (node.data?.silent === true) {
      // A card that opens beside a link has a link of its own, and no place in another.
      return inLink && node.properties['popover'] !== undefined ? [] : [node];
    }
    const { tagName, properties } = node;
    if (HEADING.test(tagName) && node.data?.id !== undefined) {
      close();
      node.children = node.children.flatMap((child) => visit(child, inLink));
      const title = squeeze(words);
      words = '';
      headings.push({
        depth: Number(tagName.slice(1)) as Heading['depth'],
        id: node.data.id,
        text: title,
      });
      sections.push({ id: node.data.id, heading: title, text: '', code: [] });
      return [node];
    }
    const block = !PHRASING.has(tagName) || tagName === 'br';
    if (block) words += '\n';
    const isLink = tagName === 'a';
    node.children = node.children.flatMap((child) => visit(child, inLink || isLink));
    if (block) words += '\n';
    if (!isLink) return [node];
    if (inLink) return node.children;
    if (typeof properties['href'] === 'string') {
      links.push({ href: properties['href'], line: node.data?.line ?? 0 });
    }
    return [node];
  };
  const children = nodes.flatMap((node) => visit(node, false));
  close();
  const kept = sections.filter(
    ({ heading, text, code }) => heading !== null || text !== '' || code.length > 0,
  );
  const text = kept
    .flatMap(({ heading, text: body, code }) => [heading ?? '', body, ...code])
    .filter((part) => part !== '')
    .join('\n');
  return { children, headings, text, sections: kept, links };
}

function squeeze(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
