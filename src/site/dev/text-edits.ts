import type { Catalog, CatalogEntry } from '../../catalog/catalog.ts';
import { homeKey, renewText } from '../../catalog/cut-entry.ts';
import type { Edition } from '../../catalog/edition.ts';
import { FACT, factOf } from '../../catalog/fact-kinds.ts';
import { TRACE } from '../../catalog/trace.ts';
import type { Kind } from '../../model/kind.ts';
import { readQueryFact } from '../../views/once-per.ts';

/** An entry of a catalog that has another text than before. */
export interface TextEdit {
  readonly entry: CatalogEntry;
  /** Whether only texts differ in its translations too. */
  readonly isOfTextOnly: boolean;
}

/** The entries with other texts; null when catalogs differ in more: fields tell which pages there are. */
export function editsOfTexts(catalog: Catalog, before: Catalog): readonly TextEdit[] | null {
  // An edit of single notes leaves portal.yaml as it is.
  if (catalog.portal !== before.portal) return null;
  const hasSameFields = (file: string): boolean =>
    isSame(fieldsOf(catalog, file), fieldsOf(before, file));
  const edits: TextEdit[] = [];
  for (const [kind, list] of Object.entries(catalog.entries)) {
    const others: readonly CatalogEntry[] = before.entries[kind as Kind];
    if (list.length !== others.length) return null;
    for (const [at, entry] of list.entries()) {
      const other = others[at];
      if (entry === other) continue;
      if (other?.key !== entry.key || !isSame(entry.data, other.data)) return null;
      edits.push({ entry, isOfTextOnly: differsInText(entry, other, hasSameFields) });
    }
  }
  return edits;
}

/** What the fields of a file are known by. */
function fieldsOf({ digests }: Catalog, file: string): unknown {
  const { data, head } = digests.get(file) ?? {};
  return [data, head];
}

/**
 * Lets an edition have the texts of now, where nothing that was worked out of it was made from those.
 *
 * @returns whether that is so: otherwise the edition is to be cut again
 */
export function renew(edition: Edition, edits: readonly TextEdit[]): boolean {
  const trace = edition[TRACE];
  if (trace === undefined || edits.some(({ isOfTextOnly }) => !isOfTextOnly)) return false;
  const bodies = new Set(edits.map(({ entry }) => trace.number(factOf(FACT.body, homeKey(entry)))));
  for (const [fact, { facts }] of trace.made) {
    // What contexts know goes with them: there will be others.
    const isOfContext = readQueryFact(trace.names[fact] ?? '').owner.startsWith('@');
    if (!isOfContext && facts.some((fact) => bodies.has(fact))) return false;
  }
  for (const { entry } of edits) {
    const cut = edition.byKey(entry.kind, entry.id);
    if (cut !== undefined) renewText(cut, entry);
  }
  return true;
}

/** @param hasSameFields whether a file has the fields that it had: an earlier one can't be read any more */
function differsInText(
  entry: CatalogEntry,
  other: CatalogEntry,
  hasSameFields: (file: string) => boolean,
): boolean {
  const codes = Object.keys(entry.translations);
  return (
    (entry.body === null) === (other.body === null) &&
    isSame(entry.files, other.files) &&
    codes.length === Object.keys(other.translations).length &&
    codes.every((code) => {
      const [own, old] = [entry.translations[code], other.translations[code]];
      return (
        own !== undefined &&
        old !== undefined &&
        own.staleFor === old.staleFor &&
        (own.body === null) === (old.body === null) &&
        isSame(own.files, old.files) &&
        hasSameFields(own.file)
      );
    })
  );
}

function isSame(value: unknown, other: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}
