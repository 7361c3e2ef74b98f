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

/** Everything that a body needs to know about the edition it is rendered for. */
export interface RenderContext {
  readonly locale: string;
  /** An interface string in the edition's locale. */
  t(key: string, values?: Record<string, unknown>): string;
  /** An authored address to the one to print; null when the edition has no such page. */
  resolveLink(href: string): { href: string; external?: boolean } | null;
  /** A path beside the note to what is published; null when there is no such file. */
  resolveAsset(path: string): { src: string; width?: number; height?: number } | null;
  /** An entry of this edition; null when it has none. A release's id is `product/version`. */
  lookup(kind: ReferenceKind, id: string): ReferenceTarget | null;
  /** Put before every id, for several bodies on one page, such as `chg-12-`. */
  readonly idPrefix?: string;
  /** Level of the topmost heading; 2 unless told. */
  readonly headingLevel?: 2 | 3 | 4 | 5 | 6;
  /** For feeds and mail: no heading links, copy buttons or highlighting. */
  readonly bare?: boolean;
  /** Highlighted code by language, marks and text. Give one to share work between bodies. */
  readonly codeCache?: Map<string, string>;
}
