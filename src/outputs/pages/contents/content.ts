import type { EditionEntry } from '../../../catalog/edition.ts';
import type { Rendered } from '../../../render/body.ts';
import type { ViewContext } from '../../../views/context.ts';
import type { Link, NavGroup, Template, TocItem, Views } from '../../../views/page.ts';
import type { PlannedPage } from '../plan.ts';
import type { Counterpart } from '../switches.ts';

/** What every page of an edition shares. */
export interface PageContext extends ViewContext {
  readonly counterparts: ReadonlyMap<string, Counterpart>;
  /** `href` of the portal's own stylesheet in `public/brand.css`, if it has one. */
  readonly brandStylesheet: string | null;
  /** `href` of the icon in `public/`, if it has one. */
  readonly icon: string | null;
  /** Whether a search index is made: not in `dev`. */
  readonly hasSearch: boolean;
}

/** What a template's page adds to the frame that all pages share. */
export interface Content<T extends Template> {
  title: string;
  description: string;
  view: Views[T];
  /** The entry whose text the page shows; null for lists. */
  entry: EditionEntry | null;
  toc?: TocItem[];
  sidebar?: NavGroup[];
  between?: Link[];
  older?: Link | null;
  newer?: Link | null;
  feeds?: { key: string; title: string }[];
  published?: string | null;
  modified?: string | null;
}

/** A page of one template, as it is planned. */
export type Planned<T extends Template> = Extract<PlannedPage, { template: T }>;

/** Makes the content of the pages of one template. */
export type MakeContent<T extends Template> = (
  context: PageContext,
  planned: Planned<T>,
) => Content<T>;

/** The feed that tells of one product. */
export function productFeed(product: { id: string; title: string }): {
  key: string;
  title: string;
} {
  return { key: `product/${product.id}`, title: product.title };
}

/** The title of a list that goes over several pages. */
export function numbered(context: PageContext, title: string, page: number): string {
  return page === 1 ? title : context.t('words.title.page', { title, page });
}

/** A table of contents is to be seen at a glance. */
export const MOST_TOC_ITEMS = 40;

/** Where a page tells what became of its entry, if it does. */
export function historyToc(
  { t }: PageContext,
  { history }: { readonly history: readonly unknown[] },
): TocItem[] {
  return history.length === 0 ? [] : [{ depth: 2, id: '_history', text: t('records.history') }];
}

/** Headings of a text, as far as a table of contents goes into them. */
export function tocOf(headings: Rendered['headings']): TocItem[] {
  return headings
    .flatMap(({ depth, id, text }) => (depth === 2 || depth === 3 ? [{ depth, id, text }] : []))
    .slice(0, MOST_TOC_ITEMS);
}
