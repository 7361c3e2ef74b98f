import type { Catalog, CatalogEntry, CatalogTranslation } from '../catalog/catalog.ts';
import type { ParsedBody } from '../render/body.ts';

/** Finds the file, and the line in it, that a writer has to mend. */
export class Authors {
  readonly #catalog: Catalog;
  readonly #byFile: ReadonlyMap<string, CatalogEntry>;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#byFile = new Map(
      Object.values(catalog.entries)
        .flatMap((entries) => entries as readonly CatalogEntry[])
        .filter(({ parent }) => parent === null)
        .map((entry) => [entry.file, entry]),
    );
  }

  /**
   * The file that a reader of a locale sees the body of: the translation's, else the source's. A link
   * that stands only in the source's body, beneath a translation of other parts, is the source's.
   */
  fileOf(file: string, locale: string, isIt: (href: string) => boolean = () => false): string {
    const entry = this.#byFile.get(file);
    const translations: Readonly<Record<string, CatalogTranslation>> = entry?.translations ?? {};
    const translation = Object.hasOwn(translations, locale) ? translations[locale] : undefined;
    if (!translation) return file;
    const inSource = entry?.body?.links.some(({ href }) => isIt(href)) === true;
    const inOwn = translation.body?.links.some(({ href }) => isIt(href)) === true;
    return translation.body === null || (inSource && !inOwn) ? file : translation.file;
  }

  /** The line of a link in a body; unknown for one in front matter. */
  lineOf(file: string, isIt: (href: string) => boolean): number | undefined {
    for (const entries of Object.values(this.#catalog.entries)) {
      for (const entry of entries as readonly CatalogEntry[]) {
        const bodies: readonly { file: string; body: ParsedBody | null }[] = [
          entry,
          ...Object.values(entry.translations),
        ];
        const body = bodies.find((candidate) => candidate.file === file)?.body;
        const link = body?.links.find(({ href }) => isIt(href));
        if (link) return link.line;
      }
    }
    return undefined;
  }
}
