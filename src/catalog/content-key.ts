import { reads } from '../model/audience.ts';
import type { Catalog, CatalogEntry, CatalogTranslation } from './catalog.ts';
import { digestOf, headOf, staleForReaders } from './facts.ts';

/**
 * Keys of all content that each edition may be made of, by `<audience>/<locale>`: while one is the same, so is how
 * every fact of the edition's entries stands (`EditionFacts`). They tell more than what the audience may
 * read, but nothing of a source that a translation has of its own: an edit of a source leaves alone the
 * locales that it is translated into, but for those who are told that it has changed.
 */
export function contentKeys(catalog: Catalog): Readonly<Record<string, string>> {
  const entries: readonly CatalogEntry[] = Object.values(catalog.entries).flat();
  const keys: Record<string, string> = {};
  for (const { code } of catalog.locales) {
    const translated = entries.map((entry) => {
      const { translations } = entry;
      return [entry, Object.hasOwn(translations, code) ? translations[code] : undefined] as const;
    });
    const parts = translated.map(([entry, own]) =>
      entry.parent === null ? partOf(catalog, entry, own) : filesOf(entry, own),
    );
    const content = digestOf(JSON.stringify([parts, catalog.attachmentHashes]));
    for (const audience of catalog.audiences.ids) {
      const readers = reads(catalog.audiences, audience);
      const stale = translated.map(([entry, own]) => staleForReaders(entry, own, readers));
      keys[`${audience}/${code}`] = digestOf(`${content} ${stale.join(' ')}`);
    }
  }
  return keys;
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
    headOf(source, translated),
    entry.body === null,
    own?.body ? null : source?.text,
    // That there are others is told, and links lead to their files.
    Object.values(entry.translations).map(({ file }) => file),
    own && [translated?.data, translated?.text, own.body === null],
    filesOf(entry, own),
  ];
}

/** Files that a text refers to, by reference. A change in a release's list has those of its own text. */
function filesOf({ files }: CatalogEntry, own: CatalogTranslation | undefined): unknown {
  return [files, own?.files];
}
