import { homeAddress } from '../model/address.ts';
import { glossaryRecord, searchableEntries } from '../outputs/search/build-records.ts';
import { indexedRecord, type IndexedRecord } from '../outputs/search/indexed-record.ts';
import { searchRecordOf } from '../outputs/search/record-of.ts';
import type { SearchRecord } from '../outputs/search/record.ts';
import type { ViewContext } from '../views/context.ts';
import type { Ledger } from './ledger.ts';
import type { ValueAt, ValueStore } from './value-store.ts';

/** A record as it is kept: its text is on disk until it is indexed. */
export type RecordUnit = Omit<IndexedRecord, 'html'> & { readonly at: ValueAt };

/** One record for each of an edition's entries that can be found, in its order; how many they are. */
export function recordUnits(
  ledger: Ledger,
  context: ViewContext,
  store: ValueStore,
  scan: (record: SearchRecord) => void,
): number {
  const { edition } = context;
  const home = context.url(homeAddress(edition));
  let count = 0;
  const add = (name: string, make: () => SearchRecord | null): void => {
    const unit = ledger.make(name, (): RecordUnit | null => {
      const record = make();
      if (record === null) return null;
      scan(record);
      const { html, ...indexed } = indexedRecord(record, home);
      return { ...indexed, at: store.write(html()) };
    });
    if (unit !== null) count += 1;
  };
  const entries = ledger.trace.follow(() => searchableEntries(edition)).value;
  for (const entry of entries) add(`record ${entry.key}`, () => searchRecordOf(context, entry));
  add('record glossary', () => glossaryRecord(context));
  return count;
}
