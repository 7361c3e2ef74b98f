import { hash } from 'node:crypto';
import type { Kind } from '../model/kind.ts';
import type { Catalog, CatalogEntry, CatalogTranslation } from './catalog.ts';
import type { Edition, EditionEntry } from './edition.ts';
import { FACT, kindOf, subjectOf } from './fact-kinds.ts';
import type { Readable } from './readable.ts';
import type { StaleFor } from './source-mark.ts';

/** What the parts of a file are known by: two files with the same say the same. */
export interface FileDigests {
  /** Of the front matter, as it was read, but for what a title and a summary say. */
  readonly data: string;
  /** Of each of `HEAD_FIELDS`; null for one that is not there. */
  readonly head: readonly (string | null)[];
  /** Of the text after it. */
  readonly text: string;
}

/** Digests of the parts of a file. */
export function fileDigests(data: object, text: string): FileDigests {
  const rest: Record<string, unknown> = { ...data };
  const head = HEAD_FIELDS.map((field) => {
    const value = rest[field];
    if (value === undefined) return null;
    // That there is one is said by the rest.
    rest[field] = null;
    return digestOf(JSON.stringify(value));
  });
  return {
    data: digestOf(JSON.stringify(rest)),
    head,
    text: digestOf(text),
  };
}

/** Fields that are a fact of their own. */
export const HEAD_FIELDS = ['title', 'summary'] as const;

/** A short name for a text, which no other has. */
export function digestOf(text: string): string {
  return hash('sha1', text, 'base64url').slice(0, 20);
}

/**
 * How the facts of an edition's entries stand, by the names under which they are looked at (`Trace`,
 * `ENTRY_FACTS`).
 *
 * What everything depends on is not among them: the clock, portal.yaml, interface strings.
 */
export class EditionFacts {
  readonly #catalog: Catalog;
  readonly #edition: Edition;
  readonly #readable: Readable;
  readonly #known = new Map<string, string>();
  /** Changes in the lists of releases that refer to files, by release. */
  #inLists: ReadonlyMap<string, readonly CatalogEntry[]> | null = null;

  /** @param readable what the edition was cut by */
  constructor(catalog: Catalog, edition: Edition, readable: Readable) {
    this.#catalog = catalog;
    this.#edition = edition;
    this.#readable = readable;
  }

  /** How a fact stands; the same text means the same. Undefined for what is none of these. */
  digest(name: string): string | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const digest = this.#digest(kindOf(name), subjectOf(name));
    if (digest !== undefined) this.#known.set(name, digest);
    return digest;
  }

  #digest(kind: string, of: string): string | undefined {
    switch (kind) {
      case FACT.data:
        return this.#dataDigest(of);
      case FACT.head:
        return this.#headDigest(of);
      case FACT.stale:
        return this.#staleDigest(of);
      case FACT.body:
        return this.#bodyDigest(of);
      case FACT.presence:
        return this.#byKey(of) === undefined ? 'none' : 'there';
      case FACT.list:
        return keysOf(this.#edition[of as 'releases']);
      case FACT.releases:
        return keysOf(this.#edition.byKey('product', of)?.releases);
      case FACT.changes:
        return keysOf(this.#edition.byKey('release', of)?.changes);
      default:
        return undefined;
    }
  }

  #dataDigest(key: string): string {
    const entry = this.#byKey(key);
    if (entry === undefined) return 'none';
    const translation = this.#translationOf(entry);
    return digestOf(
      JSON.stringify([
        entry.file,
        this.#catalog.digests.get(entry.file)?.data,
        this.#filesOf(entry.files),
        this.#filesInList(entry),
        entry.body === null,
        Object.keys(entry.translations),
        translation && [
          translation.file,
          this.#catalog.digests.get(translation.file)?.data,
          this.#filesOf(translation.files),
          translation.body === null,
        ],
      ]),
    );
  }

  #headDigest(key: string): string {
    const entry = this.#byKey(key);
    if (entry === undefined) return 'none';
    const { digests } = this.#catalog;
    const translation = this.#translationOf(entry);
    return headOf(digests.get(entry.file), translation && digests.get(translation.file));
  }

  #staleDigest(key: string): string {
    const entry = this.#byKey(key);
    if (entry === undefined) return 'none';
    return staleForReaders(entry, this.#translationOf(entry), this.#readable.reads);
  }

  /** Files beside a note by reference, with what their bytes are known by. */
  #filesOf(files: CatalogEntry['files']): readonly (string | undefined)[][] {
    const { attachmentHashes } = this.#catalog;
    return Object.entries(files).map(([name, path]) => [name, path, attachmentHashes[path]]);
  }

  /** The same of the changes in a release's list, which refer to files for themselves. */
  #filesInList({ kind, id }: CatalogEntry): readonly unknown[] {
    if (kind !== 'release') return [];
    this.#inLists ??= Map.groupBy(
      [...this.#readable.entries.change.values()].filter(
        (change) => change.parent !== null && hasFiles(change),
      ),
      ({ parent }) => parent ?? '',
    );
    return (this.#inLists.get(id) ?? []).map((change) => [
      change.id,
      this.#filesOf(change.files),
      this.#filesOf(this.#translationOf(change)?.files ?? {}),
    ]);
  }

  #bodyDigest(key: string): string {
    const entry = this.#byKey(key);
    if (entry === undefined) return 'none';
    const file =
      (this.#translationOf(entry)?.body ? this.#translationOf(entry) : entry)?.file ?? '';
    return `${file} ${this.#catalog.digests.get(file)?.text ?? ''}`;
  }

  #translationOf(entry: CatalogEntry): CatalogEntry['translations'][string] | undefined {
    const { code } = this.#edition.locale;
    return Object.hasOwn(entry.translations, code) ? entry.translations[code] : undefined;
  }

  #byKey(key: string): CatalogEntry | undefined {
    const colon = key.indexOf(':');
    const entries = this.#readable.entries[key.slice(0, colon) as Kind] as
      ReadonlyMap<string, CatalogEntry> | undefined;
    return entries?.get(key.slice(colon + 1));
  }
}

/** Title and summary as they are read: what a translation has of its own, nobody reads of its source. */
export function headOf(
  source: FileDigests | undefined,
  translated: FileDigests | undefined,
): string {
  return HEAD_FIELDS.map((_, at) => translated?.head[at] ?? source?.head[at] ?? '').join(' ');
}

/**
 * Whether a translation is stale for an audience that reads these: for one that reads the text of all of its
 * source, data has to tell as well.
 */
export function staleForReaders(
  { body }: CatalogEntry,
  translation: Pick<CatalogTranslation, 'staleFor'> | undefined,
  reads: ReadonlySet<string>,
): StaleFor {
  const staleFor = translation?.staleFor ?? 'none';
  if (staleFor !== 'whole') return staleFor;
  return (body?.audiences ?? []).every(({ name }) => reads.has(name)) ? 'whole' : 'none';
}

function hasFiles({ files, translations }: CatalogEntry): boolean {
  return [{ files }, ...Object.values(translations)].some(
    (one) => Object.keys(one.files).length > 0,
  );
}

function keysOf(entries: readonly EditionEntry[] | undefined): string {
  return entries === undefined ? 'none' : digestOf(entries.map(({ key }) => key).join('\n'));
}
