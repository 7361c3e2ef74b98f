import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { htmlFiles } from './markup.ts';

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** A built page, read as a browser would read it. */
export interface BuiltPage {
  /** Path below the built folder, with forward slashes. */
  readonly file: string;
  /** Its address, percent-encoded, with the site's base path: `/de/releases/atlas/4.2.1/`. */
  readonly address: string;
  /** The template it was made by; null for pages that lead elsewhere (redirects). */
  readonly template: string | null;
  /** Language and direction of its interface. */
  readonly lang: string;
  readonly dir: string;
  /** Address of the front page of its edition: `/`, `/de/admin/`. */
  readonly home: string;
  readonly html: string;
  readonly root: Element;
}

/** What a page says of itself, read without parsing it. */
export type PageFacts = Omit<BuiltPage, 'html' | 'root'> & {
  /** Its text is another language's. */
  readonly isFallback: boolean;
  readonly bytes: number;
};

/** Every page of a built folder but redirects, in code unit order of the files; quick. */
export async function listPages(dist: string): Promise<PageFacts[]> {
  const base = await basePath(dist);
  const files = await htmlFiles(dist);
  const pages = await Promise.all(
    files.map(async (file): Promise<PageFacts> => {
      const html = await readFile(path.join(dist, file), 'utf8');
      const of = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? '';
      const lang = of(/<html lang="([^"]*)"/);
      return {
        file,
        address: addressOf(file, base),
        template: of(/ data-template="([^"]*)"/) || null,
        lang,
        dir: of(/<html [^>]*dir="([^"]*)"/),
        home: of(/<a href="([^"]*)" data-go="h"/),
        // The address to find it by is its source's.
        isFallback: isElsewhere(of(/<link rel="canonical" href="([^"]*)"/), addressOf(file, base)),
        bytes: html.length,
      };
    }),
  );
  return pages.filter(({ template }) => template !== null);
}

/** Every page of a built folder, in code unit order of the files. */
export async function readPages(dist: string): Promise<BuiltPage[]> {
  const base = await basePath(dist);
  const files = await htmlFiles(dist);
  return Promise.all(files.map((file) => readPage(dist, file, base)));
}

/** One page of a built folder. Throws when it isn't there. */
export async function readPage(dist: string, file: string, base?: string): Promise<BuiltPage> {
  const html = await readFile(path.join(dist, file), 'utf8');
  const root = find(parse(html), (element) => element.tagName === 'html')!;
  const column = find(root, (element) => attribute(element, 'data-template') !== undefined);
  const home = find(root, (element) => attribute(element, 'data-go') === 'h');
  return {
    file,
    address: addressOf(file, base ?? (await basePath(dist))),
    template: (column && attribute(column, 'data-template')) ?? null,
    lang: attribute(root, 'lang') ?? '',
    dir: attribute(root, 'dir') ?? '',
    home: (home && attribute(home, 'href')) ?? '',
    html,
    root,
  };
}

function isElsewhere(canonical: string, address: string): boolean {
  return canonical !== '' && new URL(canonical).pathname !== newestOf(address);
}

/** The guide of an earlier version leads to the newest of that guide, in its own language. */
export function newestOf(address: string): string {
  return address.replace(/(\/docs\/[^/]+\/)\d[^/]*\//, '$1');
}

function addressOf(file: string, base: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  return `${base}/${encoded.replace(/(^|\/)index\.html$/, '$1')}`;
}

/** The path that the portal hangs under, without a slash at its end: `` or `/notes`. */
export async function basePath(dist: string): Promise<string> {
  const html = await readFile(path.join(dist, 'index.html'), 'utf8');
  const home = find(parse(html), (element) => attribute(element, 'data-go') === 'h');
  return ((home && attribute(home, 'href')) ?? '/').replace(/\/$/, '');
}

/** Whether a page shows a text of another language: the address to find it by is its source's. */
export function isFallback(page: BuiltPage): boolean {
  const canonical = find(page.root, (element) => attribute(element, 'rel') === 'canonical');
  return isElsewhere((canonical && attribute(canonical, 'href')) ?? '', page.address);
}

/** Scheme and host of the site, from the front page's canonical address; null when it names none. */
export function originOf(pages: readonly BuiltPage[]): string | null {
  const front = pages.find(({ file }) => file === 'index.html');
  const canonical =
    front && find(front.root, (element) => attribute(element, 'rel') === 'canonical');
  const href = canonical && attribute(canonical, 'href');
  return href === undefined ? null : new URL(href).origin;
}

/** All elements below a node in the order of the document, with those in templates. */
export function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
  if ('content' in node) yield* elements(node.content);
}

/** The first element that passes. */
export function find(node: Node, test: (element: Element) => boolean): Element | undefined {
  for (const element of elements(node)) if (test(element)) return element;
  return undefined;
}

/** All elements that pass. */
export function findAll(node: Node, test: (element: Element) => boolean): Element[] {
  return [...elements(node)].filter(test);
}

/** The value of an attribute; undefined when there is none. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** Whether an element has a class. */
export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(/\s+/).includes(name);
}

/** The text of a node, white space run together. */
export function textOf(node: Node): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: Node): string {
  if ('value' in node) return node.value;
  if (!('childNodes' in node)) return '';
  return node.childNodes.map(rawText).join('');
}
