import type { At } from '../catalog/text-files.ts';
import { homeAddress } from '../model/address.ts';
import { glossaryRecord, searchableEntries } from '../outputs/search/build-records.ts';
import { indexedRecord, type IndexedRecord } from '../outputs/search/indexed-record.ts';
import { searchRecordOf } from '../outputs/search/record-of.ts';
import type { SearchRecord } from '../outputs/search/record.ts';
import type { ViewContext } from '../views/context.ts';
import type { Ledger } from './ledger.ts';
import type { ValueStore } from './value-store.ts';

/** A record as it is kept: its text is on disk until it is indexed. */
export type RecordUnit = Omit<IndexedRecord, 'html'> & { readonly at: At };

/** One record for each of an edition's entries that can be found, in its order; how many they are. */
export function recordUnits(
  ledger: Ledger,
  context: ViewContext,
  store: ValueStore,
  scan: (url: string, facets: object, html: string) => void,
): number {
  const { edition } = context;
  const home = context.url(homeAddress(edition));
  const unit = (record: SearchRecord | null): RecordUnit | null => {
    if (record === null) return null;
    const { html, ...indexed } = indexedRecord(record, home);
    const text = html();
    scan(record.url, indexed.facets, text);
    return { ...indexed, at: store.write(text) };
  };
  const add = (name: string, make: () => SearchRecord | null): void => {
    if (ledger.keeps(name)) return;
    const { value, facts } = ledger.trace.follow(() => unit(make()));
    ledger.enter(name, facts, value, value === null ? [] : [value.at[0]]);
  };
  const entries = ledger.trace.follow(() => searchableEntries(edition)).value;
  for (const entry of entries) add(`record ${entry.key}`, () => searchRecordOf(context, entry));
  add('record glossary', () => glossaryRecord(context));
  return ledger.count('record ');
}
