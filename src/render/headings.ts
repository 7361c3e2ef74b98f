import type { Element, ElementContent, Root } from 'hast';
import GithubSlugger, { slug } from 'github-slugger';
import type { FootnoteNode } from './body.ts';
import { HEADING } from './elements.ts';

export interface HeadingPlace {
  depth: 2 | 3 | 4 | 5 | 6;
  /** Without the page's prefix. */
  id: string;
}

/** What a cut body holds that must be known before any of it is rendered. */
export interface Survey {
  headings: Element[];
  /** Ids of anchors that authors set in HTML (`<a id="x">`), to which links in the body may lead. */
  anchors: string[];
  footnotes: FootnoteNode[];
}

/** Looks through a body once. */
export function survey(tree: Root): Survey {
  const found: Survey = { headings: [], anchors: [], footnotes: [] };
  look(tree.children as ElementContent[], found, false);
  return found;
}

function look(nodes: readonly ElementContent[], found: Survey, inHeading: boolean): void {
  for (const node of nodes) {
    if (node.type === 'text') continue;
    let isHeading = inHeading;
    if (node.type === 'element') {
      const { id } = node.properties;
      if (typeof id === 'string') found.anchors.push(id);
      if (!inHeading && HEADING.test(node.tagName)) {
        isHeading = true;
        found.headings.push(node);
      }
    } else if (node.type === 'gzFootnote') found.footnotes.push(node);
    if ('children' in node) look(node.children, found, isHeading);
  }
}

/**
 * Level and id of each heading of a cut body. Levels begin at `top` and skip none, whatever the
 * author's signs: a heading deeper than the one before is one level deeper. Ids are GitHub's
 * slugs (duplicates numbered) or the author's own; they are given after the cut, so that an
 * edition shows no gap where another has more.
 */
export function placeHeadings(
  headings: readonly Element[],
  top: number,
): ReadonlyMap<Element, HeadingPlace> {
  if (headings.length === 0) return NO_HEADINGS;
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
      const id = wanted !== undefined && !taken.has(wanted) ? wanted : slugOf(node, slugger);
      taken.add(id);
      return [node, { depth, id }];
    }),
  );
}

const NO_HEADINGS: ReadonlyMap<Element, HeadingPlace> = new Map();

function slugOf(node: Element, slugger: GithubSlugger): string {
  const words = node.data?.id ?? plain(node);
  return slugger.slug(slug(words) === '' ? 'section' : words);
}

function plain(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'gzComponent' && node.name === 'Badge')
    return String(node.attributes['text'] ?? '');
  if (node.type === 'gzFootnote') return '';
  return 'children' in node ? node.children.map(plain).join('') : '';
}
