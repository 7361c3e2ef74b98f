import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PortalCache } from '../portal-cache.ts';
import { AuthoredTexts, type HashOf } from './authored-texts.ts';
import { TextStore } from './text-store.ts';

/** The texts of a portal, with what is kept of them beside what is kept of its notes. */
export function openAuthoredTexts(
  catalog: Catalog,
  cache: PortalCache | null,
  hashOf: HashOf,
): AuthoredTexts {
  if (cache === null) return new AuthoredTexts(catalog);
  // Bodies are kept as each audience reads them.
  const code = hash(
    'sha256',
    JSON.stringify([cache.code, cache.leakCode, catalog.audiences.reads]),
  );
  return new AuthoredTexts(catalog, TextStore.open(join(cache.folder, 'leaks'), code), hashOf);
}
