import type { Element, ElementContent } from 'hast';
import type { ParsedBody } from './body.ts';
import { checkFence } from './code/fence.ts';
import { isBlank } from './element.ts';
import { HEADING } from './elements.ts';
import { hrefKind } from './links.ts';
import { lineOf, report } from './state.ts';
import type { ConvertState } from './state.ts';
import { vocabulary } from './vocabulary/index.ts';

/**
 * Walks the finished tree once: notes what it names (links, assets, audiences, entries), refuses
 * addresses that must not be printed, and swaps positions for lines.
 */
export function gatherFacts(body: ParsedBody, state: ConvertState): void {
  const ids = new Set<string>();
  let hasTitle = false;
  const visit = (node: ElementContent, line: number): void => {
    const here = node.position ? lineOf(node, state) : (node.data?.line ?? line);
    if (node.type === 'element') {
      element(node, here);
      delete node.position;
    } else if (node.type === 'gzComponent') component(node, here);
    else if (node.type === 'gzCode') checkFence(node, here, state);
    if ('children' in node) for (const child of node.children) visit(child, here);
  };
  const element = (node: Element, line: number): void => {
    const { tagName, properties } = node;
    if (HEADING.test(tagName)) heading(node, line);
    else if (tagName === 'a' && typeof properties['href'] === 'string') {
      node.data = { line };
      if (hrefKind(properties['href']) === 'refused') {
        refuseLink(properties['href'], line);
        delete properties['href'];
      } else body.links.push({ href: properties['href'], line });
    } else if (tagName === 'img') image(node, line);
  };
  const refuseLink = (href: string, line: number): void => {
    report(
      state,
      inLine(line, state),
      'error',
      'refused-link',
      'The link leads where notes may not link to.',
      {
        expected: 'https:, http:, mailto:, tel: or a path',
        found: href,
        fix: /^[\\/]{2}/.test(href.trim())
          ? `Write https: before it.`
          : /^[\w-]+:[^/]*\.mdx?$/.test(href)
            ? `Write ./ before a file name with a colon.`
            : 'Link to a page, or show the address as `code`.',
      },
    );
  };
  const image = (node: Element, line: number): void => {
    node.data = { line };
    const src = typeof node.properties['src'] === 'string' ? node.properties['src'] : '';
    const kind = hrefKind(src);
    if (src === '') {
      report(state, inLine(line, state), 'error', 'image-without-source', 'An image has no file.', {
        expected: '![description](./file.png)',
        fix: 'Name the file beside the note.',
      });
    } else if (kind !== 'local') {
      report(
        state,
        inLine(line, state),
        'error',
        'remote-image',
        'An image is not in the portal: no request leaves the host.',
        {
          expected: 'a path beside the note, such as ./image.png',
          found: src.length > 80 ? `${src.slice(0, 77)}…` : src,
          fix: 'Put the file beside the note and name it with ./',
        },
      );
      delete node.properties['src'];
    } else body.assets.push({ path: src, line });
    if (typeof node.properties['alt'] !== 'string' || node.properties['alt'].trim() === '') {
      report(
        state,
        inLine(line, state),
        'warning',
        'image-without-description',
        'An image has no description.',
        {
          expected: '![what it shows](…)',
          ...(src === '' ? {} : { found: src.slice(0, 80) }),
          fix: 'Say in the brackets what the image shows.',
        },
      );
    }
  };
  const heading = (node: Element, line: number): void => {
    node.data = { line };
    if (node.tagName === 'h1' && !hasTitle) {
      hasTitle = true;
      report(
        state,
        inLine(line, state),
        'info',
        'title-in-body',
        'The body has a heading of the first level; the page has one already.',
        {
          expected: '## or deeper',
          fix: 'Nothing to do: all headings are set one level down. Or write ## here.',
        },
      );
    }
    if (node.children.every(isBlank)) {
      report(state, inLine(line, state), 'warning', 'empty-heading', 'A heading has no words.', {
        fix: 'Write the heading or delete the line.',
      });
    }
    const id = node.properties['id'];
    if (typeof id !== 'string') return;
    delete node.properties['id'];
    if (id === '' || /\s/.test(id)) return;
    node.data = { line, id };
    if (ids.has(id)) {
      report(
        state,
        inLine(line, state),
        'error',
        'duplicate-id',
        `Two headings have the id "${id}".`,
        {
          found: `{#${id}}`,
          fix: 'Give one of them another id.',
        },
      );
    }
    ids.add(id);
  };
  const component = (node: ElementContent & { type: 'gzComponent' }, line: number): void => {
    const definition = vocabulary.get(node.name);
    if (!definition) return;
    if (node.name === 'Audience') {
      for (const name of audienceNames(node.attributes)) body.audiences.push({ name, line });
    }
    const reference = definition.reference?.(node.attributes);
    if (reference) body.references.push({ ...reference, line });
    const address = definition.address === undefined ? null : node.attributes[definition.address];
    if (typeof address !== 'string') return;
    if (hrefKind(address) === 'refused') {
      refuseLink(address, line);
      node.attributes = { ...node.attributes, [definition.address ?? '']: '' };
    } else body.links.push({ href: address, line });
  };
  for (const node of body.tree.children) visit(node as ElementContent, state.firstLine);
}

/** Names in `only="admin partner"`. */
export function audienceNames(attributes: Readonly<Record<string, string | boolean>>): string[] {
  return String(attributes['only'] ?? '')
    .split(/\s+/)
    .filter((name) => name !== '');
}

/** A node at a line of the file, for findings that know no more. */
function inLine(line: number, state: ConvertState): Parameters<typeof report>[1] {
  const point = { line: line - state.firstLine + 1 } as { line: number; column: number };
  return { position: { start: point, end: point } };
}
