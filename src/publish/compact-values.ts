import type { At } from '../catalog/text-files.ts';
import type { EntryUnit } from './feed-units.ts';
import { KeptIsDamaged, type Ledger } from './ledger.ts';
import type { RecordUnit } from './record-units.ts';
import { ValueStore } from './value-store.ts';

/**
 * Writes the values that a ledger names together again, once they are scattered over many segments: each
 * build adds one. The segment that has the most of them stays as it is while it is mostly of use.
 *
 * @throws KeptIsDamaged when a value can't be read
 */
export function compactValues(ledger: Ledger, store: ValueStore): void {
  if (!ValueStore.isScattered(ledger.needs)) return;
  const records = [...ledger.values<RecordUnit | null>('record ')];
  const feeds = [...ledger.values<readonly EntryUnit[]>('feed ')];
  const places = [...records.flatMap(([, unit]) => unit ?? []), ...feeds.flatMap(([, all]) => all)];
  const stays = mostlyUsed(places, store);
  const moved = <T extends { readonly at: At }>(unit: T): T => {
    if (unit.at[0] === stays) return unit;
    const bytes = store.readBytes(unit.at);
    if (bytes === null) throw new KeptIsDamaged('A value is not as it was kept.');
    return { ...unit, at: store.write(bytes) };
  };
  for (const [name, unit] of records) {
    if (unit === null) continue;
    const there = moved(unit);
    ledger.replace(name, there, [there.at[0]]);
  }
  for (const [name, units] of feeds) {
    const there = units.map(moved);
    ledger.replace(
      name,
      there,
      there.map(({ at: [segment] }) => segment),
    );
  }
}

/** The segment with the most values, unless half of it is of no use any more. */
function mostlyUsed(places: readonly { readonly at: At }[], store: ValueStore): string | null {
  const used = new Map<string, number>();
  for (const { at } of places) used.set(at[0], (used.get(at[0]) ?? 0) + at[2]);
  const [segment = '', bytes = 0] = [...used].sort((a, b) => b[1] - a[1])[0] ?? [];
  return bytes * 2 > store.sizeOf(segment) ? segment : null;
}
