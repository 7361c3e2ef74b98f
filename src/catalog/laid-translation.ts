import type { TranslationMeta } from '../model/common.ts';
import type { Kind, KindData } from '../model/kind.ts';
import type { ParsedBody } from '../render/body.ts';
import type { CatalogTranslation } from './catalog.ts';
import { deepFreeze } from './freeze.ts';
import { Lately } from './lately.ts';
import type { StaleFor } from './source-mark.ts';

/** What a translation says, made when it is first asked for: most of a build needs few of them. */
export interface TranslationText<K extends Kind> {
  /** The data of the source with the translated prose laid over it. */
  data(): KindData[K];
  /** Null when it has none. */
  readonly body: (() => ParsedBody) | null;
  text(): string;
}

/** What is known of a translation without reading it. */
export type LaidFacts = Pick<CatalogTranslation, 'locale' | 'file' | 'meta' | 'staleFor' | 'files'>;

/** A translation as it lies over its source. */
export class LaidTranslation<K extends Kind> implements CatalogTranslation<K> {
  readonly locale: string;
  readonly file: string;
  readonly meta: TranslationMeta | null;
  readonly staleFor: StaleFor;
  readonly files: Readonly<Record<string, string>>;
  readonly #make: TranslationText<K>;
  /** Held on to as long as there is memory for it: whoever cuts an edition out of it keeps what was cut. */
  readonly #data = new Lately<KindData[K] & object>();
  readonly body: ParsedBody | null;

  constructor(facts: LaidFacts, make: TranslationText<K>) {
    this.locale = facts.locale;
    this.file = facts.file;
    this.meta = facts.meta;
    this.staleFor = facts.staleFor;
    this.files = facts.files;
    this.body = make.body === null ? null : new LaterBody(make.body);
    this.#make = make;
  }

  get data(): KindData[K] {
    return this.#data.get(() => deepFreeze(this.#make.data()));
  }

  get text(): string {
    return this.#make.text();
  }

  /** All of it, as JSON has it. */
  toJSON(): CatalogTranslation<K> {
    const { locale, file, meta, staleFor, files, data, body, text } = this;
    return { locale, file, meta, staleFor, data, body, text, files };
  }
}

/** A body that is known to be there, and nothing else of it until more is asked for. */
class LaterBody implements ParsedBody {
  readonly #make: () => ParsedBody;
  readonly #made = new Lately<ParsedBody>();

  constructor(make: () => ParsedBody) {
    this.#make = make;
  }

  get #body(): ParsedBody {
    return this.#made.get(this.#make);
  }

  get file(): string {
    return this.#body.file;
  }

  get format(): ParsedBody['format'] {
    return this.#body.format;
  }

  get tree(): ParsedBody['tree'] {
    return this.#body.tree;
  }

  get findings(): ParsedBody['findings'] {
    return this.#body.findings;
  }

  get audiences(): ParsedBody['audiences'] {
    return this.#body.audiences;
  }

  get assets(): ParsedBody['assets'] {
    return this.#body.assets;
  }

  get links(): ParsedBody['links'] {
    return this.#body.links;
  }

  get references(): ParsedBody['references'] {
    return this.#body.references;
  }

  /** All of it, as JSON has it. */
  toJSON(): ParsedBody {
    return this.#body;
  }
}
