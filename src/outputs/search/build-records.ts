import type { Edition, EditionEntry } from '../../catalog/edition.ts';
import { sectionAddress } from '../../model/address.ts';
import type { ViewContext } from '../../views/context.ts';
import { recordsOf } from '../../views/record-list.ts';
import { snapshotsOf } from '../../views/snapshot.ts';
import { searchRecordOf, type SearchableEntry } from './record-of.ts';
import { fieldText, joined } from './record-text.ts';
import type { Excluded, SearchRecord } from './record.ts';

const recordKinds = [
  'deprecation',
  'migration',
  'known-issue',
  'advisory',
  'announcement',
] as const;

/**
 * One record for each page of an entry that an edition has in its own language, and one for its
 * glossary.
 */
export function buildRecords(context: ViewContext): SearchRecord[] {
  const records = searchableEntries(context.edition).map((entry) => searchRecordOf(context, entry));
  const glossary = glossaryRecord(context);
  return glossary === null ? records : [...records, glossary];
}

/**
 * The entries that have a record. Text in another language is left out: its words would be cut and stemmed
 * wrongly, and a reader who searches in one language is not helped by another. Guides that are kept for
 * a version are left out too: whoever searches wants the newest. `excludedFromSearch` lists what is
 * left out.
 */
export function searchableEntries(edition: Edition): SearchableEntry[] {
  const kept = snapshotsOf(edition);
  const entries: readonly SearchableEntry[] = [
    ...edition.products,
    ...edition.releases,
    ...edition.changes.filter(({ hasFile }) => hasFile),
    ...recordKinds.flatMap((kind): readonly SearchableEntry[] => recordsOf(edition, kind)),
    ...edition.docs.filter(({ id }) => !kept.has(id)),
  ];
  return entries.filter(({ isFallback }) => !isFallback);
}

/**
 * What an edition shows but its index leaves out, because it is not in the edition's language or is kept
 * for an earlier version; by key.
 */
export function excludedFromSearch(edition: Edition): Excluded[] {
  const entries: readonly EditionEntry[] = [
    ...edition.products,
    ...edition.releases,
    ...edition.changes,
    ...recordKinds.flatMap((kind): readonly EditionEntry[] => recordsOf(edition, kind)),
    ...edition.docs,
    ...edition.terms,
  ];
  const kept = snapshotsOf(edition);
  return entries.flatMap(({ kind, id, key, isFallback, isBodyFallback }): Excluded[] => {
    if (kind === 'doc' && kept.has(id)) return [{ key, reason: 'snapshot' }];
    if (isFallback) return [{ key, reason: 'fallback' }];
    return isBodyFallback ? [{ key, reason: 'body-fallback' }] : [];
  });
}

/** The record of the page that has every term; null when none is in the edition's language. */
export function glossaryRecord(context: ViewContext): SearchRecord | null {
  const { edition, t } = context;
  const terms = edition.terms.filter(({ isFallback }) => !isFallback);
  if (terms.length === 0) return null;
  return {
    url: context.url(sectionAddress(edition, 'glossary')),
    title: t('words.nav.glossary'),
    lang: edition.locale.code,
    kind: 'term',
    kindLabel: t('search.kinds.term'),
    product: null,
    version: null,
    types: [],
    modules: [],
    date: null,
    state: null,
    summary: '',
    sections: terms.map((entry) => ({
      id: entry.id,
      heading: entry.data.doNotTranslate
        ? entry.title
        : (entry.data.terms[edition.locale.code] ?? entry.title),
      // Whoever knows only the word to avoid finds the right one.
      text: joined(fieldText(entry.data.definition), entry.data.avoid.join(', ')),
    })),
  };
}
