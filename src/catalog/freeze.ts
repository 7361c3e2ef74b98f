import type { Catalog, CatalogEntry } from './catalog.ts';

/**
 * Freezes a catalog all the way down, but for the trees of bodies, which the renderer never changes, and
 * the data of translations, which are frozen when they are made.
 */
export function freeze(catalog: Catalog): Catalog {
  for (const list of Object.values(catalog.entries)) {
    for (const entry of list as readonly CatalogEntry[]) {
      deepFreeze(entry.data);
      Object.freeze(entry.files);
      for (const translation of Object.values(entry.translations)) {
        Object.freeze(translation.files);
        Object.freeze(translation);
      }
      Object.freeze(entry.translations);
      Object.freeze(entry);
    }
    Object.freeze(list);
  }
  Object.freeze(catalog.entries);
  Object.freeze(catalog.attachments);
  Object.freeze(catalog.pictures);
  deepFreeze(catalog.portal);
  deepFreeze(catalog.locales);
  deepFreeze(catalog.audiences);
  return Object.freeze(catalog);
}

/** Freezes plain data all the way down and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (Array.isArray(value)) for (const part of value) deepFreeze(part);
  else for (const name in value) deepFreeze(value[name]);
  return value;
}
