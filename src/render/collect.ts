import type { Element, ElementContent } from 'hast';
import type { Heading, Rendered, Section } from './body.ts';
import { HEADING, PHRASING } from './elements.ts';
import { squeeze } from './squeeze.ts';

type Collected = Pick<Rendered, 'headings' | 'text' | 'sections' | 'links'> & {
  children: readonly ElementContent[];
  /** Whether feeds and mail have anything else in place of a node. */
  hasBare: boolean;
};

/**
 * Reads rendered nodes once: text by heading (without furniture), headings, links. Unwraps links
 * inside links, which no earlier step can see, for components make links too.
 */
export function collect(nodes: readonly ElementContent[]): Collected {
  const collector = new Collector();
  const children = collector.visitAll(nodes, false);
  return { children, ...collector.finish() };
}

class Collector {
  readonly #headings: Heading[] = [];
  readonly #links: { href: string; line: number }[] = [];
  readonly #sections: Section[] = [{ id: null, heading: null, text: '', code: [] }];
  #words = '';
  #hasBare = false;

  /** The nodes that are left: the same list, unless a link was taken off. */
  visitAll(nodes: readonly ElementContent[], inLink: boolean): readonly ElementContent[] {
    let left: ElementContent[] | null = null;
    for (let at = 0; at < nodes.length; at += 1) {
      const node = nodes[at];
      if (node === undefined) continue;
      const instead = this.#visit(node, inLink);
      if (instead !== null) (left ??= nodes.slice(0, at)).push(...instead);
      else left?.push(node);
    }
    return left ?? nodes;
  }

  finish(): Omit<Collected, 'children'> {
    this.#close();
    const sections = this.#sections.filter(
      ({ heading, text, code }) => heading !== null || text !== '' || code.length > 0,
    );
    const text = sections
      .flatMap(({ heading, text: body, code }) => [heading ?? '', body, ...code])
      .filter((part) => part !== '')
      .join('\n');
    return {
      headings: this.#headings,
      text,
      sections,
      links: this.#links,
      hasBare: this.#hasBare,
    };
  }

  /** What stands in the place of a node; null for the node itself. */
  #visit(node: ElementContent, inLink: boolean): readonly ElementContent[] | null {
    if (node.type === 'text') this.#words += node.value;
    else if (node.type === 'raw' && node.data?.text !== undefined) {
      this.#sections.at(-1)?.code.push(node.data.text);
    } else if (node.type === 'element') return this.#visitElement(node, inLink);
    return null;
  }

  #visitElement(node: Element, inLink: boolean): readonly ElementContent[] | null {
    const { tagName, properties, data } = node;
    if (data !== undefined) {
      if (data.bare !== undefined || data.scrolls === true) this.#hasBare = true;
      // A card that opens beside a link has a link of its own, and no place in another.
      if (data.silent === true) return inLink && properties['popover'] !== undefined ? [] : null;
      if (data.id !== undefined && HEADING.test(tagName)) {
        this.#heading(node, data.id, inLink);
        return null;
      }
    }
    const isBlock = !PHRASING.has(tagName) || tagName === 'br';
    if (isBlock) this.#words += '\n';
    const isLink = tagName === 'a';
    this.#children(node, inLink || isLink);
    if (isBlock) this.#words += '\n';
    if (!isLink) return null;
    if (inLink) return node.children;
    if (typeof properties['href'] === 'string') {
      this.#links.push({ href: properties['href'], line: data?.line ?? 0 });
    }
    return null;
  }

  #heading(node: Element, id: string, inLink: boolean): void {
    this.#close();
    this.#children(node, inLink);
    const text = squeeze(this.#words);
    this.#words = '';
    const depth = Number(node.tagName.slice(1)) as Heading['depth'];
    this.#headings.push({ depth, id, text });
    this.#sections.push({ id, heading: text, text: '', code: [] });
  }

  #children(node: Element, inLink: boolean): void {
    const left = this.visitAll(node.children, inLink);
    if (left !== node.children) node.children = [...left];
  }

  #close(): void {
    const section = this.#sections.at(-1);
    if (section) section.text = squeeze(this.#words);
    this.#words = '';
  }
}
