/** Kinds of entry that a component can name. */
export type ReferenceKind = 'term' | 'known-issue' | 'change' | 'deprecation' | 'release';

export interface ReferenceTarget {
  title: string;
  href: string | null;
  summary?: string;
  state?: string;
  /** Language and direction of the summary, where they are not those of the entry that names it. */
  lang?: string;
  dir?: 'ltr' | 'rtl';
}

/** What is published of a file beside a note. */
export interface ResolvedAsset {
  readonly src: string;
  /** In pixels, where it is a picture whose size is known. */
  readonly width?: number;
  readonly height?: number;
  /** Other files of the same picture, from which a browser takes the first that suits it. */
  readonly sources?: readonly PictureSource[];
}

/** A `<source>` of a picture. Addresses in `srcset` are percent-encoded. */
export interface PictureSource {
  readonly type: string;
  readonly srcset: string;
  readonly sizes: string;
  readonly media?: string;
}

/** Everything that a body needs to know about the edition it is rendered for. */
export interface RenderContext {
  readonly locale: string;
  /** An interface string in the edition's locale. */
  t(key: string, values?: Record<string, unknown>): string;
  /** An authored address to the one to print; null when the edition has no such page. */
  resolveLink(href: string): { href: string; external?: boolean } | null;
  /** A path beside the note to what is published; null when there is no such file. */
  resolveAsset(path: string): ResolvedAsset | null;
  /** An entry of this edition; null when it has none. A release's id is `product/version`. */
  lookup(kind: ReferenceKind, id: string): ReferenceTarget | null;
  /** Put before every id, for several bodies on one page, such as `chg-12-`. */
  readonly idPrefix?: string;
  /** Level of the topmost heading; 2 unless told. */
  readonly headingLevel?: 2 | 3 | 4 | 5 | 6;
  /** The text opens its page: a picture before its first heading is loaded at once. */
  readonly opensPage?: boolean;
  /** Highlighted code by language, marks and text. Give one to share work between bodies. */
  readonly codeCache?: Map<string, string>;
}
