import type { Element, ElementContent, Root } from 'hast';
import type { Finding } from '../model/finding.ts';

/** The text of one note's body, and where it stands in its file. */
export interface BodySource {
  readonly format: 'md' | 'mdx';
  readonly text: string;
  /** Path from the portal folder, for findings. */
  readonly file: string;
  /** 1-based line in the file at which `text` begins. */
  readonly firstLine: number;
}

/** A component of the vocabulary as it stands in a checked tree; attributes are validated. */
export interface ComponentNode {
  type: 'gzComponent';
  name: string;
  attributes: Readonly<Record<string, string | boolean>>;
  children: ElementContent[];
  data?: BodyData;
  position?: Element['position'];
}

/** A code block. It stays data until it is rendered, so that a cut costs no highlighting. */
export interface CodeNode {
  type: 'gzCode';
  lang: string | null;
  meta: string;
  value: string;
  /** Its highlighted lines as HTML, where that was made before (`highlightTree`). */
  html?: string;
  data?: BodyData;
  position?: Element['position'];
}

/** A footnote's text, where the author wrote it: a cut takes it along with its block. */
export interface FootnoteNode {
  type: 'gzFootnote';
  label: string;
  children: ElementContent[];
  data?: BodyData;
  position?: Element['position'];
}

export interface FootnoteReferenceNode {
  type: 'gzFootnoteReference';
  label: string;
  data?: BodyData;
  position?: Element['position'];
}

/** What a checked node remembers of its source. */
export interface BodyData {
  /** 1-based line in the file. */
  line?: number;
  /** The author's explicit heading id. */
  id?: string;
}

declare module 'hast' {
  interface Data {
    line?: number;
    id?: string;
    /** Furniture, such as a link sign or a label: not part of the text that is searched. */
    silent?: boolean;
    /** The code that a `raw` node of our own making stands for. */
    text?: string;
    /** What feeds and mail have in its place: nothing, what is in it, or other nodes without links. */
    bare?: 'nothing' | 'children' | ElementContent[];
    /** It scrolls on a page, and so can be reached by keyboard there. */
    scrolls?: boolean;
  }
  interface RootContentMap {
    gzComponent: ComponentNode;
    gzCode: CodeNode;
    gzFootnote: FootnoteNode;
    gzFootnoteReference: FootnoteReferenceNode;
  }
  interface ElementContentMap {
    gzComponent: ComponentNode;
    gzCode: CodeNode;
    gzFootnote: FootnoteNode;
    gzFootnoteReference: FootnoteReferenceNode;
  }
}

export interface Heading {
  depth: 2 | 3 | 4 | 5 | 6;
  id: string;
  text: string;
}

export interface Section {
  id: string | null;
  heading: string | null;
  text: string;
  /** Its blocks of code, which are no part of `text`. */
  code: string[];
}

/** What a reader gets of a body: markup, and the same as data for search and tables of contents. */
export interface Rendered {
  html: string;
  /** For feeds and mail: no heading links, copy buttons, highlighting or sizes of pictures. */
  bareHtml: string;
  headings: Heading[];
  text: string;
  sections: Section[];
  /** Addresses as written to the page, in order. */
  links: { href: string; line: number }[];
  /** Ids of the glossary terms used, sorted. */
  terms: string[];
}

/** A body that was read and checked. The tree is never changed again: cuts and renders copy. */
export interface ParsedBody {
  tree: Root;
  file: string;
  format: 'md' | 'mdx';
  findings: Finding[];
  /** Audiences named in `<Audience only="…">`. */
  audiences: { name: string; line: number }[];
  /** Local files that the body shows. */
  assets: { path: string; line: number }[];
  links: { href: string; line: number }[];
  /** Entries named by components, such as `{kind: 'term', id: 'sso'}`. */
  references: { kind: string; id: string; line: number }[];
}

export type { ElementContent, Root };
