import type { At } from '../catalog/text-files.ts';
import { homeAddress } from '../model/address.ts';
import { glossaryRecord, searchableEntries } from '../outputs/search/build-records.ts';
import { indexedRecord, type IndexedRecord } from '../outputs/search/indexed-record.ts';
import { searchRecordOf, type SearchableEntry } from '../outputs/search/record-of.ts';
import type { SearchRecord } from '../outputs/search/record.ts';
import type { ViewContext } from '../views/context.ts';
import type { Ledger } from './ledger.ts';
import type { ValueStore } from './value-store.ts';

/** A record as it is kept: its text is on disk until it is indexed. */
export type RecordUnit = Omit<IndexedRecord, 'html'> & { readonly at: At };

/** Looks at a record that is made: its address, what it is found by, and its text as it is indexed. */
type Scan = (url: string, facets: object, html: string) => void;

/** The search records of an edition: one for each of its entries that can be found, and one for its glossary. */
export class RecordUnits {
  readonly #ledger: Ledger;
  readonly #context: ViewContext;
  readonly #store: ValueStore;
  readonly #scan: Scan;
  readonly #home: string;
  readonly #entries: ReadonlyMap<string, SearchableEntry>;

  constructor(ledger: Ledger, context: ViewContext, store: ValueStore, scan: Scan) {
    this.#ledger = ledger;
    this.#context = context;
    this.#store = store;
    this.#scan = scan;
    this.#home = context.url(homeAddress(context.edition));
    const entries = ledger.trace.follow(() => searchableEntries(context.edition)).value;
    this.#entries = new Map(entries.map((entry) => [entry.key, entry]));
  }

  /** Has the record of an entry, by its key, if it has one. */
  add(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#add(`record ${key}`, () => searchRecordOf(this.#context, entry));
  }

  /** Has all that are not there yet; how many there are in all. */
  finish(): number {
    for (const key of this.#entries.keys()) this.add(key);
    this.#add('record glossary', () => glossaryRecord(this.#context));
    return this.#ledger.count('record ');
  }

  #add(name: string, make: () => SearchRecord | null): void {
    const ledger = this.#ledger;
    if (ledger.keeps(name)) return;
    const { value, facts } = ledger.trace.follow(() => this.#unit(make()));
    ledger.enter(name, facts, value, value === null ? [] : [value.at[0]]);
  }

  #unit(record: SearchRecord | null): RecordUnit | null {
    if (record === null) return null;
    const { html, ...indexed } = indexedRecord(record, this.#home);
    const text = html();
    this.#scan(record.url, indexed.facets, text);
    return { ...indexed, at: this.#store.write(text) };
  }
}
