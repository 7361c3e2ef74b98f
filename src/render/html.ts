import type { Element, ElementContent, Properties, Root } from 'hast';
import type { ComponentNode, FootnoteReferenceNode, Rendered } from './body.ts';
import { codeFigure } from './code/figure.ts';
import { collect } from './collect.ts';
import type { RenderContext } from './context.ts';
import { element, onPages, silent, text } from './element.ts';
import { HEADING, PHRASING } from './elements.ts';
import { FootnoteList } from './footnotes.ts';
import { placeHeadings, survey } from './headings.ts';
import type { HeadingPlace } from './headings.ts';
import { encodeHref, hrefKind } from './links.ts';
import { printBare, printHtml } from './print.ts';
import { vocabulary } from './vocabulary/index.ts';

/** What one rendering knows. */
interface Work {
  readonly context: RenderContext;
  readonly prefix: string;
  readonly headings: ReadonlyMap<Element, HeadingPlace>;
  /** Ids in the body that a link may lead to. */
  readonly ids: ReadonlySet<string>;
  /** Ids that are given away: an id stands on a page once. */
  readonly taken: Set<string>;
  readonly footnotes: FootnoteList;
  readonly terms: Set<string>;
  /** The picture that opens the page, when one does. */
  readonly opening: Element | null;
  tables: number;
}

/**
 * A cut body as HTML and as data. The tree is not changed, so one parse serves every audience
 * and locale. Throws when the tree still holds an Audience block: cut it first.
 */
export function renderBody(tree: Root, context: RenderContext): Rendered {
  const found = survey(tree);
  const headings = placeHeadings(found.headings, context.headingLevel ?? 2);
  const prefix = context.idPrefix ?? '';
  const taken = new Set([...headings.values()].map(({ id }) => id));
  const work: Work = {
    context,
    prefix,
    headings,
    ids: new Set([...found.anchors, ...taken]),
    taken,
    footnotes: new FootnoteList(found.footnotes, prefix, context),
    terms: new Set(),
    opening: context.opensPage === true ? openingPicture(tree) : null,
    tables: 0,
  };
  const children = renderAll(tree.children as ElementContent[], work);
  children.push(...work.footnotes.finish((nodes) => renderAll(nodes, work)));
  const gathered = collect(children);
  // The only raw nodes are our own highlighted code: renderNode lets no other through.
  const html = printHtml(gathered.children);
  return {
    html,
    bareHtml: gathered.hasBare ? printBare(gathered.children) : html,
    headings: gathered.headings,
    text: gathered.text,
    sections: gathered.sections,
    links: gathered.links,
    terms: [...work.terms].sort(),
  };
}

function renderAll(nodes: readonly ElementContent[], work: Work): ElementContent[] {
  const made: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === 'text') made.push(text(node.value));
    else made.push(...renderNode(node, work));
  }
  return made;
}

function renderNode(node: ElementContent, work: Work): ElementContent[] {
  switch (node.type) {
    case 'element':
      return renderElement(node, work);
    case 'gzComponent':
      return renderComponent(node, work);
    case 'gzCode':
      return [codeFigure(node, work.context)];
    case 'gzFootnoteReference':
      return work.footnotes.refer(node satisfies FootnoteReferenceNode);
    default:
      return [];
  }
}

function renderElement(node: Element, work: Work): ElementContent[] {
  const { tagName } = node;
  if (HEADING.test(tagName)) return renderHeading(node, work);
  if (tagName === 'img') return renderImage(node, work);
  const children = renderAll(node.children, work);
  if (tagName === 'a') return renderLink(node, children, work);
  if (tagName === 'table') return [renderTable(node, children, work)];
  const properties: Properties = { ...node.properties };
  if (tagName === 'li') {
    const task = properties['dataTask'];
    delete properties['dataTask'];
    if (task === 'done' || task === 'open') {
      properties['className'] = ['gz-task'];
      children.unshift(checkbox(task, work.context), text(' '));
    }
  } else if (tagName === 'ul' && node.children.some(isTask)) properties['className'] = ['gz-tasks'];
  const made: Element = { type: 'element', tagName, properties, children };
  if (tagName === 'pre') {
    properties['tabIndex'] = 0;
    made.data = { scrolls: true };
  }
  return [made];
}

function isTask(node: ElementContent): boolean {
  return node.type === 'element' && node.properties['dataTask'] !== undefined;
}

function checkbox(task: 'done' | 'open', context: RenderContext): Element {
  return element('input', {
    type: 'checkbox',
    disabled: true,
    checked: task === 'done',
    ariaLabel: context.t(`task.${task}`),
  });
}

function renderHeading(node: Element, work: Work): ElementContent[] {
  const place = work.headings.get(node);
  const children = renderAll(node.children, work);
  if (!place || children.length === 0) return [];
  const id = work.prefix + place.id;
  const properties: Properties = { id };
  for (const key of ['lang', 'dir', 'title']) {
    if (node.properties[key] !== undefined) properties[key] = node.properties[key];
  }
  const heading = element(`h${place.depth}`, properties, children);
  heading.data = { id };
  const label = work.context.t('anchor.label', { title: plain(children).trim() });
  const sign = element('span', { ariaHidden: 'true' }, [text('#')]);
  const href = `#${encodeHref(id)}`;
  const link = element('a', { className: ['gz-anchor'], href, ariaLabel: label }, [sign]);
  heading.children.push(onPages(silent(link), 'nothing'));
  return [heading];
}

function plain(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      return node.type === 'element' && node.data?.silent !== true ? plain(node.children) : '';
    })
    .join('');
}

/** An address for the page, with what makes it safe there; null when the edition has no such page. */
function resolve(href: string, work: Work): Properties | null {
  const kind = hrefKind(href);
  if (kind === 'refused') return null;
  if (href.startsWith('#')) {
    const id = decode(href.slice(1));
    if (work.ids.has(id)) return { href: `#${encodeHref(work.prefix + id)}` };
  }
  const target = work.context.resolveLink(href);
  if (!target || hrefKind(target.href) === 'refused') return null;
  const properties: Properties = { href: encodeHref(target.href) };
  if (target.external ?? /^https?:/i.test(href.trim())) properties['rel'] = ['noopener'];
  return properties;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function renderLink(node: Element, children: ElementContent[], work: Work): ElementContent[] {
  const { href, id, ...rest } = node.properties;
  const resolved = typeof href === 'string' ? resolve(href, work) : null;
  const own: Properties = {};
  if (typeof id === 'string' && id !== '' && !/\s/.test(id) && !work.taken.has(id)) {
    work.taken.add(id);
    own['id'] = work.prefix + id;
  }
  // Words without a target are just words; an anchor to be linked to keeps its id.
  if (!resolved) return own['id'] === undefined ? children : [element('span', own), ...children];
  const link = element('a', { ...own, ...rest, ...resolved }, children);
  link.data = { line: node.data?.line ?? 0 };
  return [link];
}

/** The first picture of a text, unless a heading comes before it. */
function openingPicture(tree: Root): Element | null {
  let opening: Element | null = null;
  const visit = (nodes: readonly (ElementContent | Root['children'][number])[]): boolean =>
    nodes.some((node) => {
      if (node.type === 'element' && node.tagName === 'img') {
        opening = node;
        return true;
      }
      if (node.type === 'element' && HEADING.test(node.tagName)) return true;
      return 'children' in node && visit(node.children);
    });
  visit(tree.children);
  return opening;
}

function renderImage(node: Element, work: Work): ElementContent[] {
  const { src, alt, title, width, height } = node.properties;
  const asset =
    typeof src === 'string' && hrefKind(src) === 'local' ? work.context.resolveAsset(src) : null;
  if (!asset) return typeof alt === 'string' && alt !== '' ? [text(alt)] : [];
  const image = element('img', {
    src: encodeHref(asset.src),
    alt: typeof alt === 'string' ? alt : '',
    title,
    width: asset.width ?? width,
    height: asset.height ?? height,
    // A picture that opens a text is on the first screen: it is not waited for.
    loading: node === work.opening ? undefined : 'lazy',
    decoding: 'async',
  });
  if (asset.sources === undefined || asset.sources.length === 0) return [image];
  const sources = asset.sources.map(({ type, srcset, sizes, media }) =>
    onPages(element('source', { type, srcSet: srcset, sizes, media }), 'nothing'),
  );
  return [onPages(element('picture', {}, [...sources, image]), 'children')];
}

/** A table scrolls inside itself. A group, not a region: several tables must not be as many landmarks. */
function renderTable(node: Element, children: ElementContent[], work: Work): ElementContent {
  const table = element('table', { ...node.properties }, children);
  work.tables += 1;
  const ariaLabel = work.context.t('table.label', { number: work.tables });
  const group = { className: ['gz-table'], role: 'group', tabIndex: 0, ariaLabel };
  return onPages(element('div', group, [table]), 'children');
}

function renderComponent(node: ComponentNode, work: Work): ElementContent[] {
  const component = vocabulary.get(node.name);
  if (!component) return [];
  const children = renderAll(node.children, work);
  if (component.address === undefined) {
    if (node.name === 'Term') {
      const id = String(node.attributes['id']);
      if (work.context.lookup('term', id)) work.terms.add(id);
    }
    return component.render(node.attributes, children, work.context);
  }
  const address = String(node.attributes[component.address] ?? '');
  const resolved = address === '' ? null : resolve(address, work);
  const attributes = { ...node.attributes, [component.address]: String(resolved?.['href'] ?? '') };
  return component
    .render(attributes, children, work.context)
    .map((made) => settleAddress(made, resolved, node.data?.line ?? 0));
}

/** Gives the component's link its rel and line; without an address it is just words. */
function settleAddress(
  node: ElementContent,
  resolved: Properties | null,
  line: number,
): ElementContent {
  if (node.type !== 'element') return node;
  if (node.tagName === 'a') {
    const { href: _, ...rest } = node.properties;
    return resolved
      ? { ...node, properties: { ...rest, ...resolved }, data: { line } }
      : { ...node, tagName: 'span', properties: rest };
  }
  if (PHRASING.has(node.tagName)) return node;
  return { ...node, children: node.children.map((child) => settleAddress(child, resolved, line)) };
}
