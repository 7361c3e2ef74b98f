import type { Edition, EditionChange, EditionEntry } from '../../catalog/edition.ts';
import { allEntries } from '../../views/links.ts';
import type { AuthoredTexts } from './authored-texts.ts';
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

/** All that an edition shows, but for bodies: plain data. */
export interface ShownEdition {
  readonly audience: string;
  readonly locale: string;
  /** Texts of the portal itself. */
  readonly texts: readonly string[];
  readonly entries: ShownEntries;
}

/** What is shown of entries, by key. */
type ShownEntries = readonly (readonly [key: string, shown: Shown])[];

/**
 * Gives what is known by a name, or makes it. What is shown of the entries of a file is made of their data and
 * files alone: nothing but these has to be looked at to know that it holds.
 */
export type Remember = (name: string, make: () => ShownEntries) => ShownEntries;

export function shownIn(
  edition: Edition,
  authored: AuthoredTexts,
  remember: Remember = (_name, make) => make(),
): ShownEdition {
  const { code } = edition.locale;
  return {
    audience: edition.audience.id,
    locale: code,
    texts: textsOf(edition.portal),
    entries: [...Map.groupBy(shownEntries(edition), homeOf)].flatMap(([key, entries]) =>
      remember(`leak ${key}`, () =>
        entries.flatMap((entry) => {
          const part = authored.partOf(entry.key, code);
          return part === undefined ? [] : [[entry.key, shownOf(part, entry)]];
        }),
      ),
    ),
  };
}

/** The key of the entry whose file an entry is in: a change may be in that of its release. */
function homeOf(entry: EditionEntry): string {
  const change = entry.kind === 'change' ? (entry as EditionChange) : null;
  return change === null || change.hasFile ? entry.key : `release:${change.release}`;
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
