import type { Edition } from '../catalog/edition.ts';
import type { RecordKind } from '../model/address.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { deprecationDay } from './deprecation-state.ts';
import { entryLink } from './entry-link.ts';
import { migrationApplies } from './migration-page.ts';
import { recordState, type RecordEntry, type RecordState } from './record.ts';

/** Plain list of one kind of record, soonest or newest first. */
export interface RecordListView {
  kind: RecordKind;
  items: {
    href: string;
    titleHtml: string;
    summaryHtml: string;
    day: DayText | null;
    dayLabel: string;
    state: RecordState | null;
    product: string | null;
    /** Ids of the products that it is about; none for all of them. */
    products: readonly string[];
    modules: readonly string[];
    /** Versions that it is for, as scripts read them; null for all. */
    applies: { product: string; range: string }[] | null;
    lang: string;
    dir: 'ltr' | 'rtl';
  }[];
}

/** The records of an edition of one kind. */
export function recordsOf(edition: Edition, kind: RecordKind): readonly RecordEntry[] {
  switch (kind) {
    case 'deprecation':
      return edition.deprecations;
    case 'migration':
      return edition.migrations;
    case 'known-issue':
      return edition.knownIssues;
    case 'advisory':
      return edition.advisories;
    case 'announcement':
      return edition.announcements;
  }
}

/** A list of records. Deprecations: soonest removal first, `tba` last; others: newest first. */
export function recordListView(context: ViewContext, kind: RecordKind): RecordListView {
  const { edition, t } = context;
  const entries = recordsOf(edition, kind);
  const dated = entries.map((entry) => ({ entry, day: listDay(entry) }));
  const direction = kind === 'deprecation' ? 1 : -1;
  dated.sort((a, b) => {
    if (a.day === b.day) return a.entry.id < b.entry.id ? -1 : 1;
    if (a.day === null || b.day === null) return a.day === null ? 1 : -1;
    return a.day < b.day ? -direction : direction;
  });
  return {
    kind,
    items: dated.map(({ entry, day }) => ({
      href: entryLink(context, entry).href,
      titleHtml: context.inline(entry.title),
      summaryHtml: context.inline(entry.data.summary),
      day: dayTextOf(context, day),
      dayLabel: day === null ? '' : t(`words.listDay.${kind}`),
      state: recordState(context, entry),
      product: productTitle(context, entry),
      products: productsOf(entry),
      modules: entry.data.modules,
      applies: entry.kind === 'migration' ? migrationApplies(context, entry) : null,
      lang: entry.lang,
      dir: entry.dir,
    })),
  };
}

function listDay(entry: RecordEntry): string | null {
  if (entry.kind === 'deprecation') return deprecationDay(entry);
  if (entry.kind === 'announcement') return entry.data.start ?? entry.data.from;
  return entry.data.publishedAt ?? null;
}

function productsOf(entry: RecordEntry): readonly string[] {
  switch (entry.kind) {
    case 'advisory':
      return [...new Set(entry.data.affected.map(({ product }) => product))];
    case 'announcement':
      return entry.data.products;
    default:
      return [entry.data.product];
  }
}

function productTitle(context: ViewContext, entry: RecordEntry): string | null {
  if (entry.kind === 'advisory' || entry.kind === 'announcement') return null;
  const id = entry.data.product;
  return context.edition.byKey('product', id)?.title ?? id;
}
