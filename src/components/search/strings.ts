/** The strings that the dialog's script needs, with the plural forms of the page's language. */
export interface SearchStrings {
  readonly unavailable: string;
  readonly failed: string;
  readonly searching: string;
  readonly none: string;
  readonly tryTitle: string;
  readonly tips: readonly string[];
  readonly removeFilters: string;
  readonly all: string;
  readonly fewer: string;
  readonly recent: string;
  readonly clearRecent: string;
  readonly recentNote: string;
  readonly facets: Readonly<Record<string, string>>;
  readonly count: PluralForms;
  readonly countAll: PluralForms;
  readonly withoutFilters: PluralForms;
  readonly more: PluralForms;
}

/** By CLDR plural category; `other` is always there. */
export type PluralForms = Readonly<Record<string, string>>;

/** What the page tells the script. */
export interface SearchSettings {
  /** Address of the index's folder; '' where none was built. */
  readonly href: string;
  /** BCP 47 tag of the interface. */
  readonly lang: string;
  readonly strings: SearchStrings;
}

/** The facets beside the results, in their order on the screen. */
export const facetNames = ['product', 'version', 'module', 'type', 'kind'] as const;
export type FacetName = (typeof facetNames)[number];

/** Puts values in the place of `{name}`. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
