import GithubSlugger from 'github-slugger';
import type { Definition, Image, ImageReference, Link, LinkReference, Nodes, Parent } from 'mdast';
import { at } from './draft.ts';
import { escapeAttribute, fateOfElement, readAttribute, tags } from './html-text.ts';
import type { PlannedFile, Unmapped } from './importer.ts';
import { decodeAddress, findTargets } from './link-targets.ts';
import type { LinkContext, Target } from './link-targets.ts';
import {
  applyEdits,
  escapeMarkdown,
  lineOf,
  parseMarkdown,
  plainText,
  span,
  walk,
} from './tree.ts';
import type { Edit } from './tree.ts';

export interface RewrittenBody {
  readonly text: string;
  readonly files: readonly PlannedFile[];
  readonly unmapped: readonly Unmapped[];
  /** How often each raw HTML element stands in the text and stays. */
  readonly html: ReadonlyMap<string, number>;
}

/**
 * Makes a Markdown text stand by itself in a portal folder. Remote images become links (no request
 * leaves a portal's host), files beside the note come along, and links that can't resolve there
 * become text. All else stays as it was written, and all that changed is named.
 */
export function rewriteBody(markdown: string, context: LinkContext): RewrittenBody {
  const tree = parseMarkdown(markdown);
  const edits: Edit[] = [];
  const unmapped: Unmapped[] = [];
  const html = new Map<string, number>();
  const definitions = new Map<string, Definition>();
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  const source = context.source.path;

  walk(tree, (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(plainText(node)));
    if (node.type === 'html') {
      for (const { whole } of tags(node.value)) {
        for (const name of ['id', 'name']) anchors.add(readAttribute(whole, name) ?? '');
      }
    }
    if (node.type === 'definition' && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node);
    }
  });

  const { files, linkTarget, imageTarget } = findTargets(context, anchors);

  function report(node: Nodes, what: string, why: string): void {
    const line = lineOf(markdown, span(node).start) + context.firstLine - 1;
    unmapped.push({ ...at(source, line), what, why });
  }

  /** Takes the brackets of a link away, and leaves its words. */
  function unlink(node: Link | LinkReference): void {
    const { start, end } = span(node);
    const first = node.children[0];
    const last = node.children.at(-1);
    if (first === undefined || last === undefined) {
      edits.push({ start, end, text: '' });
      return;
    }
    const inner = { start: span(first).start, end: span(last).end };
    const escape = wouldBeMark(markdown, start, inner.start);
    edits.push({ start, end: inner.start, text: escape });
    edits.push({ start: inner.end, end, text: '' });
  }

  function onLink(node: Link): void {
    const { start, end } = span(node);
    if (markdown[start] !== '[') return;
    const target = linkTarget(node.url);
    if (target === null) return;
    report(node, target.what, target.why);
    const last = node.children.at(-1);
    if (target.to === null || last === undefined) unlink(node);
    else
      edits.push({ start: span(last).end, end, text: `](${destination(target.to, node.title)})` });
  }

  function onImage(node: Image | ImageReference, ancestors: readonly Parent[]): void {
    const { start, end } = span(node);
    const definition = node.type === 'imageReference' ? definitions.get(node.identifier) : node;
    if (definition === undefined) return;
    const target = imageTarget(definition.url);
    if (target === null) return;
    report(node, target.what, target.why);
    const title = definition.title ?? null;
    const alt = escapeMarkdown((node.alt ?? '').replace(/\s+/gu, ' ').trim());
    let text = alt;
    if (target.to !== null && target.image) text = `![${alt}](${destination(target.to, title)})`;
    else if (target.to !== null) {
      const words = alt || escapeMarkdown(nameOf(target.to));
      const inLink = ancestors.some(({ type }) => type === 'link' || type === 'linkReference');
      text = inLink ? words : `[${words}](${destination(target.to, title)})`;
    }
    edits.push({ start, end, text });
  }

  function onHtml(node: Nodes & { type: 'html' }): void {
    const { start } = span(node);
    if (node.value.startsWith('<!--')) {
      report(node, 'HTML comment', 'it stays in the file and is not published');
    }
    let insideText = false;
    for (const match of tags(node.value)) {
      const { whole, closing, name, index } = match;
      const offset = start + index;
      const fate = fateOfElement(name);
      if (fate === 'text') {
        edits.push({ start: offset, end: offset + 1, text: '\\<' });
        if (index === 0) insideText = true;
        if (!closing) {
          report(node, `<${name}> that is no element of HTML`, 'it would vanish; it is text now');
        }
        continue;
      }
      // What begins as text is a paragraph now, and its HTML stays HTML.
      if (closing) continue;
      if (fate === 'removed') {
        report(
          node,
          `raw HTML <${name.toLowerCase()}>`,
          'a portal removes this element when it renders',
        );
        continue;
      }
      html.set(name.toLowerCase(), (html.get(name.toLowerCase()) ?? 0) + 1);
      onTag(node, offset, whole, name.toLowerCase());
    }
    if (insideText && node.value.includes('\n')) {
      report(node, 'block that begins like HTML', 'it is read as Markdown now');
    }
  }

  /** Links and images that are written as HTML. */
  function onTag(node: Nodes, offset: number, whole: string, name: string): void {
    if (name !== 'a' && name !== 'img') return;
    const url = readAttribute(whole, name === 'a' ? 'href' : 'src');
    if (url === null) return;
    const target = name === 'a' ? linkTarget(url) : imageTarget(url);
    if (target === null) return;
    report(node, target.what, target.why);
    const to = target.to === null ? null : escapeAttribute(target.to);
    const alt = escapeAttribute(readAttribute(whole, 'alt') ?? '');
    let text: string;
    if (name === 'a') text = to === null ? '<a>' : `<a href="${to}">`;
    else if (to === null) text = alt;
    else if (target.image) text = `<img src="${to}" alt="${alt}">`;
    else text = `<a href="${to}">${alt || escapeAttribute(nameOf(url))}</a>`;
    edits.push({ start: offset, end: offset + whole.length, text });
  }

  const targets = new Map<string, Target | null>();
  function onLinkReference(node: LinkReference): void {
    const definition = definitions.get(node.identifier);
    if (definition === undefined) return;
    let target = targets.get(node.identifier);
    if (target === undefined) {
      target = linkTarget(definition.url);
      targets.set(node.identifier, target);
      if (target?.to != null) {
        const label = definition.label ?? definition.identifier;
        const text = `[${label}]: ${destination(target.to, definition.title)}`;
        edits.push({ ...span(definition), text });
      }
    }
    if (target === null) return;
    report(node, target.what, target.why);
    if (target.to === null) unlink(node);
  }

  walk(tree, (node, ancestors) => {
    if (node.type === 'link') onLink(node);
    else if (node.type === 'linkReference') onLinkReference(node);
    else if (node.type === 'image' || node.type === 'imageReference') onImage(node, ancestors);
    else if (node.type === 'html') onHtml(node);
  });
  return { text: applyEdits(markdown, edits), files: [...files.values()], unmapped, html };
}

/** The last part of an address, for an image without a description. */
function nameOf(url: string): string {
  const path = url.replace(/[?#].*$/su, '').replace(/\/+$/u, '');
  return decodeAddress(path.slice(path.lastIndexOf('/') + 1)) || url;
}

/** A link destination with its title, as CommonMark writes them. */
function destination(url: string, title: string | null | undefined): string {
  const safe = /^[^\s<>()\\]+$/u.test(url) ? url : `<${url.replace(/[<>\\]/gu, '\\$&')}>`;
  return title == null ? safe : `${safe} "${title.replace(/["\\]/gu, '\\$&')}"`;
}

/** A backslash where words at the start of a line would become a list, heading, quote or image. */
function wouldBeMark(markdown: string, start: number, inner: number): string {
  const before = markdown.slice(markdown.lastIndexOf('\n', start - 1) + 1, start);
  if (!/^[\s>*+-]*(?:\d{1,9}[.)]\s+)?$/u.test(before)) return '';
  return /^[-+*#=>|~`]/u.test(markdown.slice(inner)) ? '\\' : '';
}
