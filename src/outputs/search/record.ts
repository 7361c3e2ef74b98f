/** One thing that a reader can find: a page of an edition, as plain text. */
export interface SearchRecord {
  /** The page's address with the site's base path, percent-encoded: `/base/de/releases/atlas/4.2.1/`. */
  url: string;
  title: string;
  /** BCP 47 tag of the text; the edition's. */
  lang: string;
  /** Stable name of what the page is about: `release`, `doc`. */
  kind: string;
  kindLabel: string;
  product: Named | null;
  version: string | null;
  /** Types of the changes in it, in the order in which readers meet them, each once. */
  types: Named[];
  modules: Named[];
  /** Calendar day `YYYY-MM-DD`. */
  date: string | null;
  /** State of the roll-out or of the defect, in the edition's words. */
  state: string | null;
  summary: string;
  /** In the order of the page. A section with an id becomes a result of its own beneath the page. */
  sections: SearchSection[];
}

/** Something with a stable id and the words that readers see. */
export interface Named {
  id: string;
  title: string;
}

export interface SearchSection {
  /** The anchor on the page; null for text without one, such as what stands before the first heading. */
  id: string | null;
  heading: string | null;
  text: string;
}

/** An entry that a reader of the edition can open but not find, and why. */
export interface Excluded {
  key: string;
  reason: 'fallback' | 'body-fallback' | 'snapshot';
}
