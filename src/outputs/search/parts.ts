import { compareText } from '../../model/finding.ts';
import type { IndexedRecord } from './indexed-record.ts';
import type { ShardSource } from './shards.ts';

/** A page, or what a part of an edition has of it. */
export interface PagePart {
  readonly record: IndexedRecord;
  /** Places of its units in the record. */
  readonly units: readonly number[];
  readonly size: number;
}

/** What a set of audiences has alike, and no other audience has; or what is left for one of them. */
export interface Part {
  readonly audiences: readonly string[];
  readonly pages: readonly PagePart[];
}

/** Less than this is not worth an index that audiences share: a reader pays for each. */
const WORTH_SHARING = 450_000;

/** So many parts of which several audiences have the same may an edition have. */
const MOST_SHARED = 3;

/** What every page has beside its units: markup, title and facts. */
const HEAD_SIZE = 300;

/**
 * The records of a locale in parts: the units of a page that the same audiences have are together. Where
 * a set of audiences has little alike, each has it in the part of its own.
 *
 * @throws Error when an audience has two records of one address
 */
export function partsOf(sources: readonly ShardSource[]): Part[] {
  const { all, ofRecords } = ownersOf(sources);
  const shared = sharedSets(all);
  const pagesOf = (
    records: readonly IndexedRecord[],
    isWanted: (set: string) => boolean,
  ): PagePart[] =>
    records.flatMap((record) => partOfPage(record, ofRecords.get(record) ?? [], isWanted) ?? []);
  return [
    ...[...shared].map((set) => {
      const audiences = namesOf(set);
      const first = sources.find(({ audience }) => audience === audiences[0]);
      return { audiences, pages: pagesOf(first?.records ?? [], (own) => own === set) };
    }),
    ...sources.map(({ audience, records }) => ({
      audiences: [audience],
      pages: pagesOf(records, (own) => !shared.has(own)),
    })),
  ].filter(({ pages }) => pages.length > 0);
}

/** The characters of pages. */
export function sizeOf(pages: readonly PagePart[]): number {
  return pages.reduce((sum, { size }) => sum + size, 0);
}

/** Who has a unit of a page. */
interface Owners {
  readonly audiences: string[];
  readonly size: number;
  /** Their names, sorted, a line each: known when all audiences are looked through. */
  set: string;
}

/** Who has each unit of each page: all that there are, and by record in the order of its units. */
interface AllOwners {
  readonly all: Iterable<Owners>;
  readonly ofRecords: ReadonlyMap<IndexedRecord, readonly Owners[]>;
}

function ownersOf(sources: readonly ShardSource[]): AllOwners {
  const owners = new Map<string, Owners>();
  const ofRecords = new Map<IndexedRecord, readonly Owners[]>();
  for (const { audience, records } of sources) {
    const paths = new Set<string>();
    for (const record of records) {
      if (paths.has(record.path)) {
        throw new Error(`Two search records have the address ${record.path}.`);
      }
      paths.add(record.path);
      const ofRecord = record.units.map(({ size }, at): Owners => {
        const name = nameOf(record, at);
        const known = owners.get(name);
        const own = known ?? { audiences: [], size, set: '' };
        if (known === undefined) owners.set(name, own);
        // A record may have two units that are alike.
        if (own.audiences.at(-1) !== audience) own.audiences.push(audience);
        return own;
      });
      ofRecords.set(record, ofRecord);
    }
  }
  for (const own of owners.values()) own.set = own.audiences.toSorted(compareText).join('\n');
  return { all: owners.values(), ofRecords };
}

/** The sets of several audiences that have enough alike, largest saving first. */
function sharedSets(owners: Iterable<Owners>): Set<string> {
  const sizes = new Map<string, number>();
  for (const { audiences, size, set } of owners) {
    if (audiences.length > 1) sizes.set(set, (sizes.get(set) ?? 0) + size);
  }
  const uses = new Map<string, number>();
  const largest = [...sizes]
    .filter(([, size]) => size >= WORTH_SHARING)
    .map(([set, size]) => ({ set, saved: size * (namesOf(set).length - 1) }))
    .sort((a, b) => b.saved - a.saved || compareText(a.set, b.set));
  const kept = new Set<string>();
  for (const { set } of largest) {
    const names = namesOf(set);
    if (names.some((name) => (uses.get(name) ?? 0) >= MOST_SHARED)) continue;
    for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
    kept.add(set);
  }
  return kept;
}

/** What the wanted sets of audiences have of a page; null for nothing. */
function partOfPage(
  record: IndexedRecord,
  owners: readonly Owners[],
  isWanted: (set: string) => boolean,
): PagePart | null {
  const units: number[] = [];
  let size = HEAD_SIZE;
  for (const [at, own] of owners.entries()) {
    if (!isWanted(own.set)) continue;
    units.push(at);
    size += record.units[at]?.size ?? 0;
  }
  return units.length === 0 ? null : { record, units, size };
}

function nameOf({ path, head, units }: IndexedRecord, at: number): string {
  // The summary stands for the page: where there is none, its title does.
  return `${path}\n${head}\n${at === 0 ? 'summary' : ''}${units[at]?.digest}`;
}

const namesOf = (set: string): string[] => set.split('\n');
