import type { Kind } from '../model/kind.ts';
import type { CatalogEntry } from './catalog.ts';
import type { Draft, Path } from './draft.ts';
import { fieldName } from './validate.ts';
import type { Place, YamlData } from './yaml.ts';

/** Where a field stands, as findings tell it. */
export interface FieldPlace {
  /** Path from the portal folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `changes[2].type`; absent for the entry as a whole. */
  readonly field?: string;
}

/** An entry of the catalog, or portal.yaml. */
export type Placed = Pick<CatalogEntry, 'key'> | 'portal';

/**
 * The way back from the catalog to lines: the place of each of these fields of an entry. The file's
 * front matter may be read again, once for all of them. Keep it no longer than there are checks to run:
 * it holds on to all that was read.
 */
export type PlacesOf = (of: Placed, fields: readonly Path[]) => readonly FieldPlace[];

/** Makes the way back, from what the catalog was made of. */
export function placesFrom(
  drafts: { readonly [K in Kind]: readonly Draft[] },
  portal: Pick<YamlData, 'placeOf'>,
): PlacesOf {
  // Most often there is nothing to tell.
  let byKey: Map<string, Draft> | null = null;
  const known = (): Map<string, Draft> => {
    if (byKey !== null) return byKey;
    byKey = new Map();
    for (const list of Object.values(drafts)) {
      for (const draft of list) byKey.set(draft.entry.key, draft);
    }
    return byKey;
  };
  return (of, fields) => {
    if (of === 'portal') {
      const path = 'content/portal.yaml';
      return fields.map((field) => placeIn(path, field, portal.placeOf(field)));
    }
    const draft = known().get(of.key);
    if (draft === undefined) throw new RangeError(`${of.key} is not in the catalog`);
    const { read, base, entry } = draft;
    const paths = fields.map((field) => [...base, ...field]);
    const places = read.placesOf(paths);
    return paths.flatMap((path, index) => {
      const place = places[index];
      return place === undefined ? [] : [placeIn(entry.file, path, place)];
    });
  };
}

function placeIn(file: string, path: Path, { line, column }: Place): FieldPlace {
  return { file, line, column, ...(path.length === 0 ? {} : { field: fieldName(path) }) };
}
