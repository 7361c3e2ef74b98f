import type { Kind } from '../model/kind.ts';
import type { Finding } from '../model/finding.ts';
import { suggest } from '../render/suggest.ts';
import type { CatalogEntry, CatalogTranslation } from './catalog.ts';
import type { ProseFacts } from './prose-links.ts';
import type { ReadEntry } from './read-entry.ts';
import { fieldName } from './validate.ts';

/** An entry while the catalog is being made: what it will be, and the way back to its file. */
export interface Draft<K extends Kind = Kind> {
  entry: {
    -readonly [P in keyof CatalogEntry<K>]: P extends 'translations'
      ? Record<string, CatalogTranslation<K>>
      : CatalogEntry<K>[P];
  };
  readonly read: ReadEntry;
  /** Where its fields stand in the file: `changes[2]` for an inline change. */
  readonly base: readonly PropertyKey[];
  /** Of its fields: found with the rest of the file, which is let go of soon after. */
  readonly prose: ProseFacts;
}

export type Path = readonly PropertyKey[];

/** A finding of level error about a field of an entry, with its place in the file. */
export function fieldFinding(
  read: ReadEntry,
  path: Path,
  code: string,
  message: string,
  rest: Pick<Finding, 'expected' | 'found' | 'fix'> & { readonly severity?: Finding['severity'] },
): Finding {
  const { line, column } = read.placeOf(path);
  const file = read.entry.file.path;
  const field = path.length === 0 ? {} : { field: fieldName(path) };
  return { code, severity: 'error', file, line, column, ...field, message, ...rest };
}

/** "Did you mean x?", or else the sentence given. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const near = suggest(word, [...known]);
  return near === undefined ? otherwise : `Did you mean ${near}?`;
}
