import type { Kind, KindData } from '../model/kind.ts';
import type { ParsedBody } from '../render/body.ts';
import type { CatalogEntry, CatalogTranslation } from './catalog.ts';
import { sourceHash } from './overlay.ts';
import type { ReadEntry } from './read-entry.ts';

/** An entry with a file. Its text, which little of a build asks for, is read when it is asked for. */
export class SourceEntry<K extends Kind = Kind> implements CatalogEntry<K> {
  readonly kind: K;
  readonly id: string;
  readonly key: string;
  readonly file: string;
  readonly data: KindData[K];
  readonly sourceHash: string;
  readonly parent = null;
  readonly #read: ReadEntry;
  body: ParsedBody | null = null;
  files: Readonly<Record<string, string>> = {};
  translations: Record<string, CatalogTranslation<K>> = {};

  constructor(read: ReadEntry) {
    const { kind, id, file } = read.entry;
    this.kind = kind as K;
    this.id = id;
    this.key = `${kind}:${id}`;
    this.file = file.path;
    this.data = read.data as KindData[K];
    this.#read = read;
    this.sourceHash = read.memory.recall('hash', () =>
      sourceHash({ data: this.data, text: this.text }),
    );
  }

  get text(): string {
    return this.#read.text;
  }

  /** All of it, as JSON has it. */
  toJSON(): CatalogEntry<K> {
    const { kind, id, key, file, data, body, text, sourceHash, files, translations, parent } = this;
    return { kind, id, key, file, data, body, text, sourceHash, files, translations, parent };
  }
}
