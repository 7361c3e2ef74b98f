import type { Element, ElementContent, Root } from 'hast';
import GithubSlugger, { slug } from 'github-slugger';
import { HEADING } from './elements.ts';

export interface HeadingPlace {
  depth: 2 | 3 | 4 | 5 | 6;
  /** Without the page's prefix. */
  id: string;
}

/**
 * Level and id of each heading of a cut body. Levels begin at `top` and skip none, whatever the
 * author's signs: a heading deeper than the one before is one level deeper. Ids are GitHub's
 * slugs (duplicates numbered) or the author's own; they are given after the cut, so that an
 * edition shows no gap where another has more.
 */
export function placeHeadings(tree: Root, top: number): Map<Element, HeadingPlace> {
  const headings: Element[] = [];
  const find = (nodes: readonly ElementContent[]): void => {
    for (const node of nodes) {
      if (node.type === 'element' && HEADING.test(node.tagName)) headings.push(node);
      else if ('children' in node) find(node.children);
    }
  };
  find(tree.children as ElementContent[]);
  const slugger = new GithubSlugger();
  const own = new Set<string>();
  for (const { data } of headings) {
    if (data?.id === undefined || own.has(data.id)) continue;
    own.add(data.id);
    slugger.occurrences[data.id] = 0;
  }
  const taken = new Set<string>();
  const open: number[] = [];
  return new Map(
    headings.map((node) => {
      const signs = Number(node.tagName.slice(1));
      while ((open.at(-1) ?? 0) >= signs) open.pop();
      open.push(signs);
      const depth = Math.min(6, Math.max(2, top) + open.length - 1) as HeadingPlace['depth'];
      const wanted = node.data?.id;
      const id =
        wanted !== undefined && !taken.has(wanted)
          ? wanted
          : slugger.slug(slug(wanted ?? plain(node)) === '' ? 'section' : (wanted ?? plain(node)));
      taken.add(id);
      return [node, { depth, id }];
    }),
  );
}

function plain(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'gzComponent' && node.name === 'Badge')
    return String(node.attributes['text'] ?? '');
  if (node.type === 'gzFootnote') return '';
  return 'children' in node ? node.children.map(plain).join('') : '';
}

/** Ids of anchors that authors set in HTML (`<a id="x">`), to which links in the body may lead. */
export function anchorIds(tree: Root): Set<string> {
  const ids = new Set<string>();
  const find = (nodes: readonly ElementContent[]): void => {
    for (const node of nodes) {
      if (node.type === 'element' && typeof node.properties['id'] === 'string') {
        ids.add(node.properties['id']);
      }
      if ('children' in node) find(node.children);
    }
  };
  find(tree.children as ElementContent[]);
  return ids;
}
