import type { Catalog, CatalogEntry, CatalogTranslation } from './catalog.ts';
import { digestOf, HEAD_FIELDS, staleness } from './facts.ts';

/**
 * A key of all content that the editions in a locale are made of, whoever may read it: while it is the same, so
 * is how every fact of their entries stands (`EditionFacts`). What a translation has of its own is not in
 * it as its source has it, so an edit of a source leaves alone the locales that it is translated into.
 */
export function contentKey(catalog: Catalog, locale: string): string {
  const entries: readonly CatalogEntry[] = Object.values(catalog.entries).flat();
  const parts = entries.map((entry) => {
    const { translations } = entry;
    const own = Object.hasOwn(translations, locale) ? translations[locale] : undefined;
    return entry.parent === null ? partOf(catalog, entry, own) : filesOf(entry, own);
  });
  return digestOf(JSON.stringify([parts, catalog.attachmentHashes]));
}

/** Of an entry with a file. */
function partOf(
  { digests }: Catalog,
  entry: CatalogEntry,
  own: CatalogTranslation | undefined,
): unknown {
  const source = digests.get(entry.file);
  const translated = own && digests.get(own.file);
  return [
    entry.key,
    entry.file,
    source?.data,
    HEAD_FIELDS.map((_, at) => translated?.head[at] ?? source?.head[at]),
    entry.body === null,
    own?.body ? null : source?.text,
    // That there are others is told, and links lead to their files.
    Object.values(entry.translations).map(({ file }) => file),
    own && [translated?.data, translated?.text, own.body === null],
    staleness(entry, own),
    filesOf(entry, own),
  ];
}

/** Files that a text refers to, by reference. A change in a release's list has those of its own text. */
function filesOf({ files }: CatalogEntry, own: CatalogTranslation | undefined): unknown {
  return [files, own?.files];
}
