import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PortalCache } from '../portal-cache.ts';
import { AuthoredTexts, type HashOf } from './authored-texts.ts';
import { TableStore } from './kept-table.ts';
import { TextStore } from './text-store.ts';

/**
 * The texts of a portal, with what is kept of them beside what is kept of its notes.
 *
 * @param isAnew whether what is kept already is not even looked at: for what is known to be new
 */
export function openAuthoredTexts(
  catalog: Catalog,
  cache: PortalCache | null,
  hashOf: HashOf,
  isAnew = false,
): AuthoredTexts {
  if (cache === null) return new AuthoredTexts(catalog);
  // Bodies are kept as each audience reads them.
  const code = hash(
    'sha256',
    JSON.stringify([cache.code, cache.leakCode, catalog.audiences.reads]),
  );
  const folder = join(cache.folder, 'leaks');
  const store = isAnew ? TextStore.add(folder, code) : TextStore.open(folder, code);
  const tables = isAnew ? TableStore.none() : TableStore.open(folder, code);
  return new AuthoredTexts(catalog, store, hashOf, tables);
}
