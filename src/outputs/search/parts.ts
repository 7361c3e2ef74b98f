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
  const owners = ownersOf(sources);
  const shared = sharedSets(owners);
  return [
    ...[...shared].map((set) => {
      const audiences = namesOf(set);
      const first = sources.find(({ audience }) => audience === audiences[0]);
      const wanted = (unit: string): boolean => setOf(owners.get(unit)) === set;
      return { audiences, pages: pagesOf(first?.records ?? [], wanted) };
    }),
    ...sources.map(({ audience, records }) => ({
      audiences: [audience],
      pages: pagesOf(records, (unit) => !shared.has(setOf(owners.get(unit)))),
    })),
  ].filter(({ pages }) => pages.length > 0);
}

/** The characters of pages. */
export function sizeOf(pages: readonly PagePart[]): number {
  return pages.reduce((sum, { size }) => sum + size, 0);
}

interface Owners {
  readonly audiences: string[];
  size: number;
}

/** Who has each unit of each page. */
function ownersOf(sources: readonly ShardSource[]): Map<string, Owners> {
  const owners = new Map<string, Owners>();
  for (const { audience, records } of sources) {
    const paths = new Set<string>();
    for (const record of records) {
      if (paths.has(record.path)) {
        throw new Error(`Two search records have the address ${record.path}.`);
      }
      paths.add(record.path);
      record.units.forEach(({ size }, at) => {
        const name = nameOf(record, at);
        const own = owners.get(name);
        if (own === undefined) owners.set(name, { audiences: [audience], size });
        // A record may have two units that are alike.
        else if (own.audiences.at(-1) !== audience) own.audiences.push(audience);
      });
    }
  }
  return owners;
}

/** The sets of several audiences that have enough alike, largest saving first. */
function sharedSets(owners: ReadonlyMap<string, Owners>): Set<string> {
  const sizes = new Map<string, number>();
  for (const own of owners.values()) {
    if (own.audiences.length < 2) continue;
    const set = setOf(own);
    sizes.set(set, (sizes.get(set) ?? 0) + own.size);
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

function pagesOf(records: readonly IndexedRecord[], wanted: (unit: string) => boolean): PagePart[] {
  return records.flatMap((record): PagePart[] => {
    const units = record.units.flatMap((_, at) => (wanted(nameOf(record, at)) ? [at] : []));
    if (units.length === 0) return [];
    const size = units.reduce((sum, at) => sum + (record.units[at]?.size ?? 0), HEAD_SIZE);
    return [{ record, units, size }];
  });
}

function nameOf({ path, head, units }: IndexedRecord, at: number): string {
  // The summary stands for the page: where there is none, its title does.
  return `${path}\n${head}\n${at === 0 ? 'summary' : ''}${units[at]?.digest}`;
}

const setOf = (own: Owners | undefined): string =>
  own === undefined ? '' : [...own.audiences].sort(compareText).join('\n');
const namesOf = (set: string): string[] => set.split('\n');
