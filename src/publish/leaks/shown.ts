import type { Edition, EditionEntry } from '../../catalog/edition.ts';
import { allEntries } from '../../views/links.ts';
import type { AuthoredPart } from './file-texts.ts';
import { isTold, textsOf } from './texts.ts';

/**
 * What an edition shows of an entry or a translation, but for its body: plain data, which can be kept as
 * long as the entry and what it was cut by stay what they are.
 */
export interface Shown {
  /** Fields that are not shown, or not all of them. */
  readonly hidden: readonly string[];
  /** Texts that are shown and are no field as it was authored. */
  readonly texts: readonly string[];
}

/** Everything that an edition tells of: changes first, those without a file too. */
export function shownEntries(edition: Edition): EditionEntry[] {
  const entries: EditionEntry[] = [...edition.changes];
  for (const entry of allEntries(edition)) if (entry.kind !== 'change') entries.push(entry);
  return entries;
}

/** Compares an entry of an edition with what was authored. */
export function shownOf({ source, id }: AuthoredPart, entry: EditionEntry): Shown {
  const hidden: string[] = [];
  const texts: string[] = [];
  const cut = entry.data as Readonly<Record<string, unknown>>;
  for (const [field, value] of Object.entries(source.data)) {
    if (!isTold(field) || isSame(value, cut[field]) || textsOf(value).length === 0) continue;
    hidden.push(field);
    texts.push(...textsOf(cut[field]));
  }
  const { title, assets } = entry;
  if (title !== cut['title'] && title !== id) texts.push(title);
  for (const { path } of assets) texts.push(path);
  return { hidden, texts };
}

/** Whether two values hold the same texts, as far as that is told without collecting them. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) =>
      isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}
