import type { Catalog, CatalogEntry } from '../../catalog/catalog.ts';
import type { Kind } from '../../model/kind.ts';
import { FileTexts, type AuthoredPart, type Places } from './file-texts.ts';
import { TableStore } from './kept-table.ts';
import { TextStore } from './text-store.ts';
import { WordReader } from './words.ts';

/** A file of the catalog with what stands in it: entries, or translations of entries. */
export interface AuthoredFile {
  readonly path: string;
  readonly parts: readonly NumberedPart[];
  /** Of all that its texts are made from, behind its path and a zero; null where that is not known. */
  readonly key: string | null;
  /** Read when they are asked for. */
  readonly texts: FileTexts;
}

/** A part of a file, with a number among all parts. */
export interface NumberedPart extends AuthoredPart {
  readonly number: number;
}

/** Tells what a file was when it was read: a hash of its bytes, by its path. */
export type HashOf = (path: string) => string | undefined;

/** Everything authored in a catalog, file by file. What was made of a file before is not made again. */
export class AuthoredTexts {
  readonly files: readonly AuthoredFile[];
  /** What audiences may not read of them, as the last build found. */
  readonly tables: TableStore;
  /** The parts of an entry by its key: its own, then by locale those of its translations. */
  readonly #parts = new Map<string, readonly NumberedPart[]>();
  readonly #locales: readonly string[];
  readonly #reads: Readonly<Record<string, readonly string[]>>;
  readonly #store: TextStore;
  readonly #reader = new WordReader();
  readonly #keys = new Set<string>();
  #size = 0;
  #made = 0;

  /**
   * @param hashOf without it, nothing is known from before, and nothing kept
   * @param tables where tables are kept
   */
  constructor(
    catalog: Catalog,
    store = TextStore.none(),
    hashOf: HashOf = () => undefined,
    tables = TableStore.none(),
  ) {
    this.tables = tables;
    this.#reads = catalog.audiences.reads;
    this.#locales = catalog.locales.map(({ code }) => code);
    this.#store = store;
    const files = new Map<string, { parts: NumberedPart[]; source: string }>();
    const add = (file: string, sourceFile: string, part: AuthoredPart): NumberedPart => {
      const known = files.get(file);
      const numbered = { id: part.id, source: part.source, number: this.#size };
      this.#size += 1;
      if (known === undefined) files.set(file, { parts: [numbered], source: sourceFile });
      else known.parts.push(numbered);
      return numbered;
    };
    for (const kind of Object.keys(catalog.entries) as Kind[]) {
      for (const entry of catalog.entries[kind] as readonly CatalogEntry[]) {
        const { id, file } = entry;
        const parts = [add(file, file, { id, source: entry })];
        this.#locales.forEach((locale, at) => {
          const translation = entry.translations[locale];
          if (translation !== undefined)
            parts[at + 1] = add(translation.file, file, { id, source: translation });
        });
        this.#parts.set(entry.key, parts);
      }
    }
    this.files = [...files].map(([path, { parts, source }]) => {
      const key = this.#keyOf(path, source, hashOf);
      if (key !== null) this.#keys.add(key);
      const textsOf = (): FileTexts => this.#textsOf(key, parts);
      let texts: FileTexts | null = null;
      return {
        path,
        parts,
        key,
        get texts() {
          return (texts ??= textsOf());
        },
      };
    });
  }

  /** How many parts there are: each has a number below this. */
  get size(): number {
    return this.#size;
  }

  /** Of how many files the texts were made and not known. */
  get made(): number {
    return this.#made;
  }

  get places(): Places {
    return this.#store.places;
  }

  /** What is shown of an entry, by its key, in a locale: its translation, or else itself. */
  partOf(key: string, locale: string): NumberedPart | undefined {
    const parts = this.#parts.get(key);
    return parts?.[this.#locales.indexOf(locale) + 1] ?? parts?.[0];
  }

  /** Of the audiences that a body names, those that an audience reads; with commas between. */
  readOf(named: string, audience: string): string {
    const reads = Object.hasOwn(this.#reads, audience) ? (this.#reads[audience] ?? []) : [];
    const names = named.split(',');
    return names.filter((name) => reads.includes(name)).join(',');
  }

  /** Makes the texts of every file. */
  complete(): void {
    for (const { texts } of this.files) if (texts.count < 0) throw new RangeError('no texts');
  }

  /** The texts of a file as it was before, by its key; undefined where they are not kept. */
  textsBefore(key: string): FileTexts | undefined {
    return this.#store.before(key);
  }

  /** Keeps what was made. */
  save(): void {
    this.#store.save(this.#keys);
    this.tables.save();
  }

  #textsOf(key: string | null, parts: readonly AuthoredPart[]): FileTexts {
    const known = key === null ? undefined : this.#store.get(key);
    if (known?.parts === parts.length) return known;
    this.#made += 1;
    const made = FileTexts.make(
      parts,
      (named) => this.#subsetsOf(named),
      this.places,
      this.#reader,
    );
    if (key !== null) this.#store.set(key, made);
    return made;
  }

  /** What there is to be read of a body, by the audiences that it names. */
  #subsetsOf(named: string): ReadonlySet<string> {
    return new Set(Object.keys(this.#reads).map((audience) => this.readOf(named, audience)));
  }

  /** A translation's fields are laid over those of its source, so it is made from both. */
  #keyOf(path: string, source: string, hashOf: HashOf): string | null {
    const own = hashOf(path);
    const other = path === source ? '' : hashOf(source);
    return own === undefined || other === undefined ? null : `${path}\0${own}\0${other}`;
  }
}
