import type { Catalog, CatalogEntry } from './catalog.ts';

/** Freezes a catalog all the way down, but for the trees of bodies, which the renderer never changes. */
export function freeze(catalog: Catalog): Catalog {
  for (const list of Object.values(catalog.entries)) {
    for (const entry of list as readonly CatalogEntry[]) {
      deepFreeze(entry.data);
      Object.freeze(entry.files);
      const translations = Object.values(entry.translations);
      for (const translation of translations) {
        deepFreeze(translation.data);
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
  deepFreeze(catalog.portal);
  deepFreeze(catalog.locales);
  deepFreeze(catalog.audiences);
  return Object.freeze(catalog);
}

/** Freezes plain data all the way down and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
